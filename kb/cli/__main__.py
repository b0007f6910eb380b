"""`python -m kb.cli` does what `kb` does."""

from kb.cli import main

main()

"""What a trainer takes away: briefings, slides, handouts, guides and folders.

Each is one paper of `kb.papers`, made from the reader's shelf alone. Which format it
is written in is no business of this package.
"""

"""Whether Markdown can be written as HTML within a second or so.

For every `[` the Markdown library walks to the `]` that closes it, and for `](` to the
`)`; twenty thousand that nothing closes take it two minutes. It copies a paragraph for
each thing it finds in it. No text by an author comes near these limits.
"""

from __future__ import annotations

import re

#: Steps of walking that a whole text may cost; sizes of a paragraph; paragraphs.
MOST_STEPS = 500_000
MOST_CHARACTERS = 40_000
MOST_LINES = 1_000
MOST_PARAGRAPHS = 10_000
_BRACKET = re.compile(r"\]\(|[\[\]()]")
_OPENS = {"]": "[", ")": "("}


def is_affordable(markdown: str) -> bool:
    """Say whether paragraphs are short enough and brackets are mostly closed."""
    steps = 0
    blocks = re.split(r"\n[ \t]*\n", markdown)
    if len(blocks) > MOST_PARAGRAPHS:
        return False
    for block in blocks:
        if len(block) > MOST_CHARACTERS or block.count("\n") > MOST_LINES:
            return False
        steps += _steps(block)
        if steps > MOST_STEPS:
            return False
    return True


def _steps(block: str) -> int:
    """Say how far all brackets of a block are from what closes them, in sum."""
    steps = 0
    waiting: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(block):
        bracket, place = found[0], found.start()
        if waiting and waiting[-1][0] == _OPENS.get(bracket[0]):
            steps += place - waiting.pop()[1]
        if bracket[-1] in "[(":
            waiting.append((bracket[-1], found.end()))
    return steps + sum(len(block) - place for _, place in waiting)

"""A QR code as a picture in the page: lines of an SVG, without any style of its own."""

from __future__ import annotations

from dataclasses import dataclass

import segno

QUIET = 4  #: white modules around it, as the standard asks


@dataclass(frozen=True, slots=True)
class Picture:
    """A square of `size` modules, and the path that draws the dark ones."""

    size: int
    path: str


def svg(text: str) -> Picture:
    """Draw a text as a QR code."""
    code = segno.make(text, error="m", micro=False)
    runs = []
    for y, row in enumerate(code.matrix):
        for x, dark in enumerate(row):
            if dark:
                runs.append(f"M{x + QUIET} {y + QUIET}h1v1h-1z")
    return Picture(len(code.matrix) + 2 * QUIET, "".join(runs))

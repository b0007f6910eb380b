"""A QR code that leads to a page, with the address in words for who cannot scan it."""

from __future__ import annotations

from io import BytesIO

import segno

from kb.papers.model import Image

_DOTS, _QUIET, _WIDTH = 8, 4, 22.0


def code(address: str) -> Image:
    """Draw an address as a QR code."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="png", scale=_DOTS, border=_QUIET
    )
    return Image(out.getvalue(), f"QR code that leads to {address}", width=_WIDTH)

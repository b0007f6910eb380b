"""A paper as PDF: tagged, with a title and a language, for everybody (PDF/UA-1).

The text is handed to a fixed template as values; nothing of it is ever read as source.
Pictures are handed over as numbers beside it, so that no file is read and none named.
"""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from kb.errors import KbError
from kb.papers import pdf_values
from kb.papers.ready import ready

if TYPE_CHECKING:
    from datetime import datetime

    from kb.papers.model import Chart, Paper

HERE = Path(__file__).parent
_TEMPLATE, _CHART = HERE / "paper.typ", HERE / "chart.typ"
_PIXELS = 200.0
#: What Typst says of a letter that no font of this machine has.
_NO_FONT = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPE = re.compile(r"\\u\{([0-9a-fA-F]+)\}")
#: What joins signs into one, beside a sign that is a name now.
_JOINS = re.compile("(?<=\\])[\u200d\ufe0e\ufe0f]+|[\u200d\ufe0e\ufe0f]+(?=\\[)")
#: From here on signs are small pictures, which a font has or has not by the block.
_SIGNS, _BLOCK = 0x1F000, 8
#: After so many different gaps in the fonts there is no use in going on.
_MOST_GAPS = 200


def pdf(paper: Paper, now: datetime) -> bytes:
    """Write a paper as PDF/UA-1."""
    pictures: list[list[int]] = []

    def placed(content: bytes) -> int:
        pictures.append(list(content))
        return len(pictures) - 1

    values = pdf_values.values(ready(paper))
    text = json.dumps(values, ensure_ascii=False, default=placed)
    beside = json.dumps(pictures, separators=(",", ":"))
    for _ in range(_MOST_GAPS):
        try:
            return _compiled(text, beside, now)
        except typst.TypstError as error:
            missing = _missing(str(error))
            if not missing:
                raise KbError(f"the PDF could not be written: {error}.") from error
            text = _named(text, missing)
    raise KbError("too many letters of this paper are in no font of this machine.")


def picture(shown: Chart) -> bytes:
    """Draw a chart as PNG."""
    values = json.dumps(pdf_values.chart(shown), ensure_ascii=False)
    inputs = {"picture": values}
    made = typst.compile(_CHART, sys_inputs=inputs, format="png", ppi=_PIXELS)
    return bytes(made) if isinstance(made, bytes) else bytes(made[0])


def _compiled(text: str, pictures: str, now: datetime) -> bytes:
    return bytes(
        typst.compile(
            _TEMPLATE,
            sys_inputs={"paper": text, "pictures": pictures},
            pdf_standards=["ua-1"],
            timestamp=_day(now),
        )
    )


def _day(now: datetime) -> int:
    """Give the beginning of a day, so that a day's files of one paper are the same."""
    return int(now.replace(hour=0, minute=0, second=0, microsecond=0).timestamp())


def _missing(error: str) -> str:
    """Name the letters that could not be shown."""
    found = _NO_FONT.search(error)
    if not found:
        return ""
    return _ESCAPE.sub(lambda one: chr(int(one[1], 16)), found[1])


def _named(text: str, missing: str) -> str:
    """Write what no font has by its name: a smile becomes [grinning face].

    Letters of one alphabet are missing together, and so they are named together.
    """
    families = {_family(one) for one in missing if not one.isascii()}
    named = "".join(
        f"[{unicodedata.name(one, f'U+{ord(one):04X}').lower()}]"
        if not one.isascii() and _family(one) in families
        else one
        for one in text
    )
    return _JOINS.sub("", named)


def _family(one: str) -> str:
    name = unicodedata.name(one, "")
    if unicodedata.category(one) == "Lo":
        return name.partition(" ")[0]
    return f"signs {ord(one) >> _BLOCK}" if ord(one) >= _SIGNS else one

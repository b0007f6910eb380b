"""One lesson with everything that a text can hold, as a paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image as Drawn

from kb.papers.model import Aside, Bar, Chart, Image, Paper, Paragraph, Section, Span
from kb.papers.written import blocks

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ADDRESS = "/lessons/ask-again/timeline.png"
ALT = "A time line: three visits, and nobody at home at the last"
USE = "For learning and training; not to find out who a child or family is."
MARK = "For staff of partner agencies only"
BOARD = "Anytown Safeguarding Children Partnership"


def drawn(kind: str = "PNG", size: tuple[int, int] = (400, 200), **more: Any) -> bytes:
    """Draw a picture."""
    out = BytesIO()
    Drawn.new("RGB", size, "#0b4f4a").save(out, kind, **more)
    return out.getvalue()


TEXT = f"""\
Children do not take *themselves* to **appointments**. Read the
[full review](https://example.org/review?a=1&b=2) <first>.

## What happens

- Letters go to the old address
    - and nobody looks
        1. not in the first week
        2. not in the second
    - and nobody asks
- The record says "did not attend"

> I waited for somebody to ask me why.
>
> Nobody *did*.

### Who does it

| Recommendation | Owner | Due |
|---|---|---|
| Say [was not brought](https://example.org/words) | Health trust | 30 Jun 2026 |
| Look at the *pattern* | GP federation | |

![{ALT}]({ADDRESS})

## What to do

1. Telephone on the same day.
2. Ask what got in the way.
    - transport
3. Agree a new day.

After that, write to {"Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"}.
"""


def pictures(address: str) -> Image | None:
    """Give the one picture of the lesson."""
    if address == ADDRESS:
        return Image(drawn(), "", "timeline.png", 120)
    return None


HELP = "This lesson speaks of a death.\n\n- Samaritans: 116 123\n    - at any hour"
LESSON = Paper(
    title="Was not brought: ask why & tell <somebody>",
    subtitle=BOARD,
    standing="Reviewed on 25 November 2026.",
    sections=(
        Section(
            "lesson",
            "Ask why a child was not brought",
            (Aside("Before you read", blocks(HELP)), *blocks(TEXT, pictures)),
            notes=(Paragraph((Span("Only the speaker sees this."),)),),
        ),
        Section(
            "figures",
            "What the figures say",
            (
                Chart(
                    "Missed appointments",
                    ("Why", "Children"),
                    (Bar("Transport", 12, "blue"), Bar("Fear", 3, "red")),
                ),
                Paragraph((Span("From the records of 2025."),), quiet=True),
            ),
        ),
    ),
    audience="partners",
    readers="Staff of partner agencies",
    use=USE,
    logo=Image(drawn(size=(300, 90)), "", "logo.png"),
)
PUBLIC = replace(LESSON, audience="public", use="")


def of(text: str, **more: Any) -> Paper:
    """Make a paper of one text."""
    section = Section("text", "Text", blocks(text))
    return replace(LESSON, sections=(section,), logo=None, **more)

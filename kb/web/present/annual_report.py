"""The parts of an annual report, as their page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.papers.html import fragment
from kb.papers.written import blocks
from kb.publishing.names import called
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kb.board.models import ReportPart
    from kb.papers.html import Fragment
    from kb.papers.model import Section


@dataclass(frozen=True, slots=True)
class Version:
    """A text that somebody wrote to a part."""

    when: str
    by: str
    text: str
    shown: Fragment


@dataclass(frozen=True, slots=True)
class Part:
    """A part: what the board wrote, what the records say, and older texts."""

    id: str
    title: str
    commentary: Fragment
    records: Fragment
    text: str
    """The newest commentary as it was typed."""
    seen: int
    """The id of the newest commentary; 0 when there is none."""
    older: Sequence[Version]


def part(
    section: Section,
    versions: Mapping[str, Sequence[ReportPart]],
    names: Mapping[str, str],
) -> Part:
    """Set out a part."""
    written = versions.get(section.id, ())
    return Part(
        id=section.id,
        title=section.title,
        commentary=fragment(section.commentary, inside=True),
        records=fragment(section.blocks, inside=True),
        text=written[0].text if written else "",
        seen=written[0].id if written else 0,
        older=[version(one, names) for one in written[1:]],
    )


def version(written: ReportPart, names: Mapping[str, str]) -> Version:
    """Set out one text, with who wrote it and when."""
    return Version(
        when=moment(written.at),
        by=called(names, written.who),
        text=written.text,
        shown=fragment(blocks(written.text), inside=True),
    )

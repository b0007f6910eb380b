"""A pack as a folder of Markdown in a ZIP: the same pack gives the same bytes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kb.papers.markdown import markdown
from kb.papers.model import Aside, Image, Section, Span
from kb.papers.words import bullets, paragraph, quiet, say
from kb.training.exports import (
    beside,
    care,
    closing,
    course,
    file_names,
    handout,
    passages,
)
from kb.training.exports.look import Look
from kb.training.exports.passages import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kb.content.documents import Document
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Paper
    from kb.training.exports.course import Stage, Step, Taken

_PICTURES = "pictures"
_README, _SOURCES = "README.md", "sources.md"


def folder(shelf: Shelf, taken: Taken, address: str, now: datetime) -> bytes:
    """Pack what a reader may see: a page to begin with, one per item, and sources."""
    look = Look(shelf, address, now)
    found = course.stages(shelf, taken.pack)
    every = course.around(shelf, found)
    papers = {
        _README: _readme(look, taken, found, every),
        **{_name(shelf, one): _step(look, taken, one) for one in course.steps(found)},
        _SOURCES: _sources(look, taken, every),
    }
    pictures: dict[str, bytes] = {}
    texts = {name: markdown(_named(paper, pictures)) for name, paper in papers.items()}
    files = {name: text.encode() for name, text in texts.items()}
    return _packed(files | dict(sorted(pictures.items())))


def _packed(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        for name, content in files.items():
            packed.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return out.getvalue()


def _name(shelf: Shelf, step: Step) -> str:
    title = file_names.plain(step.title(shelf), step.item.kind.value)
    return f"{step.number:03}-{title}.md"


def _readme(
    look: Look, taken: Taken, found: tuple[Stage, ...], every: tuple[Document, ...]
) -> Paper:
    shelf = look.shelf
    size = course.size(found)
    said = (course.for_whom(shelf, taken.pack), f"{size}." if size else "")
    about = Section("about", "", tuple(paragraph(one) for one in said if one))
    parts = (_contents(shelf, stage) for stage in found)
    last = paragraph("What it rests on stands in ", _SOURCES, ".")
    sections = (
        about,
        *handout.beginning(shelf, taken.pack, found),
        *parts,
        care.distressed(shelf, course.documents(found)),
        Section("sources", "Sources", (last,)),
        closing.more(look, taken),
    )
    keys = (one.key for one in every)
    return look.paper(
        taken.pack.title,
        f"Course pack of {look.day}",
        (one for one in sections if one.blocks),
        keys=keys,
        audience=taken.audience,
    )


def _contents(shelf: Shelf, stage: Stage) -> Section:
    lines = (
        say(
            Span(_name(shelf, step), strong=True),
            f": {step.title(shelf)}. {beside.takes(step)}".rstrip(),
        )
        for step in stage.steps
    )
    shown = (bullets(lines),) if stage.steps else ()
    return Section(f"part-{stage.number}", stage.title or "Contents", shown)


def _step(look: Look, taken: Taken, step: Step) -> Paper:
    shelf = look.shelf
    every = course.around_one(shelf, step.document) if step.document else ()
    return look.paper(
        step.title(shelf),
        f"{step.number} of “{taken.pack.title}”. {beside.takes(step)}".strip(),
        (one for one in _shown(shelf, step) if one.blocks),
        keys=(one.key for one in every),
        audience=taken.audience,
    )


def _shown(shelf: Shelf, step: Step) -> Iterator[Section]:
    """Give what stands on the page of an item: a section for each of its own."""
    last = (*beside.alone(step), *beside.note(step), *beside.questions(step))
    document = step.document
    if document is None:
        yield Section("text", "", last)
        return
    statement = course.statement(document)
    stated = (paragraph(Span(statement, strong=True)),) if statement else ()
    notes = (quiet(one) for one in care.notes([document]))
    yield Section("first", "", (*notes, *stated))
    for number, cut in enumerate(_cuts(shelf, step, document), start=1):
        yield Section(f"text-{number}", cut.title, cut.blocks)
    yield Section("last", "", (*last, *beside.source(shelf, document)))


def _cuts(shelf: Shelf, step: Step, document: Document) -> tuple[Passage, ...]:
    if step.item.anchor:
        return (Passage("", "", 0, step.text(shelf)),)
    return passages.sections(shelf, document)


def _sources(look: Look, taken: Taken, every: tuple[Document, ...]) -> Paper:
    return look.paper(
        f"Sources of “{taken.pack.title}”",
        f"As of {look.day}",
        closing.all_sources(look.shelf, every),
        keys=(one.key for one in every),
        audience=taken.audience,
    )


def _named(paper: Paper, pictures: dict[str, bytes]) -> Paper:
    """Give pictures a name in the folder, and remember which lie there."""

    def named(block: Block) -> Block:
        if isinstance(block, Aside):
            return replace(block, blocks=tuple(map(named, block.blocks)))
        return _picture(block, pictures) if isinstance(block, Image) else block

    logo = _picture(paper.logo, pictures, "logo") if paper.logo else None
    sections = tuple(
        replace(section, blocks=tuple(map(named, section.blocks)))
        for section in paper.sections
    )
    return replace(paper, logo=logo, sections=sections)


def _picture(image: Image, pictures: dict[str, bytes], called: str = "code") -> Image:
    """Name a picture after its own address; what has none is the code, or the logo.

    No address holds an underscore, so that no two pictures have one name.
    """
    if not image.content:
        return image
    kind = "png" if image.content.startswith(b"\x89PNG") else "jpg"
    plain = image.address.strip("/").replace("/", "_") or f"{called}.{kind}"
    name = f"{_PICTURES}/{plain}"
    pictures[name] = image.content
    return replace(image, name=name)

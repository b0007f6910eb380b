"""The first parts of the annual report: what was learned, and what it led to."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kb.board.report_scope import Dated
from kb.papers.model import Bar, Chart, Span
from kb.papers.words import (
    bullets,
    capital,
    counted,
    ended,
    kinds_listed,
    leading,
    listed,
    many,
    only_year,
    paragraph,
    quiet,
    say,
    small,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.board.report_scope import Changed
    from kb.content.documents import Lesson, Review
    from kb.content.shelf import Shelf
    from kb.papers.model import Block, Words

#: So many reviews of one theme are worth a bar.
_SEVERAL = 2
_FEWEST_BARS, _MOST_BARS = 3, 10


def reviewed(
    shelf: Shelf, found: Sequence[tuple[Review, Dated]], name: str
) -> list[Block]:
    """Say which reviews came out, and what is known of them."""
    if not found:
        return [paragraph(f"No review is recorded as published in {name}.")]
    types = Counter(small(_type(shelf, review)) for review, _ in found)
    first = (
        f"The library holds {counted(len(found), 'record')} of reviews for {name}:"
        f" {kinds_listed(types)}."
    )
    own = [review for review, _ in found]
    known = {_verification(shelf, one) for one in own}
    blocks: list[Block] = [
        paragraph(first),
        bullets(_review(shelf, *one, checked=len(known) > 1) for one in found),
    ]
    if len(known) == 1:
        blocks.append(paragraph(*known))
    return [*blocks, *_themes(shelf, own)]


def _verification(shelf: Shelf, review: Review) -> str:
    known = shelf.settings.verification.get(review.verification)
    return ended(known.meaning) if known else ""


def _type(shelf: Shelf, review: Review) -> str:
    known = shelf.settings.review_types
    return known.get(review.review_type, review.review_type.replace("-", " "))


def _review(shelf: Shelf, review: Review, dated: Dated, *, checked: bool) -> Words:
    after = [review.summary, review.review_type_note, *review.notes]
    after += [_verification(shelf, review)] if checked else []
    return _entry(
        review.title,
        review.key,
        [*after, only_year(str(review.published)) if dated is Dated.PERHAPS else ""],
    )


def _entry(title: str, key: str, sentences: Iterable[str]) -> Words:
    after = " ".join(ended(one) for one in sentences if one)
    return say(leading(title, f"/{key}"), f": {after}")


def _themes(shelf: Shelf, found: Sequence[Review]) -> list[Block]:
    counts = Counter(theme for one in found for theme in dict.fromkeys(one.themes))
    several = [(t, n) for t, n in counts.most_common() if n >= _SEVERAL]
    concepts = shelf.vocabulary.concepts
    bars = tuple(
        Bar(
            capital(concepts[theme].label if theme in concepts else theme),
            number,
            link=f"/themes/{theme}",
        )
        for theme, number in several[:_MOST_BARS]
    )
    title = "Themes that several of these records have"
    if len(bars) < _FEWEST_BARS:
        named = listed(f"{small(bar.label)} ({bar.count})" for bar in bars)
        return [paragraph(f"{title}: {named}.")] if bars else []
    return [Chart(title, ("Theme", "Records of reviews"), bars)]


def learned(
    shelf: Shelf, lessons: Sequence[Lesson], own: Sequence[Review]
) -> list[Block]:
    """Say what the reviews teach, and whether others teach it too."""
    if not own:
        return []
    if not lessons:
        return [paragraph("No lesson is recorded that comes from them.")]
    keys = {review.key for review in own}
    too = sum(
        any(one.key not in keys for one in shelf.reviews_of(lesson))
        for lesson in lessons
    )
    first = f"{capital(counted(len(lessons), 'lesson'))} {many(len(lessons), 'comes')}"
    rest = f" from them. Other reviews teach {too} of these too." if too else ""
    return [
        paragraph(first, rest or " from them."),
        bullets(_entry(one.title, one.key, [one.statement]) for one in lessons),
    ]


def later(found: Sequence[Review]) -> list[Block]:
    """Say what came to light after a review and changes how to read it."""
    said = [(review, one) for review in found for one in review.later_evidence]
    if not said:
        return []
    return [
        paragraph("Since they came out, this has come to light about the reviews:"),
        bullets(
            say(
                leading(review.title, f"/{review.key}"),
                ": ",
                leading(one.text, one.url),
            )
            for review, one in said
        ),
    ]


def sources(found: Sequence[Review], changed: Sequence[Changed]) -> list[Block]:
    """List where the facts can be checked, each source once with its lines."""
    urls = [one.url for review in found for one in review.sources]
    urls += [one.url for _, update, _ in changed for one in update.sources]
    lines: dict[str, set[int]] = {url.partition("#L")[0]: set() for url in sorted(urls)}
    for url in urls:
        address, _, line = url.partition("#L")
        if line.isdigit():
            lines[address].add(int(line))
    if not lines:
        return [paragraph("No review or change of this year has a source on record.")]
    return [
        paragraph("What is said of reviews and of changes can be checked in:"),
        bullets(_source(address, sorted(lines[address])) for address in lines),
        quiet(
            "The records of the board's tracker are the source of all other figures."
        ),
    ]


def _source(address: str, lines: Sequence[int]) -> Words:
    at = f", {many(len(lines), 'line')} {listed(map(str, lines))}" if lines else ""
    link = address if address.startswith("http") else ""
    return say(Span(address, link), at)

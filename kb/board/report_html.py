"""A report as HTML: each part for a page of the site, or the whole as one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from kb.board.report_model import Bullets, Heading, Paragraph, Picture, Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kb.board.report_model import Bar, Block, Report, Section, Span, Words

_NOTHING = Markup()
#: Tables with no more columns than this fit a telephone.
_NARROW = 3
_STRONG, _EM = Markup("<strong>%s</strong>"), Markup("<em>%s</em>")
_LINK = Markup('<a class="govuk-link" href="%s">%s</a>')
#: Everything is written into these, and escaped as it is.
_PARAGRAPH = Markup('<p class="govuk-body%s" dir="auto">%s</p>\n')
_HEADING = Markup('<h%s class="govuk-heading-s" dir="auto">%s</h%s>\n')
_LIST = Markup(
    '<%(tag)s class="govuk-list govuk-list--%(kind)s">\n%(items)s</%(tag)s>\n'
)
_ITEM = Markup('<li dir="auto">%s</li>\n')
_TABLE = Markup(
    '<div class="kb-report__wide" role="region" aria-label="%s" tabindex="0">\n'
    '<table class="govuk-table kb-report__table%s">\n%s'
    '<thead class="govuk-table__head"><tr class="govuk-table__row">%s</tr></thead>\n'
    '<tbody class="govuk-table__body">\n%s</tbody>\n</table>\n</div>\n'
)
_CAPTION = Markup(
    '<caption class="govuk-table__caption govuk-table__caption--s">%s</caption>\n'
)
_HEAD = Markup('<th scope="col" class="govuk-table__header">%s</th>')
_ROW = Markup('<tr class="govuk-table__row">%s</tr>\n')
_CELL = Markup('<td class="govuk-table__cell" dir="auto">%s</td>')
_BAR = Markup(
    '<svg class="kb-report__bar" viewBox="0 0 100 6" preserveAspectRatio="none"'
    ' aria-hidden="true" focusable="false">'
    '<rect class="kb-report__fill%s" width="%s" height="6" fill="currentColor"/></svg>'
)
_WHOLE = Markup(
    '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    "<title>%(title)s</title>\n<style>\n%(style)s</style>\n</head>\n<body>\n"
    "%(mark)s<main>\n<h1>%(title)s</h1>\n<p>%(subtitle)s</p>\n<p>%(standing)s</p>\n%(parts)s"
    "</main>\n%(mark)s</body>\n</html>\n"
)
_MARK = Markup('<p class="mark"><strong>%s</strong></p>\n')
_PART = Markup(
    '<section aria-labelledby="%(id)s">\n<h2 id="%(id)s">%(title)s</h2>\n'
    "%(blocks)s</section>\n"
)
_STYLE = Markup(
    "body { font: 1rem/1.5 Arial, sans-serif; margin: 1rem auto; max-width: 45rem;"
    " overflow-wrap: anywhere; padding: 0 1rem; }\n"
    "h1, h2, h3 { line-height: 1.25; }\n"
    ".kb-report__wide { overflow-x: auto; }\n"
    "table { border-collapse: collapse; margin: 0 0 1.5rem; width: 100%; }\n"
    "caption { font-weight: bold; text-align: start; }\n"
    "th, td { border-bottom: 1px solid #b1b4b6; overflow-wrap: normal;"
    " padding: .375rem .75rem .375rem 0; text-align: start; vertical-align: top; }\n"
    ".kb-report__bar { display: block; height: .5rem; width: 100%; }\n"
    "thead { display: table-header-group; }\n"
    "@page { margin: 18mm; }\n"
    "@media print { .mark { position: fixed; inset: 0 0 auto; }"
    " .mark + main { margin-top: 2.5rem; } }\n"
)


def html(report: Report) -> str:
    """Write a report as one file, whose links all lead out of it."""
    return _WHOLE % {
        "title": report.title,
        "subtitle": report.subtitle,
        "standing": report.standing,
        "style": _STYLE,
        "mark": _MARK % report.mark if report.mark else _NOTHING,
        "parts": _joined(_part(section) for section in report.sections),
    }


def _part(section: Section) -> Markup:
    blocks = (*section.commentary, *section.blocks)
    return _PART % {
        "id": section.id,
        "title": section.title,
        "blocks": fragment(blocks, inside=False),
    }


def fragment(blocks: Iterable[Block], *, inside: bool) -> Markup:
    """Write blocks; `inside` the site, links lead to its own pages too."""
    return _joined(_block(block, inside=inside) for block in blocks)


def _block(block: Block, *, inside: bool) -> Markup:
    match block:
        case Paragraph():
            quiet = " kb-quiet" if block.quiet else ""
            return _PARAGRAPH % (quiet, _words(block.words, inside=inside))
        case Heading():
            level = block.level
            return _HEADING % (level, _words(block.words, inside=inside), level)
        case Bullets():
            items = (_ITEM % (_words(one, inside=inside)) for one in block.items)
            tag, kind = ("ol", "number") if block.numbered else ("ul", "bullet")
            return _LIST % {"tag": tag, "kind": kind, "items": _joined(items)}
        case Table():
            return _table(block, inside=inside)
        case Picture():
            return _table(block.table, inside=inside, bars=block.bars)


def _table(table: Table, *, inside: bool, bars: tuple[Bar, ...] = ()) -> Markup:
    heads = _joined(_HEAD % (head) for head in table.heads)
    most = max((bar.count for bar in bars), default=0)
    rows = []
    for place, row in enumerate(table.rows):
        cells = [_words(cell, inside=inside) for cell in row]
        if bars:
            cells[-1] += _bar(bars[place], most)
        rows.append(_ROW % (_joined(_CELL % (cell) for cell in cells)))
    caption = _CAPTION % (table.caption) if table.caption else _NOTHING
    wide = " kb-report__table--wide" if len(table.heads) > _NARROW else ""
    name = f"Table: {table.caption}" if table.caption else "Table"
    return _TABLE % (name, wide, caption, heads, _joined(rows))


def _bar(bar: Bar, most: int) -> Markup:
    colour = f" kb-report__fill--{bar.colour}" if bar.colour else ""
    return _BAR % (colour, round(100 * bar.count / most) if most else 0)


def _words(words: Words, *, inside: bool) -> Markup:
    return _joined(_span(span, inside=inside) for span in words)


def _span(span: Span, *, inside: bool) -> Markup:
    said = Markup.escape(span.text)
    if span.strong:
        said = _STRONG % said
    if span.em:
        said = _EM % said
    address = span.outside or (span.link if inside else "")
    if address:
        said = _LINK % (address, said)
    return said


def _joined(parts: Iterable[Markup]) -> Markup:
    return _NOTHING.join(parts)

"""Tables and charts of a paper as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.papers.elements import line, made

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from kb.papers.model import Bar, Table

#: Tables with no more columns than this fit a telephone.
_NARROW = 3


def tabled(table: Table, *, inside: bool, bars: tuple[Bar, ...] = ()) -> Element:
    """Write a table in a box that scrolls, with a bar in each row of a chart."""
    cell = {"class": "govuk-table__cell"}
    rows = [
        [line("td", dict(cell), one, inside=inside) for one in row]
        for row in table.rows
    ]
    most = max((bar.count for bar in bars), default=0)
    for row, bar in zip(rows, bars, strict=False):
        row[-1].append(_bar(bar, most))
    wide = " kb-report__table--wide" if len(table.heads) > _NARROW else ""
    whole = made(
        "table",
        {"class": f"govuk-table kb-report__table{wide}"},
        *_caption(table),
        made("thead", {"class": "govuk-table__head"}, _row(_heads(table))),
        made("tbody", {"class": "govuk-table__body"}, *map(_row, rows)),
    )
    name = f"Table: {table.caption}" if table.caption else "Table"
    around = {"class": "kb-report__wide", "role": "region", "tabindex": "0"}
    return made("div", around | {"aria-label": name}, whole)


def _caption(table: Table) -> list[Element]:
    kind = {"class": "govuk-table__caption govuk-table__caption--s"}
    return [made("caption", kind, table.caption)] if table.caption else []


def _heads(table: Table) -> Iterator[Element]:
    for head in table.heads:
        yield made("th", {"scope": "col", "class": "govuk-table__header"}, head)


def _row(cells: Iterable[Element]) -> Element:
    return made("tr", {"class": "govuk-table__row"}, *cells)


def _bar(bar: Bar, most: int) -> Element:
    colour = f" kb-report__fill--{bar.colour}" if bar.colour else ""
    width = str(round(100 * bar.count / most) if most else 0)
    fill = {"class": f"kb-report__fill{colour}", "width": width, "height": "6"}
    around = {
        "class": "kb-report__bar",
        "viewBox": "0 0 100 6",
        "preserveAspectRatio": "none",
        "aria-hidden": "true",
    }
    return made("svg", around, made("rect", fill | {"fill": "currentColor"}))

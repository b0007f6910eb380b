"""From one page of results to the next, as GOV.UK Frontend's macro wants to hear it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from kb.web.present import addresses

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.web.asking import Asked

MOST_PAGES = 1000


def pagination(asked: Asked, total: int) -> dict[str, Any] | None:
    """Give the macro's parameters; None when everything fits on one page."""
    last = ceil(total / asked.query.size)
    return pages(asked.query.page, last, lambda number: _url(asked, number))


def pages(
    here: int, last: int, url: Callable[[int], str], label: str = "Pages of results"
) -> dict[str, Any] | None:
    """Lead to the first page, the last, and those beside this one."""
    if last <= 1:
        return None
    shown = sorted({1, last, *range(max(here - 1, 1), min(here + 1, last) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            items.append({"ellipsis": True})
        items.append({"number": number, "href": url(number), "current": number == here})
    params: dict[str, Any] = {"items": items, "landmarkLabel": label}
    if here > 1:
        params["previous"] = {"href": url(min(here - 1, last))}
    if here < last:
        params["next"] = {"href": url(here + 1)}
    return params


def page_number(text: str) -> int:
    """Read the number of a page; whatever is none counts as the first."""
    known = text.isascii() and text.isdecimal()
    return min(max(int(text[:6]), 1), MOST_PAGES) if known else 1


def of_list(
    path: str, arguments: Mapping[str, str], here: int, total: int, size: int
) -> dict[str, Any] | None:
    """Lead through the pages of a list at `path` that was asked for so."""
    kept = {name: value for name, value in arguments.items() if name != "page"}

    def url(number: int) -> str:
        return f"{path}?{urlencode({**kept, 'page': str(number)})}"

    return pages(here, ceil(total / size), url, "Pages of the list")


def _url(asked: Asked, number: int) -> str:
    page = (("page", str(number)),) if number > 1 else ()
    return addresses.of_search((*asked.pairs, *page))

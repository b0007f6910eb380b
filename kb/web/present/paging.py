"""From one page of results to the next, as GOV.UK Frontend's macro wants to hear it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from kb.web.present import addresses

if TYPE_CHECKING:
    from kb.web.asking import Asked


def pagination(asked: Asked, total: int) -> dict[str, Any] | None:
    """Give the macro's parameters; None when everything fits on one page."""
    last, here = ceil(total / asked.query.size), asked.query.page
    if last <= 1:
        return None
    shown = sorted({1, last, *range(max(here - 1, 1), min(here + 1, last) + 1)})
    items: list[dict[str, Any]] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before > 1:
            items.append({"ellipsis": True})
        items.append(
            {"number": number, "href": _url(asked, number), "current": number == here}
        )
    params: dict[str, Any] = {"items": items, "landmarkLabel": "Pages of results"}
    if here > 1:
        params["previous"] = {"href": _url(asked, min(here - 1, last))}
    if here < last:
        params["next"] = {"href": _url(asked, here + 1)}
    return params


def _url(asked: Asked, number: int) -> str:
    page = (("page", str(number)),) if number > 1 else ()
    return addresses.of_search((*asked.pairs, *page))

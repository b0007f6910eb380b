"""The list of all pages, for a board officer to read: `docs/routes.csv`."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from kb.web.guard import door_of

if TYPE_CHECKING:
    from flask import Flask

    from kb.web.guard import Door

HEADINGS = ("rule", "methods", "needs", "audience", "cache")


def as_csv(app: Flask) -> str:
    """Write each address with its methods and what its page says about itself."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\n")
    lines.writerow(HEADINGS)
    for rule in sorted(app.url_map.iter_rules(), key=lambda r: (r.rule, r.endpoint)):
        door = door_of(app, rule.endpoint)
        said = (_needs(door), door.audience, door.cache) if door else ("", "", "")
        lines.writerow((rule.rule, " ".join(sorted(rule.methods or ())), *said))
    return out.getvalue()


def _needs(door: Door) -> str:
    return "to have signed in" if door.signed_in else str(door.needs)

"""What stands in the form of a new document before anybody typed in it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from kb.access import EDITORS, PUBLIC
from kb.content.documents import Report, Status

if TYPE_CHECKING:
    from datetime import date

    from kb.web.present.form_typed import Typed

_LONGEST = 80
_TEXTS = {
    "lessons": (
        "## What happens\n\n\n\n## Why it matters\n\n\n\n## What to do\n\n- \n\n"
        "## Questions for supervision\n\n- \n"
    ),
    "reviews": "## Summary\n\n\n\n## Findings\n\n- \n",
    "policies": "## What it is\n\n\n\n## How we know\n\n\n",
    "reports": "",
}
_FIELDS: dict[str, Typed] = {
    "lessons": {"urgency": ["inform"], "strength": ["one-case"]},
    "reviews": {"naming": ["no-name"], "outcome": ["not-shown"], "sources-0": ["row"]},
    "policies": {"updates-0": ["row"], "updates-0-sources-0": ["row"]},
    "reports": {},
}


def typed(folder: str, title: str, today: date) -> Typed:
    """Fill in what is the same for most: a draft, looked at again in a year."""
    audience = EDITORS if folder == Report.folder else PUBLIC
    return {
        "title": [title],
        "id": [slug(title)],
        "status": [Status.DRAFT.value],
        "audience": [audience],
        "review_due": [_in_a_year(today).isoformat()],
        "markdown": [_TEXTS[folder]],
        **_FIELDS[folder],
    }


def slug(title: str) -> str:
    """Suggest an address for a title."""
    plain = unicodedata.normalize("NFKD", title.replace("’", "").replace("'", ""))
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().lower())
    made = ""
    for word in words:
        if len(made) + len(word) + 1 > _LONGEST:
            break
        made = f"{made}-{word}" if made else word
    return made


def _in_a_year(today: date) -> date:
    """Give the same day of next year; of 29 February the day before."""
    try:
        return today.replace(year=today.year + 1)
    except ValueError:
        return today.replace(year=today.year + 1, day=28)

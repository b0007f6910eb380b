"""How a moment is said: 25 November 2026 at 12:04 UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from kb.web.present.words import day


def moment(value: datetime | str) -> str:
    """Write a moment, which the records keep as a text, as people say it."""
    if not value:
        return ""
    when = datetime.fromisoformat(value) if isinstance(value, str) else value
    utc = when.astimezone(UTC) if when.tzinfo else when
    return f"{day(utc.date())} at {utc:%H:%M} UTC"

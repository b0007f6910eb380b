"""Moments as the tables keep them: UTC, to the second, so that texts sort by time."""

from __future__ import annotations

from datetime import UTC, datetime


def written(moment: datetime) -> str:
    """Write a moment, such as 2026-01-31T09:30:00+00:00."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def read(text: str) -> datetime:
    """Read a moment that `written` wrote."""
    return datetime.fromisoformat(text)

"""The annual report as a paper that can be kept as JSON and shown as it was."""

from __future__ import annotations

from dataclasses import dataclass, field

from pydantic import TypeAdapter

from kb.papers.model import Paper


@dataclass(frozen=True, slots=True)
class Report(Paper):
    """The annual report of one year as one kind of reader may read it."""

    year: str = field(kw_only=True)
    """Such as 2012-13."""


_JSON = TypeAdapter(Report)


def written(report: Report) -> str:
    """Write a report as JSON."""
    return _JSON.dump_json(report).decode()


def read(text: str) -> Report:
    """Read a report back from JSON."""
    return _JSON.validate_json(text)

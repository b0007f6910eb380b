"""The identifier check before publishing: each finding is mended or explained."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kb.content import text_checks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.files import ContentFile

LENGTH = 12


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that could identify a person; `id` stays while text and place do."""

    id: str
    field: str
    what: str
    text: str
    line: int


def findings(file: ContentFile) -> tuple[Finding, ...]:
    """List what the check finds, in the order of the file, each place once."""
    found = {finding.id: finding for finding in _found(file)}
    return tuple(sorted(found.values(), key=lambda finding: finding.line))


def _found(file: ContentFile) -> Iterator[Finding]:
    for one in text_checks.identifying(file):
        field, what, text = one.problem.field, one.found.what, one.found.text
        name = sha256(f"{field}\n{what}\n{text}".encode()).hexdigest()
        yield Finding(name[:LENGTH], field, what, text, one.problem.line)

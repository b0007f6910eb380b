"""One version of a document in its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.web.present.form_words import VALUES
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from kb.content.settings import LibrarySettings
    from kb.publishing.revisions import Version


@dataclass(frozen=True, slots=True)
class VersionShown:
    """When a version was saved, by whom, for whom, and why."""

    url: str
    when: str
    about: str
    note: str
    readable: bool


def shown(version: Version, settings: LibrarySettings) -> VersionShown:
    """Set out a version."""
    audience = settings.audiences.get(version.audience, version.audience)
    status = VALUES["Status"].get(version.status, ("", ""))[0]
    signed = f"signed by {version.signed_by}" if version.signed_by else ""
    about = (version.by, signed, status, f"for {audience[:1].lower()}{audience[1:]}")
    return VersionShown(
        url=f"/{version.key}/history/{version.name}",
        when=moment(version.at),
        about=" · ".join(part for part in about if part),
        note=version.note,
        readable=bool(version.source),
    )

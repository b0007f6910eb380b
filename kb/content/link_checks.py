"""Whether the links in a document lead somewhere. The web itself is not asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kb.content.rendering import INTERNAL, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kb.content.files import ContentFile
    from kb.content.snapshot import Snapshot
    from kb.errors import Problem

_INLINE = re.compile(r"(?P<picture>!?)\[[^\[\]]*\]\(\s*<?(?P<target>[^\s<>()]*)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\[\]]+\]:\s*<?(?P<target>[^\s<>]+)", re.MULTILINE)
_AUTOMATIC = re.compile(r"<(?P<target>https?:[^<>]*)>")
_REPORT = re.compile(r"(?P<file>annual-report-2012-13\.md)(#L(?P<line>\d+))?")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)
_EXPECTED = (
    "expected https://..., #heading or a document such as ../lessons/ask-again.md"
)


def problems(snapshot: Snapshot, file: ContentFile, root: Path) -> Iterator[Problem]:
    """Name every link in the text and every address in the fields that is broken."""
    text = file.document.markdown
    for pattern in (_INLINE, _REFERENCE, _AUTOMATIC):
        for link in pattern.finditer(text):
            if link.groupdict().get("picture"):
                continue  # see kb.content.picture_checks
            if wrong := _wrong(snapshot, file, root, link["target"]):
                yield file.problem_at(link.start(), wrong)
    for path, url in _addresses(file.front.values):
        if wrong := _wrong_address(root, url):
            yield file.problem(path, wrong)


def _wrong(
    snapshot: Snapshot, file: ContentFile, root: Path, target: str
) -> str | None:
    """Say what is wrong with a link, if anything."""
    if target.startswith("#"):
        return _wrong_anchor(file, target)
    if inside := INTERNAL.fullmatch(target):
        other = snapshot.files.get(inside["key"])
        if other is None:
            return f"broken link: there is no document {inside['key']}"
        return _wrong_anchor(other, inside["anchor"] or "")
    if target.startswith("mailto:"):
        return None
    if target.startswith(("http:", "https:")) or _REPORT.fullmatch(target):
        return _wrong_address(root, target)
    return f"broken link {target!r}; {_EXPECTED}"


def _wrong_anchor(file: ContentFile, anchor: str) -> str | None:
    if not anchor:
        return None
    anchors = {section.anchor for section in render(file.document.markdown).sections}
    asked = getattr(file.document, "recommendations", ())
    anchors.update(one.id.lower() for one in asked)
    if anchor.removeprefix("#") in anchors:
        return None
    return f"broken link: {file.document.key} has no heading {anchor}"


def _wrong_address(root: Path, url: str) -> str | None:
    """Say what is wrong with an address of the web or a line of the annual report."""
    if report := _REPORT.fullmatch(url):
        return _wrong_line(root / report["file"], int(report["line"] or 1))
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError as error:
        return f"broken link: {error}"
    if "@" in parts.netloc or not _HOST.fullmatch(host):
        return f"broken link: {url!r} names no site"
    return None


def _wrong_line(report: Path, line: int) -> str | None:
    try:
        lines = report.read_text("utf-8").count("\n") + 1
    except (OSError, UnicodeDecodeError):
        return f"broken link: there is no {report.name} in the content folder"
    if line > lines:
        return f"broken link: {report.name} has {lines} lines"
    return None


def _addresses(
    value: Any,  # noqa: ANN401 - whatever the file says
    path: tuple[str | int, ...] = (),
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Find every `url` in the fields."""
    if path and path[-1] == "url":
        yield path, str(value)
    elif isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for step, item in items:
            yield from _addresses(item, (*path, step))

"""Whether the pictures of documents can be shown, and say nothing unseen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.content.picture_places import NAME, Place, place_of
from kb.content.pictures import PictureError
from kb.content.rendering import render
from kb.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kb.content.files import ContentFile
    from kb.content.pictures import Pictures
    from kb.content.snapshot import Snapshot

_SHOWN = re.compile(r"!\[(?P<alt>[^\[\]]*)\]\(\s*<?(?P<target>[^\s<>()]*)")
_WORDLESS = "has no words for who does not see it; write ![what it shows](address)"


def problems(pictures: Pictures, file: ContentFile) -> Iterator[Problem]:
    """Name every picture in a text that is not shown as it should be."""
    written = set()
    for found in _SHOWN.finditer(file.document.markdown):
        place = place_of(found["target"])
        written.add(place)
        if not found["alt"].strip():
            yield file.problem_at(found.start(), f"the picture {_WORDLESS}")
        if wrong := _wrong(pictures, file.document.key, found["target"], place):
            yield file.problem_at(found.start(), wrong)
    for address in render(file.document.markdown).pictures:
        if place_of(address) not in written:
            message = f"write the picture {address} as ![what it shows]({address})"
            yield file.problem_at(0, message)


def _wrong(
    pictures: Pictures, key: str, target: str, place: Place | None
) -> str | None:
    """Say what is wrong with a picture, if anything."""
    own = f"/{key}/name.png"
    if place is None:
        return f"the picture {target!r} is not shown; keep it in {key}/, write {own}"
    if place.key != key:
        return (
            f"the picture {target!r} belongs to {place.key}, and then none is shown"
            f" here; copy it to {key}/ and write {own}"
        )
    try:
        pictures.read(place)
    except PictureError as error:
        return f"the picture {place.file} {error}"
    return None


def files(snapshot: Snapshot) -> Iterator[Problem]:
    """Name every file beside documents that nobody sees, or that tells too much."""
    pictures = snapshot.pictures
    for key in pictures.folders():
        file = snapshot.files.get(key)
        shown = render(file.document.markdown).pictures if file else ()
        for place in (Place(key, name) for name in pictures.names(key)):
            if place.address not in shown:
                yield Problem(place.file, 0, "", _unused(key, place.name, file))
            elif told := pictures.told(place):
                yield Problem(place.file, 0, "", _telling(told))


def _telling(told: frozenset[str]) -> str:
    return (
        f"holds {', '.join(sorted(told))}, which can say where, when and by whom it was"
        " made; readers do not get that, but save it again without"
    )


def _unused(key: str, name: str, file: ContentFile | None) -> str:
    if file is None:
        return f"belongs to no document, as {key}.md cannot be read; remove it"
    if not re.fullmatch(NAME, name):
        return (
            "is never shown; name it in lower-case letters, digits and hyphens, with"
            " .png, .jpg or .jpeg, or remove it"
        )
    return f"is not shown by {key}.md; show it there, or remove it"

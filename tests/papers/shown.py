"""PowerPoint files as tests open them."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.oxml.ns import qn

if TYPE_CHECKING:
    from collections.abc import Iterator

EDGES = {PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER}
TITLES = {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE}


def opened(content: bytes) -> Any:
    return Presentation(io.BytesIO(content))


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def texts(page: Any) -> list[str]:
    return [one.text_frame.text for one in page.shapes if one.has_text_frame]


def kinds(page: Any) -> list[PP_PLACEHOLDER]:
    return [one.placeholder_format.type for one in page.placeholders]


def described(shape: Any) -> str:
    (named,) = shape.element.xpath("./*/p:cNvPr")
    return str(named.get("descr"))


def set_as(shape: Any) -> list[Any]:
    """Say how the paragraphs of a shape are set."""
    return list(shape.element.iter(qn("a:pPr")))

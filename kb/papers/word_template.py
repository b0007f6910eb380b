"""A board's own Word document without its text: styles, page, heads and feet stay."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.oxml.ns import qn

from kb.papers.own_template import checked
from kb.papers.word_styles import lend

if TYPE_CHECKING:
    from docx.document import Document as Doc
    from docx.opc.rel import _Relationship
    from docx.oxml.section import CT_SectPr

#: What a document keeps beside its text; all else went with the text.
_KEPT = frozenset("styles numbering settings theme fontTable header footer".split())
_EDGES = frozenset({"header", "footer"})
#: What in its settings would lock the new text, follow it, or lead elsewhere.
_SETTINGS = (
    "w:documentProtection", "w:writeProtection", "w:trackRevisions", "w:mailMerge",
    "w:docVars", "w:attachedTemplate", "w:linkStyles", "w:rsids", "w:revisionView",
    "w:footnotePr", "w:endnotePr",
)  # fmt: skip


def emptied(template: bytes) -> Doc:
    """Open a board's document, take its text out, and add the styles it lacks."""
    document = Document(BytesIO(checked(template, "docx")))
    body = document.element.body
    pages = [section._sectPr for section in document.sections]  # noqa: SLF001 - no other way
    last = pages[-1]
    for before in reversed(pages[:-1]):
        _inherit(last, before)
    for one in list(body):
        if one is not last:
            body.remove(one)
    _forget(document)
    lend(document)
    return document


def _inherit(page: CT_SectPr, before: CT_SectPr) -> None:
    """Take heads and feet from the section before, where a section has none itself."""
    tags = (qn("w:headerReference"), qn("w:footerReference"))
    own = {(one.tag, one.get(qn("w:type"))) for one in page if one.tag in tags}
    for one in list(before):
        if one.tag in tags and (one.tag, one.get(qn("w:type"))) not in own:
            page.insert(0, one)


def _forget(document: Doc) -> None:
    """Drop what belonged to the text: pictures, comments, and who had a hand in it."""
    used = set(document.element.xpath(".//@r:id"))
    relations = document.part.rels
    for key in list(relations):
        kind = _kind(relations[key])
        if kind not in _KEPT or (kind in _EDGES and key not in used):
            del relations[key]
        elif kind == "settings":
            _unlock(relations[key].target_part)
    package = document.part.package.rels
    for key in list(package):
        if _kind(package[key]) not in {"officeDocument", "core-properties"}:
            del package[key]


def _unlock(settings: Any) -> None:  # noqa: ANN401 - a part of python-docx
    """Let the new text be written, and let nothing lead elsewhere."""
    for name in _SETTINGS:
        for one in settings.element.findall(qn(name)):
            settings.element.remove(one)
    for key in [key for key, one in settings.rels.items() if one.is_external]:
        del settings.rels[key]


def _kind(relation: _Relationship) -> str:
    return relation.reltype.rpartition("/")[2]

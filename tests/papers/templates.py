"""Documents as boards have them, to write papers into."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from docx import Document
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tests.papers.lesson import drawn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.document import Document as Doc

SECRET = "SECRET-OF-ANOTHER-PAPER"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def saved(document: Doc) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed(content: bytes, members: Mapping[str, bytes]) -> bytes:
    """Give a file with some of its members changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, members.get(name, old.read(name)))
        for name in members.keys() - set(old.namelist()):
            new.writestr(name, members[name])
    return out.getvalue()


def of_a_board() -> bytes:
    """Make a document with two sections, all kinds of heads, and a text of its own."""
    document = Document()
    normal, heading = document.styles["Normal"], document.styles["Heading 1"]
    normal.font.name, normal.font.size = "Georgia", Pt(12)
    heading.font.color.rgb = RGBColor(0x66, 0x00, 0x99)
    for name in ("Quote", "List Bullet", "List Number", "Table Grid", "Caption"):
        document.styles[name].delete()
    document.settings.odd_and_even_pages_header_footer = True
    first = document.sections[0]
    first.different_first_page_header_footer = True
    first.page_width, first.left_margin = Cm(20), Cm(3)
    first.header.paragraphs[0].text = "Head of Anytown"
    first.first_page_header.paragraphs[0].text = "First head of Anytown"
    first.even_page_header.paragraphs[0].text = "Even head of Anytown"
    first.footer.paragraphs[0].text = "Foot of Anytown"
    first.footer.paragraphs[0].add_run().add_picture(
        io.BytesIO(drawn(size=(50, 40))), Cm(2)
    )
    document.add_paragraph(SECRET)
    document.add_picture(io.BytesIO(drawn(size=(77, 33))))
    document.add_comment(document.paragraphs[0].runs, SECRET, SECRET, "S")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph(SECRET)
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = SECRET
    core.subject = core.category = core.title = SECRET
    settings = document.settings.element
    settings.append(parse_xml(f"<w:trackRevisions {nsdecls('w')}/>"))
    return saved(document)


def without_lists() -> bytes:
    """Make a document that has never had a list, and names its styles in Welsh."""
    document = Document()
    part = document.part
    for key, relation in list(part.rels.items()):
        if relation.reltype.endswith("/numbering"):
            del part.rels[key]
    for style in list(document.styles):
        if style.name not in {"Normal", "Default Paragraph Font", "Normal Table"}:
            style.delete()
    document.styles["Normal"].element.set(qn("w:styleId"), "Arferol")
    return saved(document)


def leading(content: bytes, part: str, kind: str, address: str) -> bytes:
    """Give a document with a part that leads elsewhere."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        old = (
            file.read(part).decode()
            if part in file.namelist()
            else (f'<Relationships xmlns="{RELATIONS}"></Relationships>')
        )
    one = (
        f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{address}"'
        ' TargetMode="External"/></Relationships>'
    )
    return changed(content, {part: old.replace("</Relationships>", one).encode()})

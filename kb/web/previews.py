"""A text as its readers will see it, on the very page that they will have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template

from kb.content.previewing import preview
from kb.web import current
from kb.web.documents import PAGES
from kb.web.present.page import page

if TYPE_CHECKING:
    from kb.content.documents import Document
    from kb.content.previewing import Preview


def preview_page(
    kind: type[Document], slug: str, source: str, template: str, **more: object
) -> str:
    """Show a text on its own page, with something around it."""
    seen = preview(current.shelf(), kind, slug, source)
    return render_template(
        template,
        parent=f"{kind.folder}/show.html",
        folder="reviews" if kind.folder == "reports" else kind.folder,
        preview=seen,
        **_shown(seen),
        **more,
    )


def _shown(seen: Preview) -> dict[str, Any]:
    """Set the document out as its own page does."""
    document = seen.document
    if document.folder not in PAGES:
        return {"page": page(seen.shelf, document)}
    return {"shown": PAGES[document.folder](seen.shelf, document)}

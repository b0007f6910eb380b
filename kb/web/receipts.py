"""An agency confirms that its staff were briefed, and strikes out what was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template

from kb.access import Can
from kb.errors import InvalidInputError, NotFoundError
from kb.training import receipts
from kb.web import briefings, current
from kb.web.briefing_forms import ReceiptForm, receipt_form
from kb.web.guard import Cache, needs
from kb.web.present import addresses
from kb.web.present import own_briefings as set_out

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from kb.content.documents import Document

pages = Blueprint("receipts", __name__)
SEE_OTHER, UNFIT = 303, 422
PLACE = (
    "/agency/briefings/<any(lessons, reviews, policies, reports):folder>"
    "/<slug:identifier>"
)


@pages.get(PLACE)
@needs(Can.ANSWER, cache=Cache.NEVER)
def show(folder: str, identifier: str) -> str:
    """Show what was asked about a document and confirmed, and the form to confirm."""
    return _page(_own(folder, identifier), ReceiptForm(formdata=None))


@pages.post(PLACE)
@needs(Can.ANSWER, cache=Cache.NEVER)
def confirm(folder: str, identifier: str) -> ResponseReturnValue:
    """Confirm that staff were briefed; whatever is wrong is said beside its field."""
    document, form = _own(folder, identifier), receipt_form(ReceiptForm())
    if not form.validate():
        return _page(document, form), UNFIT
    seal = current.parts().seal
    try:
        receipts.confirm(
            current.session(), seal, briefings.by(), document.key, form.said
        )
    except InvalidInputError as error:
        form.refuse(error.problems)
        return _page(document, form), UNFIT
    flash(f"Confirmed: {document.title}")
    return redirect("/agency#briefings", SEE_OTHER)


@pages.post("/agency/receipts/<uid>/strike")
@needs(Can.ANSWER, cache=Cache.NEVER)
def strike(uid: str) -> ResponseReturnValue:
    """Strike out what was confirmed by mistake."""
    struck = receipts.strike(current.session(), briefings.by(), uid)
    if struck.key not in current.shelf().keys:
        return redirect("/agency#briefings", SEE_OTHER)
    flash("Struck out. It counts nowhere any more; confirm anew what is right.")
    return redirect(addresses.of_own_briefing(struck.key), SEE_OTHER)


def _own(folder: str, identifier: str) -> Document:
    """Read a document for somebody who answers for an agency."""
    if not current.reader().agency:
        raise NotFoundError
    return briefings.document_of(f"{folder}/{identifier}")


def _page(document: Document, form: ReceiptForm) -> str:
    shelf, agency = current.shelf(), current.reader().agency
    found = receipts.read(current.session(), [document.key], agency)
    return render_template(
        "training/receipt.html",
        document=document,
        url=addresses.of(document.key),
        page=set_out.own_briefing(
            shelf, found, document.key, agency, current.now().date()
        ),
        said=set_out.said(found, current.parts().seal),
        form=receipt_form(form),
    )

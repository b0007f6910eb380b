"""A draft on the desk of whoever is looking, and the page with its form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template

from kb.errors import NotFoundError
from kb.web import current
from kb.web.present import form
from kb.web.present.draft import Writing
from kb.web.present.moments import moment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.publishing.desk import Desk
    from kb.web.present.form_problems import Wrong


@dataclass(frozen=True, slots=True)
class Work:
    """A draft: what is typed, and the version of the file that it began from."""

    desk: Desk
    uid: str
    base: str
    writing: Writing
    saved: str

    @property
    def home(self) -> str:
        """Give the address of its form."""
        return f"/drafts/{self.uid}"

    @property
    def now(self) -> str:
        """Name the version that the file has now; "" when there is none."""
        try:
            return self.desk.sheet(self.writing.key).fingerprint
        except NotFoundError:
            return ""

    def keep(self, typed: Mapping[str, list[str]], base: str | None = None) -> Work:
        """Keep what is typed, as typed."""
        base = self.base if base is None else base
        writing = self.writing
        self.desk.keep(writing.folder, writing.slug, typed, base, self.uid)
        return work(self.uid)


def work(uid: str) -> Work:
    """Take up a draft of whoever is looking."""
    desk = current.desk()
    draft = desk.draft(uid)
    # A document that did not exist when the draft began still has no address.
    slug = draft.slug if draft.base else ""
    return Work(
        desk, uid, draft.base, Writing(draft.folder, slug, draft.typed), draft.saved
    )


def form_page(draft: Work, wrong: tuple[Wrong, ...] = ()) -> str:
    """Show the form with all that is wrong, each at its place."""
    writing = draft.writing
    others = draft.desk.others(writing.key) if writing.identifier else ()
    sections = form.sections(current.shelf(), writing.fields, writing.typed, wrong)
    shown = {
        "uid": draft.uid,
        "kind": writing.kind.kind,
        "heading": writing.heading,
        "new": writing.new,
        "kept": f"Kept on {moment(draft.saved)}",
        "others": [(who, moment(since)) for who, since in others],
        "overtaken": not writing.new and draft.now != draft.base,
        "sections": sections,
    }
    ordered = form.in_order(sections, wrong)
    return render_template("edit/form.html", shown=shown, wrong=ordered)

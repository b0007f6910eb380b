"""A site on which a trainer has a pack, and courses are given."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from kb.accounts.models import Person
from kb.training import links, runs
from kb.training.steps import Step
from tests.factories import a_small_library
from tests.web.editing import KEY, Seen, Site, Somebody, open_editing_site
from tests.web.taught import OUTCOMES, STORY, packed, packs_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kb.access import Shared

__all__ = ["OUTCOMES", "STORY", "Course", "open_course"]


@dataclass(frozen=True)
class Course:
    """A site, its trainer, and the trainer's pack."""

    site: Site
    trainer: Somebody
    pack: str

    @property
    def today(self) -> date:
        return datetime.now(UTC).date()

    def record(self, days: int = 0, **typed: str) -> str:
        """Record a run on a day so many days from now by the page; give its uid."""
        day = (self.today + timedelta(days=days)).isoformat()
        form = self.trainer.get(f"/training/packs/{self.pack}/runs/new")
        seen = self.trainer.send(form, day=day, **{"place": "Room 4", **typed})
        assert seen.address.startswith("/training/runs/"), seen.words
        return seen.address.rpartition("/")[2]

    def visitor(self) -> Somebody:
        """Open a browser in which nobody has signed in."""
        return Somebody(self.site.app.test_client())

    def form(self, run: str, step: Step = Step.AFTER) -> str:
        """Give the address of the form of a step."""
        return f"/feedback/{links.token(KEY, run, step)}"

    def answer(self, run: str, step: Step = Step.AFTER, **typed: str) -> Seen:
        """Answer as somebody with a browser of their own."""
        browser = self.visitor()
        rated = {f"c{number}": "4" for number in range(len(OUTCOMES))}
        return browser.send(browser.get(self.form(run, step)), **{**rated, **typed})

    def answers(self, run: str, step: Step, number: int = 5, **typed: str) -> None:
        """Let people answer, each alone."""
        for _ in range(number):
            assert self.answer(run, step, **typed).address.endswith("/thanks")

    def close(self, run: str, step: Step) -> Seen:
        """Close a step by the page of the run."""
        seen = self.trainer.get(f"/training/runs/{run}")
        return self.trainer.send(seen, form=f"#step-{step} form")

    def share(self, shared: Shared) -> None:
        """Share the pack."""
        seen = self.trainer.get(f"/training/packs/{self.pack}")
        self.trainer.post(
            f"/training/packs/{self.pack}/share",
            {**seen.typed("form[action$=share]"), "shared": [shared]},
        )

    def strike(self, run: str) -> None:
        """Strike a run out."""
        with closing(self.site.works.sessions()) as session:
            runs.strike(session, datetime.now(UTC), run)


def open_course(folder: Path, key: str = "lessons/ask-again") -> Course:
    """Open a site on which a trainer, or an editor, has made a pack on a document."""
    site = open_editing_site(a_small_library(folder / "content"))
    role = "editor" if key.startswith("reports") else "trainer"
    trainer = site.somebody("Jo Trainer", role)
    with closing(site.works.sessions()) as session:
        person = session.scalars(select(Person)).one()
        pack = packed(packs_of(site, person, session), "lessons/ask-again", key)
    return Course(site, trainer, pack)

"""Every mistake with runs and their feedback is seen by the walk past their pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import update

from kb import sharing
from kb.access import EDITORS, reader_as
from kb.db import saving
from kb.training import said, title
from kb.training.models import Answer
from kb.web import current, feedback
from tests.leaks.people import EVERYBODY, Somebody, come
from tests.leaks.records import record
from tests.leaks.signs import hidden_from
from tests.leaks.site import index, open_real_site
from tests.leaks.walk import addresses, ask, leaks
from tests.leaks.world import GROUP, World, build

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from sqlalchemy.orm import Session

    from kb.sealing import Seal

    Patch = pytest.MonkeyPatch
    Seed = Callable[[Flask, Patch], None]

PLACES = ("/training/runs/", "/feedback/", "/lessons/open-lesson")
WHO = ("anonymous", "practitioner", "one of the case team")


def every_run_is_open(_: Flask, patch: Patch) -> None:
    """Show each run to whoever has signed in."""
    patch.setattr(sharing, "sees_run", lambda *_, **__: True)


def whoever_sees_a_run_may_change_it(_: Flask, patch: Patch) -> None:
    """Let everybody read what people wrote."""
    patch.setattr(sharing, "changes_run", lambda *_, **__: True)


def every_example_is_released(site: Flask, _: Patch) -> None:
    """Show beside lessons what nobody has read."""
    with site.extensions["kb"].sessions() as session, saving(session):
        session.execute(update(Answer).values(released="person:nobody"))


def an_example_is_for_whoever_reads_the_lesson(_: Flask, patch: Patch) -> None:
    """Forget for whom the rest of the pack was."""
    real = said.released

    def released(session: Session, seal: Seal, *given: Any, **_: Any) -> Any:
        reader = reader_as(EDITORS, [GROUP])
        every = current.parts().library.shelf(reader).keys
        return real(session, seal, reader, *given[1:], open_=every)

    patch.setattr(said, "released", released)


def the_form_says_the_title_whatever_it_tells(_: Flask, patch: Patch) -> None:
    """Put the title of a hidden pack on a form that anybody can open."""

    def of_run(run: Any) -> str:
        return title.of_run(current.session(), current.parts().seal, run)

    patch.setattr(feedback, "_title", of_run)


SEEDS: dict[str, Seed] = {
    seed.__name__: seed
    for seed in (
        every_run_is_open, whoever_sees_a_run_may_change_it,
        an_example_is_for_whoever_reads_the_lesson,
        the_form_says_the_title_whatever_it_tells, every_example_is_released,
    )
}  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("runs")
    index(world.write(root / "content"), root / "index")
    app = open_real_site(root / "content", root)
    record(world, app)
    return app


def met(world: World, site: Flask, name: str) -> list[str]:
    """List the secrets that people meet past whom they should not come."""
    found = []
    asked = [a for a in addresses(site, world) if a.startswith(PLACES)]
    for who in WHO:
        one = next(one for one in EVERYBODY if one.who == who)
        fresh = Somebody(
            f"{who} {name}", one.role, one.audiences, one.agency, one.groups
        )
        client, hidden = come(site, fresh), hidden_from(world, fresh)
        for address in asked:
            found += leaks(ask(client, address), address, hidden)
    return found


@pytest.mark.parametrize("name", SEEDS)
def test_a_mistake_with_runs_is_seen(
    world: World, site: Flask, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert met(world, site, f"before {name}") == []
    SEEDS[name](site, monkeypatch)
    assert met(world, site, name) != []

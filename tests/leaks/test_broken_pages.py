"""Whatever breaks, wherever: neither the page nor the log says a word of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy.exc import OperationalError

from kb.access import Role
from tests.leaks.people import EVERYTHING, Somebody, come
from tests.leaks.records import record
from tests.leaks.signs import lines_of_the_log
from tests.leaks.site import index, open_real_site
from tests.leaks.walk import RECORDED, filled
from tests.leaks.world import PICTURE, World, build, words_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient

    Raises = Callable[[str], Exception]

#: What can break, each holding all that it should not say.
BREAKS: dict[str, tuple[int, Raises]] = {
    "a mistake of ours": (500, RuntimeError),
    "a key that is not there": (500, KeyError),
    "a disk": (503, lambda said: OSError(28, "No space left on device", said)),
    "the records": (
        503,
        lambda said: OperationalError("SELECT :it", {"it": said}, ValueError(said)),
    ),
}
#: What the addresses of pages are filled with: the hidden review itself.
FOLDER = "reviews"
PEOPLE = (
    Somebody("broken editor", Role.EDITOR, EVERYTHING),
    Somebody("broken approver", Role.BOARD_APPROVER, EVERYTHING),
    Somebody("broken administrator", Role.ADMINISTRATOR, EVERYTHING),
)


@pytest.fixture(scope="module")
def world() -> World:
    return build()


@pytest.fixture(scope="module")
def site(world: World, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    root = tmp_path_factory.mktemp("broken")
    index(world.write(root / "content"), root / "index")
    app = open_real_site(root / "content", root)
    app.config["WTF_CSRF_ENABLED"] = False
    record(world, app)
    return app


@pytest.mark.parametrize("what", BREAKS)
def test_no_page_that_breaks_says_what_it_was_about(
    world: World, site: Flask, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, error = BREAKS[what]
    told = " ".join(secret.word for secret in world.secrets)
    for endpoint, view in list(site.view_functions.items()):
        broken = _broken(view, error(told))
        monkeypatch.setitem(site.view_functions, endpoint, broken)
    clients = [site.test_client(), *(come(site, _named(one, what)) for one in PEOPLE)]
    reached, said = set(), []
    for endpoint, method, address in _requests(site, world):
        for client in clients:
            page, lines = _answer(client, method, address)
            text = "".join(lines)
            if page.status_code == status:
                reached.add(endpoint)
                assert f"{method} {endpoint}: " in text
                text += f"{page.headers}{page.get_data(as_text=True)}"
            met = words_in(text)
            said += [f"{s.where} at {address}" for s in world.secrets if s.word in met]
    assert said == []
    assert reached == {endpoint for endpoint, _, _ in _requests(site, world)}


def _broken(view: Callable[..., Any], error: Exception) -> Callable[..., Any]:
    """Put in the place of a page one that breaks over all that it must not say."""

    def breaks(**arguments: object) -> object:
        title = error.args
        raise error from RuntimeError(title, arguments)

    breaks.door = getattr(view, "door")  # type: ignore[attr-defined]  # noqa: B009
    return breaks


def _requests(site: Flask, world: World) -> Iterator[tuple[str, str, str]]:
    """Give one request to each page, of a hidden document where it takes one."""
    hidden = next(f.id for f in world.files if f.folder == FOLDER and "zu" in f.id)
    values = {
        "folder": FOLDER, "identifier": hidden, "file": "app.css", "name": PICTURE,
        **{name: texts[0] for name, texts in RECORDED.items()},
    }  # fmt: skip
    for rule in site.url_map.iter_rules():
        for method in {"GET", "POST"} & (rule.methods or set()):
            yield rule.endpoint, method, filled(rule.rule, values)


def _answer(client: FlaskClient, method: str, address: str) -> Any:
    with lines_of_the_log() as lines:
        page = client.open(address, method=method, data={"title": "Typed"})
    return page, lines


def _named(somebody: Somebody, what: str) -> Somebody:
    return Somebody(f"{somebody} {what}", somebody.role, somebody.audiences)

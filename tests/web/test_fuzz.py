"""Whatever is sent, by whomever, the site says what is wrong and does not break."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.protecting import limiter
from tests.web.fuzzing import VISITORS, Form, World, open_world
from tests.web.junk import JUNK, often

if TYPE_CHECKING:
    from collections.abc import Iterator

FORM = "application/x-www-form-urlencoded"
BOUNDARY = b"----kb"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY.decode()}"
#: What a page answers that has looked at what was sent.
LOOKED = {200, 302, 303, 409, 422}
KINDS = (
    "", "text/plain", "application/json", "multipart/form-data", f"{FORM}; \xff",
    "multipart/form-data; boundary=", f"{FORM}; charset=utf-16", "a/b; c", "\x00",
)  # fmt: skip
Pairs = list[tuple[bytes, bytes]]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with pytest.MonkeyPatch.context() as patch:
        # What asks too often is turned away before its form is looked at.
        patch.setattr(limiter, "enabled", False)
        yield open_world(tmp_path_factory.mktemp("fuzz"))


def test_every_form_of_the_site_is_known(world: World) -> None:
    assert len(world.rules()) > 20
    unseen = set(world.rules()) - set(world.forms)
    assert not unseen, f"tests/web/fuzzing.py comes by no form that is sent to {unseen}"


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_form_breaks_whatever_is_typed(world: World, visitor: str) -> None:
    for rule in _the_worst_last(world.rules()):
        statuses = _fuzz(world, visitor, rule)
        assert max(statuses) < 500
        if visitor in _who_may(rule):
            assert statuses & LOOKED, f"{rule} only ever answered {statuses}"


def _fuzz(world: World, visitor: str, rule: str) -> set[int]:
    """Send a form with this and that wrong in it; give what was answered."""
    form, statuses = world.forms[rule], set()

    is_theirs = visitor in _who_may(rule)

    @given(pairs=_filled(form, world.token), kind=_kinds(), junk=JUNK)
    @often(16 if is_theirs else 6)
    def fuzz(pairs: Pairs, kind: str, junk: bytes) -> None:
        body = {FORM: _coded(pairs), MULTIPART: _parts(pairs)}.get(kind, junk)
        status = world.send(
            "POST",
            form.address.encode(),
            body=body,
            kind=kind,
            cookie=world.cookie(visitor, rule).encode(),
        )
        assert status < 500, (rule, pairs, kind)
        statuses.add(status)

    fuzz()
    return statuses


def _kinds() -> st.SearchStrategy[str]:
    usual = st.sampled_from((FORM, FORM, FORM, FORM, MULTIPART))
    return st.one_of(usual, usual, usual, st.sampled_from(KINDS))


@st.composite
def _filled(draw: st.DrawFn, form: Form, token: str) -> Pairs:
    """Fill a form in, then spoil some of it."""
    fields = {
        name: [v.encode() for v in values] for name, values in form.fields.items()
    }
    for name, choices in form.choices.items():
        fields[name] = [draw(st.sampled_from(choices)).encode()]
    names = sorted(fields)
    for name in draw(st.lists(st.sampled_from(names), max_size=4)):
        fields[name] = draw(
            st.one_of(st.just([]), st.lists(JUNK, min_size=1, max_size=3))
        )
    fields["csrf_token"] = [token.encode()]
    pairs = [(name.encode(), v) for name, values in fields.items() for v in values]
    return pairs + draw(st.lists(st.tuples(JUNK, JUNK), max_size=2))


def _coded(pairs: Pairs) -> bytes:
    return "&".join(
        f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs
    ).encode()


def _parts(pairs: Pairs) -> bytes:
    parts = [
        b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="' + name
        + b'"\r\n\r\n' + value + b"\r\n"
        for name, value in pairs
    ]  # fmt: skip
    return b"".join(parts) + b"--" + BOUNDARY + b"--\r\n"


_BY_ITS_END = {"answer": "agency-lead", "approve": "board-approver"}


def _who_may(rule: str) -> set[str]:
    """Say whose form it is, as the address has it."""
    first = rule.split("/")[1]
    if first in {"people", "roles"}:
        return {"administrator"}
    if first == "agency":
        return {"agency-lead"}
    if first in {"sign-in", "forgotten", "sign-out", "invitation", "reset"}:
        return {"anonymous"}
    return {_BY_ITS_END.get(rule.rsplit("/", maxsplit=1)[-1], "editor")}


def _the_worst_last(rules: list[str]) -> list[str]:
    """Put what takes documents, packs and people away behind what needs them."""
    worst = ("/people/<uid>", "/embargo", "/withdraw", "/training/packs/<uid>/remove")
    return sorted(rules, key=lambda rule: (rule.startswith(worst), rule))


def _addresses(world: World) -> st.SearchStrategy[bytes]:
    """Give addresses with junk in their places, at their ends, or all through."""
    rules = sorted(one.rule for one in world.site.app.url_map.iter_rules())
    known = sorted({form.address for form in world.forms.values()} | {"/", "/search"})
    filled = st.sampled_from(rules).flatmap(
        lambda rule: st.lists(JUNK, min_size=3, max_size=3).map(
            lambda junk: _in_places(rule, junk)
        )
    )
    ended = st.tuples(st.sampled_from(known), JUNK).map(lambda p: p[0].encode() + p[1])
    return st.one_of(filled, ended, st.binary(max_size=40).map(lambda b: b"/" + b))


def _in_places(rule: str, junk: list[bytes]) -> bytes:
    """Put known names where a rule has `any`, and junk in its other places."""
    made, left = b"", iter(junk)
    for part in rule.replace("<", "\x01<").replace(">", ">\x01").split("\x01"):
        if part.startswith("<any"):
            made += b"lessons"
        else:
            made += next(left) if part.startswith("<") else part.encode()
    return made


METHODS = (
    "GET",
    "GET",
    "GET",
    "HEAD",
    "POST",
    "PUT",
    "DELETE",
    "OPTIONS",
    "FOO",
    "get",
)


@pytest.mark.parametrize("visitor", VISITORS)
def test_no_address_breaks_the_site(world: World, visitor: str) -> None:
    cookie = world.cookie(visitor).encode()

    @given(
        path=_addresses(world),
        query=st.one_of(JUNK, st.lists(st.tuples(NAMES, JUNK), max_size=3).map(_coded)),
        method=st.sampled_from(METHODS),
    )
    @often(150)
    def fuzz(path: bytes, query: bytes, method: str) -> None:
        assert world.send(method, path, query=query, cookie=cookie) < 500

    fuzz()


#: What pages read of an address.
NAMES = st.sampled_from((
    b"q", b"kind", b"theme", b"type", b"harm", b"age", b"agency", b"year", b"nation",
    b"policy", b"from", b"to", b"sort", b"exact", b"page", b"size", b"next", b"code",
    b"state", b"who", b"what", b"until", b"since", b"document", b"",
))  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/account", "/sign-in", "/sign-in/code"])
def test_no_cookie_breaks_the_site(world: World, address: str) -> None:
    good = world.cookie("editor", address).encode()

    @given(
        cookie=st.one_of(
            JUNK,
            JUNK.map(lambda junk: b"kb=" + junk),
            st.tuples(st.integers(0, len(good)), JUNK).map(
                lambda cut: good[: cut[0]] + cut[1] + good[cut[0] :]
            ),
            st.tuples(JUNK, JUNK).map(lambda two: b"kb=" + two[0] + b"; kb=" + two[1]),
        ),
        method=st.sampled_from(("GET", "POST")),
    )
    @often(60)
    def fuzz(cookie: bytes, method: str) -> None:
        assert world.send(method, address.encode(), cookie=cookie) < 500

    fuzz()
    assert world.send("GET", b"/account", cookie=good) == 200


def test_a_request_that_is_too_large_is_refused_before_it_is_read(
    world: World,
) -> None:
    held = world.cookie("editor").encode()
    token = b"csrf_token=" + world.token.encode()
    for rule, form in world.forms.items():
        for body in (token + b"&a=" + b"b" * 2_000_000, token + b"&a=b" * 200_000):
            status = world.send("POST", form.address.encode(), body=body, cookie=held)
            assert status == 413, rule


def test_the_largest_form_that_is_taken_is_answered(world: World) -> None:
    token = b"csrf_token=" + world.token.encode()
    for rule, form in world.forms.items():
        held = world.cookie("editor", rule).encode()
        body = token + b"&title=b" * 4_999
        status = world.send("POST", form.address.encode(), body=body, cookie=held)
        assert status < 500, rule
        assert status != 413, rule

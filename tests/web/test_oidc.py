"""Signing in through a provider, and what it takes to be refused.

The provider is a real one on this machine: it is asked over HTTP, checks PKCE and the
secret, and signs its tokens.
"""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from bs4 import BeautifulSoup

from kb.accounts import people, second_factor
from kb.app import create_app
from kb.config import Config
from kb.errors import SettingError
from tests.web.provider import CLIENT, SECRET, Provider, another_key, provider
from tests.web.site import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from kb.accounts.models import Person

ADDRESS = "https://library.example.org"
ROLES = "kb-editors=editor,staff=practitioner"


@pytest.fixture
def there() -> Iterator[Provider]:
    with provider() as made:
        yield made


@pytest.fixture
def app(content: Path, tmp_path: Path, there: Provider) -> Flask:
    return create_app(_config(content, tmp_path, oidc_issuer=there.address))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def _config(content: Path, tmp_path: Path, **said: str) -> Config:
    settings = {
        "secret_key": "for tests only, and long enough for them",
        "search": "memory:",
        "database": f"sqlite:///{tmp_path / 'kb.sqlite3'}",
        "address": ADDRESS,
        "oidc_client": CLIENT,
        "oidc_secret": SECRET,
        "oidc_roles": ROLES,
    } | said
    return Config(content=content, **settings)  # type: ignore[arg-type]


def ask(client: FlaskClient, address: str) -> TestResponse:
    return client.get(address, base_url=ADDRESS)


def there_and_back(client: FlaskClient, address: str = "/sign-in/oidc") -> str:
    """Go to the provider, and give the address to which it sends one back."""
    sent = ask(client, address)
    assert sent.status_code == 302, sent.get_data(as_text=True)
    answer = requests.get(sent.location, allow_redirects=False, timeout=5)
    back = urlsplit(answer.headers["Location"])
    assert f"{back.scheme}://{back.netloc}" == ADDRESS
    return f"{back.path}?{back.query}"


def come_in(client: FlaskClient) -> TestResponse:
    return ask(client, there_and_back(client))


def everybody(app: Flask) -> tuple[Person, ...]:
    with app.extensions["kb"].sessions() as session:
        return people.listed(session)


def is_in(client: FlaskClient) -> bool:
    """Say whether the page of one's own account opens."""
    return ask(client, "/account").status_code == 200


def refused(client: FlaskClient, status: int) -> str:
    came = come_in(client)
    assert came.status_code == status, came.get_data(as_text=True)
    assert not is_in(client)
    return words(BeautifulSoup(came.data, "html5lib"))


def test_whoever_the_provider_knows_comes_in(app: Flask, client: FlaskClient) -> None:
    came = come_in(client)
    assert (came.status_code, came.location) == (303, "/")
    assert is_in(client)
    [person] = everybody(app)
    assert (person.email, person.role) == ("sam@example.org", "editor")


def test_one_gets_to_the_page_that_was_wanted(client: FlaskClient) -> None:
    back = there_and_back(client, "/sign-in/oidc?next=/lessons/ask-again")
    assert ask(client, back).location == "/lessons/ask-again"


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", "/\\e"])
def test_one_never_gets_to_another_site(client: FlaskClient, wanted: str) -> None:
    back = there_and_back(client, f"/sign-in/oidc?next={wanted}")
    assert ask(client, back).location == "/"


def test_the_provider_is_asked_with_pkce_state_and_nonce(
    client: FlaskClient, there: Provider
) -> None:
    there_and_back(client)
    there_and_back(client)
    first, second = there.asked
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert first["scope"] == "openid profile email groups"
    assert first["redirect_uri"] == f"{ADDRESS}/sign-in/oidc/back"
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 20
        assert first[name] != second[name]


def test_the_way_back_is_never_read_from_a_header(client: FlaskClient) -> None:
    sent = client.get("/sign-in/oidc", base_url="https://evil.example")
    [back] = parse_qs(urlsplit(sent.location).query)["redirect_uri"]
    assert back == f"{ADDRESS}/sign-in/oidc/back"


def test_the_claims_that_the_token_leaves_out_are_asked_for(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    there.claims = {"groups": None, "email": None}
    there.userinfo = {"sub": "4711", "groups": ["staff"], "email": "s@example.org"}
    assert come_in(client).status_code == 303
    [person] = everybody(app)
    assert (person.role, person.email) == ("practitioner", "s@example.org")


def test_claims_about_somebody_else_are_refused(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    there.claims = {"groups": None}
    there.userinfo = {"sub": "1", "groups": ["kb-editors"]}
    assert "does not answer as it should" in refused(client, 502)
    assert everybody(app) == ()


PAST = int(time.time()) - 86400
WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "audience": {"aud": "another"},
    "audience, for us as well": {"aud": ["another"], "azp": CLIENT},
    "no audience": {"aud": None},
    "party": {"azp": "another"},
    "expired": {"exp": PAST, "iat": PAST - 3600},
    "no end": {"exp": None},
    "from tomorrow": {"nbf": int(time.time()) + 86400},
    "issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "no subject": {"sub": None},
    "access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_token_that_is_not_for_this_sign_in_is_refused(
    app: Flask, client: FlaskClient, there: Provider, wrong: str
) -> None:
    there.claims = WRONG[wrong]
    assert "not finished" in refused(client, 400)
    assert everybody(app) == ()


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
@pytest.mark.parametrize("offered", [["RS256"], ["RS256", "HS256", "none"], ["none"]])
def test_a_token_that_anyone_could_have_made_is_refused(
    app: Flask,
    client: FlaskClient,
    there: Provider,
    algorithm: str,
    offered: list[str],
) -> None:
    there.algorithm = algorithm
    there.description = {"id_token_signing_alg_values_supported": offered}
    assert "not finished" in refused(client, 400)
    assert everybody(app) == ()


def test_a_token_signed_with_another_key_is_refused(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    there.signs_with = another_key()
    assert "not finished" in refused(client, 400)
    assert everybody(app) == ()


def test_a_key_that_the_provider_took_back_opens_nothing(
    client: FlaskClient, there: Provider
) -> None:
    assert come_in(client).status_code == 303
    ask(client, "/")
    there.signs_with, there.key = there.key, another_key()
    assert come_in(client).status_code == 400


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"id_token": None}, 502),
        ({"id_token": ""}, 400),
        ({"id_token": "a.b.c"}, 400),
        ({"id_token": 7}, 400),
        ({"error": "server_error"}, 400),
    ],
)
def test_an_answer_without_a_token_is_refused(
    app: Flask,
    client: FlaskClient,
    there: Provider,
    answer: dict[str, Any],
    status: int,
) -> None:
    there.answer = answer
    refused(client, status)
    assert everybody(app) == ()


@pytest.mark.parametrize(
    "description",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_describes_another_is_not_gone_to(
    client: FlaskClient, there: Provider, description: dict[str, Any]
) -> None:
    there.description = description
    sent = ask(client, "/sign-in/oidc")
    assert sent.status_code == 502
    assert "does not answer" in sent.get_data(as_text=True)


def test_a_slash_at_the_end_of_its_name_is_no_other_provider(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    there.description = {"issuer": f"{there.address}/"}
    there.claims = {"iss": f"{there.address}/"}
    assert come_in(client).status_code == 303
    assert everybody(app)[0].subject == f"{there.address}/ 4711"


def test_a_provider_that_is_gone_is_said_in_words(
    content: Path, tmp_path: Path
) -> None:
    with provider() as gone:
        address = gone.address
    client = create_app(_config(content, tmp_path, oidc_issuer=address)).test_client()
    sent = ask(client, "/sign-in/oidc")
    assert sent.status_code == 502
    assert "Try again in a few minutes" in sent.get_data(as_text=True)


def test_the_answer_to_somebody_elses_sign_in_is_refused(
    app: Flask, client: FlaskClient
) -> None:
    back = there_and_back(app.test_client())
    there_and_back(client)
    assert ask(client, back).status_code == 400
    assert not is_in(client)


def test_an_answer_is_taken_once(client: FlaskClient) -> None:
    back = there_and_back(client)
    assert ask(client, back).status_code == 303
    client.delete_cookie("__Host-kb", domain="library.example.org")
    assert ask(client, back).status_code == 400
    assert not is_in(client)


def test_a_code_of_another_sign_in_is_refused(client: FlaskClient) -> None:
    first, second = there_and_back(client), there_and_back(client)
    stolen = re.sub("code=[^&]*", re.findall("code=[^&]*", first)[0], second)
    assert ask(client, stolen).status_code == 400
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    ["", "?code=x", "?state=x", "?code=x&state=x", "?error=access_denied&state=x"],
)
def test_an_answer_that_nobody_asked_for_is_refused(
    client: FlaskClient, answer: str
) -> None:
    came = ask(client, f"/sign-in/oidc/back{answer}")
    assert came.status_code == 400
    assert "not finished" in came.get_data(as_text=True)


def test_whoever_has_no_role_is_told_so(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    there.claims = {"groups": ["lunch"]}
    assert "none of your groups has a role here" in refused(client, 403)
    assert everybody(app) == ()


def test_a_closed_account_is_told_so(app: Flask, client: FlaskClient) -> None:
    come_in(client)
    with app.extensions["kb"].sessions() as session:
        [person] = people.listed(session)
        people.disable(session, _now(), "os:root", person)
    assert not is_in(client)
    assert "closed" in refused(client, 403)


def test_another_role_there_ends_what_the_old_one_opened(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    come_in(client)
    there.claims = {"groups": ["staff"]}
    elsewhere = app.test_client()
    assert come_in(elsewhere).status_code == 303
    assert is_in(elsewhere)
    assert not is_in(client)


def test_a_second_factor_that_the_role_needs_is_asked_for(
    app: Flask, client: FlaskClient, there: Provider
) -> None:
    with app.extensions["kb"].sessions() as session:
        second_factor.require(session, _now(), "os:root", "editor", needed=True)
    came = come_in(client)
    assert (came.status_code, came.location) == (303, "/sign-in/set-up")
    assert not is_in(client)
    there.claims = {"amr": ["pwd", "mfa"]}
    assert come_in(client).location == "/"
    assert is_in(client)


def test_the_sign_in_page_leads_there_only_when_there_is_a_provider(
    content: Path, tmp_path: Path, client: FlaskClient
) -> None:
    assert b'href="/sign-in/oidc' in ask(client, "/sign-in").data
    alone = create_app(_config(content, tmp_path)).test_client()
    assert b"/sign-in/oidc" not in ask(alone, "/sign-in").data
    for page in ("/sign-in/oidc", "/sign-in/oidc/back?code=x&state=x"):
        assert ask(alone, page).status_code == 404


def test_a_role_that_there_is_not_stops_the_start(
    content: Path, tmp_path: Path
) -> None:
    with pytest.raises(SettingError, match="KB_OIDC_ROLES names boss"):
        create_app(_config(content, tmp_path, oidc_roles="a=boss"))


def _now() -> datetime:
    return datetime.now(UTC)

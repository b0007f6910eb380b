"""Every address of the site, asked for as every kind of reader.

A route, an argument of a route or a query parameter that stands in none of the tables
below fails a test: nobody can add one and forget to have it walked.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from urllib.parse import quote_plus, unquote_plus

from itsdangerous import base64_decode

from kb.content.documents import KINDS
from kb.training.exports.outputs import OUTPUTS
from tests.leaks.opened import opened
from tests.leaks.world import PICTURE, words_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.routing import Rule

    from tests.leaks.world import Secret, World

#: Headers that differ between two equal answers.
FLEETING = {"date"}
#: A form's token is random, and its cookie holds it; all else in both must be equal.
TOKEN = re.compile(rb'(name="csrf_token"[^>]* value=")[^"]*(")')
COOKIE = re.compile(r"^(kb=)([^;]*)(;|$)")

#: Filters of every list of actions.
ACTIONS: dict[str, list[str]] = {
    "agency": ["police"],
    "document": ["reviews/open-review", "lessons/open-lesson"],
    "theme": ["neglect", "fgm"],
    "policy": ["policies/open-policy"],
    "response": ["awaited"],
    "delivery": ["in-progress"],
    "assurance": ["not-assessed"],
    "closure": ["closed"],
    "sustained": ["due"],
    "colour": ["red"],
    "only": ["overdue"],
    "on": ["2026-01-31"],
}

#: What to put into each query parameter of each endpoint, beside words of the world.
PARAMETERS: dict[str, dict[str, list[str]]] = {
    "search.show": {
        "q": ["neglect", "bed sharing", "neglct", "home -seen", '"seen at home"', ""],
        "kind": ["lesson", "report"],
        "theme": ["neglect", "fgm"],
        "type": ["scr"],
        "harm": ["neglect"],
        "age": ["infants-under-1"],
        "agency": ["police"],
        "year": ["2019"],
        "nation": ["england"],
        "policy": ["in-force"],
        "from": ["2018"],
        "to": ["2021"],
        "sort": ["date"],
        "exact": ["1"],
        "page": ["1", "2"],
    },
    "api.search": {
        "q": ["neglect", "police", ""],
        "kind": ["review", "report"],
        "theme": ["neglect", "fgm"],
        "size": ["100", "1"],
    },
    "action_new.ask": {
        "document": ["reviews/open-review", "lessons/open-lesson", "policies/x"],
        "recommendation": ["R1"],
    },
    "action.show": {"on": ["2026-01-31", "31/1/2026"]},
    "api.suggest": {"q": ["neg", "ask", "fem"]},
    "sign_in.show": {"next": ["/desk", "//example.org", "/lessons/open-lesson"]},
    "log.show": {
        "document": ["lessons/open-lesson"],
        "who": ["person:nobody"],
        "from": ["2020-01-01"],
        "to": ["2030-01-01"],
        "page": ["2"],
    },
    "tracker.show": ACTIONS | {"sort": ["agency", "changed"], "page": ["2"]},
    "tracker.as_csv": ACTIONS,
    "tracker.as_xlsx": {"on": ["2026-01-31"]},
    "dashboard.show": {
        "agency": ["police"],
        "theme": ["neglect", "fgm"],
        "document": ["reviews/open-review", "lessons/open-lesson"],
        "on": ["2026-01-31"],
        "beside": ["2025-12-31"],
    },
    "packs_new.show": {"theme": ["neglect", "fgm"]},
    "packs_find.show": {"q": ["neglect", "zu"], "part": ["0123456789ab"]},
    "briefings.show": {"agency": ["police"], "state": ["overdue", "confirmed"]},
    "briefings.ask": {
        "document": ["lessons/open-lesson", "reviews/open-review", "reports/x"],
    },
    "untrained.show": {
        "theme": ["neglect", "fgm"],
        "agency": ["police"],
        "urgency": ["act-now"],
        "reached": ["agency"],
    },
    "annual_report.show": {"fresh": ["1"]},
    "annual_report.download": {"fresh": ["1"]},
    "log.export": {"document": ["lessons/open-lesson"], "who": ["person:nobody"]},
}


#: Arguments that name records, and values of them that name none.
RECORDED = {
    "uid": ["0123456789abcdef"],
    "token": ["no-such-token"],
    "year": ["2019-20", "2020-21", "1900-01"],
    "form": ["docx", "pdf", "md", "pptx", "zip"],
    "output": list(OUTPUTS),
    "revision": ["20260101000000-0123456789ab"],
    "number": ["999999"],
    "step": ["after"],
    "item": ["0123456789ab"],
    "part": ["new", "0123456789ab"],
    "kind": ["note", "exercise", "question"],
}


#: What no document is called; the first two are themes.
UNKNOWN = ("fgm", "neglect", "no-such-thing")
#: Pages whose uid is that of a pack; of other uids one is tried.
OF_PACKS = ("pack", "run_new")
#: What is costly to write and says no more than Markdown does; so these forms are asked
#: for of the documents that lead to hidden ones alone.
COSTLY = {"docx", "pdf", "pptx"}
LEADING = {"open-lesson", "open-review", "open-policy"}
#: Every output is asked for as a page; of the files each kind, and each output once.
TAKEN_OUT = {
    ("pack", "zip"), ("slides", "pptx"), ("handout", "docx"), ("guide", "pdf"),
    ("briefing", "pdf"),
}  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """What came back, less what always differs."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def addresses(app: Flask, world: World) -> Iterator[str]:
    """List every address: each route with each argument, and with each parameter."""
    for rule in app.url_map.iter_rules():
        yield from addresses_of(rule, world)
    for file in world.files:
        yield f"/board/actions/new?document={file.folder}/{file.id}"
    yield from ("/nowhere", "/lessons/nobody-knows-this", "/robots.txt", "/sitemap.xml")


def addresses_of(rule: Rule, world: World) -> Iterator[str]:
    """List the addresses of one route."""
    if "GET" not in (rule.methods or ()):
        return
    for values in places(rule, world):
        path = filled(rule.rule, values)
        yield path
        for name, texts in PARAMETERS.get(rule.endpoint, {}).items():
            yield from (f"{path}?{name}={quote_plus(text)}" for text in texts)


def places(rule: Rule, world: World) -> Iterator[dict[str, str]]:
    """Give every combination of values; old versions only with their own document."""
    names = sorted(rule.arguments)
    if "revision" in names and world.versions:
        yield from world.versions
        return
    choices = [values_of(name, rule.endpoint, world) for name in names]
    for values in product(*choices):
        found = dict(zip(names, values, strict=True))
        if _is_worth(rule.endpoint, found) and _may_be(rule.endpoint, found, world):
            yield found


def _may_be(endpoint: str, values: dict[str, str], world: World) -> bool:
    """Say whether a folder has such a file; pages of documents are asked for all."""
    if "identifier" not in values or "folder" not in values:
        return True
    folder, identifier = values["folder"], values["identifier"]
    if endpoint == "documents.show" or identifier in UNKNOWN:
        return True
    return any((one.folder, one.id) == (folder, identifier) for one in world.files)


def _is_worth(endpoint: str, values: dict[str, str]) -> bool:
    """Say whether a file may show more than another that is asked for."""
    if endpoint == "pack_files.download":
        return (values["output"], values["form"]) in TAKEN_OUT
    if endpoint == "briefing_files.download":
        return values["form"] not in COSTLY or values["identifier"] in LEADING
    return True


def filled(rule: str, values: dict[str, str]) -> str:
    """Put values into the places of a route, whether it would take them or not."""
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda place: values[place[1]], rule)


def values_of(argument: str, endpoint: str, world: World) -> list[str]:
    """Give values for an argument of a route; fail for one that nobody thought of."""
    if argument == "folder":
        return list(KINDS)
    if argument == "file":
        return ["app.css"]
    if argument == "name":
        return [PICTURE, "no-such.png"]
    if argument in {"id", "identifier"}:
        ids = [file.id for file in world.files]
        return [*ids, *UNKNOWN]
    if argument == "uid" and endpoint.startswith(OF_PACKS):
        others = world.recorded.get("uid", ())[:1]
        return [*world.recorded.get("pack", ()), *others, *RECORDED["uid"]]
    if argument in RECORDED:
        return [*world.recorded.get(argument, ()), *RECORDED[argument]]
    raise LookupError(f"no values for <{argument}> of {endpoint}: add some to the walk")


def questions(secrets: Iterable[Secret]) -> Iterator[str]:
    """Ask for each word as a search, misspelt, cut short, and as a suggestion."""
    for secret in secrets:
        word = secret.word
        yield f"/search?q={word}"
        yield f"/search?q={word[:-1]}"
        yield f"/suggest?q={word[:5]}"
        yield f"/api/search?q={word[:6]}*&size=100"
        yield f"/search?q=title:{word}"
        yield f"/search?theme={word}"


def ask(client: FlaskClient, address: str) -> Answer:
    """Fetch an address and keep what a reader could look at."""
    with client.get(address) as response:
        headers = tuple(
            (name, COOKIE.sub(_without_token, value) if name == "Set-Cookie" else value)
            for name, value in response.headers
            if name.lower() not in FLEETING
        )
        body = TOKEN.sub(rb"\1the token\2", response.data)
        return Answer(response.status_code, headers, body)


class Walker:
    """Somebody at a site, who asks once at each address and remembers the answer.

    So several detectors look at one walk. Whatever a site is to show anew needs a
    new walker.
    """

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()
        self._answers: dict[str, Answer] = {}

    def ask(self, address: str) -> Answer:
        """Give what came back from an address."""
        if address not in self._answers:
            self._answers[address] = ask(self._client, address)
        return self._answers[address]


def _without_token(cookie: re.Match[str]) -> str:
    """Give what a cookie holds beside the token of forms and its own signature."""
    payload = cookie[2].split(".")[0]
    held = json.loads(base64_decode(payload)) if payload else {}
    held["csrf_token"] = "the token" if "csrf_token" in held else ""
    return f"{cookie[1]}{json.dumps(held, sort_keys=True)}{cookie[3]}"


def leaks(answer: Answer, address: str, secrets: Iterable[Secret]) -> list[str]:
    """Name the secrets in an answer; what the reader typed is not one."""
    body = opened(answer.body).decode("utf-8", "replace")
    text = f"{answer.headers} {body}"
    text = html.unescape(re.sub(r"</?(mark|em|b|strong|wbr)\b[^>]*>", "", text)).lower()
    typed = [part for part in re.split(r"[/?&=:*+]", unquote_plus(address)) if part]
    for part in sorted(typed, key=len, reverse=True):
        if part.startswith("zu"):
            text = re.sub(rf"\b{re.escape(part.lower())}\b", "", text)
    met = words_in(text)
    return [f"{s.where} ({s.word}) at {address}" for s in secrets if s.word in met]

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pyotp
import pytest
import time_machine

from tests.web.house import OTHER, PASSWORD, House, copied, open_house

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.web.editing import Somebody
    from tests.web.house import Account


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


def test_the_right_password_opens_what_is_for_partners(house: House) -> None:
    account, browser = house.account("Pat Reader"), house.visitor()
    assert "Sign in" in str(browser.get("/").soup.select_one(".kb-nav"))
    arrived = account.enter(browser)
    assert arrived.address == "/"
    who = arrived.soup.select_one(".kb-who")
    assert who is not None
    assert "Pat Reader" in who.get_text()
    browser.get("/account")


def test_unknown_closed_resting_and_wrong_get_the_same_bytes(house: House) -> None:
    house.account("Pat Reader")
    closed, resting = house.account("Kim Closed"), house.account("Rae Resting")
    _close(house, closed)
    for _ in range(5):
        resting.enter(password="wrong every single time")
    tries = {
        "pat@example.org": "wrong every single time",
        "nobody@example.org": PASSWORD,
        "kim@example.org": PASSWORD,
        "rae@example.org": PASSWORD,
    }
    answers = {
        re.sub(
            r'name="csrf_token" value="[^"]+"', "", _refusal(house, email, password)
        ).replace(email, "WHO")
        for email, password in tries.items()
    }
    assert len(answers) == 1
    assert "do not belong together" in answers.pop()


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "//evil.example", "/\\evil.example",
        "\\\\evil.example", "/%09/evil.example/../..", "javascript:alert(1)",
        "http:evil.example", "/\t/evil.example", "///evil.example",
        "/nowhere/at/all", "/sign-out", " //evil",
    ],
)  # fmt: skip
def test_a_way_onward_that_is_not_a_page_here_leads_home(
    house: House, address: str
) -> None:
    account, browser = house.account("Pat Reader"), house.visitor()
    page = browser.get("/sign-in")
    answer = browser.client.post(
        "/sign-in",
        data={
            **page.typed("main form"),
            "email": account.email,
            "password": PASSWORD,
            "next": address,
        },
    )
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


def test_who_was_on_the_way_somewhere_arrives_there(house: House) -> None:
    account, browser = house.account("Pat Reader"), house.visitor()
    asked = browser.client.get("/account")
    assert asked.status_code == 303
    page = browser.get(asked.headers["Location"])
    arrived = browser.send(
        page, form="main form", email=account.email, password=PASSWORD
    )
    assert arrived.address == "/account"


def test_each_sign_in_is_a_new_session(house: House) -> None:
    account = house.account("Pat Reader")
    browser = house.visitor()
    tokens = set()
    for _ in range(2):
        account.enter(browser)
        with browser.client.session_transaction() as cookie:
            tokens.add(cookie["_user_id"])
        browser.send(browser.get("/account"), form=".kb-who form")
    assert len(tokens) == 2


def test_a_cookie_from_before_signing_in_opens_nothing(house: House) -> None:
    """Somebody who planted a cookie in a browser gains nothing by it."""
    account, browser = house.account("Pat Reader"), house.visitor()
    browser.get("/sign-in")
    planted = copied(browser, house)
    account.enter(browser)
    assert planted.client.get("/account").status_code == 303


def _close(house: House, account: Account) -> None:
    admin = house.account("Ada Keeper", "administrator").signed_in()
    page = admin.get(f"/people/{account.uid}")
    admin.send(page, do="disable", form="main form:has(button[value=disable])")


def _other_role(house: House, account: Account) -> None:
    admin = house.account("Ada Keeper", "administrator").signed_in()
    page = admin.get(f"/people/{account.uid}")
    admin.send(page, do="save", form="main form:has(select)", role="trainer")


def _reset(house: House, account: Account) -> None:
    admin = house.account("Ada Keeper", "administrator").signed_in()
    page = admin.get(f"/people/{account.uid}")
    admin.send(page, do="reset", form="main form:has(button[value=reset])")


def _another_password(_: House, account: Account) -> None:
    browser = account.signed_in()
    browser.send(
        browser.get("/account"),
        form="form[action='/account/password']",
        old=PASSWORD,
        new=OTHER,
        again=OTHER,
    )


def _everywhere(_: House, account: Account) -> None:
    browser = account.signed_in()
    page = browser.get("/account")
    browser.send(page, form="form[action='/account/sign-out-everywhere']")


@pytest.mark.parametrize(
    "what", [_close, _other_role, _reset, _another_password, _everywhere]
)
def test_a_copied_cookie_is_dead_after(
    house: House, what: Callable[[House, Account], None]
) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    thief = copied(browser, house)
    thief.get("/account")
    what(house, account)
    assert thief.client.get("/account").status_code == 303
    assert browser.client.get("/account").status_code == 303


def test_a_copied_cookie_is_dead_after_sign_out(house: House) -> None:
    browser = house.account("Pat Reader").signed_in()
    thief = copied(browser, house)
    browser.send(browser.get("/account"), form=".kb-who form")
    assert thief.client.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("form", "said"),
    [
        (".kb-who form", ""),
        ("form[action='/account/sign-out-everywhere']", "signed out everywhere"),
    ],
)
def test_after_sign_out_the_browser_is_told_to_forget(
    house: House, form: str, said: str
) -> None:
    browser = house.account("Pat Reader").signed_in()
    page = browser.get("/account")
    address = str(page.soup.select(form)[0]["action"])
    with browser.client.post(address, data=page.typed(form)) as answer:
        assert answer.headers["Clear-Site-Data"] == '"cache"'
        assert answer.headers["Cache-Control"] == "private, no-store"
        arrived = browser.get(answer.headers["Location"])
    assert said in arrived.words
    with browser.client.session_transaction() as left:
        assert set(left) <= {"csrf_token"}


def test_signing_out_takes_a_form_and_not_a_link(house: House) -> None:
    browser = house.account("Pat Reader").signed_in()
    assert browser.client.get("/sign-out").status_code == 405
    browser.get("/account")


def test_a_session_that_nobody_uses_ends(house: House) -> None:
    browser = house.account("Bo Board", "board-member").signed_in()
    with time_machine.travel(timedelta(minutes=31), tick=False):
        assert browser.client.get("/account").status_code == 303


def test_without_a_code_the_second_factor_stays_shut(house: House) -> None:
    account = house.account("Pat Reader")
    account.set_up()
    browser = house.visitor()
    assert account.enter(browser).address == "/sign-in/code"
    assert browser.client.get("/account").status_code == 303
    page = browser.get("/sign-in/code")
    wrong = browser.send(page, form="main form", code="000000")
    assert wrong.status == 422
    assert "not the code" in wrong.words


def test_a_code_of_the_app_opens_once(house: House) -> None:
    account = house.account("Pat Reader")
    app, _ = account.set_up()
    code = app.now()
    statuses = []
    for _ in range(2):
        browser = house.visitor()
        account.enter(browser)
        statuses.append(_send_code(browser, code))
    assert statuses == [200, 422]


def test_a_spare_code_opens_once(house: House) -> None:
    account = house.account("Pat Reader")
    _, spare = account.set_up()
    statuses = []
    for code in (spare[0].upper(), spare[0], spare[1]):
        browser = house.visitor()
        account.enter(browser)
        statuses.append(_send_code(browser, code))
    assert statuses == [200, 422, 200]


def test_who_needs_a_second_factor_sets_it_up_before_anything_opens(
    house: House,
) -> None:
    house.require("editor")
    account, browser = house.account("Edda Editor", "editor"), house.visitor()
    page = account.enter(browser)
    assert page.address == "/sign-in/set-up"
    for shut in ("/account", "/desk", "/account/second-factor"):
        assert browser.client.get(shut).status_code == 303
    picture = page.soup.select_one("main svg")
    assert picture is not None
    assert not picture.select("[style]")
    secret = "".join(span.get_text() for span in page.soup.select(".kb-secret span"))
    wrong = browser.send(page, form="main form", code="12")
    assert wrong.status == 422
    assert secret in wrong.words.replace(" ", "")
    right = browser.send(page, form="main form", code=pyotp.TOTP(secret).now())
    assert right.status == 200
    assert len({code.get_text() for code in right.soup.select(".kb-codes code")}) == 10
    browser.get("/desk")
    assert account.enter().address == "/sign-in/code"


def test_asking_a_role_for_a_second_factor_ends_the_sessions_without_one(
    house: House,
) -> None:
    without, other = house.account("Edda Editor", "editor"), house.account("Pat Reader")
    bystander, browser = other.signed_in(), without.signed_in()
    house.require("editor")
    assert browser.client.get("/desk").status_code == 303
    bystander.get("/account")
    assert without.enter(browser).address == "/sign-in/set-up"


def test_an_account_rests_after_five_mistakes_and_then_opens(house: House) -> None:
    account = house.account("Pat Reader")
    for _ in range(5):
        account.enter(password="wrong every single time")
    assert account.enter().status == 422
    with time_machine.travel(timedelta(minutes=16), tick=False):
        assert account.enter().address == "/"


def test_one_account_is_tried_twenty_times_a_minute_at_most(house: House) -> None:
    """Whether there is such an account or not."""
    answers = [_status(house, "nobody@example.org") for _ in range(21)]
    assert answers[:20] == [422] * 20
    assert answers[20] == 429
    assert _status(house, "else@example.org") == 422


def test_a_form_for_signing_in_wants_both_and_keeps_the_address(house: House) -> None:
    browser = house.visitor()
    page = browser.send(
        browser.get("/sign-in"), form="main form", email="pat@example.org"
    )
    assert page.status == 422
    assert page.wrong() == {"#f-password": "Type your password"}
    assert page.typed("main form")["email"] == ["pat@example.org"]


def test_no_password_comes_back_in_a_page(house: House) -> None:
    house.account("Pat Reader")
    assert "wrong every single" not in _refusal(
        house, "pat@example.org", "wrong every single time"
    )


def _refusal(house: House, email: str, password: str) -> str:
    browser = house.visitor()
    fields = browser.get("/sign-in").typed("main form")
    answer = browser.client.post(
        "/sign-in", data={**fields, "email": email, "password": password}
    )
    assert answer.status_code == 422
    return answer.get_data(as_text=True)


def _status(house: House, email: str) -> int:
    browser = house.visitor()
    fields = browser.get("/sign-in").typed("main form")
    sent = {**fields, "email": email, "password": "anything at all"}
    return browser.client.post("/sign-in", data=sent).status_code


def _send_code(browser: Somebody, code: str) -> int:
    page = browser.get("/sign-in/code")
    return browser.send(page, form="main form", code=code).status

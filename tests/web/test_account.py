from __future__ import annotations

from typing import TYPE_CHECKING

import pyotp
import pytest

from tests.web.house import OTHER, PASSWORD, House, open_house

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Seen, Somebody

CHANGE = "form[action='/account/password']"
SET_UP = "form[action='/account/second-factor']"
OFF = "form[action='/account/second-factor/remove']"


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


def test_a_password_is_changed_by_who_knows_the_old_one(house: House) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    changed = _change(browser, PASSWORD, OTHER)
    assert changed.status == 200
    assert "Your password is changed" in changed.words
    assert account.enter().status == 422
    assert account.enter(password=OTHER).address == "/"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("not the password", OTHER, "#f-old"),
        ("", OTHER, "#f-old"),
        (PASSWORD, "short", "#f-new"),
        (PASSWORD, "password1234", "#f-new"),
        (PASSWORD, "reader of things pat", "#f-new"),
        (PASSWORD, "x" * 201, "#f-new"),
    ],
)
def test_a_password_that_will_not_do_is_refused_at_its_field(
    house: House, old: str, new: str, field: str
) -> None:
    account = house.account("Pat Reader")
    refused = _change(account.signed_in(), old, new)
    assert refused.status == 422
    assert set(refused.wrong()) == {field}
    assert refused.soup.select_one(field) is not None
    assert account.enter().address == "/"


def test_the_new_password_is_typed_twice(house: House) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    page = browser.get("/account")
    refused = browser.send(page, form=CHANGE, old=PASSWORD, new=OTHER, again="other")
    assert refused.wrong() == {"#f-again": "The two passwords are not the same"}


def test_the_second_factor_is_set_up_with_a_picture_and_spare_codes(
    house: House,
) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    page = browser.get("/account/second-factor")
    secret = _secret(page)
    again = _secret(browser.get("/account/second-factor"))
    assert again == secret, "a page that is loaded again must not ask for a new app"
    shown = _set_up(browser, page)
    codes = [code.get_text() for code in shown.soup.select(".kb-codes code")]
    assert len(set(codes)) == 10
    page = browser.get("/account")
    assert not any(code in page.words for code in codes)
    assert "asks for a code" in page.words
    assert account.enter().address == "/sign-in/code"


def test_the_secret_of_the_second_factor_is_readable_nowhere_at_rest(
    house: House,
) -> None:
    browser = house.account("Pat Reader").signed_in()
    page = browser.get("/account/second-factor")
    secret = _secret(page)
    _set_up(browser, page)
    for file in house.content.parent.rglob("*"):
        if file.is_file():
            assert secret.encode() not in file.read_bytes(), file


def test_a_second_factor_that_nobody_asks_for_can_be_switched_off(
    house: House,
) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    _set_up(browser, browser.get("/account/second-factor"))
    page = browser.get("/account/second-factor")
    left = browser.send(page, form=OFF, old=PASSWORD)
    assert left.address == "/sign-in"
    assert account.enter().address == "/"


def test_a_borrowed_session_does_not_set_up_or_switch_off_the_second_factor(
    house: House,
) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    page = browser.get("/account/second-factor")
    refused = _set_up(browser, page, "a guess at a password")
    assert (refused.status, set(refused.wrong())) == (422, {"#f-password"})
    assert not account.person().totp
    app, _ = account.set_up()
    browser = house.visitor()
    account.enter(browser)
    browser.send(browser.get("/sign-in/code"), form="main form", code=app.now())
    page = browser.get("/account/second-factor")
    refused = browser.send(page, form=OFF, old="another guess at it")
    assert (refused.status, set(refused.wrong())) == (422, {"#f-old"})
    assert account.person().totp


def test_guesses_at_the_password_of_a_borrowed_session_let_the_account_rest(
    house: House,
) -> None:
    account = house.account("Pat Reader")
    browser = account.signed_in()
    page = browser.get("/account/second-factor")
    for number in range(5):
        _set_up(browser, page, f"guess number {number}")
    assert _set_up(browser, page).status == 422
    assert not account.person().totp


def test_a_second_factor_that_the_role_asks_for_stays(house: House) -> None:
    account = house.account("Edda Editor", "editor")
    app, _ = account.set_up()
    house.require("editor")
    browser = house.visitor()
    account.enter(browser)
    browser.send(browser.get("/sign-in/code"), form="main form", code=app.now())
    page = browser.get("/account/second-factor")
    assert page.soup.select_one(OFF) is None
    token = page.typed("main form")["csrf_token"]
    browser.post("/account/second-factor/remove", {"csrf_token": token})
    assert account.person().totp


def test_who_was_signed_out_meanwhile_is_told_so_and_shown_no_password(
    house: House,
) -> None:
    account = house.account("Pat Reader")
    here, there = account.signed_in(), account.signed_in()
    page = here.get("/account")
    there.send(
        there.get("/account"), form="form[action='/account/sign-out-everywhere']"
    )
    kept = here.send(page, form=CHANGE, old=PASSWORD, new=OTHER, again=OTHER)
    assert kept.status == 401
    assert "was not saved. Sign in again." in kept.words
    assert not any(one in str(kept.soup) for one in (PASSWORD, OTHER))
    assert account.enter().address == "/"


def test_one_other_session_can_be_ended(house: House) -> None:
    account = house.account("Pat Reader")
    here, there = account.signed_in(), account.signed_in()
    page = here.get("/account")
    assert page.words.count("Firefox on Windows") == 2
    here.send(page, form="form[action^='/account/sessions/']")
    assert there.client.get("/account").status_code == 303
    here.get("/account")


def test_nobody_ends_the_session_of_somebody_else(house: House) -> None:
    pat, tess = house.account("Pat Reader"), house.account("Tess Trainer", "trainer")
    mine, theirs = pat.signed_in(), tess.signed_in()
    token = mine.get("/account").typed(CHANGE)["csrf_token"]
    for number in range(6):
        if number != 1:
            mine.post(f"/account/sessions/{number}", {"csrf_token": token})
    theirs.get("/account")


def test_what_is_ones_own_is_kept_nowhere(house: House) -> None:
    browser = house.account("Pat Reader").signed_in()
    for address in ("/account", "/account/second-factor", "/", "/search?q=baby"):
        with browser.client.get(address) as answer:
            assert answer.headers["Cache-Control"] == "private, no-store"


def _change(browser: Somebody, old: str, new: str) -> Seen:
    page = browser.get("/account")
    return browser.send(page, form=CHANGE, old=old, new=new, again=new)


def _set_up(browser: Somebody, page: Seen, password: str = PASSWORD) -> Seen:
    code = pyotp.TOTP(_secret(page)).now()
    return browser.send(page, form=SET_UP, code=code, password=password)


def _secret(page: Seen) -> str:
    return "".join(span.get_text() for span in page.soup.select(".kb-secret span"))

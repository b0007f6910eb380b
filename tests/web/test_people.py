from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from kb.access import Role
from tests.web.house import OTHER, PASSWORD, House, open_house

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Seen, Somebody
    from tests.web.house import Account

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")
INVITE = "form[action='/people']"
SAVE = "main form:has(select)"
ADMINISTRATORS = ("/people", "/people/0123456789abcdef")


@pytest.fixture
def house(content: Path) -> House:
    return open_house(content)


@pytest.fixture
def admin(house: House) -> Somebody:
    return house.account("Ada Keeper", "administrator").signed_in()


def test_somebody_invited_chooses_a_password_and_comes_in(
    house: House, admin: Somebody
) -> None:
    shown = _invite(admin, name="Nia New", email="Nia@Example.org", role="trainer")
    assert "Nia New" in shown.words
    assert "waits in the folder for mail" in shown.words
    assert "to nia@example.org" in shown.words
    (letter,) = house.letters()
    found = LINK.search(letter)
    assert found is not None
    browser = house.visitor()
    page = browser.get(found[1])
    assert "Nia New" in page.words
    refused = browser.send(page, form="main form", password="short", again="short")
    assert set(refused.wrong()) == {"#f-password"}
    done = browser.send(page, form="main form", password=OTHER, again=OTHER)
    assert done.address == "/sign-in"
    arrived = browser.send(
        done, form="main form", email="nia@example.org", password=OTHER
    )
    assert arrived.address == "/"
    assert house.visitor().client.get(found[1]).status_code == 410


def test_a_letter_that_no_server_takes_is_not_said_to_have_gone(content: Path) -> None:
    house = open_house(content, mail="smtp://127.0.0.1:1")
    admin = house.account("Ada Keeper", "administrator").signed_in()
    shown = _invite(admin, name="Nia New", email="nia@example.org", role="trainer")
    assert "No letter could be sent" in shown.words
    found = LINK.search(shown.words)
    assert found is not None
    assert "Nia New" in house.visitor().get(found[1]).words


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": ""}, "#f-name"),
        ({"email": "nobody"}, "#f-email"),
        ({"email": "ada@example.org"}, "#f-email"),
        ({"email": "a@b.example\r\nBcc: x@evil.example"}, "#f-email"),
        ({"name": "N" * 300}, "#f-name"),
        ({"role": "king"}, "#f-role"),
        ({"agency": "nowhere"}, "#f-agency"),
    ],
)
def test_an_invitation_that_will_not_do_is_kept_as_typed(
    house: House, admin: Somebody, typed: dict[str, str], field: str
) -> None:
    refused = _invite(
        admin,
        **{"name": "Nia New", "email": "nia@example.org", "role": "trainer"} | typed,
    )
    assert refused.status == 422
    assert set(refused.wrong()) == {field}
    again = refused.typed(INVITE)
    assert again["name"] == [typed.get("name", "Nia New")]
    assert house.letters() == []


def test_a_person_gets_another_role_agency_and_group(
    house: House, admin: Somebody
) -> None:
    account = house.account("Pat Reader")
    page = admin.get(f"/people/{account.uid}")
    saved = admin.post(
        f"/people/{account.uid}",
        page.typed(SAVE)
        | {
            "role": ["board-member"],
            "agency": ["police"],
            "groups": ["case-group"],
            "do": ["save"],
        },
    )
    assert "Saved" in saved.words
    person = account.person()
    assert (person.role, person.agency) == ("board-member", "police")
    assert person.groups == "case-group"
    listed = admin.get("/people").words
    assert "Board member" in listed
    assert "A group around one case" in listed


def test_a_closed_account_opens_again_with_a_new_password_only(
    house: House, admin: Somebody
) -> None:
    account = house.account("Pat Reader")
    page = admin.get(f"/people/{account.uid}")
    page = admin.send(page, do="disable", form=_with("disable"))
    assert account.enter().status == 422
    admin.send(page, do="enable", form=_with("enable"))
    assert account.enter().status == 422
    _choose(house, OTHER)
    assert account.enter(password=OTHER).address == "/"


def test_a_lost_phone_can_be_taken_away(house: House, admin: Somebody) -> None:
    account = house.account("Pat Reader")
    account.set_up()
    page = admin.get(f"/people/{account.uid}")
    admin.send(page, do="forget-phone", form=_with("forget-phone"))
    assert account.enter().address == "/"


def test_nobody_changes_or_closes_their_own_account(
    house: House, admin: Somebody
) -> None:
    me = _uid(admin, "Ada Keeper")
    page = admin.get(f"/people/{me}")
    assert page.soup.select_one("main form") is None
    token = admin.get("/people").typed(INVITE)["csrf_token"]
    for typed in ({"do": ["disable"]}, {"role": ["editor"], "agency": [""]}):
        admin.post(f"/people/{me}", {"csrf_token": token} | typed)
    assert "Administrator" in admin.get(f"/people/{me}").words
    house.account("Bo Board", "board-member")


def test_a_role_can_be_asked_for_a_second_factor(house: House, admin: Somebody) -> None:
    account = house.account("Edda Editor", "editor")
    page = admin.get("/people")
    token = page.typed(INVITE)["csrf_token"]
    admin.post("/roles", {"csrf_token": token, "role": ["editor"]})
    assert admin.get("/people").typed("form[action='/roles']")["role"] == ["editor"]
    assert account.enter().address == "/sign-in/set-up"


def test_what_happened_to_an_account_is_told(house: House, admin: Somebody) -> None:
    account = house.account("Pat Reader")
    account.enter(password="wrong every single time")
    page = admin.get(f"/people/{account.uid}")
    admin.send(page, do="reset", form=_with("reset"))
    told = admin.get(f"/people/{account.uid}").words
    assert "Sign-in refused" in told
    assert "Password reset" in told
    assert "by Ada Keeper" in told


@pytest.mark.parametrize("role", [role for role in Role if role != "administrator"])
def test_to_another_role_the_pages_of_accounts_are_not_there(
    house: House, role: str
) -> None:
    browser = house.account("Pat Reader", role).signed_in()
    with browser.client.get("/nowhere") as answer:
        nothing = answer.get_data(as_text=True)
    token = browser.get("/account").typed("main form")["csrf_token"]
    for address in ADMINISTRATORS:
        for answer in (
            browser.client.get(address),
            browser.client.post(address, data={"csrf_token": token}),
        ):
            assert answer.status_code == 404
            assert _bare(answer.get_data(as_text=True)) == _bare(nothing)


def test_forgotten_says_the_same_to_everybody_and_writes_to_who_is_there(
    house: House,
) -> None:
    house.account("Pat Reader")
    answers = set()
    for email in ("nobody@example.org", "pat@example.org"):
        browser = house.visitor()
        typed = browser.get("/forgotten").typed("main form")
        sent = browser.client.post("/forgotten", data=typed | {"email": [email]})
        answers.add(sent.get_data(as_text=True))
    assert len(answers) == 1
    _choose(house, OTHER)
    assert len(house.letters()) == 1


def test_nobody_fills_the_letter_box_of_somebody_else(house: House) -> None:
    """Six letters an hour, and the refusal is the same where there is no account."""
    house.account("Pat Reader")
    refused = set()
    for email in ("pat@example.org", "nobody@example.org"):
        answers = []
        for _ in range(7):
            browser = house.visitor()
            typed = browser.get("/forgotten").typed("main form") | {"email": [email]}
            answers.append(browser.client.post("/forgotten", data=typed))
        assert [one.status_code for one in answers] == [200] * 6 + [429]
        refused.add(answers[-1].get_data(as_text=True))
    assert len(refused) == 1


def test_a_link_for_a_new_password_is_good_for_an_hour(house: House) -> None:
    account = house.account("Pat Reader")
    _forgotten(house, account)
    link = _link(house)
    with time_machine.travel(timedelta(minutes=61), tick=False):
        assert house.visitor().client.get(link).status_code == 410
    house.visitor().get(link)


def test_a_link_that_somebody_made_up_is_over(house: House) -> None:
    for link in ("/reset/x", "/invitation/x.y", "/reset/%F0%9F", "/reset/" + "a" * 900):
        answer = house.visitor().client.get(link)
        assert answer.status_code == 410
        assert "works once" in answer.get_data(as_text=True)


def test_letters_say_nothing_of_the_library_but_its_name(
    house: House, admin: Somebody
) -> None:
    _invite(admin, name="Nia New", email="nia@example.org", role="editor")
    account = house.account("Pat Reader")
    _forgotten(house, account)
    _link(house)
    for letter in house.letters():
        links = LINK.findall(letter)
        assert len(links) == 1
        assert links[0].startswith(("/invitation/", "/reset/"))
        assert PASSWORD not in letter


def _invite(admin: Somebody, **typed: str) -> Seen:
    return admin.send(admin.get("/people"), form=INVITE, **typed)


def _with(button: str) -> str:
    return f"main form:has(button[value={button}])"


def _uid(admin: Somebody, name: str) -> str:
    page = admin.get("/people")
    return next(
        str(link["href"]).rpartition("/")[2]
        for link in page.soup.select("main table a")
        if link.get_text() == name
    )


def _forgotten(house: House, account: Account) -> None:
    browser = house.visitor()
    browser.send(browser.get("/forgotten"), form="main form", email=account.email)


def _link(house: House) -> str:
    """Read the link of the last letter; a letter may be on its way a moment."""
    until = time.monotonic() + 5
    while time.monotonic() < until:
        for letter in reversed(house.letters()):
            found = LINK.search(letter)
            if found and found[1].startswith("/reset/"):
                return found[1]
        time.sleep(0.05)
    raise AssertionError("no letter with a link came")


def _choose(house: House, password: str) -> None:
    browser = house.visitor()
    page = browser.get(_link(house))
    browser.send(page, form="main form", password=password, again=password)


def _bare(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)

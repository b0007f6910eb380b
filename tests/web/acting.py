"""People at a real browser: coming in by a letter, writing, signing, looking around."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyotp
from playwright.sync_api import expect

from tests.web.house import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.web.house import House

LINK = re.compile(r"https?://\S+/invitation/\S+")
CLEARANCE = "The board cleared it on 1 March 2026."


@dataclass(frozen=True)
class Sight:
    """What a reader meets of a review and of its report, by every way there is."""

    review: int = 404
    report: int = 404
    #: What search finds: on its page, for programs, and in the search box.
    found: frozenset[str] = frozenset()
    #: Words of these that stand on any page that was shown.
    told: frozenset[str] = frozenset()


def sign_in(tab: Page, email: str) -> None:
    tab.goto("/sign-in")
    tab.fill("main [name=email]", email)
    tab.fill("main [name=password]", PASSWORD)
    tab.click("main button")


def ask_for_codes(tab: Page, role: str) -> None:
    """Let an administrator ask a role for a second factor."""
    tab.goto("/people")
    tab.check(f"#role-{role}")
    tab.click("main button:has-text('Save')")


def invite(tab: Page, name: str, email: str) -> None:
    """Let an administrator invite an editor."""
    tab.goto("/people")
    tab.fill("main [name=name]", name)
    tab.fill("main [name=email]", email)
    tab.select_option("main select[name=role]", "editor")
    tab.click("button:has-text('Invite')")
    expect(tab.locator("main")).to_contain_text(email)


def come_in_by_letter(tab: Page, house: House, email: str) -> None:
    """Open the link of the last letter, choose a password, and set codes up."""
    link = LINK.search(house.letters()[-1])
    assert link is not None
    tab.goto(link[0])
    for name in ("password", "again"):
        tab.fill(f"main [name={name}]", PASSWORD)
    tab.click("button:has-text('Set the password')")
    sign_in(tab, email)
    assert tab.inner_text("h1") == "Set up codes on your phone"
    assert tab.goto("/desk").url.split("?")[0].endswith("/sign-in")  # type: ignore[union-attr]
    tab.goto("/sign-in/set-up")
    secret = "".join(tab.locator(".kb-secret span").all_inner_texts())
    tab.fill("main [name=code]", pyotp.TOTP(secret).now())
    tab.click("main button:has-text('Set up')")
    assert tab.locator(".kb-codes code").count() == 10
    tab.goto("/desk")
    assert tab.inner_text("h1") == "Your desk"


def write(tab: Page, folder: str, title: str, fields: dict[str, str]) -> None:
    """Begin something new, type, and leave it as a draft that is kept."""
    tab.goto(f"/edit/{folder}/new")
    tab.fill("main [name=title]", title)
    tab.click("button:has-text('Begin a draft')")
    for name, value in fields.items():
        put(tab, name, value)
    tab.click(".kb-edit__bar button:has-text('Keep for later')")
    expect(tab.locator("main")).to_contain_text("Kept. You can go away")


def put(tab: Page, name: str, value: str) -> None:
    """Fill in a field, whichever kind of input it has."""
    one = tab.locator(f"main [name='{name}']")
    if one.first.get_attribute("type") == "radio":
        tab.check(f"main [name='{name}'][value='{value}']")
    elif one.evaluate("one => one.tagName") == "SELECT":
        one.select_option(value)
    else:
        one.fill(value)


def save(tab: Page) -> None:
    tab.click(".kb-edit__bar button:has-text('Save')")


def ask_to_publish(tab: Page, key: str) -> None:
    """Take what is saved as a draft, and ask for sign-off."""
    tab.goto(f"/edit/{key}")
    tab.click("button:has-text('Begin a draft')")
    put(tab, "status", "published")
    save(tab)
    tab.fill("[name=clearance]", CLEARANCE)
    tab.click("button:has-text('Ask for sign-off')")
    expect(tab.locator("main")).to_contain_text("Waiting for sign-off")
    assert tab.get_by_role("button", name="Sign: it may be shown").count() == 0


def sign(tab: Page, title: str) -> None:
    """Let another editor read what waits, and sign it."""
    tab.goto("/desk")
    tab.click(f"main a:has-text('{title}')")
    tab.click("button:has-text('Sign: it may be shown')")
    expect(tab.locator("main")).to_contain_text("Signed and saved")


def withdraw(tab: Page, key: str, reason: str) -> None:
    tab.goto(f"/{key}")
    tab.click("a:has-text('Withdraw')")
    tab.fill("[name=reason]", reason)
    tab.click("button:has-text('Withdraw it now')")
    expect(tab.locator("main")).to_contain_text("Withdrawn.")

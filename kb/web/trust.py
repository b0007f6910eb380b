"""What is promised and which test shows it, and whom to tell of a hole (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template

from kb.access import Can
from kb.web import current, promises
from kb.web.guard import Audience, needs

if TYPE_CHECKING:
    from datetime import date

pages = Blueprint("trust", __name__)
_GOOD_FOR = timedelta(days=365)


@pages.get("/trust")
@needs(Can.READ, audience=Audience.ANYONE)
def show() -> str:
    """Say what is promised, what shows it, and what is not promised."""
    return render_template("trust/show.html", said=promises.read())


@pages.get("/.well-known/security.txt")
@needs(Can.READ, audience=Audience.ANYONE)
def security_txt() -> Response:
    """Say for programs whom to tell of a hole in security."""
    address, contact = current.config().address, current.settings().security_contact
    text = written(address, contact, current.now().date())
    return Response(text, mimetype="text/plain")


def written(address: str, contact: str, today: date) -> str:
    """Write what stands in security.txt: it is good for less than a year."""
    expires = datetime.combine(today + _GOOD_FOR, time(), UTC)
    fields = {
        "Contact": contact or f"{address}/trust#tell-us",
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Policy": f"{address}/trust",
        "Canonical": f"{address}/.well-known/security.txt",
        "Preferred-Languages": "en",
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items())

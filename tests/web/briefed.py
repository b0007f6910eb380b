"""A briefing that was asked for and confirmed, so that every form about it is seen."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kb.access import Role, reader_for
from kb.training import receipts
from kb.training.receipts import By, Said

if TYPE_CHECKING:
    from tests.web.editing import Site

LESSON = "lessons/lesson-2"


def briefed(site: Site) -> tuple[tuple[str, str], ...]:
    """Ask two agencies, of which one confirms; give the pages of it, and whose."""
    now = datetime.now(UTC)
    member = By("person:bo", reader_for("Bo", Role.BOARD_MEMBER, (), ()), now)
    reader = reader_for("Ann", Role.AGENCY_LEAD, (), (), "police")
    lead = By("person:ann", reader, now)
    named = {"police": "Police", "health-visiting": "Health visiting"}
    with site.works.sessions() as session:
        day = (now + timedelta(days=30)).date()
        receipts.ask(session, member, LESSON, named, day)
        said = Said(now.date(), 12, how="email")
        receipts.confirm(session, site.works.seal, lead, LESSON, said)
    return (
        ("agency-lead", f"/agency/briefings/{LESSON}"),
        ("board-approver", f"/board/briefings/new?document={LESSON}"),
        ("board-approver", "/board/briefings"),
    )

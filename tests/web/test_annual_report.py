"""The annual report as a page: what is written to it, approved, and held back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from kb.accounts import reads
from kb.board.models import ReportCopy, ReportPart
from kb.db import saving
from kb.publishing.models import Revision
from kb.publishing.settling import settle
from tests.factories import write_review
from tests.web.editing import Site
from tests.web.house import open_house
from tests.web.site import open_site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.editing import Somebody

PLACE = "/board/annual-report/2019-20"
FIRST = "form[action$=commentary]"
APPROVE = "form[action$=approve]"


@pytest.fixture
def site(content: Path) -> Site:
    return Site(open_site(content), content)


def approved(site: Site) -> Somebody:
    approver = site.somebody("Ann", "board-approver")
    page = approver.get(PLACE)
    done = approver.send(page, form=APPROVE, minute="12 June 2020, item 4")
    assert "Approved on" in done.words
    return approver


def copies(site: Site) -> int:
    with site.works.sessions() as session:
        return len(list(session.scalars(select(ReportCopy))))


def test_a_member_of_the_board_reads_the_report(site: Site) -> None:
    page = site.somebody("Bo", "board-member").get(PLACE)
    assert "Leeds, Child A" in page.words
    assert "No action is recorded up to 31 March 2020" in page.words
    assert page.soup.select_one("h2#carried-over") is not None


@pytest.mark.parametrize("role", ["practitioner", "trainer", "agency-lead"])
def test_nobody_else_finds_it(site: Site, role: str) -> None:
    somebody = site.somebody("Cy", role)
    somebody.get(PLACE, 404)
    somebody.get(f"{PLACE}.docx", 404)


@pytest.mark.parametrize("year", ["2019", "2019-21", "2999-00", "0000-01", "x"])
def test_what_is_no_year_is_not_there(site: Site, year: str) -> None:
    site.somebody("Bo", "board-member").get(f"/board/annual-report/{year}", 404)


def test_what_the_board_writes_stands_there_and_the_older_text_stays(
    site: Site,
) -> None:
    member = site.somebody("Bo", "board-member")
    page = member.send(member.get(PLACE), form=FIRST, text="Our **first** words.")
    said = page.soup.select_one(".kb-report__said strong")
    assert said is not None
    assert said.get_text() == "first"
    page = member.send(page, form=FIRST, text="Better words.")
    older = page.soup.select_one(".kb-report__older")
    assert older is not None
    assert "Our first words." in older.get_text()


def test_the_second_of_two_who_write_to_a_part_is_told_and_loses_nothing(
    site: Site,
) -> None:
    bo, di = site.somebody("Bo", "board-member"), site.somebody("Di", "editor")
    early = di.get(PLACE)
    bo.send(bo.get(PLACE), form=FIRST, text="What Bo wrote.")
    told = di.send(early, form=FIRST, text="What Di wrote.")
    assert told.status == 409
    assert "What Bo wrote." in told.words
    assert told.typed()["text"] == ["What Di wrote."]
    after = di.send(told, text="What both wrote.")
    assert "What both wrote." in after.words


def test_a_text_for_a_version_that_never_was_comes_back_as_it_was_typed(
    site: Site,
) -> None:
    member = site.somebody("Bo", "board-member")
    page = member.send(member.get(PLACE), form=FIRST, text="Ours.", seen="9" * 5000)
    assert page.status == 409
    assert page.typed()["text"] == ["Ours."]


def test_a_text_that_is_too_long_comes_back_as_it_was_typed(site: Site) -> None:
    member, long = site.somebody("Bo", "board-member"), "word " * 5000
    page = member.send(member.get(PLACE), form=FIRST, text=long)
    assert page.status == 422
    assert page.typed()["text"] == [long.strip()]


def test_html_and_scripts_in_what_is_written_are_words(site: Site) -> None:
    member = site.somebody("Bo", "board-member")
    typed = "<script>alert(1)</script> [x](javascript:alert(1)) </textarea><b>"
    page = member.send(member.get(PLACE), form=FIRST, text=typed)
    said = page.soup.select_one(".kb-report__said")
    assert said is not None
    assert not said.select("script, b, a")
    assert page.typed(FIRST)["text"] == [typed]


def test_only_an_approver_approves_and_only_with_a_minute(site: Site) -> None:
    member = site.somebody("Bo", "board-member")
    page = member.get(PLACE)
    assert page.soup.select_one(APPROVE) is None
    sent = page.typed(FIRST) | {"minute": ["4"]}
    assert member.post(f"{PLACE}/approve", sent).status == 404
    approver = site.somebody("Ann", "board-approver")
    page = approver.send(approver.get(PLACE), form=APPROVE, minute=" ")
    assert (page.status, copies(site)) == (422, 0)
    assert "Name the minute" in page.wrong()["#minute"]


def test_nobody_approves_another_report_than_was_read(site: Site) -> None:
    approver, member = site.somebody("Ann", "board-approver"), site.somebody("Bo")
    early = approver.get(PLACE)
    member.send(member.get(PLACE), form=FIRST, text="Something new.")
    page = approver.send(early, form=APPROVE, minute="Item 4")
    assert (page.status, copies(site)) == (409, 0)
    assert page.typed(APPROVE)["minute"] == ["Item 4"]
    assert "Approved on" in approver.send(page, form=APPROVE).words


def test_the_running_year_cannot_be_approved(site: Site) -> None:
    approver = site.somebody("Ann", "board-approver")
    page = approver.get(PLACE)
    while (
        later := page.soup.select_one("a:-soup-contains('The year after')")
    ) is not None:
        page = approver.get(str(later["href"]))
    assert page.soup.select_one(APPROVE) is None
    sent = page.typed(FIRST) | {"minute": ["Item 4"]}
    refused = approver.post(f"{page.address}/approve", sent)
    assert (refused.status, copies(site)) == (422, 0)


def test_the_approved_copy_stays_as_it_was(site: Site) -> None:
    approver = approved(site)
    write_review(site.content, "child-b", title="Leeds, Child B")
    site.works.library.refresh()
    page = approver.get(PLACE)
    assert "minute 12 June 2020, item 4" in page.words
    assert "Child B" not in page.words
    assert page.soup.select_one(FIRST) is None
    assert "Child B" in approver.get(f"{PLACE}?fresh=1").words


@pytest.mark.parametrize(
    "changed",
    [
        {
            "status": "withdrawn",
            "withdrawn_on": "2020-07-01",
            "withdrawn_reason": "Law",
        },
        {"audience": "editors"},
    ],
)
def test_a_copy_with_a_document_that_was_closed_since_is_held_back(
    site: Site, changed: dict[str, str]
) -> None:
    approver = approved(site)
    write_review(site.content, "child-a", **changed)
    site.works.library.refresh()
    page = approver.get(PLACE)
    assert "has been withdrawn since" in page.words
    assert "Leeds, Child A" not in page.words
    for form in ("md", "docx", "pdf"):
        file = approver.client.get(f"{PLACE}.{form}")
        assert b"Child A" not in file.data


def test_a_copy_that_quotes_what_was_taken_out_on_purpose_is_held_back(
    site: Site,
) -> None:
    with site.works.sessions() as session:
        settle(site.works, session, datetime.now(UTC) - timedelta(days=1))
    approver = approved(site)
    assert "This is the copy that the board approved" in approver.get(PLACE).words
    with site.works.sessions() as session, saving(session):
        session.execute(update(Revision).values(closed=True))
    assert "has been withdrawn since" in approver.get(PLACE).words


def test_nothing_of_an_approved_copy_stands_open_in_the_records(content: Path) -> None:
    approved(open_house(content))
    kept = b"".join(path.read_bytes() for path in content.parent.glob("kb.sqlite*"))
    assert b"12 June 2020" in kept
    assert b"Child A" not in kept
    assert b"where the baby sleeps" not in kept


def test_erasing_a_document_empties_the_copies_that_quote_it(content: Path) -> None:
    site = open_house(content)
    approver = approved(site)
    editor = site.somebody("Di", "editor")
    page = editor.get("/withdraw/reviews/child-a")
    editor.send(page, reason="The family asked", erase="1")
    assert "has been withdrawn since" in approver.get(PLACE).words
    with site.works.sessions() as session:
        assert [one.report for one in session.scalars(select(ReportCopy))] == [""]


@pytest.mark.parametrize("change", [{"report": "other"}, {"report": "", "minute": "9"}])
def test_an_approved_copy_cannot_be_changed(site: Site, change: dict[str, str]) -> None:
    approved(site)
    with (
        site.works.sessions() as session,
        pytest.raises(IntegrityError, match="only ever added to"),
        saving(session),
    ):
        session.execute(update(ReportCopy).values(**change))


def test_the_files_are_what_they_say_and_taking_them_is_written_down(
    site: Site,
) -> None:
    write_review(site.content, "child-b", title="Leeds, Child B", audience="board")
    site.works.library.refresh()
    member = site.somebody("Bo", "board-member")
    page = member.get(PLACE)
    assert "For members of the board only" in page.words
    begins = {"md": b"# Annual report", "docx": b"PK", "pdf": b"%PDF"}
    for form, beginning in begins.items():
        file = member.client.get(f"{PLACE}.{form}")
        assert file.data.startswith(beginning)
        assert f"annual-report-2019-20.{form}" in file.headers["Content-Disposition"]
        assert file.headers["Cache-Control"] == "private, no-store"
    with site.works.sessions() as session:
        log = [(one.how, one.document) for one in reads.recorded(session)]
    assert log.count(("export", "reviews/child-b")) == len(begins)
    assert ("report", "reviews/child-b") in log


def test_an_editor_sees_the_report_of_the_board_and_no_more(site: Site) -> None:
    write_review(site.content, "child-b", title="Leeds, Child B", audience="editors")
    site.works.library.refresh()
    assert "Child B" not in site.somebody("Di", "editor").get(PLACE).words


def test_every_text_is_kept_with_who_wrote_it(site: Site) -> None:
    member = site.somebody("Bo", "board-member")
    member.send(member.get(PLACE), form=FIRST, text="Ours.")
    with site.works.sessions() as session:
        (kept,) = session.scalars(select(ReportPart))
        assert (kept.year, kept.part, kept.text) == ("2019-20", "introduction", "Ours.")
        assert kept.who.startswith("person:")

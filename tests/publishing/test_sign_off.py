"""Nothing is shown that a second person did not sign; hiding waits for nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import Role, reader_for
from kb.errors import (
    ConflictError,
    InvalidContentError,
    InvalidInputError,
    NeedsSignOffError,
    NotAllowedError,
    NotFoundError,
    WithdrawnError,
)
from kb.publishing.desk import Desk
from kb.publishing.names import Author
from tests.publishing.office import CLEARED, LESSON, NOW

if TYPE_CHECKING:
    from tests.publishing.office import Office


def changed(office: Office, old: str, new: str, key: str = LESSON) -> str:
    source = office.file(key)
    assert old in source
    return source.replace(old, new)


def base(office: Office, key: str = LESSON) -> str:
    return office.desk().sheet(key).fingerprint


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EDITOR])
def test_only_an_editor_has_a_desk(office: Office, role: Role) -> None:
    reader, author = reader_for("Cy", role, (), ()), Author("person:1", "Cy", "")
    with pytest.raises(NotAllowedError):
        Desk(office.works, office.works.sessions(), reader, author=author, now=NOW)


def test_a_hidden_document_is_saved_at_once(office: Office) -> None:
    draft = changed(office, "status: published", "status: draft")
    office.desk().save("lessons/new-one", draft, "")
    assert office.file("lessons/new-one") == draft
    assert "lessons/new-one" not in office.shelf("board").keys
    assert "lessons/new-one" in office.shelf("editors").keys


def test_what_would_be_shown_is_not_saved_without_a_signature(office: Office) -> None:
    text, before = changed(office, "Ask to see it", "Look at it"), office.file(LESSON)
    with pytest.raises(NeedsSignOffError):
        office.desk().save(LESSON, text, base(office))
    with pytest.raises(NeedsSignOffError):
        office.desk().save("lessons/new-one", text, "")
    assert office.file(LESSON) == before
    assert not office.path("lessons/new-one").exists()


def test_what_another_editor_signs_is_shown_and_found(office: Office) -> None:
    uid = office.propose(LESSON, changed(office, "Ask to see it", "Look at the cot"))
    assert office.finds("cot") == set()
    office.desk("Bea").sign(uid, "Good")
    assert office.desk().proposal(uid).state == "signed"
    assert office.desk().proposal(uid).decided_by_name == "Bea"
    assert office.finds("cot") == {LESSON}
    assert office.desk().proposals() == ()


def test_nobody_signs_their_own(office: Office) -> None:
    before = office.file(LESSON)
    uid = office.propose(LESSON, changed(office, "Ask to see it", "Look"))
    with pytest.raises(NotAllowedError):
        office.desk("Ann").sign(uid)
    assert office.file(LESSON) == before
    assert office.desk().proposal(uid).state == "waiting"


def test_clearing_a_lesson_early_needs_a_signature(office: Office) -> None:
    cleared = "status: published\ncleared_by: Jo Bell\ncleared_on: 2026-03-01"
    text = changed(office, "status: published", cleared)
    with pytest.raises(NeedsSignOffError):
        office.desk().save(LESSON, text, base(office))
    office.publish(LESSON, text)
    assert office.shelf().find(LESSON) is not None


def test_widening_who_reads_needs_a_signature_and_narrowing_does_not(
    office: Office,
) -> None:
    narrow = changed(office, "audience: public", "audience: board")
    office.desk().save(LESSON, narrow, base(office))
    assert LESSON not in office.shelf("partners").keys
    assert office.works.ledger.ceilings()[LESSON].audience == "board"
    wide = changed(office, "audience: board", "audience: partners")
    with pytest.raises(NeedsSignOffError):
        office.desk().save(LESSON, wide, base(office))
    office.publish(LESSON, wide)
    assert office.works.ledger.ceilings()[LESSON].audience == "partners"
    assert LESSON in office.shelf("partners").keys


def test_narrowing_together_with_other_words_needs_a_signature(office: Office) -> None:
    text = changed(office, "audience: public", "audience: board") + "\nMore.\n"
    with pytest.raises(NeedsSignOffError):
        office.desk().save(LESSON, text, base(office))


def test_hiding_acts_at_once_and_is_in_the_ledger(office: Office) -> None:
    hidden = changed(office, "status: published", "status: draft")
    office.desk().save(LESSON, hidden, base(office))
    assert LESSON not in office.shelf("board").keys
    assert LESSON not in office.finds("baby")
    assert not office.works.ledger.ceilings()[LESSON].shown


def test_two_editors_at_one_document_both_keep_their_text(office: Office) -> None:
    began = base(office, "reports/child-a")
    hidden = changed(office, "published", "draft", "reports/child-a")
    office.desk("Ann").save("reports/child-a", hidden + "\nAnn's.\n", began)
    with pytest.raises(ConflictError) as caught:
        office.desk("Bea").save("reports/child-a", hidden + "\nBea's.\n", began)
    assert caught.value.theirs_source == office.file("reports/child-a")
    assert "Ann's." in caught.value.theirs_source
    assert caught.value.theirs_fingerprint == base(office, "reports/child-a")


def test_a_new_document_does_not_fall_on_one_that_is_there(office: Office) -> None:
    before = office.file(LESSON)
    hidden = changed(office, "status: published", "status: draft")
    with pytest.raises(ConflictError):
        office.desk().save(LESSON, hidden, "")
    assert office.file(LESSON) == before
    assert LESSON in office.shelf().keys


def test_a_text_that_was_overtaken_is_not_signed(office: Office) -> None:
    uid = office.propose(LESSON, changed(office, "Ask to see it", "Look"), "Cy")
    other = changed(office, "Ask to see it", "Listen")
    office.publish(LESSON, other)
    office.desk("Bea").sign(uid)
    assert office.desk().proposal(uid).state == "overtaken"
    assert office.file(LESSON) == other


def test_a_text_of_a_document_that_was_withdrawn_meanwhile_is_not_signed(
    office: Office,
) -> None:
    uid = office.propose(LESSON, changed(office, "Ask to see it", "Look"))
    office.desk("Cy").withdraw(LESSON, "It is being looked at again")
    office.desk("Bea").sign(uid)
    assert office.desk().proposal(uid).state == "overtaken"
    with pytest.raises(WithdrawnError):
        office.shelf("board").get("lessons", "ask-again")


def test_what_waits_can_be_sent_back_or_taken_back(office: Office) -> None:
    text, before = changed(office, "Ask to see it", "Look"), office.file(LESSON)
    first, second = office.propose(LESSON, text), office.propose(LESSON, text, "Cy")
    office.desk("Bea").send_back(first, "Say how")
    with pytest.raises(NotAllowedError):
        office.desk("Bea").take_back(second)
    office.desk("Cy").take_back(second)
    seen = office.desk().proposal(first)
    assert (seen.state, seen.decision_note) == ("sent-back", "Say how")
    assert office.desk().proposal(second).state == "taken-back"
    for uid in (first, second):
        office.desk("Dee").sign(uid)
    assert office.file(LESSON) == before


def test_asking_again_replaces_what_one_asked_before(office: Office) -> None:
    first = office.propose(LESSON, changed(office, "Ask to see it", "Look"))
    second = office.propose(LESSON, changed(office, "Ask to see it", "Listen"))
    assert [one.uid for one in office.desk().proposals()] == [second]
    assert office.desk().proposal(first).state == "taken-back"


def test_every_finding_is_mended_or_explained_before_it_waits(office: Office) -> None:
    text = office.file(LESSON) + "\nBorn on 3 April 2012 at 14 Elm Street.\n"
    desk = office.desk()
    found = desk.findings("lessons", "ask-again", text)
    assert found
    with pytest.raises(InvalidInputError) as caught:
        desk.propose(LESSON, text, base(office), note="", kept={}, clearance="")
    assert set(caught.value.problems) == {*(f.id for f in found), "clearance"}
    kept = {one.id: "An invented street" for one in found}
    uid = desk.propose(
        LESSON, text, base(office), note="", kept=kept, clearance=CLEARED
    )
    seen = office.desk("Bea").proposal(uid)
    assert {one.reason for one in seen.findings} == {"An invented street"}
    assert {one.text for one in seen.findings} == {one.text for one in found}
    assert seen.clearance == CLEARED


def test_a_text_that_is_wrong_is_neither_saved_nor_proposed(office: Office) -> None:
    text = changed(office, "urgency: act-now", "urgency: perhaps")
    with pytest.raises(InvalidContentError) as caught:
        office.desk().save(LESSON, text, base(office))
    assert {problem.field for problem in caught.value.problems} == {"urgency"}
    with pytest.raises(InvalidContentError):
        office.propose(LESSON, text)


def test_every_other_editor_gets_a_letter_that_says_nothing_of_it(
    office: Office,
) -> None:
    for name in ("Ann", "Bea", "Cy"):
        office.desk(name)
    office.invited(office.works.sessions(), "Dee", Role.BOARD_MEMBER)
    office.propose(LESSON, changed(office, "Ask to see it", "Look"))
    letters = [path.read_text() for path in (office.home / "mail").glob("*.eml")]
    told = {line for text in letters for line in text.splitlines() if "To: " in line}
    assert told == {"To: bea@example.org", "To: cy@example.org"}
    for text in letters:
        assert "/desk" in text
        assert "ask-again" not in text
        assert "baby" not in text


@pytest.mark.parametrize("key", ["lessons/none", "lessons/../library", "people/x", "x"])
def test_there_is_no_sheet_of_what_is_not_there(office: Office, key: str) -> None:
    with pytest.raises(NotFoundError):
        office.desk().sheet(key)

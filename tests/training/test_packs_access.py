"""Who sees a course pack, who changes it, and who takes it on."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING

import pytest

from kb.access import LADDER, Role, Shared
from kb.content.library import Library
from kb.errors import InvalidInputError, NotAllowedError, NotFoundError
from kb.training import moves
from kb.training.models import PackRow
from kb.training.packs import Packs
from tests.factories import write_lesson
from tests.training.packed import (
    ELLEN,
    EXTRA,
    FAR,
    PEOPLE,
    SEAL,
    TESS,
    TOM,
    World,
    a_pack,
    lesson_item,
    reader,
)

if TYPE_CHECKING:
    from pathlib import Path

    from kb.access import Reader

OWN = "its maker"
GROUP = ("case-group",)
READERS: dict[str, Reader] = {
    OWN: reader(Role.TRAINER, groups=GROUP),
    "its maker, who trains no more": reader(Role.PRACTITIONER),
    "trainer": reader(Role.TRAINER),
    "trainer of the case group": reader(Role.TRAINER, groups=GROUP),
    "trainer of another agency": reader(Role.TRAINER, "health-visiting"),
    "trainer of the board": reader(Role.TRAINER, ""),
    "practitioner": reader(Role.PRACTITIONER),
    "agency lead": reader(Role.AGENCY_LEAD),
    "board member": reader(Role.BOARD_MEMBER),
    "board approver": reader(Role.BOARD_APPROVER, ""),
    "editor": reader(Role.EDITOR, ""),
    "editor of the agency": reader(Role.EDITOR),
    "administrator": reader(Role.ADMINISTRATOR),
}
#: What each may do with a pack of a trainer of the police: s(ee), c(hange), t(ake on).
#: The first three columns are while its maker has an account, the others when not:
#: private, shared with colleagues, shared with the partnership.
TABLE = """
its maker                      sc  sc  sc   .   .   .
its maker, who trains no more  s   s   s    .   .   .
trainer                        -   sc  sc   -   t   t
trainer of the case group      -   sc  sc   -   t   t
trainer of another agency      -   -   s    -   -   -
trainer of the board           -   -   s    -   -   -
practitioner                   -   -   s    -   -   -
agency lead                    -   -   s    -   -   -
board member                   -   -   s    -   -   -
board approver                 -   -   s    -   -   -
editor                         -   -   s    st  st  st
editor of the agency           -   sc  sc   st  st  st
administrator                  -   -   s    -   -   -
"""
CASES = [
    (line[:31].strip(), shared, left, may)
    for line in TABLE.strip().splitlines()
    for (left, shared), may in zip(
        product((False, True), Shared), line[31:].split(), strict=True
    )
    if may != "."
]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    found = World.made(tmp_path_factory.mktemp("world"))
    return replace(found, library=Library(found.root, look_every=3600))


@pytest.fixture(scope="module")
def uid(world: World) -> str:
    return world.packs().create(a_pack("ask-again")).uid


def may(world: World, uid: str, name: str, *, left: bool) -> str:
    """Try what somebody may do with a pack as it stands."""
    who = TESS if name.startswith(OWN) else "person:other"
    makers = {"person:other"} if left else {TESS, "person:other"}
    looking = READERS[name]
    shelf = world.library.shelf(looking)
    packs = Packs(world.session, SEAL, world.now, who, looking, shelf, makers)
    found = ""
    try:
        found += "sc" if packs.one(uid).may_change else "s"
    except NotFoundError:
        assert uid not in {one.uid for one in packs.all()}
    return found + ("t" if uid in dict(packs.left()) else "") or "-"


def put(world: World, uid: str, shared: Shared, audience: str) -> None:
    row = world.session.query(PackRow).filter_by(uid=uid).one()
    row.shared, row.audience = shared, audience
    world.session.commit()


def test_everybody_is_in_the_table() -> None:
    assert {name for name, *_ in CASES} == set(READERS)


@pytest.mark.parametrize(("name", "shared", "left", "expected"), CASES)
def test_who_may_do_what_with_a_pack(
    world: World, uid: str, name: str, shared: Shared, *, left: bool, expected: str
) -> None:
    put(world, uid, shared, "public")
    assert may(world, uid, name, left=left) == expected


@pytest.mark.parametrize(("name", "shared", "left", "expected"), CASES)
def test_a_pack_for_others_is_not_there_however_it_is_shared(
    world: World, uid: str, name: str, shared: Shared, *, left: bool, expected: str
) -> None:
    for audience in (*LADDER, *EXTRA):
        put(world, uid, shared, audience)
        reads = READERS[name].may_read(audience)
        found = may(world, uid, name, left=left)
        assert found == (expected if reads else "-"), audience


def grouped(world: World, who: str) -> Packs:
    """Give the packs as somebody sees them who is in the case group too."""
    looking = replace(PEOPLE[who], audiences=PEOPLE[who].audiences | {"case-group"})
    shelf = world.library.shelf(looking)
    return replace(world.packs(who), reader=looking, shelf=shelf)


@pytest.fixture
def own(tmp_path: Path) -> World:
    found = World.made(tmp_path)
    write_lesson(found.root, "listen", title="Listen")
    write_lesson(found.root, "case", audience="case-group", title="The case")
    write_lesson(found.root, "minutes", audience="board", title="The minutes")
    return found


def test_a_pack_is_for_as_few_as_the_documents_that_were_ever_in_it(
    own: World,
) -> None:
    own.shelf(TESS)
    packs = grouped(own, TESS)
    uid = packs.create(a_pack("listen", "case")).uid
    packs.share(uid, Shared.PARTNERSHIP)
    assert packs.one(uid).audience == "case-group"
    packs.apply(uid, partial(moves.drop, uid="case"))
    packs.keep(uid)
    assert packs.one(uid).audience == "case-group"
    for who in (TOM, FAR):
        for attempt in (
            partial(own.packs(who).one, uid),
            partial(own.packs(who).copy, uid),
            partial(own.packs(who).keep, uid),
            partial(own.packs(who).versions, uid),
            partial(own.packs(who).version, uid, 1),
            partial(own.packs(who).warnings, uid),
            partial(own.packs(who).gone, uid),
            partial(own.packs(who).apply, uid, moves.whole),
        ):
            with pytest.raises(NotFoundError):
                attempt()
    assert grouped(own, TOM).one(uid).may_change


def test_what_is_written_after_a_document_was_narrowed_is_for_its_readers(
    own: World,
) -> None:
    packs = own.packs(ELLEN)
    uid = packs.create(a_pack("listen")).uid
    packs.share(uid, Shared.PARTNERSHIP)
    write_lesson(own.root, "listen", audience="board")
    packs = own.packs(ELLEN)
    packs.apply(uid, partial(moves.move, uid="listen", part="first"))
    assert own.packs(TOM).one(uid).pack.items == ()
    packs.apply(uid, partial(moves.about, introduction="It was at the other house."))
    assert packs.one(uid).audience == "board"
    with pytest.raises(NotFoundError):
        own.packs(TOM).one(uid)


def test_a_copy_is_for_no_more_than_what_it_was_copied_from(own: World) -> None:
    own.shelf(TESS)
    packs = grouped(own, TESS)
    uid = packs.create(a_pack("listen", "case")).uid
    packs.share(uid, Shared.PARTNERSHIP)
    packs.apply(uid, partial(moves.drop, uid="case"))
    assert packs.copy(uid).audience == "case-group"


def test_documents_for_two_groups_do_not_go_into_one_pack(own: World) -> None:
    """Else it would be for editors, and hidden from who builds it."""
    own.shelf(TESS)
    looking = reader(Role.TRAINER, groups=GROUP)
    both = replace(looking, audiences=looking.audiences | {"board"})
    shelf = own.library.shelf(both)
    packs = replace(own.packs(TESS), reader=both, shelf=shelf)
    uid = packs.create(a_pack("case")).uid
    with pytest.raises(InvalidInputError, match="a pack of its own"):
        packs.apply(uid, partial(moves.add, item=lesson_item("minutes")))
    assert packs.one(uid).pack.keys == ("lessons/case",)


def test_a_pack_of_a_closed_account_is_taken_on_and_then_as_any_other(
    own: World,
) -> None:
    uid = own.packs(TESS).create(a_pack("listen")).uid
    own.packs(TESS).share(uid, Shared.COLLEAGUES)
    closed = own.without(TESS)
    with pytest.raises(NotFoundError):
        closed.packs(FAR).hand_over(uid)
    with pytest.raises(NotAllowedError):
        closed.packs(ELLEN).apply(uid, moves.whole)
    held = closed.packs(TOM).hand_over(uid)
    assert (held.own, held.shared, held.maker) == (True, Shared.COLLEAGUES, TOM)
    assert closed.packs(TOM).left() == ()


def test_a_pack_that_goes_to_another_agency_is_private_again(own: World) -> None:
    uid = own.packs(TESS).create(a_pack("listen")).uid
    own.packs(TESS).share(uid, Shared.COLLEAGUES)
    with pytest.raises(NotFoundError):
        own.packs(ELLEN).hand_over(uid)
    held = own.without(TESS).packs(ELLEN).hand_over(uid)
    assert (held.own, held.shared, held.agency) == (True, Shared.PRIVATE, "")

"""Nothing that a trainer writes can be read in the database itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import text

from kb.training import moves
from kb.training.pack import Item, Kind
from tests.training.packed import World, a_pack, lesson_item

if TYPE_CHECKING:
    from pathlib import Path

WORDS = (b"zorvak", b"Zorvak", b"ask where the baby", b"Ask where the baby")


def test_no_title_and_no_word_of_a_pack_stands_in_the_file(tmp_path: Path) -> None:
    world = World.made(tmp_path)
    packs = world.packs()
    uid = packs.create(a_pack("ask-again", title="Zorvak for teams")).uid
    for kind in (Kind.NOTE, Kind.QUESTION, Kind.EXERCISE):
        item = Item("", kind, text="zorvak", title="zorvak")
        packs.apply(uid, partial(moves.add, item=item))
    packs.apply(uid, partial(moves.add_part, title="Zorvak again"))
    packs.apply(uid, partial(moves.edit, uid="ask-again", questions=("zorvak?",)))
    packs.apply(uid, partial(moves.add, item=lesson_item("ask-again", "zorvak")))
    about = partial(moves.about, introduction="zorvak", aims=("zorvak",))
    packs.apply(uid, about)
    packs.keep(uid)
    packs.copy(uid)
    packs.remove(uid)
    with world.session.get_bind().connect() as connection:  # type: ignore[union-attr]
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("kb.sqlite3*"))
    assert b"lessons/ask-again" in stored
    assert [word for word in WORDS if word in stored] == []

"""What was erased is in no file any more, also while the indexer is dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.leaks.furnished import furnish
from tests.leaks.records import LESSON, WRITER
from tests.leaks.signs import WORD, writer
from tests.leaks.site import open_real_site

if TYPE_CHECKING:
    from pathlib import Path


def holding(root: Path, words: set[str]) -> set[str]:
    """Name the files in a folder that hold one of the words."""
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and any(w.encode() in path.read_bytes() for w in words)
    }


def test_erasing_with_a_dead_indexer_leaves_no_word_but_in_the_index(
    tmp_path: Path,
) -> None:
    world = furnish(tmp_path)
    site = open_real_site(tmp_path / "content", tmp_path)
    works = site.extensions["kb"]
    path = tmp_path / "content" / f"{LESSON}.md"
    path.write_text(path.read_text("utf-8") + f"\nAnd a {WORD}.\n", "utf-8")
    works.index()
    words = {s.word for s in world.secrets if s.audience == WRITER} | {WORD}
    before = holding(tmp_path, words)
    assert f"content/{LESSON}.md" in before
    assert any(name.startswith("index/public/") for name in before)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(works.engine), "sync", _dead)
        with writer(site) as desk:
            desk.withdraw(LESSON, "It was wrong", erase=True)
        assert all(name.startswith("index/") for name in holding(tmp_path, words))
        client = site.test_client()
        for address in (f"/{LESSON}", f"/search?q={WORD[:-1]}", f"/{LESSON}/history"):
            assert WORD not in client.get(address).get_data(as_text=True)
    works.index()
    assert holding(tmp_path, words) == set()


def _dead(*_: object, **__: object) -> None:
    raise OSError("the indexer is dead")

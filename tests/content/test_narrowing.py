"""However a link to a hidden document is written, nobody is led to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kb.access import ANYONE
from kb.content.rendering import render
from tests.factories import a_small_library, library_of, write_lesson, write_policy

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN = "quillon-plan"
WAYS = {
    "plainly": f"[a](/policies/{HIDDEN})",
    "by a reference": f"[a][b]\n\n[b]: /policies/{HIDDEN}",
    "over lines of a quotation": f"> [a](\n> /policies/{HIDDEN})",
    "by a reference in a quotation": f"> [a][b]\n>\n> [b]:\n> /policies/{HIDDEN}",
    "with an entity": f"[a](/policies&#47;{HIDDEN})",
    "with a sign put aside": "[a](/policies/quillon\\-plan)",
    "with a sign that is dropped": f"[a](\x02/policies/{HIDDEN})",
    "with one inside": f"[a](/poli\x02cies/{HIDDEN})",
}


@pytest.mark.parametrize("written", WAYS.values(), ids=WAYS)
def test_nobody_is_led_to_what_they_may_not_read(tmp_path: Path, written: str) -> None:
    assert f"policies/{HIDDEN}" in render(written).leads_to
    root = a_small_library(tmp_path)
    write_policy(root, HIDDEN, audience="board")
    write_lesson(root, "leads-there", f"Before.\n\n{written}\n\nAfter.")
    document = library_of(root).shelf(ANYONE).find("lessons/leads-there")
    assert document is not None
    assert "Before." in document.markdown
    assert HIDDEN not in document.markdown
    assert HIDDEN not in render(document.markdown).html


def test_a_link_that_cannot_be_cut_out_takes_the_text_with_it(tmp_path: Path) -> None:
    root = a_small_library(tmp_path)
    write_policy(root, HIDDEN, audience="board")
    written = f"[a]\x03(/policies&#47;{HIDDEN})"
    assert f"policies/{HIDDEN}" in render(written).leads_to
    write_lesson(root, "leads-there", written)
    document = library_of(root).shelf(ANYONE).find("lessons/leads-there")
    assert document is not None
    assert document.markdown == ""

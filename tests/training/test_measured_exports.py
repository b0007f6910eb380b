"""The benchmark of exports measures every one of them."""

from __future__ import annotations

from benchmarks.__main__ import STARTER
from benchmarks.exports import LESSONS, forms, measured, pack
from kb.access import PUBLIC, Reader
from kb.content.library import Library
from kb.training.exports.outputs import OUTPUTS


def test_the_pack_has_twenty_lessons_each_once() -> None:
    shelf = Library(STARTER).shelf(Reader("", frozenset(), frozenset({PUBLIC})))
    assert len(pack(shelf).keys) == LESSONS == len(pack(shelf).items)


def test_every_form_of_every_output_is_measured() -> None:
    assert set(forms()) == {(out, f) for out, one in OUTPUTS.items() for f in one.forms}


def test_an_export_is_measured_in_a_process_of_its_own() -> None:
    cost = measured(STARTER, "pack", "html")
    assert cost.size > 10_000
    assert 0 < cost.processor < 60
    assert 20 < cost.memory < 1000

"""Fields are read so that nothing in them can be misread."""

from __future__ import annotations

import pytest

from kb.content.yaml_strict import MOST_CHARACTERS, field_name, load
from kb.errors import InvalidContentError, Problem


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidContentError) as error:
        load(text, 2, "lessons/a.md")
    return error.value.problems


def test_every_value_is_text() -> None:
    read = load("a: no\nb: 012\nc: 2024-02-30\nd: 1:30\ne: 'x'", 2, "f").values
    assert read == {"a": "no", "b": "012", "c": "2024-02-30", "d": "1:30", "e": "x"}


@pytest.mark.parametrize("empty", ["", "~", "null", "Null"])
def test_an_empty_value_counts_as_not_written(empty: str) -> None:
    assert load(f"a: {empty}\nb: c", 2, "f").values == {"b": "c"}


@pytest.mark.parametrize("text", ["''", "'~'", "'null'"])
def test_quoted_words_stay_words(text: str) -> None:
    assert load(f"a: {text}", 2, "f").values == {"a": text.strip("'")}


def test_each_key_and_item_has_its_line() -> None:
    read = load("a: b\nlist:\n  - x: 1\n    y: 2\n  - x: 3\n", 2, "f")
    assert read.line(("a",)) == 2
    assert read.line(("list", 0, "y")) == 5
    assert read.line(("list", 1)) == 6
    assert read.line(("list", 1, "missing", "deeper")) == 6
    assert read.line(("missing",)) == 2


def test_a_key_that_is_there_twice_is_refused_with_both_lines() -> None:
    (problem,) = refused("audience: board\ntitle: x\naudience: public")
    assert problem == Problem(
        "lessons/a.md", 4, "audience", "is written twice; first on line 2"
    )


def test_all_doubled_keys_are_named_at_once() -> None:
    problems = refused("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")
    assert [(one.line, one.field) for one in problems] == [(3, "a"), (6, "b.c")]


def test_a_doubled_key_is_seen_even_if_one_has_no_value() -> None:
    assert "twice" in refused("audience: public\naudience:\n")[0].message


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: &x [b]\nc: *x", 2, "anchors"),
        ("a: b\nc: *x", 3, "anchors"),
        ("a: b\nc: !!python/object/apply:os.system [id]", 3, "tags"),
        ("a: !!str b", 2, "tags"),
        ("a: ! b", 2, "tags"),
        ("<<: {a: b}", 2, "plain text"),
        ("? [a]\n: b", 2, "plain text"),
        ("a: [b, , c]", 2, "not YAML"),
        ("a:\n  - \n  - b", 3, "empty item"),
        ("a: [b", 3, "not YAML"),
        ("a:\n\tb: c", 3, "not YAML"),
        ("a: b\n---\nc: d", 3, "second YAML document"),
        ("- a\n- b", 2, "must be fields"),
        ("just words", 2, "must be fields"),
        ("", 2, "empty"),
        ("# only a comment", 2, "empty"),
        ("\ufeffa: b", 2, "U+FEFF"),
        ("a: b\nc: d\u2028audience: public", 3, "U+2028"),
        ("a: b\x85c: d", 2, "U+0085"),
        ("a: b\rc: d", 2, "U+000D"),
        ("a: b\nc: \x00", 3, "U+0000"),
        ("a: b\nc: \x1b", 3, "does not allow"),
        ("a: {b: {c: {d: {e: {f: {g: h}}}}}}", 2, "too deeply"),
        ("[" * 50_000, 2, ""),
        ("{a: " * 10_000, 2, "too deeply"),
        ("? " * 30_000, 2, "plain text"),
        ("a: " + "x" * MOST_CHARACTERS, 2, "longer than"),
    ],
)
def test_what_yaml_can_do_and_nobody_needs_is_refused(
    text: str, line: int, word: str
) -> None:
    problem = refused(text)[0]
    assert problem.file == "lessons/a.md"
    assert (problem.line, word in problem.message) == (line, True), problem


def test_a_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join([f'*{chr(97 + i)}'] * 9)}]\n"
        for i in range(9)
    )
    assert "anchors" in refused(bomb)[0].message


def test_items_count_from_one_in_messages() -> None:
    assert (
        field_name(("updates", 0, "sources", 2, "url")) == "updates[1].sources[3].url"
    )

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import SettingError
from kb.sealing import Seal

KEY = "a key for tests that is long enough"


@given(st.text())
def test_what_was_closed_opens_as_it_was(text: str) -> None:
    seal = Seal(KEY)
    assert seal.open(seal.close(text)) == text


def test_what_is_closed_shows_no_word_and_looks_different_each_time() -> None:
    seal = Seal(KEY)
    one, other = seal.close("midthorpe " * 9), seal.close("midthorpe " * 9)
    assert one != other
    assert b"midthorpe" not in base64.urlsafe_b64decode(one)
    assert "midthorpe" not in one


def test_another_key_opens_nothing() -> None:
    closed = Seal(KEY).close("secret")
    with pytest.raises(SettingError, match="not the key"):
        Seal(f"{KEY}.").open(closed)


def test_what_was_changed_by_a_bit_does_not_open() -> None:
    seal = Seal(KEY)
    closed = base64.urlsafe_b64decode(seal.close("secret"))
    for place in range(len(closed)):
        changed = bytearray(closed)
        changed[place] ^= 1
        with pytest.raises(SettingError):
            seal.open(base64.urlsafe_b64encode(bytes(changed)).decode())


@pytest.mark.parametrize("junk", ["x", "secret", "gAAAA", "é", "=" * 40])
def test_what_was_never_closed_does_not_open(junk: str) -> None:
    with pytest.raises(SettingError):
        Seal(KEY).open(junk)


def test_the_key_is_not_printed_with_the_seal() -> None:
    assert KEY not in repr(Seal(KEY))

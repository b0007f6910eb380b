from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kb.accounts import passwords
from kb.accounts.models import Person

if TYPE_CHECKING:
    from typing import Any

pytestmark = pytest.mark.usefixtures("real_passwords")
JO = Person(name="Jo Whitfield", email="j.whitfield@example.org")


def test_a_password_is_kept_as_argon2id_with_64_mebibytes() -> None:
    kept = passwords.hashed("seven grey herons")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=1$")
    assert passwords.matches(kept, "seven grey herons")
    assert not passwords.matches(kept, "seven grey heron")
    assert not passwords.outdated(kept)


def test_no_password_matches_nothing() -> None:
    assert not passwords.matches("", "")
    assert not passwords.matches("", "the password of somebody who is not there")
    assert not passwords.matches("not a hash", "x")


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("seven grey herons", ""),
        ("пароль из двенадцати", ""),
        ("short", "at least 12"),
        ("x" * 201, "at most 200"),
        ("unbelievable", "easy to guess"),
        ("Unbelievable", "easy to guess"),
        ("abcabcabcabcabc", "easy to guess"),
        ("aaaaaaaaaaaaaaa", "easy to guess"),
        ("my name is whitfield", "your name"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, wrong: str) -> None:
    found = passwords.problems(password, JO)
    assert (wrong in " ".join(found)) if wrong else found == ()


def test_twenty_who_sign_in_at_once_take_the_memory_of_two(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = passwords.hashed("seven grey herons")
    lock, now, peak = threading.Lock(), 0, 0
    real = passwords._HASHER  # noqa: SLF001

    class Counting:
        def verify(self, *given: Any) -> bool:
            nonlocal now, peak
            with lock:
                now += 1
                peak = max(peak, now)
            try:
                return real.verify(*given)
            finally:
                with lock:
                    now -= 1

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    with ThreadPoolExecutor(20) as pool:
        tries = [
            pool.submit(passwords.matches, kept, "seven grey herons") for _ in range(20)
        ]
        assert all(one.result() for one in tries)
    assert peak == 2

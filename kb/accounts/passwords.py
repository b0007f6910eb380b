"""Passwords: how they are kept, compared and judged. Not who may sign in."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

if TYPE_CHECKING:
    from kb.accounts.models import Person

SHORTEST, LONGEST = 12, 200
#: Argon2id with 64 MiB, as RFC 9106 advises where memory is short, and three rounds.
_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
#: Each hash takes 64 MiB while it is made: two at a time, however many sign in.
_TURNS = threading.BoundedSemaphore(2)
_SHORT_NAME = 4
#: What zxcvbn calls "somewhat guessable" and better.
FEWEST_GUESSES = 10**8
#: zxcvbn takes seconds over long texts; what is left out only makes a password harder.
_LOOKED_AT = 32


def hashed(password: str) -> str:
    """Turn a password into what is kept of it."""
    with _TURNS:
        return _HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Compare a password with what was kept; without any, work as hard and say no."""
    with _TURNS:
        try:
            return _HASHER.verify(kept or _nobodys(), password) and bool(kept)
        except (VerificationError, InvalidHashError):
            return False


def outdated(kept: str) -> bool:
    """Say whether a hash was made with weaker settings than today's."""
    return _HASHER.check_needs_rehash(kept)


def problems(password: str, person: Person) -> tuple[str, ...]:
    """Say all that is wrong with a password that somebody chose."""
    low = password.casefold()
    names = [person.email.partition("@")[0], *person.name.casefold().split()]
    wrong = {
        f"must have at least {SHORTEST} characters": len(password) < SHORTEST,
        f"must have at most {LONGEST} characters": len(password) > LONGEST,
        "is too common or too easy to guess; choose another": low in _common()
        or _guesses(password, names) < FEWEST_GUESSES,
        "must not contain your name or e-mail address": any(
            name in low for name in names if len(name) >= _SHORT_NAME
        ),
    }
    return tuple(message for message, found in wrong.items() if found)


@cache
def _common() -> frozenset[str]:
    """Give the common passwords that zxcvbn ships."""
    return frozenset(FREQUENCY_LISTS["passwords"])


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of somebody who is not there")


def _guesses(password: str, names: list[str]) -> float:
    """Estimate how many guesses a password takes whoever knows these names."""
    found = zxcvbn(password[:_LOOKED_AT], user_inputs=names)
    return float(found["guesses"])

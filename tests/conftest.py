"""What holds for every test: the settings of whoever runs them do not count."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from argon2 import PasswordHasher

from kb.accounts import passwords

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What keeps passwords outside tests.
HASHER = passwords._HASHER  # noqa: SLF001 - nobody else swaps it


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("KB_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> Iterator[None]:
    """Hash passwords quickly: to take long is what the real hasher is for."""
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", quick)
        yield


@pytest.fixture
def real_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash passwords as outside tests."""
    monkeypatch.setattr(passwords, "_HASHER", HASHER)

from __future__ import annotations

import re
import stat
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import KEY_LENGTH, SETTINGS, Config, variable
from kb.errors import SettingError

BAD = [
    ("KB_CONTENT", "no/such/folder"),
    ("KB_SEARCH", "elastic:9200"),
    ("KB_SEARCH", "whoosh:"),
    ("KB_SEARCH", "memory:somewhere"),
    ("KB_SEARCH", "whoosh"),
    ("KB_DATABASE", "postgresql://db/kb"),
    ("KB_DATABASE", "sqlite:///"),
    ("KB_DATABASE", "sqlite:///no/such/folder/kb.sqlite3"),
    ("KB_SECRET_KEY", "short"),
    ("KB_HOST", "127.0.0.1 8000"),
    ("KB_HOST", "http://localhost/"),
    ("KB_PORT", "0"),
    ("KB_PORT", "65536"),
    ("KB_PORT", "eight thousand"),
    ("KB_PORT", "-1"),
]


def test_without_variables_the_defaults_hold() -> None:
    assert Config.from_environment({}) == Config()


def test_a_default_that_cannot_be_used_is_refused_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SettingError, match="KB_CONTENT must be a folder"):
        Config.from_environment({})


def test_every_setting_can_be_set(tmp_path: Path) -> None:
    config = Config.from_environment(
        {
            "KB_CONTENT": str(tmp_path),
            "KB_SEARCH": "memory:",
            "KB_DATABASE": f"sqlite:///{tmp_path}/board.sqlite3",
            "KB_SECRET_KEY": "k" * KEY_LENGTH,
            "KB_HOST": "::1",
            "KB_PORT": "9000",
        }
    )
    defaults = Config()
    for name in SETTINGS:
        assert getattr(config, name) != getattr(defaults, name)


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_with_what_was_found(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name) as refused:
        Config.from_environment({name: value})
    assert " must be " in str(refused.value)
    assert (value in str(refused.value)) == (name != "KB_SECRET_KEY")


@given(st.text(st.characters(exclude_characters="\0"), min_size=1))
def test_no_value_of_the_port_gives_anything_but_a_port_or_a_refusal(text: str) -> None:
    try:
        config = Config.from_environment({"KB_PORT": text})
    except SettingError:
        return
    assert 1 <= config.port <= 65535


def test_the_key_is_made_once_and_is_for_its_owner_only(tmp_path: Path) -> None:
    config = Config(database=f"sqlite:///{tmp_path}/kb.sqlite3")
    key = config.signing_key()
    file = tmp_path / ".secret_key"
    assert len(key) >= KEY_LENGTH
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert config.signing_key() == key
    assert [path.name for path in tmp_path.iterdir()] == [".secret_key"]


def test_programs_that_start_together_use_the_same_key(tmp_path: Path) -> None:
    config = Config(database=f"sqlite:///{tmp_path}/kb.sqlite3")
    gate = threading.Barrier(8)
    keys: list[str] = []

    def start() -> None:
        gate.wait()
        keys.append(config.signing_key())

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    config = Config(database=f"sqlite:///{tmp_path}/kb.sqlite3")
    config.signing_key()
    (tmp_path / ".secret_key").chmod(0o644)
    with pytest.raises(SettingError, match="chmod 600"):
        config.signing_key()


def test_an_empty_key_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / ".secret_key"
    file.touch(mode=0o600)
    with pytest.raises(SettingError, match="at least 32 characters"):
        Config(database=f"sqlite:///{tmp_path}/kb.sqlite3").signing_key()


def test_the_key_is_never_printed() -> None:
    assert "hush" not in repr(Config(secret_key="hush"))


def test_every_setting_is_read_from_a_variable_and_described() -> None:
    source = (Path(__file__).parents[1] / "kb" / "config.py").read_text("utf-8")
    for name in SETTINGS:
        described = rf"^    {name}: .*\n    \"\"\"[A-Z]"
        assert re.search(described, source, re.MULTILINE), variable(name)

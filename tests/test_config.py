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
    ("KB_ADDRESS", "http://reviews.example.org"),
    ("KB_ADDRESS", "https://reviews.example.org/library"),
    ("KB_ADDRESS", "https://me@reviews.example.org"),
    ("KB_ADDRESS", "reviews.example.org"),
    ("KB_MAIL", "folder:"),
    ("KB_MAIL", "imap://mail.example.org"),
    ("KB_MAIL", "smtp:"),
    ("KB_MAIL_FROM", "the board"),
    ("KB_LEDGER", "no/such/folder/ledger.jsonl"),
    ("KB_OIDC_ISSUER", "http://idp.example.org"),
    ("KB_OIDC_ROLES", "editor"),
    ("KB_OIDC_ROLES", "kb-editors="),
    ("KB_SCANNER", "no-such-scanner --fast"),
    ("KB_SCANNER", "true 'half a quote"),
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
            "KB_ADDRESS": "https://reviews.example.org",
            "KB_MAIL": "smtps://jo:pass%20word@mail.example.org",
            "KB_MAIL_FROM": "board@example.org",
            "KB_LEDGER": str(tmp_path / "closed.jsonl"),
            "KB_OIDC_ISSUER": "https://idp.example.org/realms/board",
            "KB_OIDC_CLIENT": "kb",
            "KB_OIDC_SECRET": "hush",
            "KB_OIDC_CLAIM": "roles",
            "KB_OIDC_ROLES": "kb-editors=editor, kb-board=board-member",
            "KB_SCANNER": "true --fast",
            "KB_HOST": "::1",
            "KB_PORT": "9000",
        }
    )
    defaults = Config()
    for name in SETTINGS:
        assert getattr(config, name) != getattr(defaults, name)
    assert config.roles() == {"kb-editors": "editor", "kb-board": "board-member"}
    assert config.is_encrypted
    assert not defaults.is_encrypted


def test_the_ledger_is_beside_the_database_or_in_memory_with_it(tmp_path: Path) -> None:
    beside = Config(database=f"sqlite:///{tmp_path}/kb.sqlite3").ledger_file
    assert beside == tmp_path / "ledger.jsonl"
    assert Config(database="sqlite://").ledger_file is None
    elsewhere = Config(database="sqlite://", ledger=str(tmp_path / "l")).ledger_file
    assert elsewhere == tmp_path / "l"


@pytest.mark.parametrize("name", ["secret_key", "mail", "oidc_secret"])
def test_no_secret_is_printed_with_the_settings(name: str) -> None:
    assert "hush" not in repr(Config(**{name: "hush"}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_with_what_was_found(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=name) as refused:
        Config.from_environment({name: value})
    assert " must be " in str(refused.value)
    secret = name in {"KB_SECRET_KEY", "KB_MAIL"}
    assert (repr(value) in str(refused.value)) is not secret


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


def test_every_setting_is_read_from_a_variable_and_described() -> None:
    source = (Path(__file__).parents[1] / "kb" / "config.py").read_text("utf-8")
    for name in SETTINGS:
        described = rf"^    {name}: .*\n    \"\"\"[A-Z]"
        assert re.search(described, source, re.MULTILINE), variable(name)

"""Settings, read once from the environment. The README lists every one of them."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kb.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEY_LENGTH = 32
SQLITE = "sqlite:///"
HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting there is; its variable is its name in capitals after `KB_`."""

    content: Path = Path("content")
    """Folder of the library: reviews, lessons, policies, reports and names."""
    search: str = "whoosh:search_index"
    """Where the search index is kept: `whoosh:FOLDER`, or `memory:` for no file."""
    database: str = "sqlite:///kb.sqlite3"
    """Where the records are kept: `sqlite:///FILE`."""
    secret_key: str = field(default="", repr=False)
    """What sessions are signed with; empty means a file made beside the database."""
    host: str = "127.0.0.1"
    """Address on which `kb serve` listens."""
    port: int = 8000
    """Port on which `kb serve` listens."""

    @classmethod
    def from_environment(cls, env: Mapping[str, str] | None = None) -> Self:
        """Read the KB_* variables; raise SettingError for one that cannot be used."""
        env = os.environ if env is None else env
        plain = cls()
        given = {
            name: env.get(variable(name)) or str(getattr(plain, name))
            for name in READERS
        }
        return cls(**{name: _read(name, text) for name, text in given.items() if text})

    def signing_key(self) -> str:
        """Give the key that sessions are signed with; make one when none was set."""
        if self.secret_key:
            return self.secret_key
        file = self.database.removeprefix(SQLITE)
        return _kept_key(Path(file).parent / ".secret_key")


def variable(name: str) -> str:
    """Name the environment variable of a setting: `content` is KB_CONTENT."""
    return f"KB_{name.upper()}"


def _read(name: str, text: str) -> Any:  # noqa: ANN401 - what the field holds
    reader, expected = READERS[name]
    try:
        return reader(text)
    except ValueError:
        found = "something else" if name == "secret_key" else repr(text)
        message = f"{variable(name)} must be {expected}, but is {found}."
        raise SettingError(message) from None


def _folder(text: str) -> Path:
    if not Path(text).is_dir():
        raise ValueError(text)
    return Path(text)


def _search(text: str) -> str:
    scheme, colon, folder = text.partition(":")
    if not colon or (scheme, bool(folder)) not in {("whoosh", True), ("memory", False)}:
        raise ValueError(text)
    return text


def _database(text: str) -> str:
    file = text.removeprefix(SQLITE)
    if file in {"", text} or not Path(file).parent.is_dir() or Path(file).is_dir():
        raise ValueError(text)
    return text


def _key(text: str) -> str:
    if len(text) < KEY_LENGTH:
        raise ValueError(text)
    return text


def _host(text: str) -> str:
    if any(c.isspace() or c == "/" for c in text):
        raise ValueError(text)
    return text


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= HIGHEST_PORT:
        raise ValueError(text)
    return int(text)


#: For each setting: what reads its text, and what a usable text is.
READERS: dict[str, tuple[Callable[[str], Any], str]] = {
    "content": (_folder, "a folder that is there"),
    "search": (_search, "whoosh:FOLDER or memory:"),
    "database": (_database, "sqlite:///FILE, in a folder that is there"),
    "secret_key": (_key, f"at least {KEY_LENGTH} characters that nobody can guess"),
    "host": (_host, "the name or address of this machine, such as 127.0.0.1"),
    "port": (_port, f"a number from 1 to {HIGHEST_PORT}"),
}
SETTINGS = tuple(field.name for field in fields(Config))


def _kept_key(file: Path) -> str:
    """Read the key kept in a file that only its owner may read; make it if need be."""
    try:
        _make_key(file)
        if stat.S_IMODE(file.stat().st_mode) & 0o077:
            message = f"{file} can be read by others; run: chmod 600 {file}"
            raise SettingError(message)
        key = file.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        message = f"KB_SECRET_KEY is not set, and {file} cannot be used: {error}"
        raise SettingError(message) from None
    if len(key) < KEY_LENGTH:
        message = f"{file} must hold at least {KEY_LENGTH} characters; delete it."
        raise SettingError(message)
    return key


def _make_key(file: Path) -> None:
    """Write a new key under a name of its own, then give it its name if that is free.

    Of two programs that start at once, one makes the key and both use it.
    """
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(KEY_LENGTH))
        os.link(draft, file)
    except FileExistsError:
        return
    finally:
        draft.unlink()

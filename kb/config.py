"""Settings, read once from the environment. The README lists every one of them."""

from __future__ import annotations

import os
import shlex
import shutil
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from kb import keys
from kb.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

KEY_LENGTH = keys.LENGTH
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
#: What is never repeated in a message.
SECRETS = {"secret_key", "oidc_secret", "mail"}
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
    address: str = "http://127.0.0.1:8000"
    """Address of the site as people type it; links in letters begin with it."""
    mail: str = field(default="folder:mail", repr=False)
    """Where letters go: `folder:PATH` beside the database, `smtp://USER:PASSWORD@HOST`,
    or `smtps://...`."""
    mail_from: str = "learning-from-reviews@localhost"
    """Who letters are from."""
    ledger: str = ""
    """File of what was closed; empty means `ledger.jsonl` beside the database. Keep it
    out of the backup that holds the database and the library."""
    oidc_issuer: str = ""
    """Address of an OpenID Connect provider; empty means that there is none."""
    oidc_client: str = ""
    """What the provider calls this site."""
    oidc_secret: str = field(default="", repr=False)
    """What the site proves itself to the provider with."""
    oidc_claim: str = "groups"
    """The claim that holds a person's groups at the provider."""
    oidc_roles: str = ""
    """Which group has which role: `kb-editors=editor,kb-board=board-member`."""
    scanner: str = ""
    """A command that looks at each file of evidence for viruses; empty means none. The
    file's path is put after it; it ends with 0 for clean and 1 for infected."""
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

    @property
    def home(self) -> Path:
        """Give the folder in which the database is, and what is kept beside it."""
        return Path(self.database.removeprefix(SQLITE)).parent

    @property
    def is_kept(self) -> bool:
        """Say whether the records are kept in a file, and not just in memory."""
        return self.database.startswith(SQLITE) and self.database != SQLITE

    @property
    def ledger_file(self) -> Path | None:
        """Give the file of what was closed; None keeps it in memory, as the records."""
        if self.ledger:
            return Path(self.ledger)
        return self.home / "ledger.jsonl" if self.is_kept else None

    @property
    def is_encrypted(self) -> bool:
        """Say whether people reach the site over TLS."""
        return self.address.startswith("https://")

    def signing_key(self) -> str:
        """Give the key that sessions are signed with; make one when none was set."""
        return self.secret_key or keys.kept(self.home / ".secret_key")

    def roles(self) -> dict[str, str]:
        """Give the role of each group at the OpenID Connect provider."""
        return _roles(self.oidc_roles)


def variable(name: str) -> str:
    """Name the environment variable of a setting: `content` is KB_CONTENT."""
    return f"KB_{name.upper()}"


def _read(name: str, text: str) -> Any:  # noqa: ANN401 - what the field holds
    reader, expected = READERS[name]
    try:
        return reader(text)
    except ValueError:
        found = "something else" if name in SECRETS else repr(text)
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


def _address(text: str) -> str:
    parts = urlsplit(_issuer(text))
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(text)
    return text.rstrip("/")


def _mail(text: str) -> str:
    scheme, _, rest = text.partition(":")
    server = scheme in {"smtp", "smtps"} and urlsplit(text).hostname
    if not (server or (scheme == "folder" and rest)):
        raise ValueError(text)
    return text


def _sender(text: str) -> str:
    if text.count("@") != 1 or any(c.isspace() for c in text):
        raise ValueError(text)
    return text


def _ledger(text: str) -> str:
    if not Path(text).parent.is_dir() or Path(text).is_dir():
        raise ValueError(text)
    return text


def _issuer(text: str) -> str:
    parts = urlsplit(text)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    if not parts.netloc or not (plain or parts.scheme == "https"):
        raise ValueError(text)
    return text.rstrip("/")


def _roles(text: str) -> dict[str, str]:
    """Read `group=role,group=role`."""
    pairs = (one.rpartition("=") for one in text.split(",") if one.strip())
    return {group.strip(): role.strip() for group, _, role in pairs}


def _role_names(text: str) -> str:
    roles = _roles(text)
    if "" in roles or "" in roles.values():
        raise ValueError(text)
    return text


def _scanner(text: str) -> str:
    if not shutil.which(shlex.split(text)[0]):
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
    "address": (
        _address,
        "the address of the site, https://... (http only for this machine), no path",
    ),
    "mail": (_mail, "folder:PATH, smtp://USER:PASSWORD@HOST:PORT or smtps://..."),
    "mail_from": (_sender, "an address of e-mail"),
    "ledger": (_ledger, "a file, in a folder that is there"),
    "oidc_issuer": (_issuer, "the address of a provider, https://..."),
    "oidc_client": (str, "the name that the provider knows this site by"),
    "oidc_secret": (str, "the secret that the provider gave"),
    "oidc_claim": (str, "the name of a claim, such as groups"),
    "oidc_roles": (_role_names, "GROUP=ROLE,GROUP=ROLE"),
    "scanner": (_scanner, "a command that is on this machine, such as clamdscan"),
    "host": (_host, "the name or address of this machine, such as 127.0.0.1"),
    "port": (_port, f"a number from 1 to {HIGHEST_PORT}"),
}
SETTINGS = tuple(field.name for field in fields(Config))

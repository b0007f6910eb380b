"""Everything that a change to a document works with, opened from the settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kb.board.remembered import Remembered
from kb.content.ledger import Ledger
from kb.content.library import Library
from kb.db import open_database
from kb.mail import open_outbox
from kb.sealing import Seal
from kb.search import open_engine
from kb.search.entries import entries

if TYPE_CHECKING:
    from sqlalchemy.orm import Session, sessionmaker

    from kb.config import Config
    from kb.mail import Outbox
    from kb.search.engine import Engine


@dataclass(frozen=True, slots=True)
class Works:
    """The library, its index, its ledger and its records."""

    config: Config
    library: Library
    engine: Engine
    sessions: sessionmaker[Session]
    ledger: Ledger
    seal: Seal
    outbox: Outbox
    remembered: Remembered = field(default_factory=Remembered)

    def index(self) -> None:
        """Bring the index up to date with the files."""
        self.engine.sync(entries(self.library, self.engine.held()))


def open_works(config: Config) -> Works:
    """Open what the settings name; raise SettingError for what cannot be opened."""
    ledger = Ledger(config.ledger_file)
    ledger.entries()
    return Works(
        config=config,
        library=Library(config.content, ledger=ledger),
        engine=open_engine(config.search),
        sessions=open_database(config.database),
        ledger=ledger,
        seal=Seal(config.signing_key()),
        outbox=open_outbox(config.mail, config.mail_from, config.home),
    )

"""`kb serve`: the library in a browser."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import click
from waitress.server import create_server

from kb.accounts import people
from kb.app import create_app
from kb.cli.parts import put_right, sync
from kb.config import Config
from kb.errors import IndexBusyError, SettingError

if TYPE_CHECKING:
    from typing import NoReturn

    from kb.content.library import Snapshot
    from kb.publishing.works import Works

THREADS = 8
PAUSE = 1.0
log = logging.getLogger("kb")


@click.command()
@click.option("--host", help="Address to listen on; otherwise KB_HOST or 127.0.0.1.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Otherwise KB_PORT or 8000."
)
@click.option("--reload", is_flag=True, help="Show edits to the library at once.")
def serve(host: str | None, port: int | None, *, reload: bool) -> None:
    """Index what changed, then serve the library until Ctrl+C."""
    config = Config.from_environment()
    host, port = host or config.host, port or config.port
    app = create_app(config)
    works: Works = app.extensions["kb"]
    library = works.library
    try:
        server = create_server(app, **settings(config, host, port))
    except OSError as error:
        message = (
            f"cannot listen on {host}:{port} (KB_HOST, KB_PORT): {error.strerror}."
        )
        raise SettingError(message) from error
    seen = brought_up_to_date(works)
    app.jinja_env.auto_reload = reload
    threading.Thread(target=follow, args=(works, seen), daemon=True).start()
    click.echo(
        f"Serving {library.settings.title} on http://{host}:{port} (Ctrl+C stops)"
    )
    if broken := sum(problem.serious for problem in library.problems):
        click.echo(f"{broken} problems keep files out; run: kb check", err=True)
    ask_for_an_administrator(works)
    server.run()


def settings(config: Config, host: str, port: int) -> dict[str, Any]:
    """Say how the server listens, and who may tell it from where somebody comes.

    A site that is reached by https has a proxy before it, on this machine: what that
    one says last is believed, so that each reader has limits of their own. Nobody else
    is believed, and nothing but the address.
    """
    given = {"host": host, "port": port, "threads": THREADS, "ident": None}
    if not config.is_encrypted:
        return given
    return given | {
        "trusted_proxy": "::1" if host == "::1" else "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for"},
        "clear_untrusted_proxy_headers": True,
    }


def ask_for_an_administrator(works: Works) -> None:
    """Say how the first account is made while there is none."""
    with closing(works.sessions()) as session:
        if people.listed(session):
            return
    command = "kb user add --role administrator --name NAME EMAIL"
    click.echo(f"Nobody has an account yet; make the first: {command}", err=True)


def brought_up_to_date(works: Works) -> Snapshot | None:
    """Settle and index the library as it is; None means: try again.

    What was seen is from before anything was put right: a file that changes while that
    goes on, be it by settling, is looked at once more.
    """
    seen = works.library.refresh()
    settled = put_right(works)
    try:
        done = sync(works.library, works.engine)
    except (IndexBusyError, OSError) as error:
        click.echo(f"Not indexed yet: {error}", err=True)
        return None
    if done.added or done.removed:
        changed = f"{done.added} documents added, {done.removed} removed."
        click.echo(f"Indexed: {changed}")
    return seen if settled else None


def follow(works: Works, seen: Snapshot | None) -> NoReturn:
    """Settle and index what changes, and whatever could not be indexed before."""
    while True:
        time.sleep(PAUSE)
        try:
            if works.library.snapshot() is not seen:
                seen = brought_up_to_date(works)
                for problem in works.library.problems:
                    click.echo(problem, err=True)
        except Exception as error:  # noqa: BLE001 - who follows must not stop
            seen = None
            log.warning("not indexed yet: %s", type(error).__name__)

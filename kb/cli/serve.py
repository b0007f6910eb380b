"""`kb serve`: the library in a browser."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

import click
from waitress.server import create_server

from kb.app import create_app
from kb.cli.parts import sync
from kb.config import Config
from kb.errors import IndexBusyError, SettingError

if TYPE_CHECKING:
    from typing import NoReturn

    from kb.content.library import Library
    from kb.search.engine import Engine

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
    library, engine = app.extensions["kb"].library, app.extensions["kb"].engine
    try:
        server = create_server(app, host=host, port=port, threads=THREADS, ident=None)
    except OSError as error:
        message = (
            f"cannot listen on {host}:{port} (KB_HOST, KB_PORT): {error.strerror}."
        )
        raise SettingError(message) from error
    sync(library, engine)
    if reload:
        app.jinja_env.auto_reload = True
        threading.Thread(target=follow, args=(library, engine), daemon=True).start()
    click.echo(
        f"Serving {library.settings.title} on http://{host}:{port} (Ctrl+C stops)"
    )
    if broken := sum(problem.serious for problem in library.problems):
        click.echo(f"{broken} problems keep files out; run: kb check", err=True)
    server.run()


def follow(library: Library, engine: Engine) -> NoReturn:
    """Index what an author changes, as soon as it is saved."""
    seen = library.snapshot()
    while True:
        time.sleep(PAUSE)
        now = library.snapshot()
        if now is seen:
            continue
        try:
            done = sync(library, engine)
        except (IndexBusyError, OSError) as error:
            click.echo(f"Not indexed yet: {error}", err=True)
            continue
        seen = now
        click.echo(f"Indexed: {done.added} documents added, {done.removed} removed.")
        for problem in library.problems:
            click.echo(problem, err=True)

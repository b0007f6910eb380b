"""The application factory: puts the parts together."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from flask_login import LoginManager

from kb.config import Config
from kb.publishing.works import open_works
from kb.web import (
    about,
    account,
    action_moves,
    action_new,
    actions,
    agency,
    annual_report,
    api,
    assets_served,
    briefing_files,
    briefings,
    closing,
    converters,
    current,
    dashboard,
    desk,
    documents,
    drafts,
    edit,
    errors,
    evidence,
    feedback,
    guard,
    headers,
    history,
    home,
    layout,
    links_sent,
    log,
    many,
    oidc,
    openapi,
    pack_files,
    packs,
    packs_about,
    packs_collect,
    packs_find,
    packs_home,
    packs_items,
    packs_life,
    packs_new,
    packs_order,
    packs_parts,
    packs_versions,
    people,
    pictures,
    plans,
    progress,
    proposals,
    protecting,
    receipts,
    run_moves,
    run_new,
    runs,
    saving,
    search,
    sign_in,
    themes,
    tracker,
    trust,
    untrained,
)  # fmt: skip
from kb.web.visitors import Visitor

HERE = Path(__file__).parent
PAGES = (
    home, search, api, openapi, documents, pictures, themes, about, trust,
    assets_served, dashboard,
    sign_in, oidc, links_sent, account, people, log,
    desk, edit, drafts, saving, proposals, history, closing,
    actions, action_moves, action_new, evidence,
    annual_report,
    tracker, plans, many, agency, progress,
    briefings, receipts, untrained, briefing_files, pack_files,
    packs_home, packs_new, packs_collect, packs, packs_order, packs_parts, packs_items,
    packs_about, packs_find, packs_life, packs_versions,
    run_new, runs, run_moves, feedback,
)  # fmt: skip
LARGEST_BODY = 1024 * 1024
MOST_INPUTS = 5000


def templates_folder() -> Path:
    """Find the templates: kb/templates in a wheel, ../templates in a checkout."""
    packaged = HERE / "templates"
    return packaged if packaged.is_dir() else HERE.parent / "templates"


def create_app(config: Config | None = None) -> Flask:
    """Put the application together; refuse to, if a page says nothing of who may in."""
    config = config or Config.from_environment()
    app = Flask("kb", template_folder=str(templates_folder()), static_folder=None)
    app.secret_key = config.signing_key()
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_BODY,
        MAX_FORM_PARTS=MOST_INPUTS,
    )
    protecting.register(app, config)
    app.extensions["kb"] = open_works(config)
    app.url_map.converters["slug"] = converters.SlugConverter
    app.url_map.converters["picture"] = converters.PictureConverter
    login = LoginManager(app)
    login.anonymous_user = Visitor
    login.user_loader(current.signed_in)
    login.session_protection = None
    app.teardown_appcontext(current.close)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    layout.register(app)
    app.before_request(guard.check)
    app.after_request(headers.add)
    for module in PAGES:
        app.register_blueprint(module.pages)
    errors.register(app)
    guard.refuse_silent_pages(app)
    return app

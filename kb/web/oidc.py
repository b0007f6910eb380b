"""Coming in with an account of another place: an OpenID Connect provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import (
    Blueprint,
    current_app,
    render_template,
    request,
    session,
    url_for,
)

from kb.access import Can
from kb.accounts import outside
from kb.errors import NotFoundError, NotLetInError
from kb.web import current, oidc_provider
from kb.web.devices import device
from kb.web.going import HOME, onward
from kb.web.guard import Audience, Cache, needs
from kb.web.oidc_provider import NotFinishedError, ProviderError
from kb.web.protecting import PER_ADDRESS, limiter
from kb.web.sign_in import ONWARD, go_on

if TYPE_CHECKING:
    from flask.blueprints import BlueprintSetupState
    from flask.typing import ResponseReturnValue

    from kb.config import Config

pages = Blueprint("oidc", __name__)
NOT_FINISHED = (
    "The sign-in was not finished, or it took longer than an hour, or it was begun in"
    " another window. Nothing was changed; try once more."
)
PROVIDER = (
    "The place that knows your work account does not answer as it should. Try again in"
    " a few minutes; if that does not help, tell whoever runs the library."
)


@pages.record
def look_at_roles(state: BlueprintSetupState) -> None:
    """Stop the start when KB_OIDC_ROLES names a role that there is not."""
    outside.known_roles(state.app.extensions["kb"].config.roles())


@pages.get("/sign-in/oidc")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def leave() -> ResponseReturnValue:
    """Send somebody to the provider."""
    config = _config()
    session[ONWARD] = onward(request.args.get("next", ""))
    try:
        return oidc_provider.send(config, config.address + url_for("oidc.back"))
    except ProviderError as error:
        return _stop(PROVIDER, 502, error)


@pages.get("/sign-in/oidc/back")
@needs(Can.READ, audience=Audience.ANYONE, cache=Cache.NEVER)
@limiter.limit(PER_ADDRESS)
def back() -> ResponseReturnValue:
    """Let somebody in who comes back from the provider."""
    config = _config()
    try:
        claims = oidc_provider.receive(config)
        attempt = outside.arrive(
            current.session(),
            current.now(),
            outside.told(claims, config.oidc_claim),
            outside.known_roles(config.roles()),
            device(request.user_agent.string),
        )
    except NotFinishedError as error:
        return _stop(NOT_FINISHED, 400, error)
    except ProviderError as error:
        return _stop(PROVIDER, 502, error)
    except NotLetInError as error:
        return _stop(str(error), 403, error)
    return go_on(attempt, session.get(ONWARD, HOME))


def _config() -> Config:
    """Give the settings of a site that has a provider; others have no such page."""
    config = current.config()
    if not config.oidc_issuer:
        raise NotFoundError
    return config


def _stop(words: str, status: int, error: Exception) -> ResponseReturnValue:
    """Say why it went no further; the particulars are for whoever runs the site."""
    current_app.logger.warning("OpenID Connect: %r", error)
    return render_template("sign_in/stopped.html", words=words), status

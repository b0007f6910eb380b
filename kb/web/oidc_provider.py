"""Speaking OpenID Connect with the provider of the settings, through Authlib.

Code flow with PKCE, state and nonce. What Authlib leaves to its caller is done here:
the issuer and the audience must be the ones of the settings, a token counts only when
signed with a key of the provider's own, and an answer without one is refused. The
provider's description and keys are fetched for each sign-in, so that a key that it
withdrew opens nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import session
from joserfc.errors import JoseError
from requests import RequestException

from kb.errors import KbError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue

    from kb.config import Config

NAME = "oidc"
PATIENCE = 10  #: seconds to wait for the provider
#: Kinds of signature that only who holds a private key can make.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA")
SPOKEN_TO = ("authorization_endpoint", "token_endpoint", "jwks_uri")
#: Whatever Authlib meets in an answer that is not as it should be.
_ODD = (RequestException, RuntimeError, ValueError, TypeError, KeyError, AttributeError)


class ProviderError(KbError):
    """The provider does not answer, or not as OpenID Connect wants it."""


class NotFinishedError(KbError):
    """Somebody came back with an answer that does not end a sign-in begun here."""


def send(config: Config, back: str) -> ResponseReturnValue:
    """Send somebody to the provider, who sends them to `back` afterwards."""
    for begun in [key for key in session if key.startswith(f"_state_{NAME}_")]:
        session.pop(begun)
    try:
        client = _client(config)
        scopes = _scopes(client.server_metadata, config.oidc_claim)
        return cast(
            "ResponseReturnValue", client.authorize_redirect(back, scope=scopes)
        )
    except (AuthlibBaseError, JoseError, *_ODD) as error:
        raise ProviderError(str(error)) from error


def receive(config: Config) -> Mapping[str, object]:
    """Fetch and check what the provider says of who has come back."""
    try:
        client = _client(config)
        token = client.authorize_access_token(claims_options=_claims(client))
        told = token.get("userinfo")
        if not told:
            message = "it gave no token of who somebody is"
            raise ProviderError(message)
        return _with_more(client, token, told, config.oidc_claim)
    except (AuthlibBaseError, JoseError) as error:
        raise NotFinishedError(str(error)) from error
    except _ODD as error:
        raise ProviderError(str(error)) from error


def _client(config: Config) -> FlaskOAuth2App:
    """Read how the provider describes itself; refuse another's description."""
    client = FlaskOAuth2App(
        FlaskIntegration(NAME),
        name=NAME,
        client_id=config.oidc_client,
        client_secret=config.oidc_secret,
        server_metadata_url=f"{config.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={"code_challenge_method": "S256", "default_timeout": PATIENCE},
    )
    said = client.load_server_metadata()
    if str(said["issuer"]).rstrip("/") != config.oidc_issuer:
        message = f"it calls itself {said['issuer']!r}"
        raise ProviderError(message)
    if config.oidc_issuer.startswith("https:"):
        open_ones = [one for one in SPOKEN_TO if not said[one].startswith("https:")]
        if open_ones:
            message = f"its {', '.join(open_ones)} would be spoken to in clear"
            raise ProviderError(message)
    offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
    said["id_token_signing_alg_values_supported"] = [
        one for one in SIGNATURES if one in offered
    ]
    return client


def _scopes(said: Mapping[str, Any], claim: str) -> str:
    """Name what we ask about; some providers tell groups only if asked by name."""
    more = [claim] if claim in said.get("scopes_supported", ()) else []
    return " ".join(dict.fromkeys(["openid", "profile", "email", *more]))


def _claims(client: FlaskOAuth2App) -> dict[str, dict[str, Any]]:
    return {
        "iss": {"essential": True, "value": client.server_metadata["issuer"]},
        "aud": {"essential": True, "value": client.client_id},
    }


def _with_more(
    client: FlaskOAuth2App,
    token: Mapping[str, Any],
    told: Mapping[str, object],
    claim: str,
) -> Mapping[str, object]:
    """Ask for what the token leaves out; what the token says comes first."""
    if claim in told and "email" in told:
        return told
    if not client.server_metadata.get("userinfo_endpoint"):
        return told
    more = client.userinfo(token=token)
    if more.get("sub") != told["sub"]:
        message = "it spoke of two people at once"
        raise ProviderError(message)
    return {**more, **told}

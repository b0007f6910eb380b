"""The links to the forms of a run's feedback: signed, so that none can be guessed at.

A link names a run and a step and says nothing else. It is good for as long as the run
stands and the step is open, so nothing of it is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from itsdangerous import BadSignature, Signer

from kb.training.steps import Step

if TYPE_CHECKING:
    from kb.config import Config


def address(config: Config, run: str, step: Step) -> str:
    """Give the whole address of a form, to pass on or to draw as a QR code."""
    return f"{config.address}/feedback/{token(config.signing_key(), run, step)}"


def token(key: str, run: str, step: Step) -> str:
    """Sign the name of a run and a step of it."""
    return _signer(key).sign(f"{run}-{step}").decode()


def opened(key: str, signed: str) -> tuple[str, Step] | None:
    """Read which run and step a token names; None when we did not sign it."""
    try:
        named = _signer(key).unsign(signed).decode()
    except (BadSignature, UnicodeError):
        return None
    run, _, step = named.partition("-")
    return run, Step(step)


def _signer(key: str) -> Signer:
    return Signer(key, salt="kb feedback")

"""Labels for ids. A label comes from the vocabulary or from `library.yaml`.

An id that neither knows is shown with its hyphens as spaces: a page with a rough
label is better than no page, and `kb check` says what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kb.web.present.words import capital

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kb.content.library import Shelf

KINDS = {"lesson": "Lesson", "review": "Review", "policy": "Policy", "report": "Report"}
FOLDERS = {
    "lessons": "Lessons",
    "reviews": "Reviews",
    "policies": "Policies",
    "reports": "Reports",
}
URGENCIES = {
    "act-now": "Act now",
    "caution": "Take care",
    "inform": "Know this",
    "good-practice": "Good practice",
}
STRENGTHS = {
    "one-case": "from one case",
    "repeated": "seen again and again",
    "national": "found nationally",
}
STATUSES = {
    "in-force": "In force",
    "planned": "Planned",
    "exploration": "Being explored",
    "replaced": "Replaced",
}
KNOWN = {
    "documented": "documented",
    "same-events": "same events",
    "inferred": "inferred",
    "none-found": "no link found",
}
KNOWN_MEANING = {
    "documented": "A source says that the review or lesson led to the change.",
    "same-events": (
        "The review and the change answer the same events; no source says that one"
        " led to the other."
    ),
    "inferred": "An editor judged it likely and says why. Never from dates alone.",
    "none-found": "We looked for a link and found none.",
}
STATUS_MEANING = {
    "in-force": "It holds now.",
    "planned": "It was decided and has not begun.",
    "exploration": "It is being looked at; nothing is decided.",
    "replaced": "Something newer stands in its place.",
}
HARMS = {
    "physical-abuse": "Physical abuse",
    "emotional-abuse": "Emotional abuse",
    "sexual-abuse": "Sexual abuse",
    "neglect": "Neglect",
}
GROUPS = {
    "practice-theme": "How we work",
    "harm-type": "Kinds of harm",
    "child": "The child",
    "parent-carer": "Parents and carers",
    "setting": "Settings",
    "age-group": "Ages",
    "agency": "Agencies",
}
#: Groups whose terms say who or how old, not what was learned.
NOT_TOPICS = ("agency", "age-group")


def plain(value: str) -> str:
    """Make a label of an id that nothing has a label for."""
    return capital(value.replace("-", " "))


def theme(shelf: Shelf, value: str) -> str:
    """Give the label of a vocabulary term."""
    concept = shelf.vocabulary.concepts.get(value)
    return capital(concept.label) if concept else plain(value)


def asked(shelf: Shelf, value: str) -> str:
    """Give the name of an agency or a role."""
    settings = shelf.settings
    found = settings.agencies.get(value) or settings.roles.get(value)
    return found.name if found else theme(shelf, value)


def people(shelf: Shelf, value: str) -> str:
    """Say whom a lesson for an agency or a role speaks to."""
    settings = shelf.settings
    found = settings.agencies.get(value) or settings.roles.get(value)
    return found.people if found else theme(shelf, value).lower()


def verification(shelf: Shelf, value: str) -> str:
    """Say how close the sources are to the review."""
    found = shelf.settings.verification.get(value)
    return found.label if found else plain(value)


def review_type(shelf: Shelf, value: str) -> str:
    """Give the name of a type of review."""
    return _said(shelf.settings.review_types, value)


def policy_kind(shelf: Shelf, value: str) -> str:
    """Give the name of a kind of policy."""
    return _said(shelf.settings.policy_kinds, value)


def nation(shelf: Shelf, value: str) -> str:
    """Give the name of a nation."""
    return _said(shelf.settings.nations, value)


def _said(names: Mapping[str, str], value: str) -> str:
    return names.get(value) or plain(value)


#: How the values of each facet are said.
FACET_VALUES: dict[str, Callable[[Shelf, str], str]] = {
    "kind": lambda _, value: FOLDERS.get(_folder(value), plain(value)),
    "theme": theme,
    "review_type": review_type,
    "harm_type": lambda _, value: _said(HARMS, value),
    "age": theme,
    "agency": asked,
    "year": lambda _, value: value,
    "nation": nation,
    "policy_status": lambda _, value: _said(STATUSES, value),
}


def _folder(kind: str) -> str:
    return "policies" if kind == "policy" else f"{kind}s"

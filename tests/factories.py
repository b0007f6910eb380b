"""Making real content folders for tests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from kb.content.library import Library

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS: dict[str, Any] = {
    "title": "Learning from reviews",
    "audiences": {
        "public": "Everyone",
        "partners": "Staff of partner agencies",
        "board": "Members of the board",
        "editors": "Editors",
        "case-group": "A group around one case",
    },
    "review_types": {
        "lcspr": "Local child safeguarding practice review",
        "scr": "Serious case review",
        "cdop-finding": "Child death finding",
    },
    "agencies": {
        "police": {"name": "Police", "people": "police"},
        "health-visiting": {"name": "Health visiting", "people": "health visitors"},
    },
    "roles": {
        "everyone": {
            "name": "All agencies",
            "people": "everyone who works with children",
        }
    },
    "policy_kinds": {"protocol": "Protocol", "campaign": "Campaign"},
    "nations": {"england": "England", "not-shown": "Nation not shown in the source"},
    "outcomes": {"death": "Death of a child", "not-shown": "Not shown in the source"},
    "namings": {"no-name": "No name", "pseudonym": "A pseudonym"},
    "verification": {
        "full-report": {"label": "Whole report read", "meaning": "From the report."}
    },
    "helplines": [{"name": "Childline", "phone": "0800 1111", "text": "For children."}],
}

VOCABULARY: dict[str, Any] = {
    "title": "Words",
    "groups": ["harm-type", "practice-theme", "age-group"],
    "concepts": [
        {
            "id": "neglect",
            "preferred_label": "neglect",
            "group": "harm-type",
            "alternative_labels": ["child neglect"],
        },
        {
            "id": "co-sleeping",
            "preferred_label": "co-sleeping",
            "group": "practice-theme",
            "alternative_labels": [
                "bed sharing",
                "overlay",
                "lying over (historic term)",
            ],
            "related": ["neglect"],
            "scope_note": "Sleeping beside a baby.",
        },
        {
            "id": "was-not-brought",
            "preferred_label": "was not brought",
            "group": "practice-theme",
            "alternative_labels": ["WNB", "DNA"],
            "broader": ["neglect"],
        },
        {
            "id": "infants-under-1",
            "preferred_label": "infants under 1",
            "group": "age-group",
        },
    ],
}

EVERY: dict[str, Any] = {
    "audience": "public",
    "status": "published",
    "owner": "Business unit",
    "themes": ["neglect"],
}
REVIEW: dict[str, Any] = EVERY | {
    "title": "Leeds, Child A",
    "summary": "A baby died at home.",
    "review_type": "lcspr",
    "body": "Leeds Safeguarding Children Board",
    "nation": "england",
    "published": "2019-05",
    "agencies": ["police"],
    "verification": "full-report",
    "sources": [{"key": "s1", "url": "https://example.org/a", "kind": "report-front"}],
}
LESSON: dict[str, Any] = EVERY | {
    "title": "Ask where the baby sleeps",
    "statement": "Ask to see where the baby sleeps, by day and by night.",
    "reviews": ["child-a"],
    "for": ["health-visiting"],
    "urgency": "act-now",
    "strength": "one-case",
}
POLICY: dict[str, Any] = EVERY | {
    "title": "Safer sleep",
    "policy_kind": "campaign",
    "body": "Leeds Safeguarding Children Board",
    "updates": [
        {
            "date": "2020",
            "status": "in-force",
            "what_changed": "Every parent is shown a safe place to sleep.",
            "from_reviews": ["child-a"],
            "from_lessons": ["ask-again"],
            "link": "documented",
            "sources": [{"url": "https://example.org/p", "kind": "board-page"}],
        }
    ],
}
REPORT: dict[str, Any] = EVERY | {
    "title": "The report on Child A",
    "audience": "board",
    "review": "child-a",
}


def an_empty_library(root: Path) -> Path:
    """Make a content folder that holds settings and a vocabulary and no document."""
    for folder in ("lessons", "reviews", "policies", "reports"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    write_yaml(root / "library.yaml", SETTINGS)
    write_yaml(root / "vocabulary.yaml", VOCABULARY)
    return root


def a_small_library(root: Path) -> Path:
    """Make one review, its lesson, its policy (public) and its report (board)."""
    an_empty_library(root)
    write_review(root, "child-a")
    write_lesson(root, "ask-again")
    write_policy(root, "safer-sleep")
    write_report(root, "child-a")
    return root


def library_of(root: Path) -> Library:
    """Open a content folder so that it looks at the disk every time."""
    return Library(root, look_every=0)


class _WithoutAnchors(yaml.SafeDumper):
    """Writes a value twice where it stands twice; content files have no anchors."""

    def ignore_aliases(self, data: object) -> bool:
        del data
        return True


def as_yaml(values: dict[str, Any]) -> str:
    """Write fields as people would."""
    return yaml.dump(
        values, Dumper=_WithoutAnchors, allow_unicode=True, sort_keys=False
    )


def write_yaml(path: Path, values: dict[str, Any]) -> Path:
    """Write a YAML file."""
    path.write_text(as_yaml(values), "utf-8")
    return path


def write_document(
    root: Path, folder: str, slug: str, fields: dict[str, Any], text: str
) -> Path:
    """Write a document; a field that is None is left out, `for_` means `for`."""
    front = {
        name.rstrip("_"): value for name, value in fields.items() if value is not None
    }
    written = as_yaml(front)
    path = root / folder / f"{slug}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{written}---\n\n{text}\n", "utf-8")
    return path


def write_review(
    root: Path, slug: str, text: str = "## Findings\n\nNobody asked.", **fields: Any
) -> Path:
    """Write a review, public and published unless told otherwise."""
    return write_document(root, "reviews", slug, REVIEW | fields, text)


def write_lesson(
    root: Path, slug: str, text: str = "## What to do\n\nAsk to see it.", **fields: Any
) -> Path:
    """Write a lesson from the review `child-a` unless told otherwise."""
    return write_document(root, "lessons", slug, LESSON | fields, text)


def write_policy(
    root: Path, slug: str, text: str = "It holds for all.", **fields: Any
) -> Path:
    """Write a policy with one update from `child-a` and `ask-again`."""
    return write_document(root, "policies", slug, POLICY | fields, text)


def write_report(
    root: Path, slug: str, text: str = "## What happened\n\nAll of it.", **fields: Any
) -> Path:
    """Write a report for the board on the review `child-a`."""
    return write_document(root, "reports", slug, REPORT | fields, text)

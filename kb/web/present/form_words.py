"""What the form calls each field, and what it says below the name.

A field that is not listed is called by its name in the file. The form shows fields in
the order of `SECTIONS`; what no section names comes last.
"""

from __future__ import annotations

from kb.content.documents import Status
from kb.web.present import names

#: By field, or by `Part.field` where two parts mean different things by one name.
LABELS = {
    "markdown": "Text",
    "for": "Who should read it",
    "body": "Board or body",
    "body_note": "What is uncertain about the body",
    "review_due": "Review by",
    "content_note": "Content note",
    "review_type_note": "What is uncertain about the type",
    "naming": "How the review names the child",
    "published_note": "What is known about the dates",
    "harm_types": "Kinds of harm",
    "ages_note": "Age as the source gives it",
    "child_count": "Number of children",
    "agencies_note": "What is uncertain about the agencies",
    "parallel_processes": "Other proceedings",
    "public_until": "Public until",
    "verification": "How the facts are verified",
    "policy_kind": "Kind of policy",
    "review": "Review it is the report of",
    "reviews": "Reviews it comes from",
    "strength": "How much it rests on",
    "cleared_by": "Cleared for early release by",
    "cleared_on": "Cleared on",
    "withdrawn_on": "Withdrawn on",
    "withdrawn_reason": "Why it was withdrawn",
    "id": "Number",
    "action": "Class of action",
    "addressees": "Who is asked",
    "lessons": "Lessons it follows from",
    "source": "Source",
    "url": "Web address",
    "seen_on": "Last looked at on",
    "date_note": "Date in words",
    "from_reviews": "Reviews that led to it",
    "from_lessons": "Lessons that led to it",
    "from_note": "What else it came from",
    "link": "How well the link is known",
    "link_note": "What is known about the link",
    "key": "Short name",
}
HINTS = {
    "title": "A sentence that tells a person what to do, or what the review is called.",
    "markdown": (
        "Markdown: ## for a heading, - for a list, [words](https://...) for a link,"
        " [words](/lessons/ask-again) for a page of this library."
    ),
    "audience": "Who may read it.",
    "status": "Only what is published is shown.",
    "themes": "Choose what somebody would look for.",
    "for": "Agencies and roles.",
    "review_type": "",
    "review": "",
    "nation": "Say “not shown” when the source does not say.",
    "area": "The place, as a review or policy names it; empty for a whole nation.",
    "outcome": "",
    "naming": "",
    "verification": "How close the sources are to the review.",
    "policy_kind": "",
    "urgency": "How soon it wants attention.",
    "strength": "",
    "body": "Under its name at the time; it may be an unnamed board.",
    "harm_types": "Only those that a source gives or implies.",
    "ages": "Leave empty when not known, or when it is for all ages.",
    "Update.status": "",
    "link": "Never from dates alone.",
    "url": "It begins with https:// or http://",
    "id": "R1, R2 and so on. It stays, since actions refer to it.",
    "source": "Short name of a source on this page, such as s1.",
    "key": "What findings in the text refer to, such as s1.",
    "Source.kind": "Such as board-page, report-front or press.",
    "form": "Such as learning-brief, overview-report or seven-minute-briefing.",
    "action": "Such as training, procedure, audit or law.",
    "addressees": "Leave empty when the source does not say.",
    "published": "When it was published; leave it empty when not known.",
    "Publication.date": "When it came out, as far as known.",
    "Update.date": "When it took effect or was announced; empty when not known.",
    "date_note": "Where a date does not say it, such as “yearly, in March”.",
    "link_note": "What exactly is known.",
    "content_note": "A sentence that warns of distressing content, if needed.",
    "reviews": "At least one.",
}
#: What a repeated part is called, one of it.
ONE = {
    "sources": "Source",
    "recommendations": "Recommendation",
    "updates": "Version",
    "publications": "Publication",
    "later_evidence": "Piece of later evidence",
    "notes": "Note",
}
MANY = {
    "updates": "Versions",
    "notes": "Notes for readers",
    "publications": "Forms in which it came out",
}
STATUSES = {
    Status.COMMISSIONED: ("Commissioned", "Asked for and not begun; editors only."),
    Status.IN_PROGRESS: ("In progress", "Being carried out; editors only."),
    Status.DRAFT: ("Draft", "Being written; editors only."),
    Status.EMBARGOED: ("Embargoed", "Held back; editors only, and no date opens it."),
    Status.PUBLISHED: ("Published", "Shown to its audience."),
    Status.WITHDRAWN: ("Withdrawn", "Taken away; its readers are told so."),
    Status.STOPPED: ("Stopped", "Ended without being published; editors only."),
}
#: Labels and meanings of the values of enumerations, by the enumeration's name.
VALUES: dict[str, dict[str, tuple[str, str]]] = {
    "Status": {one.value: words for one, words in STATUSES.items()},
    "HarmType": {value: (label, "") for value, label in names.HARMS.items()},
    "Urgency": {value: (label, "") for value, label in names.URGENCIES.items()},
    "Strength": {
        value: (f"{label[0].upper()}{label[1:]}", "")
        for value, label in names.STRENGTHS.items()
    },
    "UpdateStatus": {
        value: (label, names.STATUS_MEANING[value])
        for value, label in names.STATUSES.items()
    },
    "Known": {
        value: (f"{label[0].upper()}{label[1:]}", names.KNOWN_MEANING[value])
        for value, label in names.KNOWN.items()
    },
}
SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "What it says",
        ("title", "id", "summary", "statement", "markdown", "content_note"),
    ),
    (
        "What it is",
        (
            "review", "review_type", "review_type_note", "policy_kind", "body",
            "body_note", "nation", "area", "pseudonym", "naming", "published",
            "published_note", "methodology", "parallel_processes", "publications",
            "urgency", "strength",
        ),
    ),
    (
        "Who and what it is about",
        (
            "for", "themes", "harm_types", "ages", "ages_note", "child_count",
            "outcome", "agencies", "agencies_note",
        ),
    ),
    (
        "What led to it, and what it led to",
        ("reviews", "recommendations", "updates", "later_evidence"),
    ),
    ("How we know", ("sources", "verification", "notes")),
    ("Who sees it, and until when", ("audience", "status", "owner", "review_due",
        "public_until", "cleared_by", "cleared_on")),
    ("Withdrawal", ("withdrawn_on", "withdrawn_reason")),
)  # fmt: skip

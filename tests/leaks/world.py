"""A library full of secrets: a word of its own in every field of every document.

A word stands in one field of one document and nowhere else, so that finding it in
what a reader gets says exactly what leaked. The words are letters only, differ in the
first six, and end so that no stemmer cuts them.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from kb.access import BOARD, EDITORS, PARTNERS, PUBLIC, below
from tests.pictures import png, put

LETTERS = "bcdfghjklm"
#: What every word of a world looks like; no two of them can overlap.
SHAPE = re.compile(rf"zu[{LETTERS}]o[{LETTERS}]i[{LETTERS}]axolk")
#: What the pictures of all documents are called.
PICTURE = "timeline.png"
CONTENT = Path(__file__).parents[2] / "content"
GROUP = "case-team"
LEVELS = (PUBLIC, PARTNERS, BOARD, GROUP, EDITORS)
#: A term of the vocabulary that only restricted documents use.
RESTRICTED_THEME = "fgm"
#: One that only documents use that are not for everybody who has signed in.
HIDDEN_THEME = "forced-marriage"


@dataclass(frozen=True)
class Secret:
    """A word, and the audience whose readers may meet it ("" for nobody)."""

    word: str
    where: str
    audience: str


def words_in(text: str) -> set[str]:
    """Give the words of secrets that stand in a text, also inside other words.

    One pass, where asking for each of hundreds of words costs more than the page.
    """
    return set(SHAPE.findall(text))


@dataclass(frozen=True)
class File:
    """One file to write: its place, the audience that it has in truth, its fields."""

    folder: str
    id: str
    audience: str
    meta: dict[str, Any]
    markdown: str
    picture: bytes

    @property
    def source(self) -> str:
        front = yaml.safe_dump(self.meta, sort_keys=False, allow_unicode=True)
        return f"---\n{front}---\n{self.markdown}\n"


@dataclass
class World:
    """Files to be, and the secrets in them."""

    files: list[File] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    recorded: dict[str, list[str]] = field(default_factory=dict)
    """Values of arguments that name records, once there are some."""
    versions: list[dict[str, str]] = field(default_factory=list)
    """Arguments of the pages of old versions, right and wrong ones."""

    def word(self, where: str, audience: str) -> str:
        """Make a word that stands nowhere else."""
        first, second, third = (LETTERS[int(d)] for d in f"{len(self.secrets):03}")
        made = f"zu{first}o{second}i{third}axolk"
        self.secrets.append(Secret(made, where, audience))
        return made

    def write(self, root: Path, *, level: str = EDITORS, opened: bool = False) -> Path:
        """Write the files that readers of `level` may read; `opened` makes all public.

        What nobody may read (drafts and the like, for any but editors) counts as above
        every level but "editors". Tombstones stay in every world.
        """
        for name in ("lessons", "reviews", "policies", "reports"):
            (root / name).mkdir(parents=True, exist_ok=True)
        shutil.copy(CONTENT / "vocabulary.yaml", root)
        settings = yaml.safe_load((CONTENT / "library.yaml").read_text("utf-8"))
        settings["audiences"][GROUP] = "Case team"
        (root / "library.yaml").write_text(yaml.safe_dump(settings), "utf-8")
        for file in self.files:
            kept = file.audience in below(level, [GROUP])
            if kept or file.meta["status"] == "withdrawn":
                (root / file.folder / f"{file.id}.md").write_text(
                    _open(file).source if opened else file.source, "utf-8"
                )
                put(root, f"{file.folder}/{file.id}/{PICTURE}", file.picture)
        return root


def _open(file: File) -> File:
    meta = {**file.meta, "audience": PUBLIC, "status": "published"}
    meta = {k: v for k, v in meta.items() if not k.startswith("withdrawn")}
    return File(file.folder, file.id, PUBLIC, meta, file.markdown, file.picture)


class Author:
    """Fills the fields of one document with secrets (or with plain words)."""

    def __init__(self, world: World, name: str, audience: str, *, secret: bool) -> None:
        self._world, self._name, self._audience = world, name, audience
        self._secret = secret
        self.id = self.slug("id") if secret else name

    def say(self, where: str, words: str = "Neglect was seen at home") -> str:
        """Give a sentence for a field, with a secret in it if there are secrets."""
        return f"{words} {self.slug(where)}" if self._secret else words

    def slug(self, where: str) -> str:
        """Give a word for a field that takes an id."""
        if not self._secret:
            return "plain"
        return self._world.word(f"{self._name}: {where}", self._audience)

    def common(self, audience: str, status: str) -> dict[str, Any]:
        """Fill the fields that every document has."""
        themes = [RESTRICTED_THEME, "neglect"] if self._secret else ["neglect"]
        if self._secret:
            themes.append(self.slug("theme"))
        if self._secret and self._audience != PARTNERS:
            themes.append(HIDDEN_THEME)
        return {
            "title": self.say("title", "Ask about neglect"),
            "audience": audience,
            "status": status,
            "owner": self.say("owner", "Editors"),
            "content_note": self.say("content note", "This page speaks of neglect."),
            "themes": themes,
        }

    def markdown(self) -> str:
        """Write a body with a secret in a heading, in the text and in an address."""
        return (
            f"{self.say('lead')}.\n\n## {self.say('heading', 'What happened')}\n\n"
            f"{self.say('section')} and bed sharing came up.\n"
            f"[More](https://example.org/{self.slug('link')})"
        )

    def picture(self, folder: str) -> str:
        """Show a picture, with a secret in its words."""
        words = self.say("words of the picture", "Who knew what")
        return f"\n\n![{words}](/{folder}/{self.id}/{PICTURE})"

    def drawn(self) -> bytes:
        """Draw a secret, in a file that holds one for nobody."""
        told = self._world.word(f"{self._name}: told by the picture", "")
        return png(self.slug("picture"), told=told)

    def source(self) -> dict[str, str]:
        """Name a source whose address holds a secret."""
        return {
            "key": "s1",
            "url": f"https://example.org/{self.slug('source')}",
            "kind": "board-page",
        }


def review(by: Author, audience: str, status: str, **more: object) -> dict[str, Any]:
    """Fill a review."""
    return {
        **by.common(audience, status),
        "summary": by.say("summary"),
        "review_type": "scr",
        "body": by.say("publisher", "A board"),
        "nation": "england",
        "area": by.say("area", "Northtown"),
        "pseudonym": by.say("pseudonym", "Child"),
        "published": "2019-05",
        "harm_types": ["neglect"],
        "ages": ["infants-under-1"],
        "agencies": ["police"],
        "verification": "board-page",
        "sources": [by.source()],
        "notes": [by.say("note")],
        "later_evidence": [
            {"text": by.say("later"), "url": f"https://example.org/{by.slug('url')}"}
        ],
        "recommendations": [
            {"id": "R1", "text": by.say("recommendation"), "addressees": ["police"]}
        ],
        **more,
    }


def lesson(by: Author, audience: str, status: str, **more: object) -> dict[str, Any]:
    """Fill a lesson."""
    return {
        **by.common(audience, status),
        "statement": by.say("statement"),
        "for": ["police"],
        "urgency": "act-now",
        "strength": "repeated",
        **more,
    }


def policy(
    by: Author, audience: str, status: str, *, origin: dict[str, Any]
) -> dict[str, Any]:
    """Fill a policy with one update that came from `origin`."""
    update = {
        "date": "2020",
        "status": "in-force",
        "what_changed": by.say("what changed"),
        "from_note": by.say("from note"),
        "link": "documented",
        "link_note": by.say("link note"),
        "sources": [by.source()],
        **origin,
    }
    return {
        **by.common(audience, status),
        "policy_kind": "protocol",
        "body": by.say("publisher", "A board"),
        "updates": [update],
    }


def build() -> World:
    """Make the world: open documents, and closed ones of every kind and state."""
    world = World()
    closed = {a: _closed(world, a) for a in (PARTNERS, BOARD, GROUP, EDITORS)}
    for status in ("draft", "embargoed", "commissioned", "in-progress", "stopped"):
        by = Author(world, f"{status} review", EDITORS, secret=True)
        _add(world, "reviews", by, EDITORS, review(by, PUBLIC, status))
        _follow(world, by.id, f"lesson of a review {status}", EDITORS)
    early = Author(world, "lesson-cleared-early", PUBLIC, secret=False)
    cleared = {"cleared_by": "The chair", "cleared_on": "2026-01-01"}
    hidden = [ids["reviews"] for ids in closed.values()]
    fields = lesson(early, PUBLIC, "published", reviews=hidden[-1:], **cleared)
    _add(world, "lessons", early, PUBLIC, fields)
    gone = Author(world, "withdrawn review", "", secret=True)
    gone.id = "withdrawn-review"
    why = {"withdrawn_on": "2026-02-01", "withdrawn_reason": "Its time had ended."}
    _add(world, "reviews", gone, "", review(gone, PUBLIC, "withdrawn", **why))
    _open_documents(world, closed)
    return world


def _closed(world: World, audience: str) -> dict[str, str]:
    """Add a review, lesson, policy and report for one audience; give their ids."""
    made: dict[str, str] = {}
    by = Author(world, f"{audience} review", audience, secret=True)
    _add(world, "reviews", by, audience, review(by, audience, "published"))
    made["reviews"] = by.id
    made["lessons"] = _follow(world, by.id, f"{audience} lesson", audience)
    by = Author(world, f"{audience} policy", audience, secret=True)
    origin = {"from_reviews": [made["reviews"]], "from_lessons": [made["lessons"]]}
    _add(
        world,
        "policies",
        by,
        audience,
        policy(by, audience, "published", origin=origin),
    )
    by = Author(world, f"{audience} report", audience, secret=True)
    fields = {**by.common(audience, "published"), "review": "open-review"}
    _add(world, "reports", by, audience, fields)
    return made


def _follow(world: World, review_id: str, name: str, audience: str) -> str:
    """Add a lesson that says "public" and follows from a closed review."""
    by = Author(world, name, audience, secret=True)
    fields = lesson(by, PUBLIC, "published", reviews=[review_id])
    _add(world, "lessons", by, audience, fields)
    return by.id


def _open_documents(world: World, closed: dict[str, dict[str, str]]) -> None:
    """Add what everybody may read; it names closed documents wherever it can."""
    reviews = [ids["reviews"] for ids in closed.values()]
    lessons = [ids["lessons"] for ids in closed.values()]
    by = Author(world, "open-review", PUBLIC, secret=False)
    asks = {"id": "R1", "text": "Ask again", "lessons": [*lessons, "open-lesson"]}
    fields = review(by, PUBLIC, "published", recommendations=[asks])
    _add(world, "reviews", by, PUBLIC, fields)
    links = "\n".join(f"- [a review](/reviews/{one})" for one in reviews)
    taken = f"\n\n![A picture of others](/reviews/{reviews[0]}/{PICTURE})"
    for name, picture in (("open-lesson", ""), ("second-lesson", taken)):
        by = Author(world, name, PUBLIC, secret=False)
        fields = lesson(by, PUBLIC, "published", reviews=["open-review", *reviews])
        _add(world, "lessons", by, PUBLIC, fields, f"\n\n## More\n\n{links}{picture}")
    by = Author(world, "open-policy", PUBLIC, secret=False)
    origin = {
        "from_reviews": [*reviews, "open-review"],
        "from_lessons": [*lessons, "open-lesson"],
    }
    _add(world, "policies", by, PUBLIC, policy(by, PUBLIC, "published", origin=origin))


def _add(
    world: World,
    folder: str,
    by: Author,
    audience: str,
    meta: dict[str, Any],
    more: str = "",
) -> None:
    markdown = by.markdown() + more + by.picture(folder)
    world.files.append(File(folder, by.id, audience, meta, markdown, by.drawn()))

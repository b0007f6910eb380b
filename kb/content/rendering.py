"""Markdown to HTML that is safe to show, and to plain sections for a search.

HTML in the text is shown as text, a link goes to the web, to a place on the page or to
another document, and pictures are those that lie beside documents: none is fetched
from anywhere else.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from kb.content.affordable import is_affordable
from kb.content.documents import KINDS
from kb.content.picture_places import place_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TAGS = set(
    "p a ul ol li em strong blockquote h2 h3 h4 h5 h6 code pre br hr sup sub "
    "table thead tbody tr th td img".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "alt", "loading"},
    **{tag: {"id"} for tag in _HEADINGS if tag != "h1"},
}
_TOP = 2
#: How a document links to another: ../lessons/ask-again.md#what-to-do and shorter.
INTERNAL = re.compile(
    r"(?:\.\./|\./|/)*(?P<key>(?:" + "|".join(KINDS) + r")/[a-z0-9-]+)(?:\.md)?"
    r"(?P<anchor>#[\w-]*)?"
)
_OUTSIDE = re.compile(r"https?://\S+|mailto:\S+|#[\w-]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain text below it; the first may have no heading."""

    anchor: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text as HTML and as plain sections."""

    html: str
    sections: tuple[Section, ...]
    pictures: tuple[str, ...] = ()
    """The addresses of the pictures in it."""
    leads_to: frozenset[str] = frozenset()
    """The keys of the documents to which it links."""

    def __html__(self) -> str:
        """Let a template show it as it stands: it was made safe here."""
        return self.html


@lru_cache(maxsize=512)
def render(markdown: str) -> Rendered:
    """Turn Markdown into safe HTML whose headings begin at h2 and have anchors."""
    html = nh3.clean(
        _written(markdown.replace("\x00", "")),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    reader = _Reader()
    reader.feed(html)
    reader.close()
    found = (INTERNAL.fullmatch(link) for link in reader.links)
    leads_to = frozenset(link["key"] for link in found if link)
    return Rendered(html, reader.sections(), tuple(reader.pictures), leads_to)


def _written(markdown: str) -> str:
    """Let Markdown write HTML; HTML in the text is words, not HTML."""
    writer = Markdown(extensions=["tables", "sane_lists", _Own()], output_format="html")
    writer.preprocessors.deregister("html_block")
    writer.inlinePatterns.deregister("html")
    try:
        if is_affordable(markdown):
            return writer.convert(markdown)
    except RecursionError:
        pass
    # Nested more deeply than any author would: shown as it was typed.
    return f"<pre>{escape(markdown)}</pre>"


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Let a link go to the web, to this page or to a document, nowhere else."""
    if (tag, name) == ("img", "src"):
        return value if place_of(value) else None
    if (tag, name) != ("a", "href") or _OUTSIDE.fullmatch(value):
        return value
    inside = INTERNAL.fullmatch(value)
    return f"/{inside['key']}{inside['anchor'] or ''}" if inside else None


def slugify(heading: str) -> str:
    """Turn a heading into an anchor: What to do -> what-to-do."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", "").lower())
    return "-".join(words)[:80].strip("-") or "section"


class _Own(Extension):
    """Give headings their level on the page and an anchor, and pictures an address."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Add the steps that do it."""
        md.treeprocessors.register(_HeadingsStep(md), "kb-headings", 5)
        md.treeprocessors.register(_PicturesStep(md), "kb-pictures", 5)


class _HeadingsStep(Treeprocessor):
    def run(self, root: Element) -> None:
        """Begin at h2, leave no level out and name each heading once."""
        headings = [element for element in root.iter() if element.tag in _HEADINGS]
        open_levels: list[int] = []
        taken: dict[str, int] = {}
        for heading in headings:
            level = _HEADINGS[heading.tag]
            open_levels = [wider for wider in open_levels if wider < level] + [level]
            heading.tag = f"h{min(len(open_levels) + _TOP - 1, 6)}"
            words = _STASHED.sub("", "".join(heading.itertext()))
            heading.set("id", _free(slugify(words), taken))


class _PicturesStep(Treeprocessor):
    def run(self, root: Element) -> None:
        """Leave a picture that lies beside a document; drop each other one."""
        for picture in list(root.iter("img")):
            place = place_of(picture.get("src", ""))
            alt = picture.get("alt", "")
            if place:
                picture.attrib = {"src": place.address, "alt": alt, "loading": "lazy"}
            else:
                # One without an address would be let through; this tag is not.
                picture.tag = "span"


def _free(wanted: str, taken: dict[str, int]) -> str:
    """Find an anchor that no heading has yet: what-to-do, what-to-do-2."""
    anchor, number = wanted, taken.get(wanted, 0)
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number + 1}"
    taken[wanted] = number
    taken.setdefault(anchor, 0)
    return anchor


_STASHED = re.compile("\x02[^\x03]*\x03")


@dataclass(frozen=True, slots=True)
class _Part:
    """A section while it is being read."""

    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Cut clean HTML into sections of plain text."""

    _BLOCKS = _TAGS - {"a", "em", "strong", "code", "sup", "sub"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts = [_Part("")]
        self._in_heading = False
        self.pictures: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a section at a heading; part words at a block."""
        given = {name: value or "" for name, value in attrs}
        if tag in _HEADINGS:
            self._parts.append(_Part(given.get("id", "")))
            self._in_heading = True
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "img":
            self.pictures.append(given.get("src", ""))
            self._parts[-1].text.append(f"\n{given.get('alt', '')}\n")
        elif tag in self._BLOCKS:
            self._parts[-1].text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a heading or part words at a block."""
        if tag in _HEADINGS:
            self._in_heading = False
        elif tag in self._BLOCKS:
            self._parts[-1].text.append("\n")

    def handle_data(self, data: str) -> None:
        """Add words to the heading or to the text."""
        part = self._parts[-1]
        (part.heading if self._in_heading else part.text).append(data)

    def sections(self) -> tuple[Section, ...]:
        """Give what was read; a beginning without words is left out."""
        found = [
            Section(
                part.anchor, _tidy("".join(part.heading)), _tidy("".join(part.text))
            )
            for part in self._parts
        ]
        return tuple(one for one in found if one.anchor or one.text)


def _tidy(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)

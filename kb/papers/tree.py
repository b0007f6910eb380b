"""Clean HTML as a tree of elements."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, TreeBuilder

_ALONE = frozenset({"br", "hr", "img"})


def tree(html: str) -> Element:
    """Read HTML that `kb.content.rendering` wrote, in which every element ends."""
    reader = _Reader()
    reader.feed(f"<body>{html}</body>")
    return reader.found()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()

    def found(self) -> Element:
        """Give the whole tree."""
        self.close()
        return self._builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _ALONE:
            self._builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        """End an element."""
        if tag not in _ALONE:
            self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        """Add words."""
        self._builder.data(data)

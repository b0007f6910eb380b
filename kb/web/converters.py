"""What may stand in an address where the name of a document stands."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class SlugConverter(BaseConverter):
    r"""Letters a to z, digits and hyphens, up to 80 of them, and no line feed after.

    Werkzeug puts a rule's end as `$`, which lets a trailing line feed through; the
    `\Z` inside the converter does not.
    """

    regex = r"[a-z0-9-]{1,80}(?![\s\S])"
    part_isolating = True

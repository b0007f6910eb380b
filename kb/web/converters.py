"""What may stand in an address where the name of a document stands."""

from __future__ import annotations

from werkzeug.routing import BaseConverter

from kb.content.picture_places import NAME


class SlugConverter(BaseConverter):
    r"""Letters a to z, digits and hyphens, up to 80 of them, and no line feed after.

    Werkzeug puts a rule's end as `$`, which lets a trailing line feed through; the
    `\Z` inside the converter does not.
    """

    regex = r"[a-z0-9-]{1,80}(?![\s\S])"
    part_isolating = True


class PictureConverter(BaseConverter):
    """The name of a picture's file, and no line feed after."""

    regex = rf"{NAME}(?![\s\S])"
    part_isolating = True

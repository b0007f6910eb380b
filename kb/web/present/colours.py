"""The board's own colour, kept readable (WCAG 2.2, success criterion 1.4.3)."""

from __future__ import annotations

from typing import NamedTuple

READABLE = 4.5
_DARK, _LIGHT = 0.03928, 12.92  # the straight part of the sRGB curve


class Colour(NamedTuple):
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Colour:
        """Read `#0b4f4a`."""
        return cls(*(int(text[at : at + 2], 16) for at in (1, 3, 5)))

    def __str__(self) -> str:
        """Write it as style sheets do."""
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"

    def towards(self, other: Colour, share: float) -> Colour:
        """Mix in a share, from 0 to 1, of another colour."""
        pairs = zip(self, other, strict=True)
        return Colour(*(round(a + (b - a) * share) for a, b in pairs))


WHITE, BLACK = Colour(255, 255, 255), Colour(11, 12, 12)


def contrast(one: Colour, other: Colour) -> float:
    """Give the contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, ground: Colour) -> Colour:
    """Darken a colour until text in it can be read on a light ground."""
    steps = (colour.towards(BLACK, step / 20) for step in range(21))
    return next((c for c in steps if contrast(c, ground) >= READABLE), BLACK)


def style_sheet(brand: str) -> str:
    """Write the custom properties that carry the board's colour."""
    colour = Colour.parse(brand)
    if max(contrast(ink, colour) for ink in (WHITE, BLACK)) < READABLE:
        colour = readable(
            colour, WHITE
        )  # a middling colour: neither ink is quite enough
    mist = colour.towards(WHITE, 0.93)
    text = readable(colour, mist)
    on_brand = max((WHITE, BLACK), key=lambda ink: contrast(ink, colour))
    properties = {
        "--kb-brand": colour,
        "--kb-on-brand": on_brand,
        "--kb-brand-text": text,
        "--kb-mist": mist,
        "--kb-mist-line": colour.towards(WHITE, 0.7),
        "--govuk-brand-colour": text,
    }
    lines = "".join(f"  {name}: {value};\n" for name, value in properties.items())
    return f":root {{\n{lines}}}\n"


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / _LIGHT if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4

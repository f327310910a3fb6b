"""Know how wide words are, and make them fit."""

import re
import unicodedata

# Advance widths of Source Sans Pro Semibold in hundredths of the font's size, rounded up.
WIDTHS = {
    glyph: width / 100
    for width, glyphs in {
        20: " ",
        28: "ijl|',.:;I·",
        33: "!()-[]f{}",
        37: "/\\tr",
        46: "*?cs",
        50: 'z"xJvyLY_–',
        53: "#$+0123456789<=>F^e~agk€−",
        56: "EVXZST`oAbdhnpqu",
        63: "CPRBKDG→↑↓",
        67: "&HNUOQ",
        76: "Mw",
        88: "W%m@",
        97: "…",
    }.items()
    for glyph in glyphs
}
OTHER_LETTER = 0.66
# A bold letter is a little wider than a semibold one.
SAFETY = 1.03

SHORTCODE = re.compile(r":[a-z][a-z0-9_+'-]*:(:skin-tone-\d:)?")
PICTOGRAPHS = ((0x2600, 0x2712), (0x2714, 0x27BF), (0x1F000, 0x1FAFF))
JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """The text as a font can show it: no emoji (few machines have a font for them), no control characters, one line."""
    kept = (letter for letter in SHORTCODE.sub("", text) if not is_unprintable(letter))
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def is_unprintable(letter: str) -> bool:
    """Whether a character is a picture, or changes how others are shown without being one itself."""
    if letter in JOINERS or letter.isspace():
        return False
    if unicodedata.category(letter).startswith("C") or 0xFE00 <= ord(letter) <= 0xFE0F or ord(letter) == 0x20E3:
        return True
    return any(first <= ord(letter) <= last for first, last in PICTOGRAPHS)


def width_of(text: str, size: float) -> float:
    """How wide the text is at most, roughly, at a font size."""
    return sum(width_of_letter(letter) for letter in text) * size * SAFETY


def width_of_letter(letter: str) -> float:
    """How wide a letter is, as a share of the font's size."""
    if letter in WIDTHS:
        return WIDTHS[letter]
    if unicodedata.combining(letter) or letter in JOINERS:
        return 0
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else OTHER_LETTER


def shorten(text: str, size: float, room: float) -> str:
    """The text, cut where it would be wider than there is room; an ellipsis says so."""
    if width_of(text, size) <= room:
        return text
    room -= width_of("…", size)
    # The longest that fits: an accent, which has no width, stays with its letter.
    kept = next(kept for kept in range(len(text), -1, -1) if width_of(text[:kept], size) <= max(room, 0.0))
    if room < 0 or not kept:
        return ""
    return text[:kept].rstrip(" ·-–,") + "…"

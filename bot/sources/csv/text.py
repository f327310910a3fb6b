"""Make text of a file's bytes, or say what kind of file it is instead."""

import re

from bot.errors import Refusal

MEGABYTE = 1_000_000
MOST_BYTES = 20 * MEGABYTE
SAVE_AS_CSV = "Open it there and use Save as → CSV."
SOMETHING_ELSE = "Upload a CSV file: rows with a date and a value."

# How other files begin, what they are called, and what to do.
KINDS = (
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office document", SAVE_AS_CSV),
    (b"%PDF", "a PDF", SOMETHING_ELSE),
    (b"\x89PNG", "a picture", SOMETHING_ELSE),
    (b"\xff\xd8\xff", "a picture", SOMETHING_ELSE),
    (b"GIF8", "a picture", SOMETHING_ELSE),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it, and upload the CSV that is in it."),
    (b"SQLite format 3", "a database", SOMETHING_ELSE),
    (b"PAR1", "a Parquet file", SOMETHING_ELSE),
)
# What is inside a ZIP that is no archive to its user.
ZIPPED = (
    (b"xl/", "an Excel workbook", SAVE_AS_CSV),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet", SAVE_AS_CSV),
    (b"word/", "a Word document", SOMETHING_ELSE),
)
# The longer marks first: that of UTF-16 begins that of UTF-32.
MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class NotCsv(Refusal):
    """This is not a CSV file."""

    def __init__(self, what: str, hint: str = SOMETHING_ELSE) -> None:
        super().__init__(f"This looks like {what}, not like a CSV file.", hint=hint)


class TooLarge(Refusal):
    """This file is too large."""


class Empty(Refusal):
    """There is nothing in this file."""


def text_of(data: bytes | str) -> tuple[str, str]:
    """The text of a file, and the name of its encoding.

    Raises:
        NotCsv: it is another kind of file, which is named.
        TooLarge: more than 20 MB.
        Empty: white space at most.
    """
    check_size(len(data))
    text, encoding = (data.removeprefix("\ufeff"), "UTF-8") if isinstance(data, str) else decoded(data)
    if CONTROLS.search(text):
        raise NotCsv("a binary file")
    begins = text[:200].lstrip().casefold()
    if not text.strip():
        raise Empty(hint="It needs rows with a date and a value.")
    if begins.startswith(("<!doctype", "<html", "<?xml")):
        raise NotCsv("a web page", "If a link led to it, sign in there, and download the file itself.")
    if begins.startswith(("{", "[")):
        raise NotCsv("JSON")
    return text, encoding


def check_size(size: int) -> None:
    """Refuse what is too large, if possible before it is downloaded.

    Raises:
        TooLarge: more than 20 MB.
    """
    if size > MOST_BYTES:
        raise TooLarge(
            f"This file has {size / MEGABYTE:,.0f} MB; {MOST_BYTES // MEGABYTE} MB are read at most.",
            hint="Split it, or leave out the columns that are not needed.",
        )


def decoded(data: bytes) -> tuple[str, str]:
    """The text of bytes: as their first bytes say, else UTF-8, else what Windows wrote for Western Europe."""
    kind = what_it_is(data)
    if kind is not None:
        raise kind
    try:
        for mark, codec, name in MARKS:
            if data.startswith(mark):
                return data.decode(codec), name
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        # Windows-1252 is Latin-1 with letters where that has controls; five bytes mean nothing in it.
        return data.decode("cp1252", errors="replace"), "Windows-1252"


def what_it_is(data: bytes) -> NotCsv | None:
    """The refusal of a file of another kind; None if it may be text."""
    if data.startswith(b"PK\x03\x04"):
        for inside, what, hint in ZIPPED:
            if inside in data:
                return NotCsv(what, hint)
        return NotCsv("a ZIP archive", "Unpack it, and upload the CSV that is in it.")
    return next((NotCsv(what, hint) for start, what, hint in KINDS if data.startswith(start)), None)

"""Tidy the names that people type, and find the thing that a name or key means."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol, TypeVar

from bot.errors import Refusal

NAME_LIMIT = 150
# Of the 75 characters that Slack's menus show.
IN_MENU = 60
KEY_PREFIXES = ("REL", "OUT")

# What turns the reading direction of text around it, or hides in it; a name that holds them is not what it looks like.
_BIDI = {*"\u061c\u200e\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A))}
_INVISIBLE = {*"\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"}
# Keyboards turn these into one another on their own.
_ALIKE = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")})
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»", "`": "`"}
_MARKS = frozenset("".join((*_QUOTES, *_QUOTES.values())))
_TRAILING = " ?!.,:;"
_KEY = re.compile(r"([a-z]{3})-?([0-9]{1,9})")


class NoName(Refusal):
    """It needs a name."""


class TooLong(Refusal):
    """That is too long."""


class LooksLikeAKey(Refusal):
    """A name that looks like a key would be taken for another thing."""


class Unknown(Refusal):
    """Nothing is called that."""


class Ambiguous(Refusal):
    """Several things are called that."""


class Called(Protocol):
    """Something with a name and a key."""

    @property
    def name(self) -> str: ...

    @property
    def key(self) -> str: ...


Thing = TypeVar("Thing", bound=Called)


@dataclass(frozen=True)
class Key:
    """What people call a thing by number: REL-7 is ("REL", 7)."""

    prefix: str
    number: int


def visible(text: str, *, lines: bool = False) -> str:
    """The text without control, bidirectional and invisible characters, with white space made single.

    Letters of every script stay, and so do emoji with what joins their parts. `lines` keeps line breaks.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = []
    for character in text:
        if character in _BIDI or character in _INVISIBLE or unicodedata.category(character) == "Cs":
            continue
        kept.append(" " if unicodedata.category(character) == "Cc" and character != "\n" else character)
    rows = "".join(kept).split("\n") if lines else ["".join(kept)]
    return "\n".join(" ".join(row.split()) for row in rows).strip()


def clean(text: str, limit: int = NAME_LIMIT, *, what: str = "a name", lines: bool = False, needed: bool = True) -> str:
    """A name, or another short text, as it may be kept.

    `limit` is in characters, `what` names the thing in a refusal, `lines` keeps line breaks,
    and an empty text passes unless `needed`.

    Raises:
        NoName: nothing visible is left of a text that is needed.
        TooLong: more than `limit` characters.
        LooksLikeAKey: a single line that would be taken for a key, like REL-7.
    """
    kept = unicodedata.normalize("NFC", visible(text, lines=lines))
    if not fold(kept) and needed:
        raise NoName(f"Give it {what}.")
    if len(kept) > limit:
        raise TooLong(f"This is {len(kept):,} characters long; {what} has at most {limit:,}.")
    if not lines and parse_key(kept):
        raise LooksLikeAKey(f"“{kept}” looks like a key. Use words for {what}.")
    return kept


def quoted(text: str, limit: int = 40) -> str:
    """The text in quotation marks for a sentence, cut to `limit` characters."""
    shown = visible(text)
    return f"“{shown}”" if len(shown) <= limit else f"“{shown[: limit - 1].rstrip()}…”"


def in_command(name: str) -> str:
    """A name as a command takes it, with words after it: in quotes, unless it holds some itself."""
    return f'"{name}"' if _MARKS.isdisjoint(name) else name


def in_menu(name: str, key: str) -> str:
    """A thing as a menu shows it: a long name is cut, and never the key that tells two of one name apart."""
    shown = name if len(name) <= IN_MENU else f"{name[: IN_MENU - 1].rstrip()}…"
    return f"{shown} ({key})"


def hidden(character: str) -> bool:
    """Whether nothing is seen of a character: controls, format characters, halves of a broken one."""
    return unicodedata.category(character) in ("Cc", "Cf", "Cs")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """The form in which two names that look alike are the same: compatible, caseless, single spaces, one kind of quote.

    Folding twice changes nothing.
    """
    if name.isascii() and name.isprintable():
        # Nothing is hidden in it, and nothing but case and spaces is alike.
        return " ".join(name.translate(_ALIKE).casefold().split())
    folded = name
    while True:
        step = "".join(" " if c.isspace() else c for c in folded if c.isspace() or not hidden(c))
        step = unicodedata.normalize("NFKC", step.translate(_ALIKE)).casefold()
        step = " ".join(step.split())
        if step == folded:
            return folded
        folded = step


def parse_key(text: str) -> Key | None:
    """REL-7 or OUT-3, in any case, with any kind of hyphen; None for everything else."""
    match = _KEY.fullmatch(fold(text))
    if match is None or match[1].upper() not in KEY_PREFIXES:
        return None
    return Key(match[1].upper(), int(match[2]))


def nearest(word: str, words: Iterable[str]) -> str:
    """The one of `words` that `word` was probably meant to be; "" when none is close."""
    by_fold = {fold(candidate): candidate for candidate in words}
    close = difflib.get_close_matches(fold(word), list(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else ""


@dataclass(frozen=True)
class Beginning:
    """What is looked for among many, to find those that a text may begin with."""

    # The text, folded; and the same without its first character, as that may open a quote.
    typed: str
    inner: str
    # Of the key at its beginning, of whatever kind; 0 for none.
    number: int


def beginning(text: str) -> Beginning:
    """How a text begins: with the name, or with the key, of each thing that `find_named` may find."""
    typed = visible(text)
    begins = Beginning(typed=fold(typed), inner=fold(typed[1:]), number=0)
    key = _KEY.match(begins.typed) or _KEY.match(begins.inner)
    return begins if key is None else replace(begins, number=int(key[2]))


def find_named(text: str, named: Sequence[Thing], *, noun: str = "thing", whole: bool = False) -> tuple[Thing, str]:
    """What the first words of `text` call by key, in quotes, or by the longest name that fits; and the words after it.

    `noun` says in a refusal what was looked for; with `whole`, words left over make the name unknown.

    Raises:
        Unknown: nothing is called that; the nearest are offered.
        Ambiguous: several names are alike; their keys tell them apart.
    """
    typed = visible(text)
    if not typed:
        raise Unknown(f"Say which {noun}.", hint=offer(named[:3], "For example"))
    by_name: dict[str, list[Thing]] = {}
    for thing in named:
        by_name.setdefault(fold(thing.name), []).append(thing)
    by_key = {parse_key(thing.key): thing for thing in named if thing.key}
    for name, rest in openings(typed):
        if whole and rest:
            continue
        bare = name.rstrip(_TRAILING)
        key = parse_key(bare) if by_key else None
        if key is not None and key in by_key:
            return by_key[key], rest
        found = by_name.get(fold(name)) or by_name.get(fold(bare)) or []
        if len(found) > 1:
            raise Ambiguous(
                f"{len(found)} of them are called {quoted(name)}: {', '.join(thing.key for thing in found)}.",
                hint="Use the key.",
            )
        if found:
            return found[0], rest
    wanted = first if parse_key(first := typed.split()[0].rstrip(_TRAILING)) else typed
    raise Unknown(f"There is no {noun} called {quoted(wanted)}.", hint=offer(close_to(wanted, named), "Did you mean"))


def openings(typed: str) -> Iterable[tuple[str, str]]:
    """The names that a text may begin with, the likeliest first, each with what follows it."""
    closing = _QUOTES.get(typed[0])
    end = typed.find(closing, 1) if closing else -1
    if end > 1:
        yield typed[1:end].strip(), typed[end + 1 :].strip()
    # No name is longer than its limit, so no longer opening can be one.
    ends = [match.end() for match in re.finditer(r"\S+", typed) if match.end() <= 2 * NAME_LIMIT]
    for end in reversed(ends):
        yield typed[:end], typed[end:].strip()


def close_to(typed: str, named: Sequence[Thing], limit: int = 3) -> list[Thing]:
    """The things whose names or keys look most like what was typed, or hold it; the likeliest first."""
    wanted = fold(typed)[:NAME_LIMIT]

    def likeness(thing: Thing) -> float:
        names = (fold(thing.name), fold(thing.key))
        if any(wanted in name for name in names):
            return 1.0
        return max(difflib.SequenceMatcher(None, wanted, name).ratio() for name in names)

    ranked = sorted(((likeness(thing), -place) for place, thing in enumerate(named)), reverse=True)
    return [named[-place] for score, place in ranked[:limit] if score >= 0.5]


def offer(things: Sequence[Called], words: str) -> str:
    """“Did you mean One-page checkout (REL-7)?”, or nothing when there is nothing to offer."""
    if not things:
        return ""
    listed = ", ".join(f"{thing.name} ({thing.key})" if thing.key else thing.name for thing in things)
    return f"{words} {listed}?" if words == "Did you mean" else f"{words} {listed}."

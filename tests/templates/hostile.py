"""Put hostile text in place of everything in a context that a person may have typed."""

import copy
import re
from collections.abc import Callable
from dataclasses import is_dataclass
from types import SimpleNamespace
from typing import Any

from sqlmodel import SQLModel

from bot.slack.render import Message


class Fixed(str):
    """A string in a sample that looks typed, and is not."""


class Typed(str):
    """A string in a sample that was typed, and does not look it."""


fixed = Fixed
typed = Typed

HOSTILE = {
    "mentions": "<!channel> <!here|here> <@U0999999> <#C0999999> <!subteam^S1> @channel #general",
    "links": "<https://evil.example|click> https://evil.example [x](!channel)",
    "dates": "<!date^1392734382^{date}|soon>",
    "half a mention": "<@U0999999",
    "bars": "a|b>c|<d",
    "formatting": "*bold* _slanted_ ~struck~ `code` ```block``` *_~`",
    "odd formatting": "* _ ~ ` ** __ ~~ a*b _c",
    "quoting": "> quoted\n&gt; quoted\n• bullet\n- bullet\n1. number",
    "templates": "{{ 7 * 7 }} {% endsection %} {# #} {%- raw -%} {{ user('U0999999') }}",
    "block boundaries": '\x1e["block", {"type": "divider"}]\x1f',
    "head boundaries": '\x1f\x1e["head", {"type": "home"}]\x1f\x1e',
    "layout marks": "a\x1c\nb\n\x1d\nc",
    "controls": "a\x00\x07\x08\x1b[31m\x7f\x85z",
    "only controls": "\x00\x1e\x1f",
    "directions": "\u202eevil\u202c \u2066isolated\u2069 \u200fmark",
    "invisible": "\u00ad\u200b\u2060\ufeff",
    "entities": "&lt;!channel&gt; &amp;lt; &#39; &#x3c; &",
    "quotes": "\"double\" 'single' \\ \\n \\",
    "lines": "one\ntwo\r\nthree\n\n\n\nfour\u2028five",
    "emoji": ":tada: 😀 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "scripts": "مرحبا שלום 你好 नमस्ते Ünïçødé",
    "broken unicode": "\ud800 \udfff \ufffe",
    "numbers": "1,240.5 % −3 €",
    "long": "x" * 3_000,
    "long words": "word " * 600,
    "long emoji": "😀" * 3_000,
    "long escapes": "<" * 3_000,
    "long formatting": "*`_~" * 750,
}

# What the code put there: states and other words of ours, ids, keys, zones, dates, numbers.
NOT_TYPED = re.compile(
    r"""
    [a-z0-9_.:~/ -]* (?<![ ]) | [A-Z0-9]+ | [A-Z]{3}-\d+ | [A-Z]\w+ (/ [A-Z]\w+)+
    | \d{4}-\d\d-\d\d ([T.].*)? | [^A-Za-z]*
    """,
    re.VERBOSE,
)


def looks_typed(text: str) -> bool:
    """Whether a person may have typed this."""
    if isinstance(text, Fixed):
        return False
    return isinstance(text, Typed) or not (NOT_TYPED.fullmatch(text) and " " not in text.strip())


def with_hostile(value: Any, text: str, seen: dict[int, Any] | None = None) -> Any:
    """A copy of a context in which `text` stands wherever a person may have typed."""
    seen = {} if seen is None else seen
    if id(value) in seen:
        return seen[id(value)]
    if isinstance(value, str):
        return replaced(value, text)
    again: Callable[[Any], Any] = lambda part: with_hostile(part, text, seen)  # noqa: E731
    if isinstance(value, dict):
        return {key: again(part) for key, part in value.items()}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*map(again, value))
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(again(part) for part in value)
    if isinstance(value, type | Message) or not (isinstance(value, SQLModel | SimpleNamespace) or is_dataclass(value)):
        return value
    parts = {name: part for name, part in vars(value).items() if not name.startswith("_sa_")}
    if isinstance(value, SQLModel):
        twin: Any = type(value)(**{name: again(part) for name, part in parts.items()})
    else:
        twin = copy.copy(value)
        seen[id(value)] = twin
        for name, part in parts.items():
            # Around the constructor: it may check, or register, what it is given.
            object.__setattr__(twin, name, again(part))
    seen[id(value)] = twin
    return twin


def replaced(value: str, text: str) -> str:
    """The hostile text in place of a typed one; an address stays an address."""
    if value.startswith(("https://", "http://")):
        return f"{value}?{text}"
    return text if looks_typed(value) else value

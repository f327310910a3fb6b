"""Write the log: a line per event with a stable name, and never a word that somebody said, nor a secret."""

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, Literal, TextIO

import structlog

# Bolt's and the SDK's loggers write whole requests: at INFO every one whose signature is wrong, body and all.
# asyncio's writes what a task that failed had raised. Their exceptions go by their names alone.
TALKATIVE = ("asyncio", "slack_bolt", "slack_sdk")
QUIET = ("aiohttp", "alembic", "apscheduler", "sqlalchemy", "tzlocal", "uvicorn", *TALKATIVE)
# Where such a line stops being the library's own words.
THEIR_WORDS = re.compile(r"[^({\[\"'`<:=\n\r]{0,80}")
SECRETS = re.compile(r"xox[a-z](?:\.[a-z]+)?-[\w-]+|xapp-[\w-]+|https://hooks\.slack\.com/\S+")


class WithoutBodies(logging.Filter):
    """Keeps of a library's line the words up to the first thing it quotes, whatever level somebody set it to."""

    def filter(self, record: logging.LogRecord) -> bool:
        # What we say ourselves is an event with values, not words.
        if not isinstance(record.msg, dict):
            said = THEIR_WORDS.match(str(record.msg))
            record.msg = (said.group() if said else "").strip() or "said something"
            record.args = None
            if record.name.split(".", 1)[0] in TALKATIVE:
                if record.exc_info and record.exc_info[0] is not None:
                    record.msg = f"{record.msg}: {record.exc_info[0].__name__}"
                record.exc_info = record.exc_text = record.stack_info = None
        return True


class WithoutSecrets(logging.Formatter):
    """The last thing that happens to a line: what looks like a token is not written, whoever wrote it."""

    def __init__(self, inner: logging.Formatter) -> None:
        super().__init__()
        self.inner = inner

    def format(self, record: logging.LogRecord) -> str:
        return SECRETS.sub("…", self.inner.format(record))


def without_words(exc_info: Any) -> str:
    """Where an exception comes from and what it is called. What it says is left out: it may quote what was typed."""
    told = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nbecause of\n".join(told)


def write_without_words(stream: TextIO, exc_info: Any) -> None:
    """The same, for a person who looks on."""
    stream.write(f"\n{without_words(exc_info)}")


def one_line(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """In text, a value with a line's end in it could pass for a line of its own."""
    for name, value in event.items():
        if isinstance(value, str) and not value.isprintable():
            event[name] = ascii(value)[1:-1]
    return event


def set_up(style: Literal["", "json", "text"] = "", *, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Send every log, ours and the libraries', to standard error: JSON, or text where a person looks on."""
    stream = stream or sys.stderr
    as_text = style == "text" or (not style and stream.isatty())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if as_text:
        endings: list[Any] = [
            one_line,
            structlog.dev.ConsoleRenderer(colors=stream.isatty(), exception_formatter=write_without_words),
        ]
    else:
        endings = [
            structlog.processors.ExceptionRenderer(without_words),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *endings],
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(WithoutSecrets(formatter))
    handler.addFilter(WithoutBodies())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

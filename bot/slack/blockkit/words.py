"""Say a message's blocks in plain words, for screen readers and notifications."""

import re

from bot.slack.blockkit import limits
from bot.slack.blockkit.elements import Json
from bot.slack.blockkit.tables import chart_words, rich_words, table_words
from bot.slack.blockkit.text import REFERENCE, SOFT_HYPHEN, cut_mrkdwn, escape

# What was typed has a soft hyphen on both sides; while the template's own formatting is taken off, it is out of sight.
TYPED = re.compile(f"{SOFT_HYPHEN}([*_~`])(?={SOFT_HYPHEN})")
HIDE = str.maketrans("*_~`", "\x01\x02\x03\x04")
SHOW = str.maketrans("\x01\x02\x03\x04", "*_~`", SOFT_HYPHEN)
MARKS = re.compile(r"[*_~]")
EMPHASIS = re.compile(r"(?<!\w)([*_~])(?=\S)([^\n]+?)(?<=\S)\1(?!\w)")
CODE = re.compile(r"`([^`\n]+)`")
# One bold line alone; an asterisk in it was typed.
LABELLED = re.compile(rf"^\*((?:[^*\n]|{SOFT_HYPHEN}\*)+)\*\n")


def words_of(blocks: list[Json]) -> str:
    """The whole message in words, escaped as Slack asks; buttons are left out."""
    said = [words for words in map(block_words, blocks) if words]
    return cut_mrkdwn("\n".join(said), limits.TEXT)


def block_words(block: Json) -> str:
    """One block in words; nothing for what only decorates or waits to be pressed."""
    match block["type"]:
        case "header":
            return escape(block["text"]["text"])
        case "section":
            texts = [block["text"]] if "text" in block else []
            return "\n".join(unformatted(text["text"]) for text in (*texts, *block.get("fields", ())))
        case "context":
            return "\n".join(unformatted(element["text"]) for element in block["elements"])
        case "rich_text":
            return rich_words(block)
        case "table":
            return table_words(block)
        case "data_visualization":
            return escape(chart_words(block))
        case "image":
            return escape(block["alt_text"])
        case "input":
            return escape(block["label"]["text"])
        case _:
            return ""


def unformatted(text: str) -> str:
    """Mrkdwn without its formatting; mentions, links and dates stay what they are."""
    labelled = LABELLED.sub(r"\1: ", text)
    holds_typed = SOFT_HYPHEN in labelled
    hidden = TYPED.sub(lambda found: found[1].translate(HIDE), labelled) if holds_typed else labelled
    pieces = REFERENCE.split(hidden) if "<" in hidden else [hidden]
    # References are set aside: an address may hold underscores.
    bare = "\x00".join(pieces[::2])
    if "`" in bare:
        bare = CODE.sub(r"\1", bare)
    # Bold within italics, and the like.
    for _ in range(2):
        bare = EMPHASIS.sub(r"\2", bare) if MARKS.search(bare) else bare
    if len(pieces) > 1:
        kept = iter(pieces[1::2])
        bare = re.sub("\x00", lambda _: f"<{next(kept)}>", bare)
    return bare.translate(SHOW) if holds_typed else bare

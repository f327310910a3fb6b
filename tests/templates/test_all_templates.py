"""Hold every template on disk to what all of them promise."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from jinja2 import nodes

from bot.slack import language, render
from bot.slack.blockkit.text import SOFT_HYPHEN
from tests.templates import outside
from tests.templates.hostile import HOSTILE, with_hostile
from tests.templates.samples import gather
from tests.templates.shapes import references, references_in, shape, strings_in

SAMPLES = gather()
CASES = [
    pytest.param(name, context, id=f"{name}-{number}")
    for name in render.names()
    for number, context in enumerate(SAMPLES.get(name, []), 1)
]
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def say(name: str, context: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a template makes, as a view or as if it were one, and its words."""
    if render.is_view(name):
        return render.view(name, **context), ""
    message = render.message(name, **context)
    return {"type": "message", "blocks": message.blocks}, message.text


@pytest.mark.parametrize("name", render.names())
def test_every_template_has_a_sample(name: str) -> None:
    sampled = name in SAMPLES and len(SAMPLES[name]) > 0

    assert sampled, f"tests/templates/samples/{name.split('/')[0]}.py has none for {name}"


def test_every_sample_has_a_template() -> None:
    assert set(SAMPLES) <= set(render.names())


@pytest.mark.parametrize(("name", "context"), CASES)
def test_every_block_passes_validators_that_others_wrote(name: str, context: dict[str, Any]) -> None:
    content, _ = say(name, context)

    for block in content["blocks"]:
        outside.check_block(block)
    if render.is_view(name):
        outside.check_view(content)


def things_in(content: Any) -> Iterator[Any]:
    """All that is in what goes to Slack, keys too."""
    yield content
    if isinstance(content, dict):
        for name, value in content.items():
            yield from (name, *things_in(value))
    elif isinstance(content, list):
        for value in content:
            yield from things_in(value)


@pytest.mark.parametrize(("name", "context"), CASES)
def test_what_goes_to_slack_is_plain_data(name: str, context: dict[str, Any]) -> None:
    made, words = say(name, context)

    assert {type(thing) for thing in things_in([made, words])} <= {dict, list, str, int, float, bool}


@pytest.mark.parametrize(("name", "context"), CASES)
def test_hostile_text_never_changes_a_shape_and_stays_within_limits(name: str, context: dict[str, Any]) -> None:
    told, words = say(name, context)
    expected, mentioned, mentioned_in_words = shape(told), references(told), references_in(words)

    for kind, text in HOSTILE.items():
        content, said = say(name, with_hostile(context, text))
        assert shape(content) == expected, kind
        # Where a long text was cut, a mention after it may be cut as well; one more there is never.
        found = references(content)
        assert found <= mentioned, kind
        assert references_in(said) <= mentioned_in_words, kind
        if not kind.startswith("long"):
            assert found == mentioned, kind
        for block in content["blocks"]:
            outside.check_block(block)
        assert len(said) <= 4_000, kind
        assert SOFT_HYPHEN not in said, kind
        assert not CONTROLS.search("".join([said, *strings_in(content)])), kind


@pytest.mark.parametrize(("name", "context"), CASES)
def test_every_message_says_all_of_it_in_words(name: str, context: dict[str, Any]) -> None:
    if not render.is_view(name):
        assert render.message(name, **context).text.strip()


@pytest.mark.parametrize("name", render.names())
def test_a_view_has_its_head_and_a_message_has_none(name: str) -> None:
    heads = [called for _, called, _ in render.calls_in([f"{name}.j2"]) if called in ("modal", "home")]

    assert len(heads) <= 1


@pytest.mark.parametrize("name", render.files())
def test_titles_that_are_written_out_fit(name: str) -> None:
    for _, called, call in render.calls_in([name]):
        for keyword in call.kwargs:
            if called == "modal" and keyword.key in ("title", "submit", "close"):
                written = keyword.value.value if isinstance(keyword.value, nodes.Const) else ""
                assert len(written or "") <= 24, written


@pytest.mark.parametrize("name", render.files())
def test_every_template_opens_with_what_it_says(name: str) -> None:
    first = (language.FOLDER / name).read_text().partition("\n")[0]

    assert re.fullmatch(r"\{# .*\. #\}", first)

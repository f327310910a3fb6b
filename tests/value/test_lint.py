"""Vague words, asked which number moves."""

import pytest

from bot.value.lint import VAGUE_WORDS, hypothesis_lacks, is_vague, missing, question, vague

ALL = {"has_metric": True, "has_unit": True, "has_baseline": True, "has_target": True, "has_due": True}
NONE = dict.fromkeys(ALL, False)


@pytest.mark.parametrize(
    "text",
    [
        "improve UX", "Improved checkout", "improving things", "an improvement", "We ENHANCE search",
        "simplified forms",
        "streamline ops", "optimisation", "optimizes", "boosted", "refreshes the brand", "a better checkout",
        "Faster search",
        "upgrading", "simplifies", "easier/nicer",
    ],
)  # fmt: skip
def test_vague_words_are_known_in_every_form(text: str) -> None:
    assert is_vague(text)


@pytest.mark.parametrize(
    "text",
    ["", "Fewer drop-offs while paying", "12 % of guests sign up", "Support tickets fall", "approve", "betterment"],
)
def test_plain_words_are_not_vague(text: str) -> None:
    assert not is_vague(text)


def test_the_list_of_vague_words_is_fixed() -> None:
    assert len(VAGUE_WORDS) == 110


def test_a_vague_statement_is_asked_which_number_moves() -> None:
    lacking = vague("improve UX", **{**NONE, "has_target": True, "has_due": True})

    assert question(lacking) == "no metric, no unit, no baseline: which number moves?"


def test_a_vague_statement_passes_once_it_has_all_five() -> None:
    assert vague("improve UX", **ALL) == []
    assert question([]) == ""


@pytest.mark.parametrize("lacking", list(ALL))
def test_each_of_the_five_is_asked_for(lacking: str) -> None:
    word = {"has_due": "date"}.get(lacking, lacking.removeprefix("has_"))

    assert vague("improve UX", **{**ALL, lacking: False}) == [word]


def test_a_plain_statement_is_not_asked() -> None:
    assert vague("Fewer drop-offs while paying", **NONE) == []


def test_what_lacks_is_named_in_the_order_of_asking() -> None:
    assert missing(**NONE) == ["metric", "unit", "baseline", "target", "date"]


@pytest.mark.parametrize(
    ("statement", "lacks"),
    [
        ("We believe guests will pay faster; we know when drop-offs fall to 20 %.", []),
        ("we believe that one page will help. We'll know this when 4.5 % convert", []),
        ("We strongly believe it would help\nand we will know\nit if conversion rises", []),
        ("Guests will pay faster", ["we believe", "we know when"]),
        ("We believe in guests", ["will", "we know when"]),
        ("", ["we believe", "will", "we know when"]),
    ],
)
def test_a_hypothesis_has_three_parts(statement: str, lacks: list[str]) -> None:
    assert hypothesis_lacks(statement) == lacks

"""A sealed token opens with the right key, in the right place, and nowhere else."""

import pytest

from bot.slack.seal import CannotOpen, Sealer

OLD, NEW, OTHER = "o" * 32, "n" * 32, "x" * 32
PLACE = {"workspace": "T1", "column": "sealed_token"}


def test_what_was_sealed_opens_again() -> None:
    sealer = Sealer([NEW])

    sealed = sealer.seal("xoxb-1", **PLACE)

    assert "xoxb-1" not in sealed
    assert sealer.open(sealed, **PLACE) == "xoxb-1"


def test_the_same_token_never_looks_the_same_twice() -> None:
    sealer = Sealer([NEW])

    assert sealer.seal("xoxb-1", **PLACE) != sealer.seal("xoxb-1", **PLACE)


@pytest.mark.parametrize("elsewhere", [{"workspace": "T2"}, {"column": "refresh_token"}])
def test_a_sealed_token_that_was_moved_does_not_open(elsewhere: dict[str, str]) -> None:
    sealer = Sealer([NEW])
    sealed = sealer.seal("xoxb-1", **PLACE)

    with pytest.raises(CannotOpen, match="belongs to another"):
        sealer.open(sealed, **{**PLACE, **elsewhere})


def test_a_new_key_seals_and_the_old_one_still_opens() -> None:
    sealed_before = Sealer([OLD]).seal("xoxb-1", **PLACE)
    both = Sealer([NEW, OLD])

    assert both.open(sealed_before, **PLACE) == "xoxb-1"
    assert Sealer([NEW]).open(both.seal("xoxb-2", **PLACE), **PLACE) == "xoxb-2"


@pytest.mark.parametrize("spoil", [lambda s: s[:-8] + "AAAAAAA=", lambda _: "", lambda _: "xoxb-1", lambda s: s[:20]])
def test_what_was_not_sealed_with_the_key_does_not_open(spoil) -> None:
    sealed = Sealer([NEW]).seal("xoxb-1", **PLACE)

    with pytest.raises(CannotOpen):
        Sealer([NEW]).open(spoil(sealed), **PLACE)
    with pytest.raises(CannotOpen, match="PAYOFF_SECRET_KEY"):
        Sealer([OTHER]).open(sealed, **PLACE)

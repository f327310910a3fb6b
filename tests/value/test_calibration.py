"""Score forecasts against what came, by published formulas."""

import pytest

from bot.value.calibration import Scored, brier, calibrate, consensus, scored, wilson


def said(chance: int, came: int, of: int) -> list[Scored]:
    """So many forecasts of one chance, of which some came."""
    return [Scored(chance, at < came) for at in range(of)]


@pytest.mark.parametrize(
    ("chance", "verdict", "score"),
    [(80, "missed", 0.64), (80, "hit", 0.04), (80, "partly", 0.64), (50, "hit", 0.25), (0, "missed", 0.0),
     (100, "missed", 1.0), (30, "hit", 0.49)],
)  # fmt: skip
def test_the_score_of_one_forecast_is_the_square_of_what_it_was_off(chance, verdict, score):
    assert brier([scored(chance, verdict)]) == score


@pytest.mark.parametrize("verdict", ["too_early", "unmeasurable"])
def test_what_has_no_answer_is_not_scored(verdict):
    assert scored(80, verdict) is None


def test_the_score_of_many_is_their_mean():
    # 0.04 eleven times and 0.64 nine times.
    assert brier(said(80, 11, 20)) == 0.31


def test_without_forecasts_there_is_no_score():
    with pytest.raises(ValueError, match="no score"):
        brier([])


@pytest.mark.parametrize("chance", [-1, 101])
def test_what_is_no_chance_is_refused(chance):
    with pytest.raises(ValueError, match="no chance"):
        Scored(chance, True)


@pytest.mark.parametrize(("chances", "together"), [([80], 80), ([70, 90], 80), ([70, 75], 73), ([0, 0, 1], 0)])
def test_what_several_said_together_is_their_mean_in_whole_percent(chances, together):
    assert consensus(chances) == together


def test_nobody_says_nothing_together():
    with pytest.raises(ValueError, match="Nobody"):
        consensus([])


def test_chances_from_75_to_84_are_the_80s_and_of_the_most_common_something_is_said():
    record = calibrate([*said(75, 5, 10), *said(84, 6, 10), *said(85, 1, 1), *said(30, 1, 5)])

    assert [(one.chance, one.n, one.came) for one in record.buckets] == [(30, 5, 1), (80, 20, 11), (90, 1, 1)]
    assert record.best_known is not None
    assert (record.best_known.chance, record.best_known.share) == (80, 0.55)
    assert record.n == 26


def test_of_fewer_than_five_nothing_is_said():
    record = calibrate(said(80, 2, 4))

    assert record.brier is None
    assert record.best_known is None
    assert calibrate(said(80, 2, 5)).brier == pytest.approx((2 * 0.04 + 3 * 0.64) / 5)
    assert calibrate([]).buckets == ()


def test_what_came_true_is_drawn_beside_what_was_said_where_there_are_enough_of_each():
    drawn = calibrate([*said(84, 11, 20), *said(30, 1, 5), *said(50, 2, 4)]).drawn()

    assert drawn is not None
    assert drawn.categories == ("30 % said, 5×", "80 % said, 20×")
    assert dict(drawn.series) == {
        "said": (30, 80),
        "came true": (20, 55),
        "of many, at least": (3.6, 34.2),
        "of many, at most": (62.4, 74.2),
    }


def test_a_single_chance_makes_no_line():
    assert calibrate([*said(80, 11, 20), *said(30, 1, 4)]).drawn() is None


@pytest.mark.parametrize(
    ("came", "n", "low", "high"),
    # Computed by scipy.stats.binomtest(came, n).proportion_ci(method="wilson").
    [(11, 20, 0.34208535, 0.74180214), (0, 5, 0.0, 0.43448246), (5, 5, 0.56551754, 1.0),
     (1, 9, 0.01989089, 0.43499971)],
)  # fmt: skip
def test_the_interval_is_wilsons(came, n, low, high):
    assert wilson(came, n) == pytest.approx((low, high), abs=1e-7)


@pytest.mark.parametrize(("came", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nothing_has_no_interval(came, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(came, n)

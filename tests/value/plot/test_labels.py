"""Words fit: they are cut where there is no room, and kept apart from one another."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.value.plot.flags import APART, HEIGHT, plant
from bot.value.plot.lettering import printable, shorten, width_of
from bot.value.plot.spread import spread

heights = st.floats(min_value=1, max_value=60)
places = st.floats(min_value=-500, max_value=500)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Checkout 🚀", "Checkout"),
        ("Checkout :rocket: :wave::skin-tone-3:", "Checkout"),
        ("at 12:30:45", "at 12:30:45"),
        ("two\nlines\tand\x00 a bell\x07", "two lines and a bell"),
        ("\u202egnihtemos", "gnihtemos"),
        ("שביעות רצון", "שביעות רצון"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("done ✓ ❤️ 1️⃣", "done ✓ 1"),
        ("e\u0301tude", "étude"),
        ("🚀", ""),
    ],
)
def test_a_name_keeps_what_a_font_can_show(typed: str, shown: str) -> None:
    assert printable(typed) == shown


def test_a_long_name_is_cut_with_an_ellipsis() -> None:
    cut = shorten("Gross merchandise value of returning customers", 23, 300)

    assert cut.startswith("Gross merchandise value")
    assert cut.endswith("…")
    assert width_of(cut, 23) <= 300


def test_a_short_name_is_left_alone() -> None:
    assert shorten("Signups", 23, 300) == "Signups"


def test_an_accent_is_not_parted_from_its_letter() -> None:
    text = "e\u0323\u0301" * 40

    assert shorten(text, 20, 100).rstrip("…").endswith("e\u0323\u0301")


def test_where_not_even_a_letter_fits_nothing_is_written() -> None:
    assert shorten("Signups", 23, 3) == ""


def test_wide_letters_are_taken_for_wide() -> None:
    assert width_of("결제", 20) > width_of("ab", 20) > width_of("ij", 20)
    assert width_of("\u0301\u200d", 20) == 0


@given(st.text(), st.floats(min_value=0, max_value=800))
def test_whatever_is_typed_fits_and_can_be_shown(typed: str, room: float) -> None:
    cut = shorten(printable(typed), 17, room)

    assert width_of(cut, 17) <= room + 1e-6
    assert not any(letter < " " or "\ud800" <= letter <= "\udfff" for letter in cut)


def test_labels_that_have_room_stay_where_they_belong() -> None:
    assert spread([40, 100, 160], [20, 20, 20], top=0, bottom=200) == [40, 100, 160]


def test_labels_that_overlap_share_the_move() -> None:
    assert spread([100, 100], [20, 20], top=0, bottom=200) == [90, 110]
    assert spread([104, 100], [20, 20], top=0, bottom=200) == [112, 92]


def test_labels_stay_within_the_chart() -> None:
    assert spread([-30, 250], [20, 20], top=0, bottom=200) == [10, 190]


@given(st.lists(st.tuples(places, heights), min_size=1, max_size=6))
def test_labels_never_overlap_and_keep_their_order(labels: list[tuple[float, float]]) -> None:
    wanted, tall = [place for place, _ in labels], [height for _, height in labels]

    placed = spread(wanted, tall, top=0, bottom=200)

    squeeze = min(1.0, 200 / sum(tall))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    for upper, lower in pairwise(order):
        assert placed[lower] - placed[upper] >= squeeze * (tall[upper] + tall[lower]) / 2 - 1e-6
    assert all(at - squeeze * height / 2 >= -1e-6 for at, height in zip(placed, tall, strict=True))
    assert all(at + squeeze * height / 2 <= 200 + 1e-6 for at, height in zip(placed, tall, strict=True))


def test_flags_stand_over_their_lines() -> None:
    (flag,), rows = plant([(300, "REL-7")], top=60, left=20, right=580)

    assert rows == 1
    assert (flag.left + flag.right) / 2 == 300
    assert (flag.top, flag.bottom) == (60, 60 + HEIGHT)


def test_neighbours_flags_hang_to_both_sides_or_go_below() -> None:
    flags, rows = plant([(200, "REL-7"), (284, "REL-8"), (300, "REL-9")], top=60, left=20, right=580)

    assert [flag.label for flag in flags] == ["REL-7", "REL-8", "REL-9"]
    assert rows == 2


def test_of_a_crowd_of_releases_the_newest_have_words_and_each_has_its_line() -> None:
    flags, rows = plant([(300 + number, f"REL-{number}") for number in range(0, 240, 20)], top=60, left=20, right=580)

    assert rows == 2
    assert [flag.x for flag in flags] == [300 + number for number in range(0, 240, 20)]
    assert flags[-1].label == "REL-220"
    assert 4 < sum(1 for flag in flags if flag.label) < 12


def test_in_a_crowd_the_release_itself_keeps_its_words_and_its_neighbours_give_way() -> None:
    marks = [(300 + 4 * number, f"REL-{number}") for number in range(6)]

    flags, _ = plant(marks, top=60, left=20, right=580, neighbours=[1, 2, 3, 4, 5])

    assert [flag.x for flag in flags] == [x for x, _ in marks]
    assert [flag.is_neighbour for flag in flags] == [False, True, True, True, True, True]
    assert (flags[0].label, flags[0].top) == ("REL-0", 60)
    assert any(not flag.label for flag in flags)


def test_a_release_whose_name_cannot_be_shown_has_a_line_alone() -> None:
    (flag,), rows = plant([(300, "🚀")], top=60, left=20, right=580)

    assert (flag.x, flag.label, rows) == (300, "", 0)


@given(st.lists(st.tuples(st.floats(min_value=60, max_value=520), st.text(max_size=80)), max_size=14))
def test_flags_never_overlap_nor_cross_a_line_nor_leave_the_chart(marks: list[tuple[float, str]]) -> None:
    flags, _ = plant(marks, top=60, left=20, right=580)

    assert len(flags) == len(marks)
    worded = [flag for flag in flags if flag.label]
    for flag in worded:
        assert flag.left >= 20 - 1e-6
        assert flag.right <= 580 + 1e-6
        for other in worded:
            if other is not flag and other.top == flag.top:
                assert flag.right + APART <= other.left + 1e-6 or other.right + APART <= flag.left + 1e-6
            if other.top < flag.top:
                assert not flag.left < other.x < flag.right

"""A chart is drawn as it is laid out, whatever its words, and becomes a picture in a process of its own."""

import os
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest

from bot.slack import charts
from bot.slack.raster import rasterize
from bot.value.plot import Expected, Marker, Plot, plot
from bot.value.points import Point

FIRST = datetime(2026, 3, 3, 9, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "</text><script>alert(1)</script>",
    "& < > \" ' {{ 7*7 }} {% raw %}",
    "<!channel>",
    "a\x00b\x07c\ufffe",
    "🚀 ok",
]


def day(number: int) -> datetime:
    return FIRST + timedelta(days=number)


def drawn(**words: Any) -> Plot:
    """A chart with everything on it."""
    given: dict[str, Any] = {
        "unit": "%",
        "title": "Checkout conversion",
        "subtitle": "One-page checkout",
        "target": 4.5,
        "baseline": 3.8,
        "expected": [Expected(day(20), 3.8, 3.6, 4.0), Expected(day(39), 3.8, 3.6, 4.0)],
        "markers": [Marker(day(20), "REL-7"), Marker(day(25), "REL-9", is_neighbour=True)],
    }
    readings = [
        Point(day(number), 3.8 + (0.5 if number > 20 else 0)) for number in range(40) if number not in range(5, 12)
    ]
    return plot(readings, **given | words)


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def tags(svg: str) -> set[str]:
    return {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(svg).iter()}


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.fixture(autouse=True)
def _no_painter_is_left() -> Iterator[None]:
    yield
    charts.close()


def test_a_chart_says_title_release_target_expectation_newest_value_and_dates() -> None:
    said = texts(charts.draw(drawn()))

    assert {"Checkout conversion", "One-page checkout", "REL-7", "target 4.5 %", "expected 3.8 %", "4.3 %"} <= set(said)
    assert {"16 Mar", "4.00 %"} <= set(said)
    assert {"as read", "without the release, 95 times of 100", "REL-9", "other release"} <= set(said)


def test_the_least_chart_has_no_empty_words() -> None:
    said = texts(charts.draw(plot([Point(FIRST, 3)])))

    assert all(said)
    assert "3" in said


def test_a_long_unit_stands_once() -> None:
    said = texts(charts.draw(plot([Point(FIRST, 300)], unit="signups")))

    assert said.count("signups") == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_change_a_drawing(text: str) -> None:
    svg = charts.draw(drawn(title=text, subtitle=text, unit=text[:3], markers=[Marker(day(20), text)]))

    assert tags(svg) == {"svg", "rect", "path", "text", "circle"}


def test_a_chart_in_words_says_all_that_is_drawn() -> None:
    words = charts.alt(drawn())

    assert words == (
        "Checkout conversion: 4.3 % on 11 Apr 2026, from 3.8 % on 3 Mar 2026; target 4.5 %; baseline 3.8 %; without "
        "the release 3.8 % would be expected (3.6 % to 4 %, 95 times of 100); REL-7 on 23 Mar 2026; other release "
        "REL-9 on 28 Mar 2026."
    )


def test_a_chart_in_words_is_said_as_it_was_typed() -> None:
    words = charts.alt(plot([Point(FIRST, 300)], title="Q&A <signups>", unit="signups"))

    assert words == "Q&A <signups>: 300 signups on 3 Mar 2026."


async def test_a_picture_has_two_pixels_for_each_unit() -> None:
    chart = drawn()

    picture = await charts.png(charts.draw(chart))

    assert size(picture) == (chart.width * 2, chart.height * 2)


async def test_other_readings_make_another_picture() -> None:
    assert await charts.png(charts.draw(drawn())) != await charts.png(charts.draw(drawn(target=4.4)))


def test_the_font_comes_along() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><text x="2" y="20">{}</text></svg>'

    assert rasterize(svg.format("4.3 %"), 1) != rasterize(svg.format(""), 1)


def test_letters_beyond_the_font_are_looked_for_on_the_machine() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><text x="2" y="20">{}</text></svg>'

    assert size(rasterize(svg.format("שלום"), 1)) == (80, 30)


async def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown token"):
        await charts.png("no svg")


async def test_a_picture_is_drawn_in_another_process_that_is_kept() -> None:
    await charts.png(charts.draw(drawn()))
    first = set(charts.painters()._processes)
    await charts.png(charts.draw(drawn()))

    assert set(charts.painters()._processes) == first
    assert os.getpid() not in first


async def test_a_killed_painter_is_replaced() -> None:
    await charts.png(charts.draw(drawn()))
    (painter,) = charts.painters()._processes

    os.kill(painter, signal.SIGKILL)
    picture = await charts.png(charts.draw(drawn()))

    assert size(picture)
    assert painter not in charts.painters()._processes


async def test_closing_ends_the_painter() -> None:
    await charts.png(charts.draw(drawn()))
    (process,) = charts.painters()._processes.values()

    charts.close()

    assert not process.is_alive()


def test_a_painter_does_not_outlive_whoever_started_it() -> None:
    script = (
        "import asyncio, os, signal\n"
        "from bot.slack import charts\n"
        "async def main():\n"
        '    await charts.png(\'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\')\n'
        "    print(*charts.painters()._processes, flush=True)\n"
        "    input()\n"
        "asyncio.run(main())\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as starter:
        assert starter.stdout
        ended = os.pidfd_open(int(starter.stdout.readline()))
        starter.kill()
    try:
        assert select.select([ended], [], [], 10)[0]
    finally:
        os.close(ended)

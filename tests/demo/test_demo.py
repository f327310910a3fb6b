"""The demo: a company with nine months behind it, a story that is lived, and what it keeps."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.demo.story import StoryBroken, live_the_story
from bot.sandbox.server import Slack
from tests.shell import bot, start
from tests.stories.robot import Robot


@asynccontextmanager
async def demo(folder: Path, *arguments: str, **given: str) -> AsyncIterator[str]:
    """A demo that runs, and its address."""
    process = await start("demo", "--port", "0", *arguments, cwd=folder, **given)
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(240):
            while not (found := re.search(r"http://[\w.:]+", said)):
                line = await process.stdout.readline()
                assert line, (await process.communicate())[1].decode()
                said += line.decode()
        yield found[0]
    finally:
        if process.returncode is None:
            process.terminate()
        _, complaints = await process.communicate()
    assert (process.returncode, complaints) == (0, b"")


async def test_the_headless_check_lives_the_whole_story_and_says_so(tmp_path: Path) -> None:
    ended = await bot("demo", "--headless-check", cwd=tmp_path)

    assert (ended.code, ended.err) == (0, "")
    lived = ended.out.splitlines()
    assert "“What outcome will this release deliver?”" in ended.out
    assert re.fullmatch(r"  Thirty days later .* one tap: Confirm: (hit|partly|missed)\.", lived[-3])
    assert lived[-1] == "The whole story was lived."
    assert list(tmp_path.iterdir()) == []


async def test_the_story_breaks_loudly_where_nobody_answers() -> None:
    async with Slack.open() as slack:
        with pytest.raises(StoryBroken, match="dispatch_failed"):
            [lived async for lived in live_the_story(slack)]


async def told(ana: Robot) -> list[tuple[str, str, str]]:
    """Every message of the company's, to the last word and second."""
    messages = (await ana.state())["messages"]
    # What is said in several channels at once is counted through in the order in which it came.
    return [(place, message["ts"].split(".")[0], message["words"]) for place in messages for message in messages[place]]


async def look_around(ana: Robot, eva: Robot) -> None:
    """There are hits, misses, claims and one release that nobody measured, and much else to be asked about."""
    seen = await ana.state()
    threads = str(seen["threads"])
    growth = "\n".join(message["words"] for message in seen["messages"]["C0GROWTH"])
    (forecasts,) = await ana.type("#leadership", "/value forecasts")
    (filled,) = await eva.type("#leadership", "/metric show Added to cart")
    (releases,) = await eva.type("#leadership", "/release list all")
    (top,) = await eva.type("#leadership", "/value top")
    (waiting,) = await eva.type("#leadership", "/value waiting")
    (shown,) = await eva.type("#leadership", "/metric show Checkout conversion last 9 months")
    (missing,) = await eva.type("#leadership", "/value Invoice export")
    (worked_out,) = await eva.type("#leadership", "/value explain worth Invoice export")
    (roi,) = await eva.type("#leadership", "/value roi Wallet payments")
    (pipeline,) = await eva.type("#leadership", "/value pipeline")
    (ledger,) = await eva.type("#leadership", "/value ledger")
    (ladder,) = await eva.type("#leadership", "/outcome milestone People see that the set is cheaper")
    (then,) = await eva.type("#leadership", "/value Q2 2026 asof 2026-07-01")
    (accuracy,) = await eva.type("#leadership", "/value accuracy #checkout")

    assert re.search(r"Guest checkout REL-1 is at \d+ % of what was expected by day \d+", threads)
    assert int(re.search(r"(\d+) releases", releases)[1]) >= 15
    assert re.search(
        r"In an experiment the change caused \+1\.2 pt \(.*\): validated\. With it 2,979 of 24,015", growth
    )
    assert re.search(r"\+1[5-9] sets \(.*\) goes with the release; .* Compared with Visits\.", growth)
    assert re.search(r"Signups \+1\d % since .* Sep 2026, no release: what happened\?", growth)
    assert "complete after 24 hours" in filled
    assert "Your 80 %s come true 60 % of the time: 3 of 5" in forecasts
    assert "came true: 60 % said, 5× 60.0, 80 % said, 5× 60.0" in forecasts
    assert "What came lay within your ranges 4 of 8 times" in forecasts
    assert "Later readings sided with the person 1 time," in accuracy
    assert {"hit", "partly", "missed"} <= set(re.findall(r"hit|partly|missed", top))
    assert "Claimed hit" in waiting
    assert "Minutes per invoice has no reading since it shipped" in waiting
    assert "0 evidenced" in missing or "not looked at" in missing or "no reading" in missing
    assert re.search(r"2\d\d readings", shown), shown
    assert "In: minutes before: 21\nIn: minutes after: 9" in worked_out
    assert re.search(r"[+−][\d,.]+ % so far: €[\d.]+k", roi), roi
    assert re.search(r"Referral invites REL-\d+: claims \+\d+ signups, gets \+\d+ signups", ledger), ledger
    assert "✓ 4 % by Sat 31 Oct 2026, passed" in ladder
    assert "– 4.4 % by Thu 31 Dec 2026" in ladder
    assert "known by Wed 1 Jul 2026" in then
    assert "Effort: 1.4× of what was estimated" in accuracy
    assert "Help centre search | 12–16 Oct | €10k–€18k–€25k, 60 %" in pipeline


async def test_the_company_is_the_same_each_time_and_keep_keeps_what_was_done(tmp_path: Path) -> None:
    async with demo(tmp_path, PYTHONHASHSEED="1") as url, Robot(url, "ana") as ana:
        begun = await told(ana)
        assert len(begun) > 20
        await ana.type("#checkout", "/release plan Gift cards")
        assert not await ana.submit()
        await ana.sees("#checkout", "Gift cards")
        await ana.advance(days=3)
        then = (await ana.state())["now"]
    async with demo(tmp_path, "--keep") as url, Robot(url, "ana") as ana:
        assert (await ana.state())["now"] >= then
        (card,) = await ana.sees("#checkout", "Gift cards")
        assert "draft" in card
        await ana.type("#checkout", "/release cancel Gift cards")
        await ana.fill("Why?", "Nobody asked for them")
        assert not await ana.submit()
        # The very card that stood there before: nothing is posted a second time.
        assert len(await ana.sees("#checkout", "Gift cards", saying="cancelled")) == 1
    async with demo(tmp_path, PYTHONHASHSEED="2") as url, Robot(url, "ana") as ana, Robot(url, "eva") as eva:
        assert (await ana.state())["now"] < then
        assert await told(ana) == begun, "the company's nine months are the same each time"
        await look_around(ana, eva)

"""Five hundred of everything: every list comes in pages that Slack takes, and nothing of it is out of reach."""

import json
import re
from datetime import date, timedelta

import pytest
from sqlmodel import insert

from commands.routing import ROUTERS
from storage import metrics, outcomes, teams
from storage.alerts import Alert
from storage.checkins import CheckIn
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Criterion, Release
from storage.verdicts import Verdict

COUNT = 500
# As long as names may be, and of characters that take five each on the wire.
LONG = "& <!channel> *bold* " * 8
VERDICTS = ("hit", "partly", "missed", "too_early", "unmeasurable")
# Slack's own limits.
MOST_BLOCKS, MOST_VIEW_BLOCKS, MOST_SECTION, MOST_TEXT, MOST_VIEW = 50, 100, 3_000, 13_000, 250_000


@pytest.fixture
async def crowded(payoff, ana):
    """A workspace with five hundred metrics, outcomes, releases, check-ins, verdicts and alerts, all of them Ana's."""
    now = payoff.clock.now
    early = now - timedelta(days=40)
    async with payoff.database.writing(payoff.workspace_id) as session:
        team = await teams.ensure(session, "C0CHECKOUT", zone="Europe/Berlin", created_by="U0ANA", now=now)
        rows = [of_number(number, team.pk, now, early) for number in range(1, COUNT + 1)]
        # In the order in which they point at each other.
        for table in rows[0]:
            await session.exec(insert(table), params=[row[table] for row in rows])


def of_number(number, team_id, now, early):
    """A row of each table, with the row number that it will have."""
    mine = {"owner_id": "U0ANA", "created_by": "U0ANA", "created_at": early}
    name = f"{number} {LONG}"
    shipped = {"state": "reviewing", "shipped_at": early} if number % 2 else {"state": "scheduled"}
    meaning = {
        "name": name[:150],
        "kind": "business_outcome",
        "category": "revenue",
        "metric_id": number,
        "baseline": 3.8,
        "target": 4.5,
        "link_kind": "okr",
        "link": "KR-12",
        "owner_id": "U0ANA",
    }
    day = date(2026, 3, 3) + timedelta(days=number % 60)
    window = {"window_from": day, "window_to": day}
    look = {"promise_id": number, "release_id": number}
    asked = {"state": "asked", "asked_at": early + timedelta(days=7), "due_at": early + timedelta(days=7)}
    alert = {"metric_id": number, "kind": "below", "channel_id": "C0CHECKOUT", "threshold": 3.0}
    promise = {"release_id": number, "outcome_id": number, "outcome_version": 1, "low": 1, "likely": 2, "high": 3}
    verdict = {"checkin_id": number, "outcome_version": 1, "verdict": VERDICTS[number % 5], "learned": LONG}
    return {
        Metric: {"name": name[:80], "folded": name[:80], "unit": "%", "fresh_days": 90, **mine},
        Reading: {"metric_id": number, "value": 2.9, "at": early, "known_at": early},
        Alert: {**alert, "set_by": "U0ANA", "set_at": early},
        Outcome: {**meaning, **mine, "number": number, "folded": name, "team_id": team_id},
        OutcomeVersion: {**meaning, "outcome_id": number, "version": 1, "who": "U0ANA", "at": early},
        Release: {
            **mine, **shipped, **window, "number": number, "team_id": team_id, "name": name[:150], "folded": name,
            "description": LONG,
        },
        Criterion: {"release_id": number, "text": name, "owner_id": "U0ANA"},
        Promise: {
            **promise, "promised_by": "U0ANA", "promised_at": early, "state": "frozen" if number % 2 else "open",
        },
        CheckIn: {**look, **asked, "team_id": team_id, "day": 7},
        Verdict: {**look, **verdict, "who": "U0ANA", "at": now - timedelta(days=30)},
    }  # fmt: skip


def said(payoff):
    """All blocks that Slack was given, as messages and views, each with its text."""
    given = [call.arguments for call in payoff.slack.calls]
    given += [one.answer for one in payoff.slack.deliveries if isinstance(one.answer, dict)]
    for one in given:
        view = one.get("view")
        view = json.loads(view) if isinstance(view, str) else view
        blocks = one.get("blocks") or []
        yield (json.loads(blocks) if isinstance(blocks, str) else blocks), MOST_BLOCKS, str(one.get("text") or "")
        if view:
            yield view["blocks"], MOST_VIEW_BLOCKS, ""


def must_be_within_limits(payoff):
    """Hold everything that was said against what Slack takes."""
    assert payoff.slack.complaints == []
    for blocks, most, text in said(payoff):
        assert len(blocks) <= most
        assert len(text) <= MOST_TEXT
        assert len(json.dumps(blocks, ensure_ascii=False)) <= 4 * MOST_TEXT
        for block in blocks:
            words = block.get("text")
            if block["type"] == "section" and words:
                assert len(words["text"]) <= MOST_SECTION


READS = [
    (f"/{router.command} {subcommand.name}", about)
    for router in ROUTERS.values()
    for subcommand in router.subcommands.values()
    if subcommand.read
    for about in ("", *(("REL-499", "OUT-499", "KR-12") if "X" in subcommand.usage else ()))
]


async def test_every_command_that_reads_answers_within_slacks_limits(payoff, ana, crowded):
    for command, about in READS:
        answers = await ana.type("#checkout", f"{command} {about}".strip())
        assert len(answers) == 1, command
        assert "went wrong" not in answers[0].words, command

    must_be_within_limits(payoff)


@pytest.mark.parametrize(
    ("command", "numbers"),
    [("/release list all", range(1, 501)), ("/outcome list", range(1, 501)), ("/metric list", range(1, 501)),
     ("/metric alerts", range(1, 501)), ("/release list scheduled", range(2, 501, 2))],
)  # fmt: skip
async def test_a_long_list_comes_in_pages_with_its_place_and_all_of_it_is_there(payoff, ana, crowded, command, numbers):
    (page,) = await ana.type("#checkout", command)
    words = [page.words]
    while "[Next]" in words[-1]:
        await ana.click("Next")
        words.append(ana.messages("#checkout")[-1].words)

    listed = {int(number) for text in words for number in re.findall(r"(?:^|\W)(\d{1,3}) & <!channel>", text)}
    assert listed == set(numbers)
    assert f"page 2 of {len(words)}" in words[1]
    assert "[Previous]" in words[-1]
    must_be_within_limits(payoff)


async def test_app_home_shows_what_fits_and_says_how_much_more_there_is(payoff, ana, crowded):
    home = await ana.open_home()

    assert "more" in home.words
    must_be_within_limits(payoff)


async def test_the_weekly_review_of_a_crowded_team_fits_into_a_message(payoff, ana, crowded):
    await ana.type("#checkout", "/release plan One more")
    await ana.submit()

    await payoff.advance(days=8)

    must_be_within_limits(payoff)
    assert any(m.words.startswith("What the plan leaves open") for m in ana.messages("#checkout"))


async def test_a_menu_of_more_than_slack_lists_offers_all_of_them_under_headings(payoff, ana, crowded):
    for command, field in (("/metric import", "metric"), ("/value decide", "release")):
        await ana.type("#checkout", command)
        assert len(offered(ana, field)) == 500, command
        await ana.close_all()
    async with payoff.database.writing(payoff.workspace_id) as session:
        # With "A new one…" there are as many as a menu holds.
        (await metrics.get(session, COUNT)).archived_at = payoff.clock.now
        (await outcomes.get(session, COUNT)).state = "closed"
    await ana.type("#checkout", "/release plan One more")
    await ana.submit()
    await ana.close_all()
    await ana.type("#checkout", "/release schedule One more next friday")
    await ana.choose("Outcome", "A new one…")

    assert (len(offered(ana, "outcome")), len(offered(ana, "metric"))) == (500, 500)
    assert payoff.slack.complaints == []
    for call in payoff.slack.calls:
        assert len(json.dumps(call.arguments.get("view"))) < MOST_VIEW, call.method


def offered(person, field):
    """What a menu of the open form offers, under whatever heading."""
    (block,) = [block for block in person.modal.blocks if block.get("block_id") == field]
    groups = block["element"]["option_groups"]
    assert max(len(group["options"]) for group in groups) <= 100
    return {option["value"] for group in groups for option in group["options"]}


async def test_the_hundred_and_fiftieth_metric_is_compared_with_and_promised_on(payoff, ana):
    now = payoff.clock.now
    mine = {"owner_id": "U0ANA", "created_by": "U0ANA", "created_at": now, "unit": "visits"}
    async with payoff.database.writing(payoff.workspace_id) as session:
        session.add_all([Metric(name=f"Page {n:03}", folded=f"page {n:03}", **mine) for n in range(1, 151)])
    await ana.type("#checkout", "/metric edit Page 001")
    await ana.choose("Compare with", "Page 150")
    await ana.fill("Why does it change?", "They go together")
    await ana.submit()
    compared, errors = ana.screen(), ana.errors
    await ana.close_all()

    await ana.type("#checkout", "/outcome new More visits")
    await ana.choose("What kind of outcome is it?", "A business outcome")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("Which number moves?", "Page 149")
    await ana.fill("Where is it today?", "10")
    await ana.fill("Where should it be?", "20")
    await ana.submit()

    assert not errors
    assert "Compared with: – → Page 150" in compared
    assert not ana.errors
    async with payoff.database.reading(payoff.workspace_id) as session:
        made = await outcomes.named(session)
        assert [(await metrics.get(session, one.metric_id)).name for one in made] == ["Page 149"]
    assert payoff.slack.complaints == []

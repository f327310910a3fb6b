"""`python -m bot posts`: whoever runs Payoff sees what is owed and given up, and decides, while Payoff runs."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.commandline import parser
from bot.commandline.arguments import with_action
from bot.commandline.posts import carry_out
from storage import history
from tests.jobs.owing import CHECKOUT, Kinds, owe, row, said
from tests.shell import bot

# It reads and writes beside a running process, on each database.
pytestmark = pytest.mark.parametrize(
    "database_kind",
    ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)],
    indirect=True,
    scope="session",
)


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)


async def operate(payoff: Any, *arguments: str, answer: bool = False) -> int:
    """Type `posts …` at the test's own time; returns the exit code."""
    given = parser()[0].parse_args(with_action(["posts", *arguments]))
    return await carry_out(payoff.database, given, now=payoff.clock.now, ask=lambda _: answer)


async def archived(payoff: Any, *numbers: int) -> list[int]:
    """Posts that failed because #checkout is archived; it no longer is, and nobody has told Payoff so."""
    fault = payoff.slack.faults.add("error", method="chat.postMessage", channel=CHECKOUT, code="is_archived")
    owed = [await owe(payoff, number) for number in numbers]
    await payoff.settle()
    payoff.slack.faults.remove(fault.id)
    return owed


async def test_beside_a_running_payoff_it_lists_what_is_owed_and_what_failed_and_why(
    payoff, ana, kinds, database_url, tmp_path: Path
):
    (failed,) = await archived(payoff, 1)
    later = await owe(payoff, 2, due_at=payoff.clock.now + timedelta(days=900))

    table = await bot("posts", cwd=tmp_path, DATABASE_URL=database_url)
    lines = await bot("posts", "--state", "failed", "--json", cwd=tmp_path, DATABASE_URL=database_url)

    assert (table.code, table.err) == (0, "")
    heading, first, second, counted = table.out.splitlines()
    assert heading.split() == ["ID", "STATE", "KIND", "CHANNEL", "DUE", "(UTC)", "TRIES", "LAST", "TRY", "SETTLED",
                               "TOLD", "WHY"]  # fmt: skip
    assert first.split()[:6] == [str(failed), "failed", "plain", CHECKOUT, "2026-03-03", "09:00"]
    assert first.endswith("is_archived: the channel is archived")
    assert second.split()[:2] == [str(later), "due"]
    assert counted == "In all: 1 failed, 0 unknown, 0 sending, 1 due (0 now)."
    (told,) = [json.loads(line) for line in lines.out.splitlines()]
    assert (told["id"], told["error"], told["why"]) == (failed, "is_archived", "the channel is archived")
    assert (told["due_at"], told["tries"]) == ("2026-03-03T09:00:00+00:00", 1)


async def test_it_says_who_was_told_of_what_failed(payoff, ana, kinds, capsys):
    (failed,) = await archived(payoff, 1)

    assert await operate(payoff, "show", str(failed)) == 0

    assert "  told       U0ANA (sent 2026-03-03 09:00)\n" in capsys.readouterr().out


async def test_it_never_shows_what_a_message_says_nor_a_token(payoff, ana, kinds, database_url, tmp_path: Path):
    (failed,) = await archived(payoff, 7351)
    await owe(payoff, 2, details={"typed": "the pay rise"})

    shown = [
        await bot("posts", *arguments, cwd=tmp_path, DATABASE_URL=database_url)
        for arguments in (("--json",), ("show", str(failed)), ("show", str(failed), "--json"))
    ]

    for each in shown:
        assert str(failed) in each.out
        for secret in ("7351.", "the pay rise", payoff.slack.bot_token):
            assert secret not in each.out + each.err


async def test_it_can_be_asked_for_one_state_one_channel_a_time_and_a_number(payoff, ana, kinds, capsys):
    failed = await archived(payoff, 1, 2)
    elsewhere = await owe(payoff, 3, channel="C0GROWTH", due_at=payoff.clock.now + timedelta(days=3))

    async def listed(*arguments: str) -> list[int]:
        capsys.readouterr()
        assert await operate(payoff, *arguments, "--json") == 0
        return [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()]

    assert await listed() == [*failed, elsewhere]
    assert await listed("--state", "failed") == failed
    assert await listed("--state", "unknown", "--state", "sending") == []
    assert await listed("--channel", "C0GROWTH") == [elsewhere]
    assert await listed("--since", "2026-03-04") == [elsewhere]
    assert await listed("--until", "2026-03-04") == failed
    assert await listed("--since", "1h", "1") == failed[:1]


async def test_what_failed_is_sent_again_once_somebody_says_so(payoff, ana, kinds, capsys):
    (failed,) = await archived(payoff, 1)
    assert await operate(payoff, "retry", str(failed), answer=False) == 1
    await payoff.settle()
    assert said(ana) == []

    assert await operate(payoff, "retry", str(failed), "--why", "Unarchived", answer=True) == 0
    await payoff.settle()

    assert said(ana) == ["Post 1."]
    async with payoff.database.reading(payoff.workspace_id) as session:
        (change,) = await history.changes_of(session, "post", failed)
    assert (change.who, change.old, change.new) == ("operator", "failed is_archived", "due")
    capsys.readouterr()
    await operate(payoff, "show", str(failed))
    assert "operator  failed is_archived → due: Unarchived" in capsys.readouterr().out


async def test_what_waits_for_its_next_try_is_tried_now(payoff, ana, kinds):
    payoff.slack.faults.add("ratelimited", method="chat.postMessage", times=1, seconds=300)
    post = await owe(payoff)
    await payoff.settle()
    assert (await row(payoff, post)).state == "due"

    assert await operate(payoff, "retry", str(post), "--yes") == 0

    waits = await row(payoff, post)
    assert (waits.leased_until, waits.error) == (None, "")


async def test_what_is_dropped_is_never_sent(payoff, ana, kinds):
    post = await owe(payoff, due_at=payoff.clock.now + timedelta(minutes=1))

    assert await operate(payoff, "drop", str(post), "--why", "No longer true", "--yes") == 0
    await payoff.advance(hours=1)

    assert said(ana) == []
    assert (await row(payoff, post)).state == "dropped"


@pytest.mark.parametrize("action", [("retry",), ("drop", "--why", "Enough")])
async def test_what_is_in_its_channel_or_in_somebodys_hands_stays_as_it_is(payoff, ana, kinds, capsys, action):
    sent = await owe(payoff, 1)
    await payoff.settle()
    payoff.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    in_doubt = await owe(payoff, 2)
    await payoff.settle()
    assert (await row(payoff, in_doubt)).state == "sending"

    assert await operate(payoff, action[0], str(sent), str(in_doubt), *action[1:], "--yes") == 1

    told = capsys.readouterr().err
    assert f"Post {sent} is in its channel: it stays as it is." in told
    assert f"Post {in_doubt} is being sent, or looked for" in told
    assert [(await row(payoff, post)).state for post in (sent, in_doubt)] == ["sent", "sending"]


async def test_nothing_is_changed_when_one_of_them_does_not_exist(payoff, ana, kinds, capsys):
    (failed,) = await archived(payoff, 1)

    assert await operate(payoff, "retry", str(failed), "999", "--yes") == 1

    assert capsys.readouterr().err == "There is no post 999.\n"
    assert (await row(payoff, failed)).state == "failed"


async def test_without_anybody_to_say_yes_nothing_is_changed(payoff, ana, kinds, database_url, tmp_path: Path):
    (failed,) = await archived(payoff, 1)

    asked = await bot("posts", "retry", str(failed), cwd=tmp_path, DATABASE_URL=database_url)
    sure = await bot("posts", "retry", str(failed), "--yes", cwd=tmp_path, DATABASE_URL=database_url)

    assert (asked.code, asked.err) == (1, "Nothing was changed.\n")
    assert "Send again this one? [y/N]" in asked.out
    assert (sure.code, sure.out) == (0, f"Post {failed} is due now.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("shwo", "4"), "shwo is neither show, retry or drop, nor how many to list"),
        (("show", "x"), "x is no post's number"),
        (("drop", "4"), "--why"),
        (("drop", "4", "--why", " "), "says nothing: say why"),
        (("--since", "soon"), "soon is no time: use 24h, 7d"),
        (("--state", "sent"), "invalid choice: 'sent'"),
    ],
)
async def test_what_cannot_be_understood_is_named(
    database_url, tmp_path: Path, arguments: tuple[str, ...], says: str
) -> None:
    ended = await bot("posts", *arguments, cwd=tmp_path, DATABASE_URL=database_url)

    assert ended.code == 2
    assert says in ended.err
    assert "Traceback" not in ended.err


async def test_a_database_without_tables_is_sent_to_migrate(database_kind, tmp_path: Path) -> None:
    ended = await bot("posts", cwd=tmp_path, DATABASE_URL="sqlite:///empty.db")

    assert ended.code == 1
    assert "python -m bot migrate" in ended.err

"""Play every kind of request there is, scene by scene; after each `yield` the world is looked at."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.sandbox.interact import events
from tests.commands.looks import asks
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule, shipped_release

# Slack's code for a channel in which not everyone may post.
RESTRICTED = "restricted_action"
# The first row of a large file.
FIRST_ROW = datetime(2025, 1, 1, tzinfo=UTC)

Play = Callable[[Any], AsyncIterator[None]]


@dataclass(frozen=True)
class Scene:
    """A few requests that belong together, and the listeners that they reach."""

    play: Play
    reaches: frozenset[str]


SCENES: dict[str, Scene] = {}


def scene(*reaches: str) -> Callable[[Play], Play]:
    """Keep a scene under its name."""

    def keep(play: Play) -> Play:
        SCENES[play.__name__] = Scene(play, frozenset(reaches))
        return play

    return keep


def people(payoff: Any) -> tuple[Any, ...]:
    """Ana, Ben and Eva."""
    return tuple(payoff.slack.as_(name) for name in ("ana", "ben", "eva"))


@scene("/metric new", "view metric_new", "/metric record", "view metric_record", "/metric import", "view metric_import")
async def metrics(payoff: Any) -> AsyncIterator[None]:
    """Define a metric, record it in words and in a form, import rows."""
    ana, _, _ = people(payoff)
    await define_metric(ana)
    yield
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 4.1 %")
    yield
    await ana.type("#checkout", "/metric record Checkout conversion 4.3 %")
    yield
    await ana.type("#checkout", "/metric record Checkout conversion")
    yield
    await ana.fill("Value", "4.4 %")
    await ana.fill("When", "1 Mar")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.fill("Or paste rows", "2026-02-01, 3.9\n2026-02-02, 4.0")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/metric import Checkout conversion\n2026-02-03, 4.0")
    yield
    await ana.type("#checkout", "/metric import Checkout conversion")
    await ana.choose("CSV file", ana.pick_file("large.csv", large()))
    await ana.submit()
    yield


def large() -> bytes:
    """A file that is too large to be read while someone waits."""
    rows = (f"{FIRST_ROW + timedelta(hours=hour):%Y-%m-%d %H:%M},{hour % 97}" for hour in range(6000))
    return "\n".join(["date,value", *rows]).encode()


@scene("/metric alert", "view alert_draw", "action alert_open", "action alert_off", "action metric_record_open")
async def alerts(payoff: Any) -> AsyncIterator[None]:
    """Draw lines, cross one, turn them off; and record from the message that a reading is missing."""
    ana, ben, _ = people(payoff)
    await define_metric(ana)
    await ana.type("#checkout", "/metric alert Checkout conversion < 3 %")
    yield
    await payoff.advance(hours=1)
    await ana.type("#checkout", "/metric record Checkout conversion 2.9 %")
    yield
    await ana.type("#checkout", "/metric show Checkout conversion")
    await ana.click("Be told…")
    yield
    await ana.choose("When it", "rises above")
    await ana.fill("Line", "5")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=20)
    silent = next(m for m in ana.messages("#checkout") if "has had no reading" in m.words)
    await ana.click("Record a reading…", in_=silent)
    yield
    await ana.close_all()
    await ben.type("#checkout", "/metric alerts")
    await ben.click("Turn off")
    yield
    await ana.type("#checkout", "/metric alert Checkout conversion off")
    yield


@scene(
    "/outcome new", "action outcome_metric", "view outcome_new", "/outcome edit", "view outcome_edit", "/outcome pause",
    "/outcome reopen", "/outcome close", "view outcome_close", "action outcome_edit", "action outcome_reopen",
)  # fmt: skip
async def outcomes(payoff: Any) -> AsyncIterator[None]:
    """Write an outcome, change, pause, close and reopen it."""
    ana, _, eva = people(payoff)
    await define_metric(ana)
    await ana.type("#checkout", "/outcome new Fewer people give up")
    await ana.choose("What kind of outcome is it?", "A business outcome")
    await ana.choose("What does it move?", "Revenue")
    await ana.choose("Which number moves?", "A new one…")
    yield
    await ana.choose("Which number moves?", "Checkout conversion")
    yield
    await ana.fill("Where is it today?", "3.8")
    await ana.fill("Where should it be?", "4.5")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome edit OUT-1")
    yield
    await ana.fill("Where should it be?", "4.6")
    await ana.fill("Why does it change?", "We saw more")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome show OUT-1")
    await ana.click("Edit…")
    yield
    await ana.close_all()
    await ana.type("#checkout", "/outcome pause OUT-1")
    await ana.fill("Why?", "Others matter more")
    await ana.submit()
    yield
    await ana.close_all()
    await eva.type("#checkout", "/outcome reopen OUT-1")
    yield
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "It is reached")
    await ana.submit()
    yield
    await ana.click("Undo")
    yield


@scene(
    "/release plan", "view release_plan", "/release schedule", "action gate_answer", "action gate_outcome",
    "action gate_metric", "view gate_submit", "/release promise", "action release_schedule", "shortcut plan_release",
)  # fmt: skip
async def gate(payoff: Any) -> AsyncIterator[None]:
    """Plan releases, and answer the question."""
    ana, ben, _ = people(payoff)
    await define_metric(ana)
    await plan_release(ana)
    yield
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    yield
    await ana.choose("This release delivers", "Maintenance: it keeps things running")
    yield
    await ana.choose("This release delivers", "An outcome")
    await fill_outcome(ana)
    yield
    await ana.choose("Why now?", "It is ready and worth it")
    await ana.submit()
    yield
    await ben.shortcut("Plan a release")
    await ben.fill("Name", "Guest checkout")
    await ben.choose("Channel", "#checkout")
    await ben.submit()
    yield
    await ana.type("#checkout", "/release promise REL-2")
    yield
    await ana.close_all()
    await ana.click("Schedule…", in_=card_of(ana, "Guest checkout"))
    yield


@scene(
    "/release edit", "view release_edit", "/release owner", "view release_owner", "/release follow", "/release delay",
    "/release unfollow",

    "view release_delay", "action release_delay", "action release_more", "/release cancel", "view release_cancel",
    "action release_restore", "/release ship", "action release_ship", "action criterion_agree", "action run",
    "action criterion_discuss", "action release_criteria", "view release_criteria", "action share",
)  # fmt: skip
async def release(payoff: Any) -> AsyncIterator[None]:
    """Change all of a release, agree on what makes it good enough, call it off, take that back, ship it."""
    ana, ben, eva = people(payoff)
    await define_metric(ana)
    await plan_release(ana, Good_enough_to_release_when="Load test passes")
    await ana.type("#checkout", "/release criteria REL-1")
    await ana.click("Agree")
    yield
    await ana.click("Discuss")
    yield
    await ana.click("Change the list…")
    await ana.submit()
    yield
    await ana.close_all()
    await schedule(ana)
    yield
    await eva.type("#checkout", "/release follow REL-1")
    yield
    await eva.type("#checkout", "/release unfollow REL-1")
    yield
    await ben.type("#checkout", "/release follow REL-1")
    yield
    await ana.type("#checkout", "/release edit REL-1")
    await ana.fill("What ships", "One page instead of four")
    await ana.submit()
    yield
    await ana.type("#checkout", "/release owner REL-1 @ben")
    await ana.submit()
    yield
    await ben.click("Hand over…", in_=card_of(ben))
    await ben.choose("Owner", "Ana Ruiz")
    await ben.submit()
    yield
    await ana.type("#checkout", "/release delay REL-1")
    await move(ana, "2026-04-20")
    yield
    await ben.click("Follow or stop following", in_=card_of(ben))
    yield
    await ana.click("Delay…", in_=card_of(ana))
    await move(ana, "2026-04-21")
    yield
    await ana.type("#checkout", "/release cancel REL-1")
    await ana.fill("Why?", "Others matter more")
    await ana.submit()
    yield
    await ana.click("Restore", in_=card_of(ana))
    yield
    await ana.close_all()
    await ana.type("#checkout", "/release list")
    await ana.click("Share to channel")
    yield
    await ana.type("#checkout", "/payoff help")
    await ana.click("More", near="/outcome")
    yield
    await ana.click("Mark shipped", in_=card_of(ana))
    yield
    await ana.type("#checkout", "/release ship REL-1 yesterday 17:00")
    yield


async def move(person: Any, day: str) -> None:
    """Fill in the form that moves a release."""
    await person.choose("Window begins", day)
    await person.choose("Window ends", day)
    await person.choose("Why does it move?", "Risk")
    await person.submit()
    assert not person.errors, person.errors


@scene(
    "action checkin_confirm", "action checkin_edit", "view checkin_edit", "action checkin_later", "view checkin_skip",
    "action checkin_why",
)  # fmt: skip
async def checkins(payoff: Any) -> AsyncIterator[None]:
    """Look into why, put a look off, confirm it, change the answer, skip the next."""
    ana, _, _ = people(payoff)
    await shipped_release(payoff, ana, worth="120k")
    await payoff.advance(days=7)
    await ana.type("#checkout", "/metric record Checkout conversion 4.4 %")
    await ana.click("Why?", in_=asks(ana)[0])
    yield
    await ana.choose("Ask me later", "In an hour", in_=asks(ana)[0])
    yield
    await ana.close_all()
    await payoff.advance(hours=2)
    await ana.click(confirm_in(ana, asks(ana)[0]), in_=asks(ana)[0])
    yield
    await ana.click("Change…")
    yield
    await ana.choose("What came of it?", "Missed")
    await ana.fill("Why does the answer change?", "It was another one")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=23)
    await ana.choose("Ask me later", "Skip this one…", in_=asks(ana)[-1])
    yield
    await ana.fill("Why?", "Nobody is there")
    await ana.submit()
    yield


def confirm_in(person: Any, message: Any) -> str:
    """The label of the button that confirms what is proposed."""
    found: str = next(part for part in message.words.split("[") if part.startswith("Confirm")).partition("]")[0]
    return found


@scene("event app_home_opened", "action home_refresh", "action home_plan", "action home_look", "action settings_open",
       "view settings_save", "/payoff settings", "action attention_open", "event app_mention")  # fmt: skip
async def home(payoff: Any) -> AsyncIterator[None]:
    """Open App Home and press all that is there; ask a question in words."""
    ana, ben, _ = people(payoff)
    await ana.open_home()
    yield
    await define_metric(ana)
    await plan_release(ana)
    await ana.open_home()
    await ana.click("Refresh")
    yield
    await ana.click("Plan a release…")
    yield
    await ana.close_all()
    await ana.click("What was delivered?")
    yield
    await ana.close_all()
    await ana.click("Change…")
    yield
    await ana.fill("At", "08:00")
    await ana.submit()
    yield
    await ana.close_all()
    await ana.click("Choose…")
    yield
    await ana.close_all()
    await ana.type("#checkout", "/payoff settings")
    yield
    await ana.close_all()
    await ben.type("#checkout", "@Payoff how is one-page checkout doing?")
    yield


@scene("shortcut attach_to_release", "view evidence_attach")
async def evidence(payoff: Any) -> AsyncIterator[None]:
    """Attach what someone said to a release."""
    ana, ben, _ = people(payoff)
    await shipped_release(payoff, ana)
    await ben.type("#checkout", "A customer writes: it is quicker")
    message = next(m for m in ana.messages("#checkout") if "A customer writes" in m.words)
    await ana.message_shortcut(message, "Attach to release")
    yield
    await ana.choose("Release", "One-page checkout (REL-1)")
    await ana.submit()
    yield


@scene("/payoff away", "/payoff back", "view attention_save", "action attention_keep")
async def attention(payoff: Any) -> AsyncIterator[None]:
    """Go away and come back; say what may reach one; be asked less, and take that back."""
    ana, _, _ = people(payoff)
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/payoff away 4-13 Mar")
    yield
    await ana.type("#checkout", "/payoff back")
    yield
    await ana.type("#checkout", "/payoff away")
    await ana.fill("At most, messages and mentions a week", "4")
    await ana.submit()
    yield
    await ana.close_all()
    await payoff.advance(days=110)
    (told,) = (message for message in ana.messages("@Payoff") if message.words.startswith("You left"))
    await ana.click("Keep asking me", in_=told)
    yield


@scene(
    "/value subscribe", "/value subscriptions", "/value unsubscribe", "action subscription_test",
    "action subscription_change", "/release review every", "/release review off", "action review_test",
    "/release status", "/release status every", "/release status off",
)  # fmt: skip
async def subscriptions(payoff: Any) -> AsyncIterator[None]:
    """Subscribe to all that comes by itself, try it, change it, stop it."""
    ana, ben, _ = people(payoff)
    await shipped_release(payoff, ana)
    (answer,) = await ana.type("#checkout", "/value subscribe weekly mon 09:00")
    yield
    await ana.click("Test now", in_=answer)
    yield
    await ben.type("#checkout", "/value subscriptions")
    await ben.click("Pause")
    yield
    await ben.type("#checkout", "/value unsubscribe 1")
    yield
    (answer,) = await ana.type("#checkout", "/release review every thu 16:00")
    yield
    await ana.click("Test now", in_=answer)
    yield
    await ana.type("#checkout", "/release review off")
    yield
    await ana.type("#checkout", "/release status")
    yield
    await ana.type("#checkout", "/release status every fri 16:00")
    yield
    await ana.type("#checkout", "/release status off")
    yield


@scene("action posts_again", "action posts_move", "view posts_move", "action home_again")
async def undelivered(payoff: Any) -> AsyncIterator[None]:
    """Send again what a channel did not take, from the message and from App Home, and move the team away."""
    ana, _, _ = people(payoff)
    await define_metric(ana)
    for name in ("One-page checkout", "Guest checkout"):
        fault = payoff.slack.faults.add("error", method="chat.postMessage", channel="#checkout", code=RESTRICTED)
        await plan_release(ana, name)
        await payoff.settle()
        payoff.slack.faults.remove(fault.id)
        if name == "One-page checkout":
            ana.go("@Payoff")
            await ana.click("Send again")
        else:
            await ana.open_home()
            await ana.click("Try again")
        yield
    await payoff.slack.archive("#checkout")
    await payoff.settle()
    ana.go("@Payoff")
    await ana.click("Move to another channel…")
    yield
    await ana.choose("Channel", "#platform")
    await ana.submit()
    yield


@scene(
    "event channel_rename", "event channel_archive", "event channel_unarchive", "event channel_left",
    "event member_joined_channel", "event channel_id_changed", "event channel_deleted", "event user_change",
    "event group_rename", "event group_archive", "event group_unarchive", "event group_left", "event group_deleted",
)  # fmt: skip
async def channels(payoff: Any) -> AsyncIterator[None]:
    """Let all that happens to channels happen; and let the release's owner leave."""
    ana, ben, _ = people(payoff)
    slack = payoff.slack
    await define_metric(ana)
    await plan_release(ana)
    for begin in (
        lambda: slack.rename("#checkout", "payments"),
        lambda: slack.archive("#payments"),
        lambda: slack.unarchive("#payments"),
        lambda: slack.kick("#payments"),
        lambda: slack.invite("#payments"),
        lambda: slack.change_id("#payments", "C0PAYMENTS"),
        lambda: slack.deactivate("ana"),
        lambda: slack.reactivate("ana"),
        lambda: slack.delete_channel("#payments"),
    ):
        await begin()
        yield
    await ben.type("#growth", "/release plan Guest checkout")
    await ben.submit()
    for name in ("group_rename", "group_archive", "group_unarchive", "group_left", "group_deleted"):
        about: Any = {"id": "C0GROWTH", "name": "growing"} if name == "group_rename" else "C0GROWTH"
        await events.send(slack.stage, {"type": name, "channel": about})
        yield


@scene("event tokens_revoked", "event app_uninstalled")
async def goodbye(payoff: Any) -> AsyncIterator[None]:
    """Take Payoff away."""
    ana, _, _ = people(payoff)
    await plan_release(ana)
    yield
    await payoff.slack.uninstall()
    yield

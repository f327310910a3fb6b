"""Reach for another workspace's rows with forged buttons, menus and forms: nothing is shown, and nothing changes."""

import json
from typing import Any

import pytest
from sqlmodel import select

from bot.commandline.registered import registered
from bot.sandbox.interact.actions import Surface, block_actions
from bot.slack.workspaces import Installed
from commands.listening import ACTIONS, VIEWS
from storage import channels, history
from storage.alerts import Alert
from storage.posts import Post
from storage.releases import Release
from storage.tables import TABLES
from storage.workspaces import Workspace
from tests.commands.every_form import FORMS, Form, decide_picked, move_team, settings
from tests.commands.test_hostile_words import text_fields
from tests.playing import card_of, define_metric, fill_outcome, plan_release, schedule
from tests.storage.rows import NOW, full_workspace

# In every word of theirs, and in nothing of ours.
NAME = "Zanzibar"
# Theirs is the first row of every table, and this is in their keys.
THEIRS, NUMBER = "1", 7777

# What a button or a menu carries when it is about one of their rows.
CLICKS = [
    ("checkin_confirm", "1:missed"),
    ("checkin_confirm", "1:hit"),
    ("checkin_confirm", "1:unmeasurable"),
    ("checkin_edit", THEIRS),
    ("checkin_why", THEIRS),
    ("checkin_later", "1:hour"),
    ("checkin_later", "1:skip"),
    ("criterion_agree", THEIRS),
    ("criterion_discuss", THEIRS),
    ("release_criteria", THEIRS),
    ("release_schedule", THEIRS),
    ("release_ship", THEIRS),
    ("release_delay", THEIRS),
    ("release_restore", THEIRS),
    ("forecast_open", THEIRS),
    ("rule_honour", THEIRS),
    ("rule_override", THEIRS),
    ("rule_later", THEIRS),
    ("signal_explain", "2"),
    ("signal_noise", "2"),
    ("share_agree", "1:mark:weeks"),
    ("share_type", "1:mark"),
    ("release_more", "1:follow"),
    ("release_more", "1:criteria"),
    ("release_more", "1:edit"),
    ("release_more", "1:owner"),
    ("release_more", "1:cancel"),
    ("outcome_edit", THEIRS),
    ("outcome_reopen", THEIRS),
    ("posts_again", THEIRS),
    ("posts_move", THEIRS),
    ("settings_open", THEIRS),
    ("alert_off", THEIRS),
    ("alert_open", THEIRS),
    ("metric_record_open", THEIRS),
    ("metric_edit", THEIRS),
    ("metric_restore", THEIRS),
    ("subscription_test", THEIRS),
    ("subscription_change", "1:stop"),
    ("evidence_pick", "1:1.000001"),
    ("review_test", THEIRS),
    ("home_again", THEIRS),
    ("home_look", f"release show REL-{NUMBER}"),
    ("run", f"outcome show OUT-{NUMBER}"),
    ("run", "metric list"),
    ("share", f"value REL-{NUMBER}"),
    ("share", "value top"),
]
# These carry no row, or choose what follows in a form: the form is forged below.
ABOUT_NO_ROW = {
    "home_plan", "home_refresh", "gate_answer", "gate_metric", "gate_outcome", "outcome_metric",
    "worth_count", "gate_why", "forecast_why",
    "attention_open", "attention_keep",
}  # fmt: skip
MENUS = {"checkin_later", "evidence_pick", "release_more"}
# What names a row in a form, beside its fields and in them.
FORGED = [*FORMS, Form("settings_save", settings), Form("posts_move", move_team)]
NO_ROW_IN_FORM = {"metric_new", "outcome_new", "release_plan", "evidence_attach", "metric_import", "attention_save"}
ROW_IN_MENU = {"outcome_edit", "evidence_attach", "metric_import"}


@pytest.fixture
async def theirs(payoff: Any) -> Any:
    """Another workspace with a row of every table, which nobody owes Slack anything for."""
    full = await full_workspace(payoff.database, NAME, NUMBER)
    assert {str(full.number_of(table)) for table in TABLES if table is not Workspace} == {THEIRS}
    async with payoff.database.writing(full.id) as session:
        post, release = await session.get(Post, 1), await session.get(Release, 1)
        await channels.ensure(session, f"U-{NAME}")
        post.kind, post.channel_id = "undelivered", f"U-{NAME}"
        post.state, post.details = "failed", {"channel": f"C-{NAME}"}
        release.state = "cancelled"
        look = Alert(metric_id=1, kind="look", state="on", set_at=NOW)
        session.add_all([post, release, look])
        await session.flush()
        seen = {"since": NOW.isoformat(), "value": 4.0, "expected": 3.0, "low": 2.0, "high": 3.5, "relative": 0.3}
        await channels.ensure(session, f"C-{NAME}")
        told = Post(key_text="look:2:1", kind="metric_look", subject_id=look.pk, channel_id=f"C-{NAME}", due_at=NOW)
        told.state, told.details = "sent", seen | {"chance": 900, "at": NOW.isoformat()}
        session.add(told)
        await history.record(
            session, "release", 1, who=f"U-{NAME}", what="state", old="draft", new="cancelled", why="", at=NOW
        )
    return full


async def rows_of(payoff: Any, workspace_id: int) -> list[str]:
    """All that a workspace has, row by row."""
    found = []
    async with payoff.database.reading(workspace_id) as session:
        for table in TABLES:
            found += [f"{table.__name__} {row.model_dump()}" for row in (await session.exec(select(table))).all()]
    return sorted(line for line in found if not line.startswith(("Arrival", "Workspace")))


def told(payoff: Any) -> str:
    """All that Payoff said to Slack: what it called, and what it answered."""
    said = [call.arguments for call in payoff.slack.calls] + [one.answer for one in payoff.slack.deliveries]
    return json.dumps(said, default=str)


def click(payoff: Any, card: Surface, action_id: str, value: str) -> Any:
    """A click on the card of her own release, with a value that no button of hers has."""
    payload = block_actions(payoff.slack.stage, card)
    picked = {"type": "overflow", "selected_option": {"value": value}} if action_id in MENUS else {"value": value}
    return payload | {"actions": [{"type": "button", "action_id": action_id, "block_id": "b", **picked}]}


async def deliver(payoff: Any, payload: Any) -> None:
    answer = await payoff.slack.stage.courier.deliver("interactive", payload, name="forged", user=payload["user"]["id"])
    assert answer.status == 200, answer
    await payoff.slack.quiet()


def at_home(payoff: Any, theirs: Any, payload: Any) -> Any:
    """The same request from a person of theirs, to whom the row belongs."""
    payoff.app.directory.add(
        Installed(
            workspace_id=theirs.id,
            slack_id=theirs.workspace.slack_id,
            bot_id="B0PAYOFF",
            bot_user_id="U0PAYOFF",
            token=payoff.slack.bot_token,
        )
    )
    user = payload["user"] | {"id": f"U-{NAME}", "team_id": theirs.workspace.slack_id}
    return payload | {"team": payload["team"] | {"id": theirs.workspace.slack_id}, "user": user}


def test_every_button_and_every_form_is_forged() -> None:
    registered()

    assert {action for action, _ in CLICKS} | ABOUT_NO_ROW == ACTIONS.keys()
    assert {form.callback for form in FORGED} == VIEWS.keys()


async def test_a_forged_button_reaches_no_row_of_another_workspace(payoff: Any, ana: Any, theirs: Any) -> None:
    await plan_release(ana)
    await payoff.settle()
    card = Surface(ana.id, message=card_of(ana).message)
    for action_id, value in CLICKS:
        before, said = await rows_of(payoff, theirs.id), told(payoff).count(NAME)

        await deliver(payoff, click(payoff, card, action_id, value))

        assert await rows_of(payoff, theirs.id) == before, action_id
        assert told(payoff).count(NAME) == said, action_id

        # Their own people reach it with the very same click: otherwise this shows nothing.
        await deliver(payoff, at_home(payoff, theirs, click(payoff, card, action_id, value)))

        assert await rows_of(payoff, theirs.id) != before or told(payoff).count(NAME) > said, action_id


def forge_private(view: Any) -> list[str]:
    """Let what the form is about be theirs; returns what was forged."""
    private = json.loads(view["private_metadata"])
    forged = [key for key, value in private.items() if type(value) is int or isinstance(value, list)]
    for key in forged:
        private[key] = [int(THEIRS)] if isinstance(private[key], list) else int(THEIRS)
    view["private_metadata"] = json.dumps(private)
    return forged


def forge_choices(view: Any) -> list[str]:
    """Let the row that was picked in a menu be theirs; returns what was forged."""
    forged = []
    for name, fields in view["state"]["values"].items():
        for state in fields.values():
            option = state.get("selected_option")
            if name in ("outcome", "metric", "release", "control") and option and option["value"].isdigit():
                option["value"] = THEIRS
                forged.append(name)
    return forged


async def promise_of_known(payoff: Any, ana: Any) -> None:
    """The question, answered with an outcome that was there."""
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await plan_release(ana, "Guest checkout")
    await ana.type("#checkout", "/release schedule REL-2 5 Mar")
    await ana.choose("Outcome", "Fewer people give up while paying (OUT-1)")
    await ana.fill("How much of it will this release move?", "0.1")
    await ana.choose("Why now?", "It is ready and worth it")


async def promise_of_new(payoff: Any, ana: Any) -> None:
    """The question, answered with a new outcome on a metric that was there."""
    await define_metric(ana)
    await plan_release(ana)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await fill_outcome(ana)
    await ana.choose("Why now?", "It is ready and worth it")


async def compared(payoff: Any, ana: Any) -> None:
    """The form of a metric that is to be compared with another."""
    await define_metric(ana, "Visits", value="")
    await define_metric(ana)
    await ana.type("#checkout", "/metric edit Checkout conversion")
    await ana.choose("Compare with", "Visits")
    await ana.fill("Why does it change?", "They go together")


# Each with what there is to forge in it.
ROWS_IN_FORMS = [
    *((form, forge_private) for form in FORGED if form.callback not in NO_ROW_IN_FORM),
    *((form, forge_choices) for form in FORGED if form.callback in ROW_IN_MENU),
    (Form("metric_edit", compared), forge_choices),
    (Form("gate_submit", promise_of_known), forge_choices),
    (Form("gate_submit", promise_of_new), forge_choices),
    (Form("decision_save", decide_picked), forge_choices),
]


@pytest.mark.parametrize(("form", "forge"), ROWS_IN_FORMS, ids=lambda given: getattr(given, "open", given).__name__)
async def test_a_forged_form_reaches_no_row_of_another_workspace(
    payoff: Any, ana: Any, theirs: Any, form: Form, forge: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    await form.open(payoff, ana)
    if form in FORMS:
        for label in text_fields(ana):
            await ana.fill(label, form.good.get(label, "Something"))
    before = await rows_of(payoff, theirs.id)
    courier = payoff.slack.stage.courier
    deliver = courier.deliver
    forged = []

    async def deliver_forged(kind: str, payload: Any, **more: Any) -> Any:
        forged.extend(forge(payload["view"]))
        return await deliver(kind, payload, **more)

    monkeypatch.setattr(courier, "deliver", deliver_forged)

    await ana.submit()

    assert forged
    assert await rows_of(payoff, theirs.id) == before
    assert NAME not in told(payoff)

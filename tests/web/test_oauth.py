"""A workspace installs Payoff from a browser, is served from then on, and leaves again."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlmodel import select

from bot.slack import manifest
from storage import history, posts, workspaces
from storage.workspaces import Workspace
from tests.web.conftest import start


async def workspace_of(process: Any) -> Workspace | None:
    async with process.app.database.everywhere() as session:
        return await workspaces.by_slack_id(session, "T0PAYOFF")


async def install(process: Any, browser: Any, who: str = "ana") -> str:
    status, page = await browser.allow(await browser.begin(), process.slack.oauth_code(who))
    assert status == 200
    return page


async def test_the_landing_page_leads_to_slack_with_all_that_the_manifest_asks_for(browser: Any) -> None:
    _, _, landing = await browser.get("/")
    assert 'href="/slack/install">Add to Slack' in landing

    status, location, _ = await browser.get("/slack/install")

    asked = parse_qs(urlsplit(location).query)
    assert status == 302
    assert urlsplit(location).path == "/oauth/v2/authorize"
    assert asked["scope"] == [",".join(manifest.bot_scopes())]
    assert asked["redirect_uri"] == [f"{browser.process.url}/slack/oauth_redirect"]
    assert asked["client_id"] == [browser.process.slack.stage.app.client_id]


async def test_a_workspace_that_installed_payoff_is_served(process: Any, browser: Any) -> None:
    ana = process.slack.as_("ana")

    page = await install(process, browser)

    assert "Payoff is in Northwind Outfitters" in page
    (answer,) = await ana.type("#checkout", "/payoff help")
    assert "/payoff" in answer.words


async def test_the_token_is_nowhere_in_the_database(process: Any, browser: Any) -> None:
    await install(process, browser)

    workspace = await workspace_of(process)

    assert workspace is not None
    assert workspace.sealed_token.startswith("v1.")
    assert process.slack.bot_token not in str(workspace.model_dump())
    assert (workspace.name, workspace.bot_id, workspace.installed_by) == ("Northwind Outfitters", "B0PAYOFF", "U0ANA")


async def test_whoever_installs_is_owed_a_welcome_once(process: Any, browser: Any) -> None:
    await install(process, browser)
    await install(process, browser)

    workspace = await workspace_of(process)
    assert workspace is not None
    async with process.app.database.reading(workspace.id) as session:
        (post,) = (await session.exec(select(posts.Post))).all()
        changes = await history.changes_of(session, "workspace", workspace.id)
    assert (post.kind, post.key_text, post.channel_id) == ("welcome", "welcome:T0PAYOFF:U0ANA", "U0ANA")
    assert [(change.who, change.new) for change in changes] == [("U0ANA", "installed")] * 2


async def test_whoever_installs_is_welcomed_in_a_direct_message_once(process: Any, browser: Any) -> None:
    await install(process, browser)
    await process.app.postman.deliver_due()
    await install(process, browser)
    await process.slack.as_("ana").open_home()
    await process.app.postman.deliver_due()

    (welcome,) = process.slack.as_("ana").messages("@Payoff")
    assert welcome.words.splitlines()[0] == "What outcome will this release deliver?"
    assert "/release plan" in welcome.words
    assert process.slack.as_("ben").messages("@Payoff") == []


async def test_the_welcome_finds_the_one_who_was_told_when_slacks_answer_was_lost(process: Any, browser: Any) -> None:
    await install(process, browser)
    process.slack.faults.add("hang_up", method="chat.postMessage", times=1)
    await process.app.postman.deliver_due()
    process.clock.now += timedelta(minutes=5)

    await process.app.postman.deliver_due()

    assert len(process.slack.as_("ana").messages("@Payoff")) == 1
    async with process.app.database.reading(1) as session:
        (post,) = (await session.exec(select(posts.Post))).all()
    assert post.state == "sent"


async def test_an_installation_cannot_be_finished_in_another_browser(
    process: Any, browser: Any, another_browser: Any
) -> None:
    state = await browser.begin()
    await another_browser.begin()

    status, page = await another_browser.allow(state, process.slack.oauth_code())

    assert status == 400
    assert "This link no longer works" in page
    assert await workspace_of(process) is None


async def test_an_installation_cannot_be_finished_after_ten_minutes(process: Any, browser: Any) -> None:
    state = await browser.begin()
    process.clock.now += timedelta(minutes=10)

    status, _ = await browser.allow(state, process.slack.oauth_code())

    assert status == 400
    assert await workspace_of(process) is None


@pytest.mark.parametrize("forge", [lambda s: "", lambda s: "9" + s, lambda s: s[:-1] + "x", lambda s: "²." + s])
async def test_a_state_that_was_not_ours_is_refused(process: Any, browser: Any, forge: Any) -> None:
    state = await browser.begin()

    status, _ = await browser.allow(forge(state), process.slack.oauth_code())

    assert status == 400
    assert await workspace_of(process) is None


async def test_who_says_no_at_slack_is_told_that_nothing_changed(browser: Any) -> None:
    status, _, page = await browser.get("/slack/oauth_redirect?error=access_denied&state=x")

    assert status == 400
    assert "You said no at Slack" in page


async def test_what_slack_sends_back_is_never_shown_as_markup(browser: Any) -> None:
    _, _, page = await browser.get("/slack/oauth_redirect?error=%3Cscript%3E")

    assert "&lt;script&gt;" in page
    assert "<script>" not in page


async def test_a_code_that_slack_does_not_know_is_told_with_slacks_word_for_it(process: Any, browser: Any) -> None:
    status, page = await browser.allow(await browser.begin(), "guessed")

    assert status == 502
    assert "invalid_code" in page
    assert await workspace_of(process) is None


async def test_a_workspace_that_removes_payoff_takes_its_token_along(process: Any, browser: Any) -> None:
    await install(process, browser)

    await process.slack.uninstall()

    workspace = await workspace_of(process)
    assert workspace is not None
    assert (workspace.sealed_token, workspace.removed_at) == ("", process.clock.now)
    assert await process.app.directory.client_of(workspace.id) is None


async def test_a_workspace_may_come_back(process: Any, browser: Any) -> None:
    await install(process, browser)
    await process.slack.uninstall()

    await install(process, browser, who="ben")

    workspace = await workspace_of(process)
    assert workspace is not None
    assert (workspace.installed_by, workspace.removed_at) == ("U0BEN", None)
    assert await process.slack.as_("ana").type("#checkout", "/payoff help")


async def test_a_farewell_that_comes_after_the_next_installation_is_too_late(process: Any, browser: Any) -> None:
    await install(process, browser)
    process.slack.retry_waits = ()
    process.clock.now -= timedelta(minutes=1)

    await process.slack.uninstall()

    workspace = await workspace_of(process)
    assert workspace is not None
    assert workspace.removed_at is None
    assert workspace.sealed_token


async def test_what_one_process_installs_another_serves(process: Any, browser: Any, database_url: str) -> None:
    second = await start(process.slack, process.clock, database_url)
    await install(process, browser)
    process.slack.deliver_to(f"{second.url}/slack/events")

    answers = await process.slack.as_("ana").type("#checkout", "/payoff help")

    await second.stop()
    assert answers


async def test_with_another_key_nobody_is_served_and_nothing_breaks(
    process: Any, browser: Any, database_url: str
) -> None:
    await install(process, browser)
    workspace = await workspace_of(process)
    second = await start(process.slack, process.clock, database_url, secret_key="x" * 32)

    client = await second.app.directory.client_of(workspace.id if workspace else 0)

    await second.stop()
    assert client is None

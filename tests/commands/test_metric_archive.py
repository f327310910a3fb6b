"""Put a metric away that nobody needs any more, and bring it back: what was read and promised stays to be read."""

from datetime import timedelta

from sqlmodel import select

from storage.posts import Post
from tests.commands.looks import read_daily
from tests.commands.test_metric_control import compare
from tests.commands.test_value import answer
from tests.playing import define_metric, plan_release, schedule, ship, shipped_release

NAME = "Checkout conversion"


async def said(person, text):
    (message,) = await person.type("#checkout", text)
    return message.words


async def offered(person, command, field):
    """What a menu of a form offers."""
    await person.type("#checkout", command)
    (block,) = [block for block in person.modal.blocks if block.get("block_id") == field]
    await person.close_all()
    return [option["text"]["text"] for option in block["element"]["options"]]


async def test_what_is_archived_is_in_no_menu_and_no_list_until_it_is_restored(payoff, ana, ben):
    await define_metric(ana)
    await define_metric(ana, "Page views", unit="", value="120")
    await payoff.advance(days=1)

    away = await said(ana, "/metric archive page views")
    forms = [("/outcome new", "metric"), ("/metric import", "metric"), (f"/metric edit {NAME}", "control")]
    menus = [await offered(ana, command, field) for command, field in forms]
    listed, shelf = await said(ben, "/metric list"), await said(ben, "/metric list archived")
    shown = await said(ben, "/metric show Page views")
    refused = [
        await said(ben, command)
        for command in ("/metric record Page views 5", "/metric edit Page views", "/metric archive Page views")
    ]
    await ana.type("#checkout", "/metric new PAGE VIEWS")
    await ana.submit()
    taken = ana.errors
    await ana.close_all()

    assert away.startswith("Page views is archived: it is in no menu, nobody is told of it")
    assert NAME in menus[0]
    assert all("Page views" not in menu for menu in menus)
    assert "Page views" not in listed
    assert "one metric" in listed
    assert "[Archived]" in listed
    assert "Page views | 120 | up" in shelf
    assert NAME not in shelf
    assert shown.startswith("Page views\n120")
    assert "archived Wed 4 Mar 2026" in shown
    assert "State: in use → archived (@Ana Ruiz)" in shown
    assert "[Edit…]" not in shown
    assert all("Page views is archived" in words for words in refused)
    assert all("/metric restore Page views brings it back." in words for words in refused)
    assert "already. /metric restore Page views brings it back." in taken["Name"]

    (undone,) = [m for m in ana.messages("#checkout") if m.words.startswith("Page views is archived: it")]
    await ana.click("Undo", in_=undone)

    assert "Page views is in use again." in [m.words for m in ana.messages("#checkout")]
    assert "Page views | 120" in await said(ben, "/metric list")
    assert "None. /metric archive puts one away." in await said(ben, "/metric list archived")
    assert "Page views is in use already." in await said(ben, "/metric restore Page views")


async def test_a_mention_shows_what_is_archived_to_whoever_names_it_and_gives_it_as_an_example_to_nobody(payoff, ana):
    await define_metric(ana, "Page views", unit="", value="120")
    await define_metric(ana)
    await said(ana, "/metric archive page views")

    (shown,) = await ana.type("#checkout", "@Payoff page views last 30 days")
    (lost,) = await ana.type("#checkout", "@Payoff what is the weather?")

    assert shown.words.startswith("Page views")
    assert "archived Tue 3 Mar 2026" in shown.words
    assert f"{NAME} last 30 days" in lost.words
    assert "Page views" not in lost.words

    await said(ana, f"/metric archive {NAME}")
    (lost,) = await ana.type("#checkout", "@Payoff what is the weather?")

    assert "what ships next week?" in lost.words
    assert "last 30 days" not in lost.words


async def test_a_metric_is_kept_while_an_outcome_or_a_promise_needs_it_and_is_read_after_it_is_put_away(
    payoff, ana, eva
):
    await shipped_release(payoff, ana, worth="$120k")
    by_outcome = await said(ana, f"/metric archive {NAME}")
    await payoff.advance(days=7)
    await answer(ana)
    await ana.type("#checkout", "/outcome edit OUT-1")
    await ana.choose("Which number moves?", "A new one…")
    await ana.fill("Name of the metric", "Orders share")
    await ana.fill("Unit", "%")
    await ana.fill("Why does it change?", "Orders say more")
    await ana.submit()
    assert not ana.errors, ana.errors
    await ana.close_all()
    by_promise = await said(ana, f"/metric archive {NAME}")
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "It is reached")
    await ana.submit()
    await ana.close_all()

    away = await said(ana, f"/metric archive {NAME}")

    assert "Fewer people give up while paying OUT-1 wants to move Checkout conversion." in by_outcome
    assert "/outcome close OUT-1 ends it, /outcome edit OUT-1 gives it another metric." in by_outcome
    assert "One-page checkout REL-1 promised to move Checkout conversion, and has still to be looked at." in by_promise
    assert "is archived" in away
    value, ledger = await said(eva, "/value REL-1"), await said(eva, f"/value ledger {NAME}")
    why = await said(eva, f"/value explain {NAME}")
    assert "Checkout conversion" in value
    assert "+0.5 pt" in value
    assert "One-page checkout REL-1: claims +0.5 pt" in ledger
    assert "Newest: 3.8 %, stale 7 d" in why


async def test_a_closed_outcome_is_not_opened_again_on_a_metric_that_is_away(payoff, ana):
    await shipped_release(payoff, ana)
    await ana.type("#checkout", "/outcome close OUT-1")
    await ana.fill("Why?", "It is reached")
    await ana.submit()
    await ana.close_all()
    await said(ana, f"/metric archive {NAME}")

    refused = await said(ana, "/outcome reopen OUT-1")
    await said(ana, f"/metric restore {NAME}")
    opened = await said(ana, "/outcome reopen OUT-1")

    assert f"{NAME} is archived." in refused
    assert "is open again" in opened


async def test_of_a_metric_that_is_away_neither_silence_nor_a_line_is_told_until_it_is_back(payoff, ana, ben):
    await define_metric(ana)
    await said(ana, f"/metric alert {NAME} < 3 %")
    await ana.type("#checkout", f"/metric alert {NAME}")
    await said(ben, f"/metric archive {NAME}")
    await ana.fill("Line", "5")
    await ana.submit()
    late = ana.screen()
    await ana.close_all()
    refused = await said(ana, f"/metric alert {NAME} < 2 %")

    await payoff.advance(days=30)
    async with payoff.database.reading(payoff.workspace_id) as session:
        waiting = (await session.exec(select(Post.kind).where(Post.state == "due"))).all()
    quiet = [m.words for m in ana.messages("#checkout") if not m.ephemeral]
    await said(ana, f"/metric restore {NAME}")
    await payoff.advance(days=3)
    loud = [m.words for m in ana.messages("#checkout") if not m.ephemeral]

    assert f"{NAME} is archived." in refused
    assert f"{NAME} is archived." in late
    assert "metric_stale" not in waiting
    assert not [words for words in quiet if "no reading" in words]
    assert len([words for words in loud if "has had no reading" in words]) == 1


async def test_a_name_that_begins_like_an_archived_one_means_the_longer_and_did_you_mean_offers_what_is_in_use(
    payoff, ana
):
    await define_metric(ana, "Signups")
    await define_metric(ana, "Signups Germany", unit="")
    await said(ana, "/metric archive Signups Germany")

    longer = await said(ana, "/metric record Signups Germany 5")
    close = await said(ana, "/metric show Signup")

    assert "Signups Germany is archived." in longer
    assert "Did you mean Signups?" in close


async def test_what_was_compared_with_it_is_named_and_measured_alone(payoff, ana):
    await define_metric(ana, "Visits", unit="visits", value="")
    await define_metric(ana, value="")
    await read_daily(payoff, [3.8, 3.7, 3.9] * 10)
    await compare(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    await read_daily(payoff, [4.3, 4.4, 4.2] * 2, until=payoff.clock.now + timedelta(days=6))

    away = await said(ana, "/metric archive Visits")

    assert f"{NAME} is compared with it, and measured alone from now on." in away

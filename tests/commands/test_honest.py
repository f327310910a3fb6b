"""Set beside each claim what this team's past claims turned into."""

from tests.commands.past import past_promise
from tests.playing import card_of, define_metric, plan_release, schedule

# Of a promised 0.5 pt: the median of the nine is 0.46.
NINE = (0.55, 0.085, 0.125, 0.155, 0.2, 0.23, 0.31, 0.375, 0.45)


async def with_past(payoff, ana, effects, *, channel="#checkout"):
    """A planned release of a team with a past."""
    await define_metric(ana)
    await plan_release(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        for number, effect in enumerate(effects, 10):
            await past_promise(session, 1, number, effect=effect, at=payoff.clock.now)


async def test_a_claim_stands_beside_what_the_last_nine_came_to(payoff, ana, eva):
    await with_past(payoff, ana, NINE)
    async with payoff.database.writing(payoff.workspace_id) as session:
        # Neither what is only claimed counts, nor what nothing was seen of.
        await past_promise(session, 1, 30, effect=5.0, verified=False, at=payoff.clock.now)
        await past_promise(session, 1, 31, effect=None, word="unmeasurable", at=payoff.clock.now)
    await ana.type("#checkout", "/release schedule REL-1 5 Mar")
    await ana.choose("Outcome", "A new one…")
    asked = ana.screen()
    await ana.close_all()

    await schedule(ana, worth="$120k")
    await payoff.settle()

    said = "This team's last 9 came to 0.46× of what was promised"
    assert f"{said}, 80 times of 100 between 0.17× and 1.1×" in asked
    expectation = f"{said} → expect $55k a year ($20k to $132k), 80 times of 100."
    assert expectation in card_of(ana).words
    (value,) = await eva.type("#checkout", "/value REL-1")
    assert f"$120k a year claimed. {expectation}" in value.words
    (shown,) = await eva.type("#checkout", "/release show REL-1")
    assert expectation in shown.words


async def test_a_team_with_too_few_looks_has_the_workspaces_and_is_told_so(payoff, ana):
    await with_past(payoff, ana, NINE[:4])
    await plan_release_elsewhere(ana)
    async with payoff.database.writing(payoff.workspace_id) as session:
        await past_promise(session, 2, 40, effect=0.25, at=payoff.clock.now)

    await schedule(ana)
    await payoff.settle()

    # 0.17, 0.25, 0.31, 0.5 and 1.1 of half a point.
    assert (
        "This team has too few looks yet; the workspace's last 5 came to 0.31× of what was promised → expect +0.16 pt"
        in card_of(ana).words
    )


async def test_where_all_together_are_too_few_nothing_is_said(payoff, ana):
    await with_past(payoff, ana, NINE[:4])

    await schedule(ana)
    await payoff.settle()

    assert "came to" not in card_of(ana).words


async def plan_release_elsewhere(ana):
    """Another team, in #growth."""
    await ana.type("#growth", "/release plan Referral invites")
    await ana.submit()
    assert not ana.errors


async def test_what_has_its_verdict_is_not_expected_any_more(payoff, ana):
    await with_past(payoff, ana, NINE)

    (value,) = await ana.type("#checkout", "/value REL-10")

    assert "expect" not in value.words

"""See a metric over a time, and the list of all with how fresh they are."""

from tests.playing import define_metric, hand_in, plan_release, schedule, ship


async def answer_to(person, text, channel="#checkout"):
    (answer,) = await person.type(channel, f"/metric {text}")
    return answer.words


async def test_a_metric_shows_its_course_over_the_period_that_was_asked_for(ana):
    await define_metric(ana, value="")
    await hand_in(ana, b"date,value\n2025-06-01,3.0\n2026-02-05,3.8\n2026-02-15,4.0\n2026-03-01,4.3\n")
    await ana.close()

    shown = await answer_to(ana, "show Checkout conversion last 30d")
    long = await answer_to(ana, "show Checkout conversion last 12 months")

    assert "4.3 %" in shown
    assert "three readings in" in shown
    assert "+0.5 pt over" in shown
    assert "four readings in" in long
    assert "+1.3 pt over" in long


async def test_a_metric_shows_what_is_wanted_of_it_and_what_shipped_meanwhile(payoff, ana):
    await define_metric(ana)
    await plan_release(ana)
    await schedule(ana)
    await ship(payoff, ana)
    await payoff.advance(days=2)

    shown = await answer_to(ana, "show Checkout conversion")

    assert "3.8 % → 4.5 %" in shown
    assert "One-page checkout, " in shown


async def test_a_chart_is_drawn_and_said_in_words_where_slack_draws_none(payoff, ana):
    await define_metric(ana, value="")
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n2026-02-15,4.0\n2026-03-01,4.3\n")
    await ana.close()
    (drawn,) = await ana.type("#checkout", "/metric show Checkout conversion")
    payoff.slack.faults.add("no_charts")

    (plain,) = await ana.type("#checkout", "/metric show Checkout conversion")
    (shared,) = await ana.click("Share to channel", in_=plain)

    assert "data_visualization" in {block["type"] for block in drawn.body["blocks"]}
    for message in (plain, shared):
        assert "data_visualization" not in {block["type"] for block in message.body["blocks"]}
        assert "1 Feb 3.8, 15 Feb 4, 1 Mar 4.3" in message.words


async def test_a_metric_without_readings_says_so_and_how_to_begin(ana):
    await define_metric(ana, value="")

    shown = await answer_to(ana, "show Checkout conversion")

    assert "No data yet." in shown
    assert '/metric record "Checkout conversion" VALUE' in shown


async def test_a_period_without_readings_says_so_beside_the_newest(ana):
    await define_metric(ana, value="")
    await ana.type("#checkout", "/metric record Checkout conversion 4.1% 2025-06-01")

    shown = await answer_to(ana, "show Checkout conversion last 30d")

    assert "No data in" in shown
    assert "4.1 %" in shown


async def test_a_period_that_is_none_is_refused(ana):
    await define_metric(ana)

    assert "last 30 days" in await answer_to(ana, "show Checkout conversion whenever")


async def test_the_list_marks_what_is_stale_and_what_has_no_data(payoff, ana):
    await define_metric(ana)
    await define_metric(ana, "Signups", unit="", value="")
    await payoff.advance(days=9)
    await define_metric(ana, "Churn", value="2.1", direction="Down")

    rows = {row.split("|")[0].strip(): row for row in (await answer_to(ana, "list")).splitlines()}

    assert "stale 9 d" in rows["Checkout conversion"]
    assert "no data" in rows["Signups"]
    assert "under a day old" in rows["Churn"]
    assert "down" in rows["Churn"]


async def test_the_list_is_paged_in_place(ana):
    for number in range(1, 15):
        await define_metric(ana, f"Metric {number:02}", unit="", value="")
    first = await answer_to(ana, "list")

    await ana.click("Next")

    (second,) = [message for message in ana.messages("#checkout") if message.words.startswith("Metrics")]
    assert "Metric 01" in first
    assert "Metric 13" not in first
    assert "Metric 13" in second.words
    assert "page 2 of 2" in second.words


async def test_an_answer_that_slack_takes_nowhere_beside_the_command_comes_in_words_with_it(payoff, ana):
    await define_metric(ana, value="")
    await hand_in(ana, b"date,value\n2026-02-01,3.8\n2026-02-15,4.0\n2026-03-01,4.3\n")
    await ana.close()
    for method in ("response_url", "chat.postEphemeral"):
        payoff.slack.faults.add("server_error", method=method)

    shown = await answer_to(ana, "show Checkout conversion")

    assert "1 Feb 3.8, 15 Feb 4, 1 Mar 4.3" in shown

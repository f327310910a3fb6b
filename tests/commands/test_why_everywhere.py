"""Hold each template that says a counted number to a way of asking why: on the message, or by a command."""

from jinja2 import nodes

from bot.slack import render
from tests.commands.disputed import claim_both

# What says a number that Payoff counted; `amount` and `number` say those that people gave it.
COUNTED = {
    "beside", "between", "change", "growth", "money", "money_in_full", "percent", "roi", "round", "size", "span",
    "times",
}  # fmt: skip
# Where there is no room to ask, or nothing but what stands elsewhere: what is asked instead, and what is told then.
ELSEWHERE = {
    "alerts/draw": ("line Checkout conversion", "Line below 3 %"),
    "alerts/drawn": ("line Checkout conversion", "Line below 3 %"),
    "alerts/erased": ("newest Checkout conversion", "Newest: "),
    "alerts/list": ("line Checkout conversion", "Line below 3 %"),
    "alerts/over": ("line Checkout conversion", "Line below 3 %"),
    "alerts/stale": ("newest Checkout conversion", "Newest: "),
    "checkins/edit": ("effect REL-1", "Effect: "),
    "forecasts/form": ("worth REL-1", "In: change promised: +0.5 pt"),
    "gate/worth": ("worth REL-1", "Worth a year: "),
    "home/home": ("progress OUT-1", "Progress: "),
    "metrics/recorded": ("newest Checkout conversion", "Newest: "),
    "outcomes/list": ("progress OUT-1", "Progress: "),
    "releases/cost": ("roi REL-1", "ROI as planned: "),
    "releases/list": ("worth REL-1", "In: change promised: +0.5 pt"),
    "shares/type": ("share REL-1", "Share: "),
    # A form of a message that is asked by its button.
    "signals/explain": ("newest Checkout conversion", "Newest: "),
    "status/status": ("verdict REL-1", "Verdict: "),
}


def counts(name: str) -> set[str]:
    """The filters by which a template, or a part that it takes in, says counted numbers."""
    tree = render.parsed(name)
    found = {each.name for each in tree.find_all(nodes.Filter)}
    # As in `amounts|map("money")`.
    found |= {
        each.value
        for filter_ in tree.find_all(nodes.Filter)
        for each in filter_.args
        if filter_.name == "map" and isinstance(each, nodes.Const)
    }
    parts = [each.template for each in tree.find_all((nodes.FromImport, nodes.Import))]
    return (found & COUNTED).union(*(counts(part.value) for part in parts if isinstance(part, nodes.Const)))


def asks(name: str) -> bool:
    """Whether a template has a button that says why, or tells the command."""
    for _, called, call in render.calls_in([name]):
        first = call.args[0] if call.args else None
        if called in ("run", "button") and isinstance(first, nodes.Const) and str(first.value).startswith("Why"):
            return True
    return any(
        "/value explain" in data.data for out in render.parsed(name).find_all(nodes.Output) for data in out.nodes
        if isinstance(data, nodes.TemplateData)
    )  # fmt: skip


COUNTING = [name for name in render.names() if counts(f"{name}.j2")]


def test_every_template_that_says_a_counted_number_can_be_asked_why() -> None:
    silent = {name for name in COUNTING if not asks(f"{name}.j2")}

    assert silent == set(ELSEWHERE)


async def test_what_has_no_button_is_explained_by_a_command(payoff, ana, eva):
    await claim_both(payoff, ana)
    await ana.type("#checkout", "/metric alert Checkout conversion < 3 %")
    await ana.type("#checkout", "/release cost REL-1 40k")

    for question, told in set(ELSEWHERE.values()):
        (why,) = await eva.type("#checkout", f"/value explain {question}")

        assert told in why.words, question
        assert "Europe/Berlin" in why.words
        assert "\nv1 · " in why.words

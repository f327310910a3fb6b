"""What is asked before a release gets a date."""

from datetime import date

from bot.flows.caller import Caller
from bot.flows.gate.form import NEW, Form, answers_for, label_of, size_hint, submit_words
from bot.flows.gate.past import Past, PastPromise
from bot.flows.gate.worth import Said, WorthForm, fields_of
from bot.flows.releases.find import key_of
from tests.templates.hostile import fixed
from tests.templates.samples.things import (
    NO_WORTH,
    TODAY,
    bare_line,
    claimed,
    draft,
    falling_metric,
    line,
    metric,
    outcome,
    promise,
    release,
    scheduled,
    team,
    verdict,
)  # fmt: skip
from tests.templates.samples.things import past as claims_before
from tests.templates.samples.things.ahead import CLEAR, WANDERING

ANA = Caller(workspace_id=1, user_id="U0ANA", channel_id="C0CHECKOUT")
BLOCKING, WARNING, LENIENT = team(), team(gate="warn"), team(overriders=["U0ANA"])
WINDOW = {"first": date(2026, 7, 8), "last": date(2026, 7, 10), "confidence": "medium", "why_now": "ready"}
METRICS = [NEW, ("5", metric().name), ("6", falling_metric().name)]
OUTCOMES = [NEW, ("2", label_of(outcome()))]


def form(about=None, *, team=BLOCKING, answer="outcome", asks_window=True, meant=None, **changed):
    """The form for a draft; `meant` is the metric that it is about so far."""
    about = about or draft()
    fields = {
        "release": about,
        "key": key_of(about),
        "team": team,
        "today": TODAY,
        "lines": [],
        "answers": answers_for(ANA, team),
        "answer": answer,
        "outcomes": OUTCOMES,
        "chosen": "",
        "metrics": METRICS,
        "metric_choice": "",
        "baseline": "",
        "baseline_hint": "The number as it is before this ships.",
        "size_hint": size_hint(meant),
        "worth": fields_of(Said(), currency="EUR", size=None, sure=None),
        "past": None,
        "first": None,
        "last": None,
        "confidence": "",
        "why_now": "",
        "metric": meant,
        "asks_window": asks_window,
        "criteria_words": "",
        "submit": fixed(submit_words(not changed.get("lines"), answer, asks_window)),
        "private": {"release": about.pk, "window": asks_window},
    }
    return {"form": Form(**fields | changed)}


def past(number, judged=None, **changed):
    """A promise of a release that has shipped, and what came of it."""
    shipped = release(id=number, number=number, name=f"Checkout step {number}")
    whole = {"promise": promise(), "metric": metric(), "verdict": judged}
    return PastPromise(release=shipped, key=key_of(shipped), **whole | changed)


LIKE_THIS = Past(
    found=[past(4, verdict("partly", effect=0.3)), past(5, verdict()), past(3, claimed("missed")), past(6)]
)
SAME_LESSON = Past(
    found=[past(number, verdict("missed", learned="No onboarding")) for number in (3, 4)] + [past(5, verdict())]
)
NEVER_MEASURED = Past(found=[past(4, verdict("unmeasurable"), metric=None, promise=promise(**NO_WORTH))])

HALF_HIDDEN = Past(found=[past(4, verdict())], hidden=2)
HIDDEN = Past(found=[], hidden=1, is_known=False)

EXISTING = form(
    scheduled(),
    chosen="2",
    meant=metric(),
    baseline="4.3",
    baseline_hint="The newest reading is 4.3 %.",
    past=LIKE_THIS,
    honest=claims_before().honest,
    seeable=CLEAR,
    size=0.5,
    criteria_words="Good enough when: 1 of 2 agreed.",
    **WINDOW,
)
NEW_OF_A_METRIC = form(
    chosen="new",
    metric_choice="6",
    meant=falling_metric(),
    baseline_hint="Support tickets has no reading yet. Type what it is today.",
    past=NEVER_MEASURED,
    asks_window=False,
)
NEW_OF_A_NEW_METRIC = form(outcomes=[NEW], chosen="new", metrics=[NEW], metric_choice="new")


def worth_of(choice, sure=60, **inputs):
    """The fields of a calculator, as far as they are filled in."""
    said = Said(choice=choice, inputs=inputs)
    return fields_of(said, currency="USD", size=None, sure=sure)


def repriced(*lines, fields, picked=None):
    """The form that prices a promise anew."""
    return {"form": WorthForm(release=scheduled(), key="REL-7", lines=lines, line=picked, fields=fields)}


SAMPLES = {
    "gate/ask": [
        form(),
        EXISTING,
        NEW_OF_A_METRIC,
        NEW_OF_A_NEW_METRIC,
        form(scheduled(), chosen="2", meant=metric(), past=SAME_LESSON, seeable=CLEAR, **WINDOW),
        form(scheduled(), chosen="2", meant=metric(), past=HALF_HIDDEN, **WINDOW),
        form(scheduled(), chosen="2", meant=metric(), past=HIDDEN, **WINDOW),
        form(answer="maintenance"),
        form(team=WARNING, answer="override"),
        form(scheduled(), team=LENIENT, answer="override", **WINDOW),
        form(scheduled(), lines=[line(), bare_line()], **WINDOW),
        form(chosen="2", meant=metric(), worth=worth_of("cases"), seeable=WANDERING),
        form(chosen="2", meant=metric(), worth=worth_of("revenue", None, before="many", after="56")),
    ],
    "gate/worth": [
        repriced(
            line(), picked=line(), fields=fields_of(Said(typed="40k; 75k; 110k"), currency="USD", size=None, sure=60)
        ),
        repriced(line(), picked=line(), fields=worth_of("productivity", before="30", after="27, 24, 20")),
        repriced(line(), bare_line(), fields=worth_of("sales", None)),
        repriced(line(), bare_line(), picked=bare_line(), fields=worth_of("cases")),
    ],
}

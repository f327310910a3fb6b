"""What is asked and said of decisions."""

from bot.flows.decisions import Form
from bot.slack import render
from tests.templates.samples.things import decision, release


def form(about=None, releases=()):
    return {"form": Form(release=about, key="REL-7" if about else "", releases=releases)}


def decided(*made):
    return {"release": release(), "key": "REL-7", "decisions": list(made)}


SAMPLES = {
    "decisions/form": [form(release()), form(releases=[("7", "One-page checkout (REL-7)")]), form()],
    "decisions/decided": [decided(decision()), decided(decision("stop", backed=False), decision("stop"))],
    "decisions/decided_in_form": [{"said": render.message("decisions/decided", **decided(decision()))}],
}

"""What is said when a message is attached to a release."""

from bot.flows.releases.find import in_a_menu, key_of
from tests.templates.hostile import fixed
from tests.templates.samples.things import draft, release

QUOTE = "Nobody has called about the address form since Wednesday"
KEPT = {"channel": "C0CHECKOUT", "ts": "1780500000.000100"}
RELEASES = [(str(found.pk), in_a_menu(found)) for found in (release(), draft())]


def asked(quote, author_id):
    # What the form carries was cut to what a form can carry.
    private = {**KEPT, "author": author_id, "text": fixed(quote)}
    return {"releases": RELEASES, "quote": quote, "author_id": author_id, "private": private}


SAMPLES = {
    "evidence/attach": [asked(QUOTE, "U0CHLOE"), asked("", "")],
    "evidence/kept": [{"release": release(), "key": key_of(release()), "new": new} for new in (True, False)],
    "evidence/which": [
        {"choices": [(fixed(f"{value}:1780500000.000100"), said) for value, said in RELEASES]},
        {"choices": []},
    ],
    "evidence/attached": [{"release": release(), "key": key_of(release()), "new": new} for new in (True, False)],
}

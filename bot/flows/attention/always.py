"""Know what someone wants at once, whatever their budget says: the kinds of messages that they chose."""

from bot.flows.kinds import Kind
from storage.people import ALWAYS, Person

# As the form offers them: the word that is kept, and what is read.
CHOICES = (
    ("checkins", "Check-ins of my releases"),
    ("rules", "Our own rules, on their day"),
    ("alerts", "Alerts, and readings that are missing"),
    ("follow", "News of releases that I follow"),
)
KINDS = {
    "checkin_ask": "checkins",
    "checkin_remind": "checkins",
    "checkin_again": "checkins",
    "rule_due": "rules",
    "alert_crossed": "alerts",
    "alert_over": "alerts",
    "metric_stale": "alerts",
    "release_follow": "follow",
}


def is_always_wanted(person: Person, kind: Kind) -> bool:
    """Whether someone is called by messages of this kind at once, and none of them counts."""
    return KINDS.get(kind.name, "") in person.always


def chosen(picked: tuple[str, ...]) -> list[str]:
    """What was picked in the form, in its order; words that it does not offer are left out."""
    return [word for word in ALWAYS if word in picked]


def in_words(words: list[str]) -> str:
    """What was chosen as history keeps it."""
    return ", ".join(words)

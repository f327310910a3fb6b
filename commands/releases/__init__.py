"""Take what people ask of releases."""

from slack_bolt.async_app import AsyncApp

from commands.releases import (  # noqa: F401
    cancel,
    cost,
    criteria,
    delay,
    edit,
    effort,
    more,
    people,
    plan,
    schedule,
    ship,
    show,
    worth,
)


def register(app: AsyncApp) -> None:
    """Listen to every button and form of a release."""
    for moment in (plan, edit, schedule, ship, delay, cancel, people, criteria, more, worth, cost):
        moment.register(app)

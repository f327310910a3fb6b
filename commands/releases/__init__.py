"""Take what people ask of releases."""

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

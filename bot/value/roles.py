"""Say who may do what with a release, and which roles define success together."""

from collections.abc import Iterable, Sequence

ACTIONS = ("schedule", "ship", "override", "close", "edit", "delay", "hand_over")

# What someone is who helped to define an outcome, and how it is shown.
ROLES = {
    "product": "product",
    "customer": "customer",
    "user": "user",
    "support": "support",
    "sales": "sales",
    "marketing": "marketing",
    "finance": "finance",
    "design": "design",
    "engineering": "engineering",
    "delivery": "delivery",
    "quality": "quality",
}
# Those who build it: they know what is feasible, others know what it is good for.
DELIVERY = frozenset({"engineering", "delivery", "quality"})


def who_may(people: Iterable[str], listed: Sequence[str]) -> tuple[str, ...]:
    """The ids of who may act: the team's list where it has one, else the release's owner, deputy and creator."""
    return tuple(dict.fromkeys(user_id for user_id in (listed or people) if user_id))


def may(action: str, user_id: str, *, people: Iterable[str], listed: Sequence[str] = ()) -> bool:
    """Whether someone may schedule, ship, override, close, edit, delay or hand over a release.

    `people` are the release's owner, deputy and creator, empty where there is none; `listed` are those whom the team's
    settings name for the action.

    Raises:
        ValueError: no such action.
    """
    if action not in ACTIONS:
        raise ValueError(f"{action!r} is nothing that one may or may not do; it is one of {', '.join(ACTIONS)}.")
    return user_id in who_may(people, listed)


def only_delivery(roles: Iterable[str]) -> bool:
    """Whether success was defined by those alone who build it; not when nobody is named."""
    named = set(roles)
    return bool(named) and named <= DELIVERY


def together(roles: Iterable[str]) -> bool:
    """Whether product and engineering defined it together."""
    return {"product", "engineering"} <= set(roles)

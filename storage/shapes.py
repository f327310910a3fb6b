"""Know a SELECT again by its shape, so that the same one with other values is not made ready anew.

Most statements are built where they are asked, with their values in them. SQLAlchemy finds what it has compiled again
by the statement's shape, and takes the values out of it; with both of them the driver is given what was prepared for
the first statement of that shape.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect, Select

from storage.prepared import Ready, prepare

# As many as a Payoff has, and some; lists of each length are a shape of their own.
MOST_SHAPES = 2000
LONGEST_LIST = 16

# What is ready for each shape, with the name of each of its values in their order; None where SQLAlchemy is to do it.
SHAPES: dict[Any, tuple[Ready, tuple[str, ...]] | None] = {}


def recognise(
    statement: Any, given: Mapping[str, Any], dialect: Dialect, *, held: bool
) -> tuple[Ready, dict[str, Any]] | None:
    """A SELECT as one kind of database takes it, and its values by their names; None where SQLAlchemy is to do it.

    Raises:
        Trespass: it could reach another workspace's rows.
    """
    if not isinstance(statement, Select) or statement._with_options or statement._execution_options:
        return None
    key = statement._generate_cache_key()
    if key is None:
        return None
    binds = key.bindparams
    # What is written out in the text is no parameter; how long a list will be that is still to be given is not known.
    if any(bind.literal_execute or (bind.expanding and bind.required) for bind in binds):
        return None
    lists = [listed(bind) for bind in binds if bind.expanding]
    if any(len(each) > LONGEST_LIST for each in lists):
        return None
    shape = (dialect.name, held, key.key, *map(len, lists))
    if shape not in SHAPES:
        if len(SHAPES) >= MOST_SHAPES:
            SHAPES.clear()
        SHAPES[shape] = first_of(statement, binds, dialect, held=held)
    known = SHAPES[shape]
    if known is None:
        return None
    ready, names = known
    values: dict[str, Any] = {}
    for name, bind in zip(names, binds, strict=True):
        if bind.expanding:
            values |= {f"{name}_{place}": value for place, value in enumerate(listed(bind), 1)}
        elif not bind.required:
            values[name] = bind.effective_value
    return ready, values | dict(given)


def listed(bind: Any) -> Sequence[Any]:
    """The values of a list."""
    values: Sequence[Any] = bind.effective_value
    return values


def first_of(
    statement: Any, binds: Sequence[Any], dialect: Dialect, *, held: bool
) -> tuple[Ready, tuple[str, ...]] | None:
    """The first statement of a shape made ready, and what its values are called; None where SQLAlchemy is to do it."""
    try:
        ready, called = prepare(statement, (), dialect, held=held)
    except ValueError:
        return None
    # The parameters themselves may be copies; what they are kept under is the same.
    names = {bind.key: name for bind, name in called.items()}
    return ready, tuple(names.get(bind.key, "") for bind in binds)

"""Find what a text may mean by the name or key that it begins with, so that nobody reads all there is."""

from typing import Any

from sqlalchemy import ColumnElement, String, bindparam
from sqlmodel import func, or_


def begins(folded: Any) -> ColumnElement[bool]:
    """Whether one of the texts `typed` and `inner` begins with a row's name, all folded alike."""
    return or_(
        *(func.substr(bindparam(text, type_=String), 1, func.length(folded)) == folded for text in ("typed", "inner"))
    )

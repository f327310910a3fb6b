"""Say what keeps a statement within a workspace: the criterion beside each table, and what needs none."""

from functools import lru_cache

from sqlalchemy import Integer, bindparam, column
from sqlalchemy.orm import with_loader_criteria
from sqlalchemy.orm.util import LoaderCriteriaOption

from storage.rows import Row
from storage.workspaces import Workspace

# What a session that is opened for no workspace may touch.
EVERYWHERE = {"workspace", "post", "channel"}
# Stands in where SQLAlchemy asks for the criterion of `Row` itself, which is no table.
UNMAPPED = column("workspace_id", Integer)
# The workspace as a parameter, and the two criteria with it: a SELECT that is built once is held by them once, for all
# workspaces. An UPDATE without parameters needs the number itself, to find the rows that the session has.
ITS = bindparam("its_workspace", type_=Integer, required=True)
WITHIN = with_loader_criteria(
    Row,
    lambda table: getattr(table, "workspace_id", UNMAPPED) == ITS,
    include_aliases=True,
    propagate_to_loaders=False,
)
ITSELF = with_loader_criteria(
    Workspace, lambda table: table.id == ITS, include_aliases=True, propagate_to_loaders=False
)


@lru_cache(maxsize=1000)
def within(workspace_id: int) -> LoaderCriteriaOption:
    """The criterion that keeps what changes or removes rows within a workspace, wherever a table occurs in it."""
    return with_loader_criteria(
        Row,
        lambda table: getattr(table, "workspace_id", UNMAPPED) == workspace_id,
        include_aliases=True,
        propagate_to_loaders=False,
    )


@lru_cache(maxsize=1000)
def itself(workspace_id: int) -> LoaderCriteriaOption:
    """The criterion that lets a workspace see no other workspace."""
    return with_loader_criteria(
        Workspace, lambda table: table.id == workspace_id, include_aliases=True, propagate_to_loaders=False
    )

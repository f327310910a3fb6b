"""List every table, so that whoever loads the database knows them all."""

from sqlmodel import SQLModel

from storage.arrivals import Arrival
from storage.checkins import CheckIn
from storage.evidence import Evidence
from storage.history import Change
from storage.metrics import Metric
from storage.outcomes import Outcome, OutcomeVersion
from storage.posts import Post
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Criterion, Follower, Release
from storage.rows import Row
from storage.teams import Team
from storage.verdicts import Verdict
from storage.workspaces import Workspace

OWNED: tuple[type[Row], ...] = (
    Arrival, Change, CheckIn, Criterion, Evidence, Follower, Metric, Outcome, OutcomeVersion,
    Post, Promise, Reading, Release, Team, Verdict,
)  # fmt: skip
TABLES: tuple[type[SQLModel], ...] = (Workspace, *OWNED)

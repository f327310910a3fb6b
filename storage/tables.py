"""List every table, so that whoever loads the database knows them all."""

from sqlmodel import SQLModel

from storage.alerts import Alert
from storage.arrivals import Arrival
from storage.channels import Channel
from storage.checkins import CheckIn
from storage.closures import Closure
from storage.decisions import Decision
from storage.evidence import Evidence
from storage.experiments import ArmCount
from storage.forecasts import Forecast
from storage.history import Change
from storage.leavers import Leaver
from storage.metrics import Metric
from storage.milestones import Milestone
from storage.outcomes import Outcome, OutcomeVersion
from storage.people import Notice, Person
from storage.posts import Post
from storage.promises import Promise
from storage.readings import Reading
from storage.releases import Criterion, Follower, Release
from storage.rows import Row
from storage.rules import Rule
from storage.shares import Share
from storage.subscriptions import Subscription
from storage.teams import Team
from storage.verdicts import Verdict
from storage.workspaces import Workspace

OWNED: tuple[type[Row], ...] = (
    Alert, ArmCount, Arrival, Change, Channel, CheckIn, Closure, Criterion, Decision, Evidence, Follower, Forecast,
    Leaver, Metric, Milestone, Notice, Outcome, OutcomeVersion, Person, Post, Promise, Reading, Release, Rule, Share,
    Subscription, Team, Verdict,
)  # fmt: skip
TABLES: tuple[type[SQLModel], ...] = (Workspace, *OWNED)

"""Hold what Payoff says to the rules, at every message and at every look."""

import json
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.sandbox.elements import walk
from bot.sandbox.state import Message
from tests.simulation import accounts, attention, oracle
from tests.simulation.books import kept, listed, moment
from tests.simulation.posted import post_of
from tests.simulation.trace import Trace

if TYPE_CHECKING:
    import sqlite3

    from tests.simulation.simulation import Simulation

RULES = {
    "once": "No two messages are the same post.",
    "hour": "What the clock says comes when the team's wall clock shows its hour, across every change of clocks.",
    "working day": "What the clock says comes on a day on which the team works.",
    "open door": "Nothing is said in an archived channel, where Payoff is not, or to somebody who has left.",
    "pace": "Two messages of one channel are at least 0.95 s apart.",
    "three asks": "A check-in is asked at most three times, and once more of the deputy.",
    "snooze": "Nobody is asked what they have put off.",
    "cancelled": "Nobody is asked about a release that was called off.",
    "one catch-up": "What was missed while nobody served is made up for by one message.",
    "in time": "While all is well nothing waits longer than its bound.",
    "said": "What counts as sent stands in its channel; what was given up says why, and somebody was told.",
    "time off": "Nobody is called in their time off.",
    "budget": "Nobody is called more often in a week than they want.",
    "rhythm": "What was subscribed to comes on its day and at its hour, and goes on until somebody stops it.",
    "looks": "Every promise of a release that shipped has its check-ins.",
    "history": "History is only ever added to, and replaying it gives each release as it stands.",
    "whole": "Every row that a row points at is there.",
}

ASKS = ("checkin_ask", "checkin_remind", "checkin_again")
# What comes at the team's hour; a check-in that was put off for an hour comes an hour later.
CLOCKED = ("checkin_ask", "checkin_remind", "review")
PACE = 0.95
ASKED, REMINDERS, DEPUTY = 3, 2, 1
# What may still be on its way when somebody changes what it is about.
FLIGHT = timedelta(seconds=45)
# How long what is due may take while all is well, and after the last trouble: an outage of hours is waited out by
# tries that are up to an hour apart.
BOUND, RECOVERY = timedelta(minutes=3), timedelta(minutes=80)
LATE = timedelta(minutes=3)
# An outcome, which outlives what was to move it, is named after it: "What Slice 0001x1 is for".
NAME = re.compile(r"(?<!What )Slice \d{4}x\d")
CALLED = re.compile(r"<@(\w+)>")
LOOK = 3600.0


class Violation(Exception):
    """A rule was broken."""

    def __init__(self, rule: str, what: str) -> None:
        super().__init__(f"{rule}: {what}")
        self.rule = rule
        self.what = what

    def told(self, seed: int, trace: Trace) -> str:
        """What happened, at which step, and how to see it again."""
        return "\n".join(
            (
                f"Seed {seed}, step {trace.steps}: “{self.rule}” is broken. {RULES[self.rule]}",
                f"  {self.what}",
                "The last events:",
                *(f"  {line}" for line in trace.last),
            )
        )


class Rules:
    """Everything that has to hold, and what was seen so far."""

    def __init__(self, simulation: "Simulation") -> None:
        self.simulation = simulation
        self.books = simulation.books
        self.seen: dict[int, str] = {}
        self.last_in: dict[str, float] = {}
        self.asked: dict[tuple[int, str, bool], int] = {}
        self.last_trouble = simulation.now
        self.down_since: datetime | None = simulation.now
        # The last outage, and what was made up for since.
        self.back_at = simulation.now
        self.caught_up: dict[tuple[str, int | str], int] = {}
        self.reopenings: dict[str, datetime] = {}
        self.accounts = accounts.Accounts(self)
        self.attention = attention.Attention(self)

    def break_(self, rule: str, what: str) -> None:
        raise Violation(rule, what)

    # What makes late what is late

    def troubled(self) -> None:
        """Something has just gone wrong, or has just ended."""
        self.last_trouble = self.simulation.now

    def died(self) -> None:
        """A process is gone; perhaps nobody serves now."""
        self.troubled()
        if not self.simulation.fleet.alive and self.down_since is None:
            self.down_since = self.simulation.now

    def started(self) -> None:
        """A process serves."""
        self.troubled()
        if self.down_since is not None:
            self.down_since, self.back_at = None, self.simulation.now
            self.caught_up.clear()

    def reopened(self, channel_id: str) -> None:
        """A channel can be written in again."""
        self.troubled()
        self.reopenings[channel_id] = self.simulation.now

    @property
    def calm_since(self) -> datetime | None:
        """Since when all is well; None: it is not."""
        simulation = self.simulation
        away = any(fault.times is None for fault in simulation.slack.faults.active)
        return self.last_trouble if simulation.reachable and not away and simulation.fleet.alive else None

    # At every message

    def said(self, message: Message) -> None:
        """A message has come to stand in its channel."""
        simulation, now = self.simulation, self.simulation.now
        post = post_of(self.books, message)
        words = str(message.body.get("text"))
        simulation.trace.note("said", message.channel, message.ts, post["key_text"] if post else "-", repr(words[:60]))
        if post is None:
            return
        number = post["id"]
        if number in self.seen:
            self.break_("once", f"{post['key_text']} stands at {self.seen[number]} and at {message.ts}.")
        self.seen[number] = message.ts
        self.doors(message, post)
        self.pace(message)
        self.attention.said(message, post, now)
        team = self.books.team_in(post["channel_id"])
        if team is not None and post["kind"] in CLOCKED:
            self.hour(post, team, now, message)
            self.catch_up(post, team)
        if post["kind"] in (*ASKS, "review"):
            self.about(message, post, now)

    def doors(self, message: Message, post: "sqlite3.Row") -> None:
        channel = self.simulation.world.channels[message.channel]
        gone = [self.simulation.world.members[user].deleted for user in channel.members if channel.kind == "im"]
        if channel.archived or any(gone):
            self.break_("open door", f"{post['key_text']} was said in {channel.id}.")

    def pace(self, message: Message) -> None:
        at = float(message.ts)
        before = self.last_in.get(message.channel)
        if before is not None and at - before < PACE:
            self.break_("pace", f"{at - before:.3f} s between two messages in {message.channel}.")
        self.last_in[message.channel] = at

    def hour(self, post: "sqlite3.Row", team: "sqlite3.Row", now: datetime, message: Message) -> None:
        """On time it is the team's hour of a working day; late it is at least such a day.

        A reminder may come at the hour at which whom it calls answers as a rule.
        """
        hour = team["review_time"] if post["kind"] == "review" else team["checkin_time"]
        local = now.astimezone(ZoneInfo(team["zone"]))
        works = oracle.works(
            local.date(), listed(team["working_days"]), team["holiday_calendar"], listed(team["days_off"])
        )
        told = f"{post['key_text']} was said on {local:%a %Y-%m-%d at %H:%M} in {team['zone']}"
        due = moment(post["due_at"])
        if not works and not self.is_backdated(post):
            self.break_("working day", f"{told}, a day off; due {due:%Y-%m-%d %H:%M} UTC, error {post['error']!r}.")
        expected = oracle.moment_of(local.date(), hour, team["zone"])
        if timedelta(0) <= now - expected <= LATE:
            return
        if self.excuse(due, now) or self.is_backdated(post):
            return
        if post["kind"] == "checkin_remind" and now - due <= LATE and self.is_habit(message, due, team["zone"]):
            return
        self.break_("hour", f"{told}; its hour is {hour}, due {due:%Y-%m-%d %H:%M} UTC, and nothing kept it.")

    def is_habit(self, message: Message, due: datetime, zone: str) -> bool:
        """Whether it is due when the only one that a message calls has come to answer."""
        called = set(CALLED.findall(str(message.body.get("text"))))
        rows = (
            self.books.rows("SELECT at FROM verdict WHERE edition = 1 AND who = ?", *called) if len(called) == 1 else []
        )
        return f"{due.astimezone(ZoneInfo(zone)):%H:%M}" in oracle.habits([moment(row["at"]) for row in rows], zone)

    def is_backdated(self, post: "sqlite3.Row") -> bool:
        """Whether a person brought it about just now: what shipped long ago is asked about at once."""
        due = moment(post["due_at"])
        # The clock's own moments are whole minutes.
        return post["kind"] == "checkin_ask" and due != due.replace(second=0, microsecond=0)

    def excuse(self, due: datetime, now: datetime) -> bool:
        """Whether something kept it: trouble since it was due, or not long before."""
        calm = self.calm_since
        return calm is None or calm > due - RECOVERY

    def catch_up(self, post: "sqlite3.Row", team: "sqlite3.Row") -> None:
        if post["kind"] != "checkin_remind" and not self.is_backdated(post):
            self.catch_up_of(post, team["id"], team["channel_id"])

    def catch_up_of(self, post: "sqlite3.Row", of: int | str, channel_id: str) -> None:
        """Of all that comes again and again, what was missed is one message."""
        if moment(post["due_at"]) >= self.back_at - FLIGHT:
            return
        key = (post["kind"], of)
        self.simulation.trace.counts["caught-up"] += 1
        self.caught_up[key] = self.caught_up.get(key, 0) + 1
        if self.caught_up[key] > 1 and channel_id not in self.reopenings:
            self.break_("one catch-up", f"{post['key_text']} is the second since {self.back_at}.")

    def about(self, message: Message, post: "sqlite3.Row", now: datetime) -> None:
        """Each check-in that is asked may be asked, and not too often."""
        for look_id in self.looks_in(message, post):
            look = self.books.row(
                "SELECT c.*, r.name, r.state AS stands, r.cancelled_at FROM checkin c "
                "JOIN release r ON r.id = c.release_id WHERE c.id = ?", look_id,
            )  # fmt: skip
            assert look is not None
            if look["stands"] == "cancelled" and now - moment(look["cancelled_at"]) > FLIGHT:
                self.break_("cancelled", f"{post['key_text']} asks about {look['name']}, which was called off.")
            until = look["snoozed_until"]
            if until is not None and moment(until) > now and now - self.put_off_at(look_id) > FLIGHT:
                self.break_("snooze", f"{post['key_text']} asks {look['name']}, put off until {until}.")
            if post["kind"] in CLOCKED:
                to_deputy = post["kind"] == "checkin_remind" and json.loads(post["details"])["number"] > REMINDERS
                # A release whose day moved is looked at on another day: that is another ask.
                key = (look_id, look["due_at"], to_deputy)
                self.asked[key] = self.asked.get(key, 0) + 1
                if self.asked[key] > (DEPUTY if to_deputy else ASKED):
                    told = f"{post['key_text']} is ask {self.asked[key]} of {look['name']}, +{look['day']} days."
                    self.break_("three asks", told)
        if post["kind"] == "review":
            for name in sorted(set(NAME.findall(str(message.blocks)))):
                release = self.books.row("SELECT * FROM release WHERE name = ?", name)
                assert release is not None
                if release["state"] == "cancelled" and now - moment(release["cancelled_at"]) > FLIGHT:
                    self.break_("cancelled", f"{post['key_text']} asks about {name}, which was called off.")

    def looks_in(self, message: Message, post: "sqlite3.Row") -> list[int]:
        """The check-ins that a message asks: those that its buttons answer, or those that its thread waits for."""
        if post["kind"] not in ASKS:
            return []
        found = {
            int(str(placed.element["value"]).partition(":")[0])
            for placed in walk(message.blocks)
            if str(placed.element.get("action_id", "")).startswith("checkin_confirm")
        }
        if not found and post["kind"] == "checkin_remind":
            waiting = self.books.rows(
                "SELECT id FROM checkin WHERE asked_in = ? AND state = 'asked' "
                "AND (snoozed_until IS NULL OR snoozed_until <= ?)",
                post["subject_id"], kept(self.simulation.now),
            )  # fmt: skip
            found = {row["id"] for row in waiting}
        return sorted(found)

    def put_off_at(self, checkin_id: int) -> datetime:
        at = self.books.value(
            "SELECT max(at) FROM change "
            "WHERE workspace_id = 1 AND subject = 'checkin' AND subject_id = ? AND what = 'asked again'",
            checkin_id,
        )
        return moment(at)

    # At every look

    async def look_often(self) -> None:
        """Every hour, whatever happens."""
        while True:
            await self.simulation.rest(seconds=LOOK)
            self.look()

    def look(self) -> None:
        """What can be seen from the outside at any time."""
        now = self.simulation.now
        calm = self.calm_since
        if calm is not None and now - calm > RECOVERY:
            # What waits for a channel to be written in again, or for its turn, says so by its lease.
            bound = kept(now - BOUND)
            for post in self.books.rows(
                "SELECT * FROM post WHERE state IN ('due', 'sending') AND due_at < ? "
                "AND (leased_until IS NULL OR leased_until < ?)", bound, bound,
            ):  # fmt: skip
                self.break_("in time", f"{post['key_text']} is {post['state']} since {post['due_at']}: {post['error']}")
        self.accounts.settled()
        self.attention.owed()
        if now.hour == 0:
            self.accounts.daily()

    def at_the_end(self) -> None:
        """When all has been well for days, everything has come to its end."""
        self.look()
        self.accounts.daily()
        self.accounts.final()

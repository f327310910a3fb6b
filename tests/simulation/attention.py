"""Hold what Payoff says to what people want of it: their time off, their week's budget, the rhythms they chose."""

import json
import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.flows.kinds import ANSWERS
from bot.sandbox.state import BOT_USER, Message
from tests.simulation import oracle
from tests.simulation.books import listed, moment

if TYPE_CHECKING:
    import sqlite3

    from tests.simulation.rules import Rules

CALLED = re.compile(r"<@(\w+)>")
# What may still be on its way when somebody says how they want to be spoken to.
FLIGHT = timedelta(seconds=45)
LATE = timedelta(minutes=3)
# How long it may take until Payoff has heard that a channel is open again.
RECOVERY = timedelta(minutes=80)
MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]
# What people subscribe to: on which days of the week it comes, and at which hour.
RHYTHMS = {
    "weekly mon 09:00": ([1], "09:00"),
    "weekly fri 16:30": ([5], "16:30"),
    "weekly tue, thu 02:30": ([2, 4], "02:30"),
    "every weekday 08:15": ([1, 2, 3, 4, 5, 6, 7], "08:15"),
}


class Attention:
    """Whom Payoff has called, week by week."""

    def __init__(self, rules: "Rules") -> None:
        self.rules = rules
        self.books = rules.books
        self.calls: dict[tuple[str, str], int] = {}
        # The largest budget that somebody had in a week: they may lower it when it is spent.
        self.budgets: dict[tuple[str, str], int] = {}

    def said(self, message: Message, post: "sqlite3.Row", now: datetime) -> None:
        """A post has come to stand in its channel."""
        to_person = post["channel_id"].startswith("U")
        called = {post["channel_id"]} if to_person else set(CALLED.findall(json.dumps(message.body)))
        for who in sorted(called):
            person = self.books.row("SELECT * FROM person WHERE user_id = ?", who)
            # What somebody asked for comes to them whenever they asked.
            if person is None or (to_person and post["kind"] in ANSWERS):
                continue
            self.time_off(post, person, now)
            if post["kind"] not in ANSWERS:
                self.budget(post, person)
        if post["kind"] == "value_digest":
            self.rhythm(post, now)

    def time_off(self, post: "sqlite3.Row", person: "sqlite3.Row", now: datetime) -> None:
        """Nobody is called in their time off."""
        if person["away_from"] is None or not person["zone"]:
            return
        first, last = date.fromisoformat(person["away_from"]), date.fromisoformat(person["away_until"])
        said = self.books.value(
            "SELECT max(at) FROM change "
            "WHERE workspace_id = 1 AND subject = 'person' AND subject_id = ? AND what = 'time off'",
            person["id"],
        )
        here = ZoneInfo(person["zone"])
        days = {(now - ago).astimezone(here).date() for ago in (timedelta(0), FLIGHT)}
        if now - moment(said) > FLIGHT and all(first <= day <= last for day in days):
            told = f"{post['key_text']} calls {person['user_id']}, who is away from {first} to {last}"
            self.rules.break_("time off", f"{told}; attempt {post['attempts']}.")

    def budget(self, post: "sqlite3.Row", person: "sqlite3.Row") -> None:
        """Nobody is called more often in a week than they want."""
        week = self.books.value(
            "SELECT week FROM notice WHERE post_id = ? AND user_id = ?", post["id"], person["user_id"]
        )
        key = (person["user_id"], str(week))
        self.calls[key] = self.calls.get(key, 0) + 1
        self.budgets[key] = max(self.budgets.get(key, 0), person["budget"])
        if self.calls[key] > self.budgets[key]:
            told = f"{post['key_text']} calls {person['user_id']} for the {self.calls[key]}th time"
            self.rules.break_("budget", f"{told} in the week of {week}; they want {self.budgets[key]}.")

    def rhythm(self, post: "sqlite3.Row", now: datetime) -> None:
        """What somebody subscribed to comes on its day, or the first working day after, and at its hour."""
        wanted = self.books.row("SELECT * FROM subscription WHERE id = ?", post["subject_id"])
        assert wanted is not None
        team = self.books.row("SELECT * FROM team WHERE id = ?", wanted["team_id"])
        days, hour = RHYTHMS[wanted["rule"]]
        zone = wanted["zone"] or (team["zone"] if team is not None else "UTC")
        local = now.astimezone(ZoneInfo(zone))
        today = local.date()
        told = f"{post['key_text']}, {wanted['rule']}, was said on {local:%a %Y-%m-%d at %H:%M} in {zone}"
        self.rules.catch_up_of(post, f"subscription {wanted['id']}", wanted["channel_id"])
        if not self.works(team, today):
            self.rules.break_("working day", f"{told}, a day off.")
        # What was missed is made up for on the next working day, at its hour.
        missed = json.loads(post["details"]).get("missed")
        due = datetime.fromisoformat(missed) if missed is not None else moment(post["due_at"])
        expected = oracle.moment_of(today, hour, zone)
        if self.rules.excuse(due, now):
            return
        if not timedelta(0) <= now - expected <= LATE or not self.is_day(team, today, days):
            self.rules.break_("rhythm", f"{told}, due {due:%Y-%m-%d %H:%M} UTC, and nothing kept it.")

    def is_day(self, team: "sqlite3.Row | None", today: date, days: list[int]) -> bool:
        """Whether it is one of the days of the week, or those between that one and today were free."""
        day = today
        while day.isoweekday() not in days:
            day -= timedelta(days=1)
            if self.works(team, day):
                return False
        return True

    def works(self, team: "sqlite3.Row | None", day: date) -> bool:
        """Whether a team works on a day; who has none works from Monday to Friday."""
        if team is None:
            return oracle.works(day, MONDAY_TO_FRIDAY, "", [])
        return oracle.works(day, listed(team["working_days"]), team["holiday_calendar"], listed(team["days_off"]))

    def owed(self) -> None:
        """What is subscribed to has its next run owed, always; but where Payoff cannot speak, it waits for the door."""
        for row in self.books.rows(
            "SELECT s.id, s.rule, s.channel_id FROM subscription s WHERE s.state = 'active' AND NOT EXISTS (SELECT 1 "
            "FROM post p WHERE p.kind = 'value_digest' AND p.subject_id = s.id AND p.state IN ('due', 'sending'))"
        ):
            if not self.is_closed(row["channel_id"]):
                told = f"Subscription {row['id']}, {row['rule']}, goes on in {row['channel_id']}"
                self.rules.break_("rhythm", f"{told}, and nothing of it is owed.")

    def is_closed(self, place: str) -> bool:
        """Whether Payoff cannot speak there, or could not just now."""
        world, now = self.rules.simulation.world, self.rules.simulation.now
        if place.startswith("U"):
            return world.members[place].deleted
        calm, opened = self.rules.calm_since, self.rules.reopenings.get(place)
        if world.channels[place].archived or BOT_USER not in world.channels[place].members:
            return True
        return opened is not None and (calm is None or now - max(calm, opened) < RECOVERY)

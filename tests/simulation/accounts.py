"""Go through what is saved: what counts as said was said, history adds up, and rows belong together."""

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.simulation.books import kept

if TYPE_CHECKING:
    import sqlite3

    from tests.simulation.rules import Rules

# Kinds of posts that go to a person: with the person they are gone.
TO_PEOPLE = ("U", "W", "D")

# What was missed is asked on the next working day, after holidays and a weekend at the latest.
WAITS = timedelta(days=6)


class Accounts:
    """What the books say, held against what Slack shows."""

    def __init__(self, rules: "Rules") -> None:
        self.rules = rules
        self.books = rules.books
        self.world = rules.simulation.world
        self.settled_until = ""
        self.changes = 0
        # What may have been said, and nobody could look.
        self.in_doubt: set[int] = set()
        self.told = hashlib.sha256()

    def settled(self) -> None:
        """What has come to its end since the last look."""
        for post in self.books.rows(
            "SELECT * FROM post WHERE settled_at > ? AND state NOT IN ('due', 'sending') ORDER BY settled_at, id",
            self.settled_until,
        ):
            self.check(post)
            self.settled_until = max(self.settled_until, post["settled_at"])
        self.history()

    def check(self, post: "sqlite3.Row") -> None:
        """One post that waits for nothing."""
        key, state = post["key_text"], post["state"]
        if state == "sent":
            stands = self.rules.seen.get(post["id"])
            if stands != post["ts"]:
                self.rules.break_("said", f"{key} counts as sent at {post['ts']}, and stands at {stands}.")
            channel = self.world.channels[post["sent_channel"]]
            if post["ts"] not in channel.messages:
                self.rules.break_("said", f"{key} counts as sent, and is not in {channel.id}.")
        elif state in ("failed", "unknown"):
            if state == "unknown":
                self.in_doubt.add(post["id"])
            if not post["error"]:
                self.rules.break_("said", f"{key} was given up, and nobody knows why.")
            if not post["channel_id"].startswith(TO_PEOPLE) and not self.was_told(post):
                self.rules.break_("said", f"{key} was given up for {post['error']}, and nobody was told.")
        elif state == "dropped" and not self.left_in_doubt(post) and self.rules.seen.get(post["id"], "") != post["ts"]:
            self.rules.break_("said", f"{key} counts as dropped, and stands at {self.rules.seen.get(post['id'])}.")

    def left_in_doubt(self, post: "sqlite3.Row") -> bool:
        """Whether nobody could look for it, and whoever it was for has left: then it stays where it may stand."""
        gone = self.books.row("SELECT 1 FROM leaver WHERE user_id = ?", post["channel_id"])
        return post["id"] in self.in_doubt and gone is not None

    def was_told(self, post: "sqlite3.Row") -> bool:
        """Whether somebody is owed the news that a channel did not take it."""
        found = self.books.row(
            "SELECT 1 FROM post WHERE kind = 'undelivered' AND details LIKE ?",
            f'%"channel": "{post["channel_id"]}"%',
        )
        return found is not None

    def history(self) -> None:
        """What was written stays as it was written."""
        for row in self.books.rows("SELECT * FROM change WHERE id > ? ORDER BY id", self.changes):
            self.told.update(repr(tuple(row)).encode())
            self.changes = row["id"]

    def daily(self) -> None:
        """What takes longer to look at."""
        again = hashlib.sha256()
        for row in self.books.rows("SELECT * FROM change WHERE id <= ? ORDER BY id", self.changes):
            again.update(repr(tuple(row)).encode())
        if again.digest() != self.told.digest():
            self.rules.break_("history", f"The first {self.changes} changes are not what they were.")
        for release in self.books.rows("SELECT * FROM release"):
            self.replay(release)
        self.promised()
        for row in self.books.rows("PRAGMA foreign_key_check"):
            self.rules.break_("whole", f"A row of {row[0]} points at a row of {row[2]} that is gone.")

    def replay(self, release: "sqlite3.Row") -> None:
        """Each change begins where the one before it ended, and the last one ends where the release stands."""
        stands = {
            "state": release["state"],
            "window": self.window(release),
        }
        for what, now in stands.items():
            value = ""
            for change in self.books.rows(
                "SELECT old, new FROM change "
                "WHERE workspace_id = 1 AND subject = 'release' AND subject_id = ? AND what = ? ORDER BY id",
                release["id"], what,
            ):  # fmt: skip
                if change["old"] != value:
                    told = f"{release['name']}: {what} was {value!r}, and then changed from {change['old']!r}."
                    self.rules.break_("history", told)
                value = change["new"]
            if value != now:
                self.rules.break_(
                    "history", f"{release['name']}: {what} is {now!r}, and its history ends at {value!r}."
                )

    def window(self, release: "sqlite3.Row") -> str:
        first, last = release["window_from"], release["window_to"]
        if first is None or last is None:
            return ""
        return str(first) if first == last else f"{first}..{last}"

    def promised(self) -> None:
        """Every promise that was frozen is looked at on some day, or its looks say why not."""
        for promise in self.books.rows(
            "SELECT p.id, r.name FROM promise p JOIN release r ON r.id = p.release_id "
            "WHERE p.state = 'frozen' AND NOT EXISTS (SELECT 1 FROM checkin c WHERE c.promise_id = p.id)"
        ):
            self.rules.break_("looks", f"{promise['name']} has shipped, and nobody will look at its promise.")
        late = kept(self.rules.simulation.now - timedelta(days=21))
        for look in self.books.rows(
            "SELECT c.id, c.due_at, r.name, t.channel_id FROM checkin c JOIN release r ON r.id = c.release_id "
            "JOIN team t ON t.id = c.team_id WHERE c.state = 'planned' AND c.due_at < ? "
            "AND (c.snoozed_until IS NULL OR c.snoozed_until < ?) AND NOT EXISTS (SELECT 1 FROM post p "
            "WHERE p.kind = 'checkin_ask' AND p.subject_id = t.id AND p.state IN ('due', 'sending') "
            "AND p.due_at BETWEEN c.due_at AND ?)", late, late, kept(self.rules.simulation.now + WAITS),
        ):  # fmt: skip
            if not self.is_excused(look["channel_id"]):
                self.rules.break_("looks", f"{look['name']} was to be looked at on {look['due_at']}, and never was.")

    def is_excused(self, channel_id: str) -> bool:
        """Whether a channel took nothing, as somebody was told."""
        return (
            self.books.row("SELECT 1 FROM post WHERE channel_id = ? AND state IN ('failed', 'unknown')", channel_id)
            is not None
        )

    def final(self) -> None:
        """Nothing is on its way, and everything that was ever settled still is as it was."""
        long_ago = kept(self.rules.simulation.now - timedelta(minutes=10))
        for post in self.books.rows("SELECT * FROM post"):
            if post["state"] in ("due", "sending"):
                if post["due_at"] < long_ago:
                    self.rules.break_("in time", f"{post['key_text']} is still {post['state']}: {post['error']!r}.")
            else:
                self.check(post)
        for number, ts in self.rules.seen.items():
            post = self.books.post(number)
            if post["ts"] != ts and post["state"] != "unknown" and not self.left_in_doubt(post):
                self.rules.break_("said", f"{post['key_text']} stands at {ts}, and Payoff thinks {post['ts']!r}.")

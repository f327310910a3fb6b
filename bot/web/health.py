"""Tell other machines how Payoff is: alive, ready, and in figures."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.meter import Meter, Owed
from storage import delivery
from storage.database import Database, DatabaseBusy, DatabaseTrouble


class Health:
    """`/healthz`, `/readyz` and `/metrics`."""

    def __init__(
        self,
        database: Database,
        meter: Meter,
        time: Callable[[], datetime],
        checks: Mapping[str, Callable[[], bool]],
    ) -> None:
        self.database = database
        self.meter = meter
        self.time = time
        self.checks = checks

    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/healthz", self.healthz),
            Route("/readyz", self.readyz),
            Route("/metrics", self.metrics),
        ]

    async def healthz(self, _: Request) -> Response:
        """The process runs and answers."""
        return PlainTextResponse("ok\n")

    async def readyz(self, _: Request) -> Response:
        """Whether people can be served: the database's tables are there, and each check holds."""
        found = {"database": await self.look_at_database()}
        found |= {name: "ok" if check() else "stopped" for name, check in self.checks.items()}
        return JSONResponse(found, status_code=200 if set(found.values()) == {"ok"} else 503)

    async def look_at_database(self) -> str:
        """What is to be said of the database, in two words at most."""
        try:
            if not await self.database.is_migrated():
                return "not migrated"
            async with self.database.reading_everywhere() as session:
                await delivery.oldest_due(session, now=self.time())
        except DatabaseBusy:
            return "busy"
        except DatabaseTrouble:
            return "unreachable"
        return "ok"

    async def metrics(self, _: Request) -> Response:
        """All figures. Without a database there are still those of the process."""
        owed: Owed | None = None
        now = self.time()
        with suppress(DatabaseTrouble):
            owed = await self.owed(now)
        return Response(self.meter.exposition(owed, now=now), media_type=self.meter.content_type)

    async def owed(self, now: datetime) -> Owed:
        """What is owed over all workspaces; reads only, so nobody waits for it."""
        async with self.database.reading_everywhere() as session:
            return Owed(
                by_state=await delivery.count_open(session),
                due_now=await delivery.count_due(session, now=now),
                oldest_due=await delivery.oldest_due(session, now=now),
            )

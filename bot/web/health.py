"""Tell other machines how Payoff is: alive, ready, and in figures."""

from collections.abc import Callable, Mapping
from contextlib import suppress

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.web.metrics import Meter
from storage import posts
from storage.database import Database, DatabaseTrouble


class Health:
    """`/healthz`, `/readyz` and `/metrics`."""

    def __init__(self, database: Database, meter: Meter, checks: Mapping[str, Callable[[], bool]]) -> None:
        self.database = database
        self.meter = meter
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
            await self.count_posts()
        except DatabaseTrouble:
            return "unreachable"
        return "ok"

    async def metrics(self, _: Request) -> Response:
        """All figures. Without a database there are still those of the process."""
        counts: Mapping[str, int] | None = None
        with suppress(DatabaseTrouble):
            counts = await self.count_posts()
        return Response(self.meter.exposition(counts), media_type=self.meter.content_type)

    async def count_posts(self) -> Mapping[str, int]:
        """How many posts there are in each state, over all workspaces; reads only, so nobody waits for it."""
        async with self.database.session(self.database.readers, None, writes=False) as session:
            return await posts.count_by_state(session)

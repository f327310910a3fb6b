"""Other machines learn whether Payoff is alive, ready, and how it fares."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.trouble import is_sqlite


async def get(payoff: Any, path: str) -> tuple[int, str]:
    async with ClientSession() as session, session.get(f"{payoff.url}{path}") as answer:
        return answer.status, await answer.text()


async def test_a_process_that_answers_is_alive(payoff: Any) -> None:
    assert await get(payoff, "/healthz") == (200, "ok\n")


async def test_it_is_ready_once_its_clock_ticks(payoff: Any) -> None:
    assert await get(payoff, "/readyz") == (503, '{"database":"ok","clock":"stopped"}')

    await payoff.app.clock.tick()

    assert await get(payoff, "/readyz") == (200, '{"database":"ok","clock":"ok"}')


async def test_readiness_names_the_check_that_fails(payoff: Any) -> None:
    await payoff.app.clock.tick()
    async with payoff.database.writers.connect() as connection:
        await connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'older'")
        await connection.commit()

    assert await get(payoff, "/readyz") == (503, '{"database":"not migrated","clock":"ok"}')


async def test_a_database_that_is_gone_makes_it_unready_but_not_dead(payoff: Any, tmp_path: Path) -> None:
    if not is_sqlite(payoff.database):
        pytest.skip("A server that others use cannot be taken away.")
    await payoff.app.clock.tick()
    assert await payoff.database.is_migrated()
    await payoff.database.close()
    file = Path(payoff.database.url.database)
    file.rename(tmp_path / "elsewhere.db")
    file.mkdir()

    assert await get(payoff, "/readyz") == (503, '{"database":"unreachable","clock":"ok"}')
    assert await get(payoff, "/healthz") == (200, "ok\n")
    _, figures = await get(payoff, "/metrics")
    assert "payoff_posts{" not in figures
    assert 'payoff_database_troubles_total{trouble="gone"} 2.0' in figures


async def test_requests_are_counted_by_kind_and_by_what_they_were_answered_with(payoff: Any, ana: Any) -> None:
    await ana.type("#checkout", "/payoff help")
    async with ClientSession() as session, session.post(f"{payoff.url}/slack/events", data=b"forged") as answer:
        assert answer.status == 401

    _, figures = await get(payoff, "/metrics")

    assert 'payoff_requests_total{kind="command",status="200"} 1.0' in figures
    assert 'payoff_requests_total{kind="refused",status="401"} 1.0' in figures
    assert 'payoff_request_seconds_count{kind="command"} 1.0' in figures


async def test_posts_are_counted_by_what_became_of_them(payoff: Any) -> None:
    _, figures = await get(payoff, "/metrics")

    assert 'payoff_posts{state="due"} 0.0' in figures
    assert 'payoff_posts{state="failed"} 0.0' in figures
    assert "process_resident_memory_bytes" in figures


async def test_a_browser_is_told_what_this_is_and_gets_nothing_to_run(payoff: Any) -> None:
    async with ClientSession() as session, session.get(f"{payoff.url}/") as answer:
        page = await answer.text()

        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "What outcome will this release deliver?" in page
    assert "/slack/install" not in page
    assert "http" not in page


async def test_there_is_nothing_to_install_where_one_workspace_is_served(payoff: Any) -> None:
    for path in ("/slack/install", "/slack/oauth_redirect"):
        status, _ = await get(payoff, path)

        assert status == 404

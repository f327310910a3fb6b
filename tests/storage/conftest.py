"""Run every test of storage on SQLite and on PostgreSQL."""

from typing import cast

import pytest


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on."""
    return cast(str, request.param)

"""Prove delivery on SQLite and on PostgreSQL, with kinds of posts of a test's own."""

import pytest

from tests.jobs.owing import Kinds

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run on each whatever runs on a database, but what says on which it runs."""
    if "database_kind" in metafunc.fixturenames and metafunc.definition.get_closest_marker("postgres") is None:
        metafunc.parametrize("database_kind", DATABASES, indirect=True, scope="session")


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)

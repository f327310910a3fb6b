"""Give each test kinds of posts of its own."""

import pytest

from tests.jobs.owing import Kinds


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> Kinds:
    return Kinds(monkeypatch)

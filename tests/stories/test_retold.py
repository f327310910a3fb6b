"""The same release is explained in the same words, whichever process and whichever database tells of it."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.databases import Fresh
from tests.stories.retold import retold

ROOT = Path(__file__).parents[2]


async def retold_elsewhere(database_url: str, file: Path) -> str:
    """By another process, whose hashes are other ones."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.stories.retold", database_url, file),
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": seed},
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0
    return file.read_text()


@pytest.mark.postgres
@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True, scope="session")
async def test_another_process_explains_it_from_postgresql_as_this_one_does_from_sqlite(
    fresh_database: Fresh, sqlite_template: Path, tmp_path: Path
) -> None:
    shutil.copy(sqlite_template, tmp_path / "payoff.db")

    here = await retold(f"sqlite:///{tmp_path / 'payoff.db'}")
    with fresh_database() as url:
        there = await retold_elsewhere(url, tmp_path / "said")

    assert "Effect: +0.6" in here
    assert "In: likeliest noise: " in here
    assert "Verdict: hit" in here
    assert there == here

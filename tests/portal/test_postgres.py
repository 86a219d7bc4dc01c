"""The same tests on PostgreSQL: what is kept, found, shown and taken in there is what SQLite keeps, finds and shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from portal.postgres import NoPostgres, server

HERE = Path(__file__).parent
SAME = (
    "test_keep.py",
    "test_spaces.py",
    "test_imports.py",
    "test_large_imports.py",
    "test_terms.py",
    "test_inventory_pages.py",
    "test_inventory_migration.py",
    "test_jobs.py",
    "test_sources.py",
    "test_intake.py",
    "test_reread.py",
    "test_prune.py",
    "test_search.py",
    "test_search_index.py",
    "test_search_page.py",
    "test_news_pages.py",
    "test_editorial.py",
    "test_entities.py",
    "test_reviews.py",
    "test_profiles.py",
    "test_queries.py",
    "test_pages.py",
    "test_forms.py",
    "test_shortlists.py",
)


@pytest.mark.postgres
def test_the_same_on_postgresql() -> None:
    try:
        with server() as url:
            done = subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "pytest",
                    "-x",
                    "--tb=short",
                    "-p",
                    "no:cacheprovider",
                    "-p",
                    "no:xdist",
                    *(str(HERE / name) for name in SAME),
                ],
                env={**os.environ, "DATABASE_URL": url, "LUODI_TESTED_ON": "postgresql"},
                cwd=HERE.parents[1],
                capture_output=True,
                text=True,
                check=False,
                timeout=600,
            )
    except NoPostgres as reason:
        pytest.skip(str(reason))
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]

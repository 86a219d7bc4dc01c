"""Nothing acknowledged is lost and nothing is repeated when server and worker are killed; ``make bench`` kills a hundred times."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.processes import ROOT, environment

KILLS = 5


@pytest.mark.skipif(sys.platform == "win32", reason="process groups and signals")
def test_kills_at_random_moments_of_an_ingest_lose_and_repeat_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.kill_run", str(KILLS), "7"],
        env=environment(tmp_path, {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told = json.loads(done.stdout)
    assert told["wrong"] == []
    assert told["kills"] == KILLS
    assert told["documents"] >= told["acknowledged"] > 0
    assert told["facts"] > told["documents"]

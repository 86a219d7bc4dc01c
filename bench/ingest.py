"""Intake: 10,000 documents taken in beside reading alone, and a hundred kills of server and worker, on both databases."""

import json
import os
import subprocess
import sys
import tempfile
from typing import Any

from bench.gold import ROOT
from bench.measure import Goal, Part, Settings, join, table
from bench.search import database_address

TITLE = "The portal's intake"
SIZE, KILLS = 10_000, 100
DATABASES = ("SQLite", "PostgreSQL")


def measure(settings: Settings) -> Part:
    """Measure and say it in Markdown."""
    return join(_ingest(settings.seed), _kills(settings.seed))


def _ingest(seed: int) -> Part:
    told = {name: _run("bench.ingest_run", SIZE, seed, name) for name in DATABASES}
    goals = [
        Goal(
            f"{name}: documents taken in a second, to those read alone",
            "at least half", f"{_share(said):.2f}", _share(said) >= 0.5,
        )
        for name, said in told.items()
    ]  # fmt: skip
    rows = [
        [
            name, f"{SIZE / said['reading']['seconds']:.0f}", f"{SIZE / said['ingest']['seconds']:.0f}",
            f"{said['looked']['seconds']:.1f}", f"{said['ingest']['cpu'] / SIZE * 1000:.1f}", f"{said['Fact']:,}", f"{said['Entity']:,}",
        ]
        for name, said in told.items()
    ]  # fmt: skip
    heads = [
        "database",
        "read alone, a second",
        "taken in, a second",
        "looking first, s",
        "keeping, CPU ms each",
        "facts",
        "entities",
    ]
    text = (
        f"{SIZE:,} generated articles of 14 sentences about the same firms and parks, uploaded as one file: looked at, read, kept with "
        "facts, entities, sketches and the search's index, a hundred in one transaction with the job's progress. Time that passes; all "
        "cores are free to it: reading alone is one process, the job reads ahead in others while it keeps."
    )
    return Part(tuple(goals), f"{text}\n\n{table(heads, rows)}")


def _share(said: dict[str, Any]) -> float:
    return float(said["reading"]["seconds"] / said["ingest"]["seconds"])


def _kills(seed: int) -> Part:
    told = {name: _run("bench.kill_run", KILLS, seed, name) for name in DATABASES}
    goals = [
        Goal(
            f"{name}: documents lost, doubled or in part, databases unsound, after {KILLS} kills",
            "none", str(len(said["wrong"])), not said["wrong"] and said["kills"] == KILLS,
        )
        for name, said in told.items()
    ]  # fmt: skip
    rows = [
        [
            name, said["killed"].get("work", 0), said["killed"].get("web", 0), said["uploads"], f"{said['acknowledged']:,}",
            f"{said['documents']:,}", f"{said['facts']:,}", said["taken_up"], "; ".join(said["wrong"]) or "nothing",
        ]
        for name, said in told.items()
    ]  # fmt: skip
    heads = [
        "database",
        "worker killed",
        "server killed",
        "uploads",
        "acknowledged",
        "documents",
        "facts",
        "jobs taken up again",
        "wrong",
    ]
    text = (
        "An editor uploads over HTTP while worker and server are killed (-9) at random moments; an upload is acknowledged when the "
        "server has answered it. After each kill each document must have exactly the facts of its reading, its sketch and one source, and "
        "SQLite's `integrity_check` and `foreign_key_check` must find nothing; at the end every acknowledged document is there once."
    )
    return Part(tuple(goals), f"{text}\n\n{table(heads, rows)}")


def _run(module: str, number: int, seed: int, database: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, database_address(database) as address:
        environment = {**os.environ, "LUODI_DATA": folder, "DJANGO_SETTINGS_MODULE": "luodi_portal.settings"}
        environment |= {"DATABASE_URL": address} if address else {}
        command = [sys.executable, "-m", module, str(number), str(seed)]
        done = subprocess.run(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told

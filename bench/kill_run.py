"""Kills server and worker (-9) at random moments of an ingest: ``python -m bench.kill_run KILLS SEED``.

The database is that of the environment (``LUODI_DATA``, or ``DATABASE_URL``) and must be empty. An editor uploads
generated documents over HTTP all the while; an upload is acknowledged when the server has answered it. After each kill the
database is looked at, and at the end every acknowledged document must be there once, with all its facts. Prints JSON.
"""

import contextlib
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import django

DOCUMENTS = 30
"""Documents of one upload."""
LENGTH = 400
LEASE = "1.5"
PATIENCE = 60.0
LAST_PATIENCE = 900.0
WHO = (("work",), ("work",), ("web",), ("web", "work"))
"""Who is killed: the worker more often, for it writes more."""


@dataclass(slots=True)
class Tally:
    """What happened, and what was found wrong."""

    kills: int = 0
    killed: dict[str, int] = field(default_factory=dict)
    uploads: int = 0
    acknowledged: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    taken_up: int = 0


class Part:
    """One of the two processes: started, killed with all that it started."""

    def __init__(self, *words: str) -> None:
        self.words = words
        self.process: subprocess.Popen[str] | None = None
        self.port = 0

    def start(self) -> None:
        """Start it, unless it runs."""
        if self.process and self.process.poll() is None:
            return
        command = [sys.executable, "-m", "luodi_portal.manage", *self.words]
        environment = {**os.environ, "LUODI_JOB_LEASE": LEASE}
        self.process = subprocess.Popen(
            command,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        if "web" in self.words and self.process.stdout:
            found = re.search(r":(\d+)", self.process.stdout.readline().partition("//")[2])
            self.port = int(found[1]) if found else 0

    def kill(self) -> None:
        """Kill it, and what it started."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def main(kills: int, seed: int) -> None:
    """Ingest, kill, look; print what was found."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    rng, tally = random.Random(seed), Tally()
    web, work = Part("web", "--port", "0"), Part("work")
    editor = Editor(web, tally, rng, seed)
    try:
        while tally.kills < kills:
            _round(web, work, editor, tally, rng)
            _look(tally)
        work.start()
        _until(_idle, "the jobs came to no end", tally, LAST_PATIENCE)
        _look(tally)
        _count(tally)
    finally:
        web.kill()
        work.kill()
    print(json.dumps(_told(tally)))


def _round(web: Part, work: Part, editor: "Editor", tally: Tally, rng: random.Random) -> None:
    web.start()
    work.start()
    upload = threading.Thread(target=editor.upload)
    upload.start()
    if rng.random() < 0.7:  # else at any moment: while it starts, uploads, or has nothing to do
        _until(_is_at_work, "no job was taken up", tally)
    time.sleep(rng.uniform(0, 0.6))
    for name in rng.choice(WHO):
        (work if name == "work" else web).kill()
        tally.killed[name] = tally.killed.get(name, 0) + 1
    tally.kills += 1
    upload.join()
    print(
        f"{tally.kills} kills, {len(tally.acknowledged)} documents acknowledged", file=sys.stderr, flush=True
    )


class Editor:
    """An editor at a browser, who uploads and remembers what was acknowledged."""

    def __init__(self, web: Part, tally: Tally, rng: random.Random, seed: int) -> None:
        from bench.texts import articles

        self._web, self._tally, self._rng = web, tally, rng
        self._articles = articles(seed, LENGTH)
        self._session = _log_in()

    def upload(self) -> None:
        """Upload some new documents; an answer to the upload acknowledges them."""
        from luodi.facts import Document

        documents = [
            Document(f"{self._tally.uploads}-{n}", article.text, article.title)
            for n, article in zip(range(DOCUMENTS), self._articles, strict=False)
        ]
        self._tally.uploads += 1
        lines = [
            json.dumps({"id": d.id, "title": d.title, "text": d.text}, ensure_ascii=False) for d in documents
        ]
        with contextlib.suppress(OSError, http.client.HTTPException):
            if self._post("\n".join(lines)):
                self._tally.acknowledged |= {document.hash for document in documents}

    def _post(self, lines: str) -> bool:
        boundary, token = "part", "a" * 32
        fields = {"csrfmiddlewaretoken": token, "way": "upload", "then": "take"}
        body = "".join(
            f'--{boundary}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
            for n, v in fields.items()
        )
        body += f'--{boundary}\r\nContent-Disposition: form-data; name="documents"; filename="a.jsonl"\r\n\r\n{lines}\r\n--{boundary}--\r\n'
        headers = {
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Cookie": f"sessionid={self._session}; csrftoken={token}",
        }
        connection = http.client.HTTPConnection("127.0.0.1", self._web.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("POST", "/intake/", body.encode(), headers)
            answer = connection.getresponse()
            answer.read()
        if answer.status != 302:
            self._tally.wrong.append(f"an upload was answered {answer.status}")
        return answer.status == 302


def _log_in() -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from luodi_portal.accounts.people import add_user
    from luodi_portal.accounts.roles import EDITOR

    user = add_user("editor", EDITOR).user
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def _until(what: Callable[[], bool], otherwise: str, tally: Tally, patience: float = PATIENCE) -> None:
    end = time.monotonic() + patience
    while not what():
        if time.monotonic() > end:
            tally.wrong.append(otherwise)
            return
        time.sleep(0.02)


def _is_at_work() -> bool:
    from luodi_portal.intake.models import Job

    return Job.objects.filter(state=Job.State.RUNNING).exists()


def _idle() -> bool:
    from luodi_portal.intake.models import Job

    return not Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).exists()


_seen: dict[int, frozenset[str]] = {}


def _look(tally: Tally) -> None:
    """Look whether the database is sound and the facts of each document are whole."""
    from django.db import connection

    if connection.vendor == "sqlite":
        with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=20)) as database:
            said = database.execute("PRAGMA integrity_check").fetchall()
            broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if said != [("ok",)] or broken:
            tally.wrong.append(f"not sound: {said[:3]} {broken[:3]}")
    tally.wrong += _partial()


def _partial() -> Iterator[str]:
    """Read each new document again: exactly these facts must be there, and its sketch and source."""
    from luodi.reading.read import read_document
    from luodi_portal.knowledge.convert import document_of
    from luodi_portal.knowledge.models import Document

    for row in (
        Document.objects.exclude(pk__in=_seen).prefetch_related("facts", "sources").select_related("sketch")
    ):
        said = document_of(row)
        wanted = frozenset(fact.id(said.id) for fact in read_document(said).facts)
        there = frozenset(fact.pk for fact in row.facts.all())
        if wanted != there or not hasattr(row, "sketch") or len(row.sources.all()) != 1:
            yield f"document {row.pk} has {len(there)} of {len(wanted)} facts"
        _seen[row.pk] = there


def _count(tally: Tally) -> None:
    """Look whether every acknowledged document came, every item was taken once, every job came to its end."""
    from django.db.models import Count

    from luodi_portal.intake.models import Item, Job
    from luodi_portal.knowledge.models import Document

    hashes = list(Document.objects.values_list("hash", flat=True))
    lost = tally.acknowledged - set(hashes)
    if lost or len(hashes) != len(set(hashes)):
        tally.wrong.append(
            f"{len(lost)} acknowledged documents lost, {len(hashes) - len(set(hashes))} doubled"
        )
    if Item.objects.exclude(taken=True).exists():
        tally.wrong.append(f"{Item.objects.exclude(taken=True).count()} items not taken")
    twice = Item.objects.values("batch", "hash").annotate(n=Count("pk")).filter(n__gt=1).count()
    if twice:
        tally.wrong.append(f"{twice} documents gathered twice")
    unfinished = Job.objects.exclude(state=Job.State.DONE).values_list("kind", "state")
    tally.wrong += [f"job {kind} is {state}" for kind, state in unfinished]
    tally.taken_up = sum(max(0, takes - 1) for takes in Job.objects.values_list("takes", flat=True))


def _told(tally: Tally) -> dict[str, object]:
    return {
        "kills": tally.kills, "killed": tally.killed, "uploads": tally.uploads, "taken_up": tally.taken_up,
        "acknowledged": len(tally.acknowledged), "documents": len(_seen), "facts": sum(map(len, _seen.values())),
        "wrong": tally.wrong,
    }  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")
    main(int(sys.argv[1]), int(sys.argv[2]))

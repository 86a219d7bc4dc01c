"""Takes generated documents in as a job does, beside reading alone: ``python -m bench.ingest_run SIZE SEED``.

The database is that of the environment (``LUODI_DATA``, or ``DATABASE_URL``) and must be empty. Prints JSON: seconds that
pass for reading alone, and for the whole way (a file that is looked at, read, kept with facts, entities, sketch and search).
"""

import json
import os
import random
import sys
import time
from dataclasses import dataclass

import django

LINES = 14
PARKS, FIRMS = 300, 2_000


@dataclass(slots=True)
class Watch:
    """Seconds that passed, and of them those of this process's own work."""

    passed: float
    cpu: float

    @classmethod
    def now(cls) -> "Watch":
        """Start."""
        return cls(time.perf_counter(), time.process_time())

    def stop(self) -> dict[str, float]:
        """Say how long it was."""
        return {"seconds": time.perf_counter() - self.passed, "cpu": time.process_time() - self.cpu}


def main(size: int, seed: int) -> None:
    """Read, ingest, print."""
    if hasattr(os, "sched_setaffinity"):  # the benchmark keeps to one core; this part is about using them all
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    documents = _documents(size, seed)
    told: dict[str, object] = {"reading": _read(documents), **_ingest(documents)}
    print(json.dumps(told | _counts()))


def _documents(size: int, seed: int) -> list[dict[str, str]]:
    """Write articles of a region in which firms and parks are written of again and again, as they are."""
    from bench.texts import SENTENCES, slots

    rng = random.Random(seed)
    parks, firms = (
        [str(slots(rng)[what]) for _ in range(count)] for what, count in (("park", PARKS), ("firm", FIRMS))
    )
    documents = []
    for number in range(size):
        known = {"park": rng.choice(parks), "firm": rng.choice(firms)}
        lines = [rng.choice(SENTENCES).format(**slots(rng) | known) for _ in range(LINES)]
        day = f"{rng.randint(2019, 2026)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        documents.append(
            {"id": str(number), "title": f"{known['park']}第{number}期简报", "text": "\n".join(lines), "published": day,
             "source": "生成文本", "url": f"https://news.invalid/{number}"}
        )  # fmt: skip
    return documents


def _read(documents: list[dict[str, str]]) -> dict[str, float]:
    from luodi.facts import Document
    from luodi.reading.read import read_document

    said = [Document(**each) for each in documents]  # type: ignore[arg-type]
    for document in said[:50]:  # what is loaded once
        read_document(document)
    watch = Watch.now()
    for document in said:
        read_document(document)
    return watch.stop()


def _ingest(documents: list[dict[str, str]]) -> dict[str, dict[str, float]]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from luodi_portal.intake import jobs
    from luodi_portal.intake.batches import begin, save_uploads
    from luodi_portal.intake.models import Batch, Job

    lines = "\n".join(json.dumps(each, ensure_ascii=False) for each in documents)
    watch = Watch.now()
    given = save_uploads([SimpleUploadedFile("news.jsonl", lines.encode())])
    begin(Batch.Way.UPLOAD, given, None, take=True)
    jobs.run.call(Job.objects.get(kind="gather").pk)
    looked = Watch(watch.passed, watch.cpu).stop()
    jobs.run.call(Job.objects.get(kind="take").pk)
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    return {"looked": looked, "ingest": watch.stop()}


def _counts() -> dict[str, int]:
    from luodi_portal.knowledge.models import Document, Entity, Fact

    counts = {each.__name__: each.objects.count() for each in (Document, Fact, Entity)}
    return counts | {"Repost": Document.objects.exclude(article=None).count()}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "luodi_portal.settings")
    main(int(sys.argv[1]), int(sys.argv[2]))

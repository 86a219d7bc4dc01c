"""Fills the search's index with generated documents and answers searches: ``python -m bench.search_run SIZE SEED``.

The database is that of the environment (``LUODI_DATA``, or ``DATABASE_URL``). Prints JSON: seconds to index and
milliseconds by query, of the search and of the plain look (``LIKE``) that it replaced.
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import django

from bench.spent import Spent, database_process

QUERIES = (
    "厂房", "生物医药", "云州", "高新技术产业园", "伺服驱动器", "行车5吨", "层高8.5米", "30亩", "澜山 厂房 层高", "储能电池 开工",
    "经济开发区 规上企业", "abb", "市场", "碳纤维制品项目", "gxjsky", "新能源 产值 2025", "青螺生物医药", "航天火箭",
)  # fmt: skip
LENGTH, RUNS, BATCH = 357, 5, 2000


def main(size: int, seed: int) -> None:
    """Fill, measure, print."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    seconds = _fill(size, seed)
    print(json.dumps({"seconds": seconds, "queries": {query: _measure(query) for query in QUERIES}}))


def _documents(size: int, seed: int) -> Iterator[tuple[str, str, date]]:
    from bench.texts import articles, listings

    rng = random.Random(seed)
    news, posts = articles(seed, LENGTH), listings(seed)
    for number in range(size):
        day = date(2026, 1, 1) - timedelta(days=rng.randrange(3000))
        if number % 5 == 4:
            post = next(posts)
            yield post[:20], post, day
        else:
            article = next(news)
            yield article.title, article.text, day


def _fill(size: int, seed: int) -> float:
    """Keep documents and index them, in batches; give the seconds of indexing alone."""
    from django.db import connection, transaction

    from luodi_portal.knowledge.models import Document
    from luodi_portal.search.sources import keep

    spent, batch = 0.0, list[Document]()
    for number, (title, text, day) in enumerate(_documents(size, seed)):
        kind = "listing" if number % 5 == 4 else "news"
        key = f"{number:016x}"
        batch.append(
            Document(hash=key * 4, slug=key, name=key, type=kind, title=title, text=text, published=day)
        )
        if len(batch) == BATCH or number == size - 1:
            with transaction.atomic():
                Document.objects.bulk_create(batch)
                began = time.perf_counter()
                keep(batch)
                spent += time.perf_counter() - began
            batch = []
            print(number + 1, file=sys.stderr, flush=True)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return spent


def _measure(query: str) -> dict[str, object]:
    """Give the medians of milliseconds, passed and on the CPU: kinds side by side, one kind with its facets, and ``LIKE``."""
    from django.db.models import Q

    from luodi_portal.knowledge.models import Document
    from luodi_portal.search.find import Asked, overview, results
    from luodi_portal.search.views import hits

    asked = Asked(query)

    def side_by_side() -> int:
        return sum(len(hits(group.entries, asked.query)) for group in overview(asked))

    def one_kind() -> int:
        found = results(asked, "news")
        hits(found.entries, asked.query)
        return found.count

    def like() -> int:
        rows = Document.objects.filter(type="news")
        for word in query.split():
            rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word))
        return rows.count()

    return {
        "overview": _median(side_by_side, RUNS), "news": _median(one_kind, RUNS), "like": _median(like, 1),
        "count": one_kind(), "like_count": like(),
    }  # fmt: skip


def _median(work: Callable[[], int], runs: int) -> dict[str, float]:
    """Give the median milliseconds of so many runs; one run before them is not counted."""
    server = database_process()
    work()
    spent = []
    for _ in range(runs):
        before = Spent.until_now(server)
        work()
        spent.append(Spent.until_now(server).since(before))
    passed, cpu = ([getattr(run, name) * 1000 for run in spent] for name in ("passed", "cpu"))
    return {"passed": statistics.median(passed), "cpu": statistics.median(cpu)}


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

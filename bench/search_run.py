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


def _measure(query: str) -> dict[str, float]:
    """Give the medians in milliseconds: kinds side by side, one kind with its facets, and ``LIKE``."""
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
        list(rows[:20])
        return rows.count()

    return {
        "overview": _median(side_by_side), "news": _median(one_kind), "like": _median(like),
        "count": one_kind(), "like_count": like(),
    }  # fmt: skip


def _median(work: Callable[[], int]) -> float:
    """Give the median milliseconds that pass of so many runs; one run before them is not counted."""
    work()
    spent = []
    for _ in range(RUNS):
        began = time.perf_counter()
        work()
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

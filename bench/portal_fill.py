"""Fill a portal's database for the measurement: ``python -m bench.portal_fill SITES DOCUMENTS SEED``; prints addresses as JSON."""

import json
import sys
from itertools import islice

import django

PARKS, LENGTH, BATCH = 100, 900, 200


def main(sites: int, documents: int, seed: int) -> None:
    """Keep a synthetic inventory and generated news, as the portal's own commands do."""
    django.setup()
    from django.core.management import call_command

    from luodi.sites.sample import sample_parks, sample_sites
    from luodi_portal.inventory.keep import keep_parks, keep_sites
    from luodi_portal.inventory.models import Park, Site

    call_command("migrate", verbosity=0, interactive=False)
    keep_parks(list(sample_parks(PARKS, seed)))
    keep_sites(list(sample_sites(sites, seed, PARKS)))
    _news(documents, seed, [park.name for park in Park.objects.all()])
    park = Park.objects.order_by("pk")[0]
    site = Site.objects.filter(park=park).order_by("pk")[0]
    print(
        json.dumps(
            {"search": "/search/?q=厂房", "park": park.get_absolute_url(), "site": site.get_absolute_url()}
        )
    )


def _news(count: int, seed: int, parks: list[str]) -> None:
    """Keep news as read; every park is spoken of, so that its page has facts to show."""
    from bench.texts import articles
    from luodi.facts import Document
    from luodi.reading.read import read_document
    from luodi_portal.knowledge.keep import keep_readings

    readings = [
        read_document(Document(
            id=str(number), title=article.title, text=f"{parks[number % len(parks)]}占地{number % 90 + 10}00亩。\n{article.text}",
            type="news", published=article.published, source=article.source, url=f"https://news.invalid/{number}",
        ))
        for number, article in enumerate(islice(articles(seed, LENGTH), count))
    ]  # fmt: skip
    for start in range(0, count, BATCH):
        keep_readings(readings[start : start + BATCH])


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:4]))

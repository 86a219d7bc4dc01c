"""Who writes here, and what their published articles came to."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Sum

from luodi_portal.accounts.models import User
from luodi_portal.editorial.medals import Medal, Work, medal_of
from luodi_portal.editorial.models import Article
from luodi_portal.knowledge.models import Fact
from luodi_portal.knowledge.review.models import Review


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person with their work and the medal for it."""

    user: User
    work: Work
    medal: Medal


def contributors() -> list[Contributor]:
    """Give all who have published, the most points first."""
    published = Article.objects.filter(document__isnull=False)
    reach = published.values("author").annotate(
        articles=Count("pk"), views=Sum("document__reach__views"), shares=Sum("document__reach__shares")
    )
    facts = _facts()
    people = User.objects.in_bulk([row["author"] for row in reach])
    found = []
    for row in reach:
        read, reviewed, right = facts.get(row["author"], (0, 0, 0))
        work = Work(row["articles"], read, reviewed, right, row["views"] or 0, row["shares"] or 0)
        found.append(Contributor(people[row["author"]], work, medal_of(work)))
    return sorted(found, key=lambda each: (-each.medal.points, each.user.pk))


def _facts() -> dict[int, tuple[int, int, int]]:
    """Count, by author, the facts read in what is published, those that were reviewed, and those found right."""
    name = "document__staff_article__author"
    ours = {"document__staff_article__isnull": False}
    read = Counter(dict(Fact.objects.filter(**ours).values_list(name).annotate(Count("pk"))))
    decided = Review.objects.filter(undone=False, **ours).exclude(verdict__in=("skip", "add"))
    reviewed = Counter(dict(decided.values_list(name).annotate(Count("pk"))))
    right = Counter(dict(decided.filter(verdict="accept").values_list(name).annotate(Count("pk"))))
    return {author: (read[author], reviewed[author], right[author]) for author in read}

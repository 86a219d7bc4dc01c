"""Match a requirement against the inventory as it stands, and keep what was answered."""

from functools import lru_cache

from luodi.matching.answer import Answer
from luodi.matching.engine import match
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.desk.requirements import requirement_of
from luodi_portal.inventory import models as inventory
from luodi_portal.inventory.convert import park_of, site_of, values_hash
from luodi_portal.inventory.keep import current_version

TOP = 20


def answer_to(row: Requirement) -> Answer:
    """Match against the inventory as it stands; nothing is worked out twice while nothing has changed."""
    wanted = values_hash({"values": row.values, "spans": row.spans, "text": row.text_hash})
    return _answer(row.pk, wanted, current_version())


@lru_cache(maxsize=32)
def _answer(pk: int, _wanted: str, _inventory: str) -> Answer:
    sites = [site_of(site) for site in inventory.Site.objects.all()]
    parks = [park_of(park) for park in inventory.Park.objects.all()]
    return match(requirement_of(Requirement.objects.get(pk=pk)), sites, parks, top=TOP)


def keep_answer(row: Requirement, answer: Answer) -> Shortlist:
    """Keep the answer under the version of the requirement and of the inventory that it was made from."""
    shortlist, _ = Shortlist.objects.get_or_create(
        requirement=row,
        wanted=values_hash(row.values),
        inventory=current_version(),
        defaults={"answer": answer.to_json()},
    )
    return shortlist


def last_kept(row: Requirement) -> Shortlist | None:
    """Find the last answer that was kept to the requirement as it now is."""
    return row.shortlists.filter(wanted=values_hash(row.values)).first()

"""Match a requirement against the inventory as it stands, and keep what was answered."""

from luodi.matching.answer import Answer
from luodi.matching.reference import match_sites
from luodi_portal.desk.models import Requirement, Shortlist
from luodi_portal.desk.requirements import requirement_of
from luodi_portal.inventory import models as inventory
from luodi_portal.inventory.convert import park_of, site_of, values_hash
from luodi_portal.inventory.keep import current_version

TOP = 20


def answer_to(row: Requirement) -> Answer:
    """Match now."""
    sites = [site_of(site) for site in inventory.Site.objects.all()]
    parks = [park_of(park) for park in inventory.Park.objects.all()]
    return match_sites(requirement_of(row), sites, parks, top=TOP)


def keep_answer(row: Requirement, answer: Answer) -> Shortlist:
    """Keep the answer under the version of the requirement and of the inventory that it was made from."""
    shortlist, _ = Shortlist.objects.get_or_create(
        requirement=row,
        wanted=values_hash(row.values),
        inventory=current_version(),
        defaults={"answer": answer.to_json()},
    )
    return shortlist

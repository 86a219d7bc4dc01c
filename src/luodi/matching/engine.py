"""Which engine answers: the plain one for a few sites, the one on columns from a few thousand on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from luodi.matching import reference
from luodi.matching.answer import Answer, Ranked
from luodi.matching.requirement import Requirement
from luodi.sites.park import Park
from luodi.sites.site import Site

if TYPE_CHECKING:
    from luodi.matching.candidates import Candidates
    from luodi.sites.columns.table import SiteTable

MANY = 3000
"""From so many sites on, turning them into columns costs less than it saves."""


def match(
    requirement: Requirement,
    sites: "Sequence[Site] | SiteTable",
    parks: Iterable[Park] = (),
    *,
    top: int = 20,
    exclusions: int = reference.EXCLUSIONS_KEPT,
) -> Answer:
    """Match one requirement with sites or with a built table, which knows its own parks.

    ``exclusions`` is how many excluded sites the answer names one by one. Raises
    :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    held = in_columns(sites, parks)
    if isinstance(held, Sequence):
        return reference.match_sites(requirement, held, parks, top=top)
    from luodi.matching.fast.engine import match_table

    return match_table(requirement, held, top=top, exclusions=exclusions)


def match_many(
    requirements: Sequence[Requirement],
    sites: "Sequence[Site] | SiteTable",
    parks: Iterable[Park] = (),
    *,
    top: int = 20,
) -> Iterator[Answer]:
    """Match many requirements, one after the other, with sites that are turned into columns once.

    Raises :class:`~luodi.core.errors.LuodiError` at a requirement that contradicts itself.
    """
    held = tuple(parks)
    table = in_columns(sites, held, times=len(requirements))
    return (match(requirement, table, held, top=top, exclusions=0) for requirement in requirements)


def rank_many(
    requirements: Sequence[Requirement],
    sites: "Sequence[Site] | SiteTable",
    parks: Iterable[Park] = (),
    *,
    top: int = 20,
) -> Sequence[Ranked]:
    """Rank the sites for many requirements, without reasons: the lists that :func:`match` gives, far quicker.

    ``top`` limits each list (0: all that would do). Raises :class:`~luodi.core.errors.LuodiError` for a requirement that
    contradicts itself.
    """
    parks = tuple(parks)
    held = in_columns(sites, parks, times=len(requirements))
    if isinstance(held, Sequence):
        return [reference.rank_sites(each, held, parks, top) for each in requirements]
    from luodi.matching.fast.many import rank_many

    return rank_many(requirements, held, top)


def rank_of(
    requirement: Requirement, sites: "Sequence[Site] | SiteTable", parks: Sequence[Park], site: Site
) -> tuple[int | None, int]:
    """Give the rank of one site among those that would do, None where it is out; and how many would do."""
    held = in_columns(sites, parks)
    if isinstance(held, Sequence):
        return reference.rank_of(requirement, held, parks, site)
    from luodi.matching.fast.engine import rank_in

    return rank_in(requirement, held, site)


def candidates(
    requirement: Requirement, sites: "Sequence[Site] | SiteTable", parks: Iterable[Park] = ()
) -> "Candidates":
    """Find the sites that would do, with the value of each criterion: what robustness and stability work on.

    Raises :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    held = in_columns(sites, parks)
    if isinstance(held, Sequence):
        from luodi.matching.candidates import candidates_among

        return candidates_among(requirement, held, parks)
    from luodi.matching.fast.engine import table_candidates

    return table_candidates(requirement, held)


def in_columns(
    sites: "Sequence[Site] | SiteTable", parks: Iterable[Park] = (), *, times: int = 1
) -> "Sequence[Site] | SiteTable":
    """Turn sites into columns, once for all that will be asked of them, where they are many or asked many ``times``;
    leave few, and built tables, as they are.
    """
    if not isinstance(sites, Sequence) or len(sites) * times < MANY:
        return sites
    from luodi.sites.columns.table import table_of

    return table_of(sites, parks)


def park_finder(
    sites: "Sequence[Site] | SiteTable", parks: Iterable[Park] = ()
) -> Callable[[Site], Park | None]:
    """Give what finds a site's park: among those given, or on the file of a built table, which knows its own."""
    if not isinstance(sites, Sequence):
        return sites.park_of
    by_id = {park.id: park for park in parks}
    return lambda site: by_id.get(site.park or "")

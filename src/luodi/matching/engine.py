"""Which engine answers: the plain one for a few sites, the one on columns from a few thousand on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from luodi.matching import reference
from luodi.matching.answer import Answer
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
    if isinstance(sites, Sequence) and len(sites) < MANY:
        return reference.match_sites(requirement, sites, parks, top=top)
    from luodi.matching.fast.engine import match_table

    return match_table(requirement, _table(sites, parks), top=top, exclusions=exclusions)


def match_many(
    requirements: Iterable[Requirement],
    sites: "Sequence[Site] | SiteTable",
    parks: Iterable[Park] = (),
    *,
    top: int = 20,
) -> Iterator[Answer]:
    """Match many requirements, one after the other, with sites that are turned into columns once.

    Raises :class:`~luodi.core.errors.LuodiError` at a requirement that contradicts itself.
    """
    held = tuple(parks)
    table = in_columns(sites, held)
    return (match(requirement, table, held, top=top, exclusions=0) for requirement in requirements)


def rank_of(
    requirement: Requirement, sites: "Sequence[Site] | SiteTable", parks: Sequence[Park], site: Site
) -> tuple[int | None, int]:
    """Give the rank of one site among those that would do, None where it is out; and how many would do."""
    if isinstance(sites, Sequence) and len(sites) < MANY:
        return reference.rank_of(requirement, sites, parks, site)
    from luodi.matching.fast.engine import rank_in

    return rank_in(requirement, _table(sites, parks), site)


def candidates(
    requirement: Requirement, sites: "Sequence[Site] | SiteTable", parks: Iterable[Park] = ()
) -> "Candidates":
    """Find the sites that would do, with the value of each criterion: what robustness and stability work on.

    Raises :class:`~luodi.core.errors.LuodiError` for a requirement that contradicts itself.
    """
    if isinstance(sites, Sequence) and len(sites) < MANY:
        from luodi.matching.candidates import candidates_among

        return candidates_among(requirement, sites, parks)
    from luodi.matching.fast.engine import table_candidates

    return table_candidates(requirement, _table(sites, parks))


def in_columns(
    sites: "Sequence[Site] | SiteTable", parks: Iterable[Park] = ()
) -> "Sequence[Site] | SiteTable":
    """Turn many sites into columns, once for all that will be asked of them; leave few, and built tables, as they are."""
    return sites if isinstance(sites, Sequence) and len(sites) < MANY else _table(sites, parks)


def _table(sites: "Sequence[Site] | SiteTable", parks: Iterable[Park]) -> "SiteTable":
    from luodi.sites.columns.table import table_of

    return table_of(sites, parks) if isinstance(sites, Sequence) else sites

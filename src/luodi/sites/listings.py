"""Sites out of what was read from a listing, and the parks that they stand in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from luodi.core.fields import LISTING_FIELDS, SITE_FIELDS, Value, by_name
from luodi.core.quantities.units import MU
from luodi.core.text import Text
from luodi.facts import Reading
from luodi.sites.park import Park
from luodi.sites.site import Site

_KINDS = by_name(LISTING_FIELDS)["kind"].choices
# What a post may say of its offer: a listing's fields, and that it is taken.
_READ = {name: each for name, each in by_name(SITE_FIELDS).items() if name in by_name(LISTING_FIELDS)} | {
    "status": by_name(SITE_FIELDS)["status"]
}
_GENERIC = (
    "产业园区",
    "工业园区",
    "科技园区",
    "产业园",
    "工业园",
    "科技园",
    "物流园",
    "产业新城",
    "园区",
    "开发区",
)
_SHORTEST = 4  # what is left of a name without its region says too little if it is shorter (高新园)


def site_from_fields(
    values: Mapping[str, Value],
    sources: Mapping[str, str],
    *,
    id: str,  # noqa: A002 - the field's name
    name: str = "",
    source: str | None = None,
    stated_on: str | None = None,
) -> Site:
    """Make the site of a listing's fields; ``sources`` holds the words behind each field.

    Without a ``name`` it is called after its place, area and kind (城阳区棘洪滩 2600㎡ 厂房). What is offered of a
    building of one storey is its first floor, in the words that say so. Raises KeyError for a name that no listing
    has.
    """
    known: dict[str, Any] = {_READ[key].name: value for key, value in values.items()}
    said = dict(sources)
    if values.get("storeys") == 1 and "storey" not in values:
        known["storey"] = (1,)
        said |= {"storey": said["storeys"]} if "storeys" in said else {}
    title = name or describe_site(values)
    return Site(id=id, name=title, source=source, stated_on=stated_on, sources=said, **known)


def site_from_reading(reading: Reading, *, name: str = "", place: str | None = None) -> Site:
    """Make the site of a listing that was read.

    It was stated on the day that the post was published: its author's word, which nobody has verified. Its source is the post's
    address, else its medium, else ``place``, where the post was found.
    """
    document = reading.document
    return site_from_fields(
        reading.values(),
        {each.name: each.span.quote for each in reading.fields},
        id=document.id,
        name=name,
        source=document.url or document.source or place,
        stated_on=document.published,
    )


def describe_site(values: Mapping[str, Value]) -> str:
    """Name an offer after what is known of it: place, area, kind."""
    where = "".join(str(values[key]) for key in ("district", "place") if key in values)
    kinds = values.get("kind", ())
    labels = (
        [_KINDS.get(str(kind), Text(str(kind), str(kind))).zh for kind in kinds]
        if isinstance(kinds, tuple)
        else []
    )
    return " ".join(
        part for part in (where or str(values.get("city", "")), _area(values), "/".join(labels)) if part
    )


def _area(values: Mapping[str, Value]) -> str:
    floor, land = values.get("floor_area_m2"), values.get("land_area_m2")
    if isinstance(floor, float):
        return f"{floor:.0f}㎡"
    return f"{land / MU:.4g}亩" if isinstance(land, float) else ""


def link_parks(sites: Iterable[Site], parks: Iterable[Park]) -> tuple[Site, ...]:
    """Give each site the id of the park that it names, in ``park``, ``place`` or ``name``.

    A park is named by its full name, or by its name without the region in front where no other park shares that.
    Where a site names several parks, or lies in another province, city or district than the park, it stays as it is.
    """
    known = {park.id: park for park in parks}
    names = _unambiguous_names(known.values())
    heads: dict[str, list[str]] = {}
    for name in names:
        heads.setdefault(name[:2], []).append(name)
    return tuple(site if site.park in known else _linked(site, names, heads) for site in sites)


def _linked(site: Site, names: Mapping[str, Park], heads: Mapping[str, Sequence[str]]) -> Site:
    text = site.park or f"{site.place or ''}\n{site.name}"
    found = {names[name].id: names[name] for name in _names_in(text, heads)}
    park = next(iter(found.values()), None)
    return replace(site, park=park.id) if park and len(found) == 1 and _same_region(site, park) else site


def _names_in(text: str, heads: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Find the names that stand in a text, without those that lie inside a longer one."""
    end = 0
    for start in range(len(text) - 1):
        here = [name for name in heads.get(text[start : start + 2], ()) if text.startswith(name, start)]
        longest = max(here, key=len, default="")
        if longest and start + len(longest) > end:
            end = start + len(longest)
            yield longest


def _same_region(site: Site, park: Park) -> bool:
    """Whether nothing that both say on where they are differs."""
    pairs = ((site.province, park.province), (site.city, park.city), (site.district, park.district))
    return all(not one or not other or one.startswith(other) or other.startswith(one) for one, other in pairs)


def _unambiguous_names(parks: Iterable[Park]) -> dict[str, Park]:
    owners: dict[str, dict[str, Park]] = {}
    for park in parks:
        for name in _names(park):
            owners.setdefault(name, {})[park.id] = park
    return {name: next(iter(parks.values())) for name, parks in owners.items() if len(parks) == 1}


def _names(park: Park) -> set[str]:
    """Give a park's full name and the same without the region in front; generic words alone name nothing."""
    regions = [region for region in (park.province, park.city, park.district) if region]
    regions += [region[:-1] for region in regions if len(region) > 2]
    names, short = {park.name}, park.name
    while front := max((region for region in regions if short.startswith(region)), key=len, default=""):
        short = short[len(front) :]
        if len(short) >= _SHORTEST:
            names.add(short)
    return {name for name in names if len(name) > 1 and name not in _GENERIC}

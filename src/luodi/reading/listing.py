"""Read a listing post: what is offered, where, how big, how built, for how much and by whom."""

from collections.abc import Sequence
from dataclasses import replace

from luodi.core.fields import LISTING_FIELDS
from luodi.core.quantities import Quantity, find_quantities
from luodi.core.quantities.rates import Rate, find_rates
from luodi.facts.document import Document
from luodi.facts.reading import FieldReading
from luodi.reading.premises import areas, choices, contacts, location, money, timing
from luodi.reading.premises.flags import offered_flags
from luodi.reading.premises.floors import find_floors
from luodi.reading.premises.measures import Measure, find_measures, on_lowest, total_power
from luodi.reading.premises.record import Record
from luodi.reading.premises.source import Source, make_source
from luodi.reading.premises.status import find_status
from luodi.reading.premises.storey import offered_floors

_ORDER = (*(field.name for field in LISTING_FIELDS), "status")


def read_listing(doc: Document) -> tuple[FieldReading, ...]:
    """Read the fields that a listing's title and text give, each with the run that says it.

    Beside the fields of a listing there is ``status``: ``taken`` or ``reserved``, where the post says so of all it offers.
    What the post does not say is left out; figures of other posts (相关推荐) and of the park as a whole are not the
    offer's.
    """
    source = make_source(doc)
    phones = contacts.phone_runs(source)
    quantities = contacts.without_phones(find_quantities(source.text), phones)
    floors = find_floors(source)
    offered = offered_floors(source, floors)
    storeys = offered[0] if offered else ()
    record = Record(source)
    rates = find_rates(source.text, quantities)
    deals = choices.find_deals(source) or choices.implied_deals(rates) or money.bare_deal(source, quantities)
    record.put("deal", deals, "deal")
    _read_extent(
        record, source, quantities, rates, areas.Setting(storeys=floors.storeys, floors_offered=len(storeys))
    )
    if floors.storeys:
        record.put("storeys", (float(floors.storeys), floors.storeys_at), "storeys")
    record.put("storey", offered, "storey")
    _read_building(record, source, find_measures(source, quantities, floors), storeys)
    for amount in money.offered_amounts(
        source, rates, quantities, floors, storeys, deals[0] if deals else ()
    ):
        record.put(amount.name, (amount.value, (amount.start, amount.end)), "rent or price")
    _read_rest(record, source, quantities, phones)
    record.put("status", find_status(source, deals[0] if deals else ()), "status")
    return record.readings(_ORDER)


def _read_extent(
    record: Record,
    source: Source,
    quantities: Sequence[Quantity],
    rates: Sequence[Rate],
    setting: areas.Setting,
) -> None:
    kinds = choices.offered_kinds(source)
    record.put("kind", kinds, "kind")
    setting = replace(
        setting,
        on_land=kinds is not None and set(kinds[0]) <= {"land", "yard"},
        office=kinds is not None and kinds[0] == ("office",),
    )
    extent = areas.offered_areas(source, areas.find_areas(source, quantities, rates, setting), setting)
    floor = extent.floor if extent.floor or extent.land else areas.unitless_offer(source, quantities)
    record.put_figure("floor_area_m2", floor, "area")
    record.put_figure("land_area_m2", extent.land, "area")
    smallest = extent.smallest or areas.unitless_smallest(source, quantities)
    record.put_figure("min_area_m2", smallest, "smallest part")


def _read_building(
    record: Record, source: Source, measures: Sequence[Measure], storeys: tuple[int, ...]
) -> None:
    """Heights, loads, power, cranes, structure, fire class."""
    height, above = on_lowest([m for m in measures if m.name == "height"], storeys)
    record.put_measure("clear_height_m", height)
    record.put_measure("clear_height_upper_m", above)
    load, _ = on_lowest([m for m in measures if m.name == "load"], storeys)
    record.put_measure("floor_load_kg_m2", load)
    record.put_measure("power_kva", total_power(measures))
    cranes = [m for m in measures if m.name == "crane" and not m.denied]
    record.put_measure("crane_t", max(cranes, key=lambda m: m.value, default=None))
    record.put("structure", choices.offered_structure(source), "structure")
    record.put("fire_class", choices.find_fire_classes(source), "fire class")


def _read_rest(
    record: Record, source: Source, quantities: Sequence[Quantity], phones: Sequence[contacts.Run]
) -> None:
    """Tenure, what is there or not, when it is free, where it is and whom to call."""
    record.put("tenure_years", timing.tenure_years(source, quantities), "tenure")
    for flag in offered_flags(source):
        record.put(flag.name, (flag.value, (flag.start, flag.end)), "there or not")
    record.put("available_from", timing.available_from(source, timing.dates_of(source)), "free from")
    address = location.find_address(source)
    if address.division is not None:
        for name in ("province", "city", "district"):
            value = getattr(address.division, name)
            record.put(name, (value, address.division_at) if value else None, "division")
    if address.place is not None:
        record.put("place", (source.raw[slice(*address.place)], address.place), "place")
    record.put("contact", contacts.find_contact(source, phones), "contact")
    record.put("phone", contacts.find_phone(source, phones), "phone")

"""Read an enquiry: what a firm looks for, where, on what terms, and what it brings."""

from collections.abc import Sequence

from luodi.core.fields import REQUIREMENT_FIELDS
from luodi.core.quantities import Quantity, find_quantities
from luodi.core.quantities.rates import Rate, find_rates
from luodi.facts.document import Document
from luodi.facts.reading import FieldReading
from luodi.reading.premises import areas, choices, contacts, location, money, timing
from luodi.reading.premises.flags import wanted_flags
from luodi.reading.premises.floors import find_floors
from luodi.reading.premises.industry import find_industry
from luodi.reading.premises.measures import Measure, find_measures, on_lowest, total_power
from luodi.reading.premises.record import Record
from luodi.reading.premises.source import Source, make_source
from luodi.reading.premises.storey import wanted_floors

_ORDER = tuple(field.name for field in REQUIREMENT_FIELDS)


def read_requirement(doc: Document) -> tuple[FieldReading, ...]:
    """Read the fields that an enquiry gives, each with the run that says it.

    What is said of the firm's present site, and what it does not need, is left out.
    """
    source = make_source(doc)
    phones = contacts.phone_runs(source)
    quantities = contacts.without_phones(find_quantities(source.text), phones)
    rates = find_rates(source.text, quantities)
    floors = find_floors(source)
    storeys = wanted_floors(source, floors)
    record = Record(source)
    _read_firm(record, source, phones)
    _read_money(record, source, rates, quantities)
    _read_extent(record, source, quantities, rates)
    record.put("storey", storeys, "storey")
    _read_building(record, source, find_measures(source, quantities, floors), storeys[0] if storeys else ())
    for flag in wanted_flags(source):
        record.put(flag.name, (flag.value, (flag.start, flag.end)), "demanded")
    record.put("start_by", timing.start_by(source, timing.dates_of(source)), "start")
    return record.readings(_ORDER)


def _read_firm(record: Record, source: Source, phones: Sequence[contacts.Run]) -> None:
    record.put("company", contacts.find_company(source), "company")
    record.put("contact", contacts.find_contact(source, phones), "contact")
    record.put("phone", contacts.find_phone(source, phones), "phone")
    record.put("industry", find_industry(source), "industry")
    record.put("use", choices.find_uses(source), "use")
    places = location.wanted_locations(source)
    if places:
        names = tuple(source.named(place.start, place.end) for place in places)
        record.put("locations", (names, (places[0].start, places[0].end)), "location")


def _read_money(
    record: Record, source: Source, rates: Sequence[Rate], quantities: Sequence[Quantity]
) -> None:
    """The deal, the budget (which may tell the deal) and what the firm brings."""
    said = choices.wanted_deals(source)
    brought = money.brought_amounts(source, quantities)
    amounts = money.wanted_amounts(source, rates, quantities, said[0] if said else (), brought)
    implied = {
        "lease" if a.name.startswith("rent") else "purchase": (a.start, a.end) for a in reversed(amounts)
    }
    if implied:
        said = choices.wanted_deals(source, implied)
    record.put("deal", said, "deal")
    staff = money.find_staff(source, quantities)
    for amount in (*amounts, *brought, *([staff] if staff else [])):
        record.put(amount.name, (amount.value, (amount.start, amount.end)), "amount")


def _read_extent(
    record: Record, source: Source, quantities: Sequence[Quantity], rates: Sequence[Rate]
) -> None:
    kinds = choices.wanted_kinds(source)
    on_land = kinds is not None and set(kinds[0]) <= {"land", "yard"}
    found = areas.find_areas(
        source,
        quantities,
        rates,
        areas.Setting(
            on_land=on_land, enquiry=True, office=kinds is not None and set(kinds[0]) <= {"office", "lab"}
        ),
    )
    if (
        kinds is None
        and found
        and all(area.land for area in found)
        and areas.wanted_area(source, found, land=True)
    ):
        kinds = ("land",), (found[0].quantity.start, found[0].quantity.end)
    record.put("kind", kinds, "kind")
    for land, prefix in ((False, "floor"), (True, "land")):
        wanted = areas.wanted_area(source, found, land=land)
        if wanted is None and not land and not on_land and not any(area.land for area in found):
            wanted = areas.unitless_area(source, quantities)
        if wanted is not None:
            run = (wanted.quantity.start, wanted.quantity.end)
            for side, value in (("min", wanted.least), ("max", wanted.most)):
                record.put(f"{prefix}_area_{side}_m2", None if value is None else (value, run), "area")


def _read_building(
    record: Record, source: Source, measures: Sequence[Measure], storeys: tuple[int, ...]
) -> None:
    """Heights, loads, power, cranes, structure, fire class: all lower bounds."""
    height, _ = on_lowest([m for m in measures if m.name == "height"], storeys)
    record.put_measure("clear_height_min_m", height)
    load, _ = on_lowest([m for m in measures if m.name == "load"], storeys)
    record.put_measure("floor_load_min_kg_m2", load)
    record.put_measure("power_min_kva", total_power(measures))
    cranes = [m for m in measures if m.name == "crane"]
    record.put_measure("crane_min_t", max(cranes, key=lambda m: m.value, default=None))
    structures = choices.find_structures(source)
    if structures:
        names = tuple(name for name, _, _ in structures)
        record.put("structure", (names if len(names) > 1 else names[0], structures[0][1:]), "structure")
    record.put("fire_class", choices.find_fire_classes(source), "fire class")

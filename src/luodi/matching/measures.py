"""The measures that a criterion may name, with their labels and units; how they are worked out is in criteria."""

from dataclasses import dataclass

from luodi.core.fields import SITE_FIELDS, Type
from luodi.core.text import Text

DISTANCE = "distance_km:"


@dataclass(frozen=True, slots=True)
class MeasureName:
    """A measure as people see it."""

    label: Text
    unit: Text


NO_UNIT = Text("", "")
FLAG_UNIT = Text("（1有0无）", "(1 yes, 0 no)")
DERIVED_MEASURES: dict[str, MeasureName] = {
    "year_rent_cny": MeasureName(Text("一年租金", "rent for a year"), Text("元/年", "CNY a year")),
    "area_gap": MeasureName(Text("面积偏差", "gap to the wanted area"), NO_UNIT),
    "focus_fit": MeasureName(Text("产业契合", "fit with the park's focus"), FLAG_UNIT),
}
FIELD_MEASURES: dict[str, MeasureName] = {
    field.name: MeasureName(field.label, field.unit if field.type is Type.NUMBER else FLAG_UNIT)
    for field in SITE_FIELDS
    if field.type is Type.NUMBER or (field.type is Type.FLAG and field.name != "synthetic")
}
MEASURES: dict[str, MeasureName] = FIELD_MEASURES | DERIVED_MEASURES
"""Every measure by name, but for ``distance_km:NAME``, which each requirement's landmarks define."""


def measure_name(measure: str) -> MeasureName:
    """Give a measure's label and unit."""
    if measure.startswith(DISTANCE):
        place = measure.removeprefix(DISTANCE)
        return MeasureName(Text(f"到{place}的距离", f"distance to {place}"), Text("公里", "km"))
    return MEASURES[measure]


def is_measure(measure: str, landmarks: tuple[str, ...]) -> bool:
    """Tell whether a criterion may name ``measure``."""
    if measure.startswith(DISTANCE):
        return measure.removeprefix(DISTANCE) in landmarks
    return measure in MEASURES

"""What has been read so far: fields with their runs, in the order of the catalogue."""

from collections.abc import Sequence

from luodi.core.fields import Value
from luodi.core.quantities import Quantity
from luodi.facts.reading import FieldReading
from luodi.reading.premises.measures import Measure
from luodi.reading.premises.source import Source


class Record:
    """Collects fields of one document; the first reading of a field stays."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._readings: dict[str, FieldReading] = {}

    def put(self, name: str, found: tuple[Value, tuple[int, int]] | None, rule: str) -> None:
        """Keep a value with the run ``(start, end)`` of the folded text that says it."""
        if found is None or name in self._readings:
            return
        value, (start, end) = found
        if isinstance(value, float):
            value = round(value, 2)
        self._readings[name] = FieldReading(name, value, self.source.span(start, end), rule)

    def put_figure(self, name: str, found: tuple[float, Quantity] | None, rule: str) -> None:
        """Keep a figure with the run of its quantity."""
        if found is not None:
            self.put(name, (found[0], (found[1].start, found[1].end)), rule)

    def put_measure(self, name: str, measure: Measure | None) -> None:
        """Keep a height, load, power or crane."""
        if measure is not None:
            self.put(name, (measure.value, (measure.start, measure.end)), measure.name)

    def readings(self, order: Sequence[str]) -> tuple[FieldReading, ...]:
        """Give all fields in ``order``."""
        return tuple(self._readings[name] for name in order if name in self._readings)

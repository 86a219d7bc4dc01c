"""The funnel: how many sites each constraint cost."""

from collections.abc import Sequence

from luodi.matching.answer import FunnelRow
from luodi.matching.assessment import Assessment
from luodi.matching.constraints import CONSTRAINTS


def build_funnel(assessments: Sequence[Assessment]) -> tuple[FunnelRow, ...]:
    """Count, for every constraint that was set, the sites that fail it, those that fail nothing else, and what is left.

    What is left is counted down the table's order: sites that fail neither this row nor one above it.
    """
    set_anywhere = {check.name for assessment in assessments for check in assessment.checks}
    failing = [{check.name for check in assessment.failing} for assessment in assessments]
    rows, gone = [], set[str]()
    for name in (constraint.name for constraint in CONSTRAINTS if constraint.name in set_anywhere):
        gone.add(name)
        fails = sum(name in names for names in failing)
        alone = sum(names == {name} for names in failing)
        rows.append(FunnelRow(name, fails, alone, sum(gone.isdisjoint(names) for names in failing)))
    return tuple(rows)

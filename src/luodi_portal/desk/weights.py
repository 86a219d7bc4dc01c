"""A person's own weights: the sliders of the shortlist page, and what its address may ask for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from luodi.core.text import Text
from luodi.matching.measures import measure_name
from luodi.matching.requirement import Criterion
from luodi_portal.desk.shortlists import Weights
from luodi_portal.web.language import say

PREFIX = "w-"


class WeightsForm(forms.Form):
    """One slider a criterion, from 0 to twice the greatest weight of the requirement."""

    def __init__(self, criteria: Sequence[Criterion], asked: QueryDict) -> None:
        mine = {name: value for name, value in asked.items() if name.startswith(PREFIX)}
        super().__init__(mine or None, initial={_key(c): c.weight for c in criteria})
        self.most = 2 * max((c.weight for c in criteria), default=1.0)
        for index, criterion in enumerate(criteria):
            self.fields[_key(criterion)] = self._slider(criterion, index)

    def _slider(self, criterion: Criterion, index: int) -> forms.FloatField:
        label = say(measure_name(criterion.measure).label)
        widget = forms.NumberInput(
            attrs={
                "type": "range",
                "step": "any",
                "id": f"weight-{index}",
                "aria-describedby": f"holds-{index}",
            }
        )
        return forms.FloatField(
            label=label[:1].upper() + label[1:],
            min_value=0,
            max_value=self.most,
            initial=criterion.weight,
            widget=widget,
        )

    def clean(self) -> dict[str, Any]:
        """Refuse weights of which none counts, and those of what is no criterion."""
        cleaned = super().clean() or {}
        if any(name not in self.fields for name in self.data):
            raise forms.ValidationError(
                say(
                    Text(
                        "权重里有这条需求没有的准则；请用滑块",
                        "A weight is of no criterion of this requirement; use the sliders",
                    )
                )
            )
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(
                say(Text("权重全为 0；请至少给一项大于 0", "All weights are 0; give at least one more"))
            )
        return cleaned

    def weights(self) -> Weights:
        """Give the person's own weights; nothing where none were given, or not well."""
        if not self.is_valid():
            return ()
        return tuple(float(self.cleaned_data[name]) for name in self.fields)


def _key(criterion: Criterion) -> str:
    return PREFIX + criterion.measure

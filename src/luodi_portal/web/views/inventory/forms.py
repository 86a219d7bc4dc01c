"""The forms of spaces, offers, terms and uploads."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from luodi.core.coordinates import DATUMS
from luodi.core.fields import PARK_FIELDS, SITE_FIELDS, Field, Type, Value, by_name
from luodi.core.figures import dimension_of
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.inventory.indicators import INDICATORS
from luodi_portal.inventory.models import LEVELS, Park
from luodi_portal.inventory.spaces import SPACE_FIELDS
from luodi_portal.inventory.terms import ENTERPRISE
from luodi_portal.web.forms import CatalogueField, as_typed
from luodi_portal.web.language import say, say_later

MAX_REASON = 500
_SITE = by_name(SITE_FIELDS)


def _label(zh: str, en: str) -> Any:
    return say_later(Text(zh, en))


def _datum() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_label("坐标系", "Datum"),
        choices=[(datum, say_later(label)) for datum, label in DATUMS.items()],
        initial="wgs84",
        required=False,
    )


def _file(label: Any, endings: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        widget=forms.FileInput(attrs={"accept": endings}),
        error_messages={
            "required": _label("请选择文件", "Choose a file"),
            "empty": _label("是空文件", "The file is empty"),
        },
    )


class UploadForm(forms.Form):
    """A table to take in."""

    file = _file(_label("Excel 或 CSV 文件", "Excel or CSV file"), ".xlsx,.csv,.tsv,.jsonl")
    datum = _datum()


class ApplyForm(forms.Form):
    """What to do with a table that was previewed."""

    fingerprint = forms.CharField(widget=forms.HiddenInput)
    only_good = forms.BooleanField(required=False)
    gone = forms.ChoiceField(choices=[("leave", ""), ("taken", "")], required=False)
    verified = forms.BooleanField(required=False)


class AttachForm(forms.Form):
    """A photo or a document."""

    file = _file(_label("图片或文件", "Picture or document"), ".jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx")
    alt = forms.CharField(
        label=_label("图中是什么（图片必填）", "What a picture shows"), max_length=300, required=False
    )


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_label("为什么", "Why"),
        max_length=MAX_REASON,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class StatusForm(forms.Form):
    """A new status of an offer, and why."""

    status = forms.ChoiceField(
        label=_SITE["status"].label.zh,
        choices=[
            ("", _label("未写明", "Not stated")),
            *((w, say_later(t)) for w, t in _SITE["status"].choices.items()),
        ],
        required=False,
    )
    why = _reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].label = say(Text("状态", "Status"))


class OperatorForm(forms.Form):
    """Who is to operate a park."""

    def __init__(self, among: QuerySet[User], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["operator"] = forms.ModelChoiceField(queryset=among, label=_label("账号", "Account"))


class CatalogueForm(forms.Form):
    """Fields of luodi's catalogue, in groups; a flag has three answers, for unknown is one of them."""

    groups_of: Sequence[tuple[Text, tuple[str, ...]]] = ()

    def __init__(
        self,
        catalogue: Sequence[Field],
        data: Any = None,
        values: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        answers = {True: "yes", False: "no"}
        said = {n: answers[v] if isinstance(v, bool) else v for n, v in (values or {}).items()}
        super().__init__(data, initial=as_typed(said, catalogue) | dict(initial or {}))
        self.catalogue = catalogue
        for field in catalogue:
            self.fields[field.name] = _field(field)

    def values(self) -> dict[str, Value]:
        """Give the fields that say something."""
        names = {field.name for field in self.catalogue}
        return {
            name: value for name, value in self.cleaned_data.items() if name in names and value is not None
        }

    def groups(self) -> Iterator[tuple[Text, list[forms.BoundField]]]:
        """Give the fields under their headings; a field that no heading names comes last."""
        named = {name for _, names in self.groups_of for name in names}
        rest = tuple(field.name for field in self.catalogue if field.name not in named)
        for heading, names in (*self.groups_of, (Text("其他", "More"), rest)):
            if fields := [self[name] for name in names if name in self.fields]:
                yield heading, fields


def _field(field: Field) -> CatalogueField:
    made = CatalogueField(field)
    unknown = ("", say(Text("未知", "Unknown")))
    if field.type is Type.FLAG:
        made.widget = forms.Select(
            choices=[unknown, ("yes", say(Text("有", "Yes"))), ("no", say(Text("无", "No")))]
        )
    elif field.type is Type.CHOICE:
        made.widget = forms.Select(
            choices=[unknown, *((word, say(text)) for word, text in field.choices.items())]
        )
    return made


class SiteForm(CatalogueForm):
    """All that is said of an offer, and why it is changed."""

    groups_of = (
        (Text("是什么", "What"), ("name", "deal", "kind", "status", "available_from")),
        (Text("在哪里", "Where"), ("province", "city", "district", "place", "building", "storey", "unit", "lon", "lat")),
        (Text("多大", "How large"), ("floor_area_m2", "land_area_m2", "min_area_m2")),
        (
            Text("价格", "Money"),
            ("rent_cny_m2_month", "rent_cny_year", "price_cny", "price_cny_m2", "price_cny_mu", "tenure_years"),
        ),
        (
            Text("建筑", "Building"),
            (
                "storeys", "clear_height_m", "clear_height_upper_m", "floor_load_kg_m2", "power_kva", "crane_t",
                "structure", "fire_class",
            ),
        ),
        (
            Text("配套", "Provided"),
            ("title_deed", "env_permit", "steam", "gas", "sewage_permit", "dormitory", "canteen"),
        ),
    )  # fmt: skip
    why = _reason()
    datum = _datum()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        left = ("id", "park", "synthetic", "verified_on")
        super().__init__([field for field in SITE_FIELDS if field.name not in left], *args, **kwargs)


class ParkForm(CatalogueForm):
    """What is said of a park beside its terms, and why it is changed."""

    groups_of = (
        (Text("是什么", "What"), ("name", "focus", "plot_ratio")),
        (Text("在哪里", "Where"), ("province", "city", "district", "place", "lon", "lat")),
    )
    why = _reason()
    datum = _datum()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            [field for field in PARK_FIELDS if field.name not in ("id", "synthetic")], *args, **kwargs
        )

    def clean(self) -> dict[str, Any]:
        """See that it has a name."""
        cleaned = super().clean() or {}
        if not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", say(Text("请写名称", "Give a name")))
        return cleaned


class SpaceForm(CatalogueForm):
    """A space: its place in the park, and what is stated of it."""

    level = forms.ChoiceField(
        label=_label("层级", "Level"), choices=[(level, say_later(label)) for level, label in LEVELS.items()]
    )
    parent = forms.ChoiceField(label=_label("属于", "Within"), required=False)
    name = forms.CharField(
        label=_label("名称（楼层写数字）", "Name (of a floor, its number)"), max_length=100,
        error_messages={"required": _label("请写名称", "Give a name")},
    )  # fmt: skip
    source = forms.CharField(
        label=_label("数据来源", "Source of the figures"), max_length=300, required=False
    )
    groups_of = ((Text("数据（所在的房源没写的，按此处）", "Figures: offers inherit what they don't say"),
                  tuple(field.name for field in SPACE_FIELDS)),)  # fmt: skip

    def __init__(self, park: Park, *args: Any, **kwargs: Any) -> None:
        super().__init__(SPACE_FIELDS, *args, **kwargs)
        rows = park.spaces.exclude(level="unit").select_related("parent__parent")
        choices = [(str(row.pk), " › ".join(map(str, row.path()))) for row in rows]
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ChoiceField)
        parent.widget.attrs["lang"] = "zh-Hans"
        parent.choices = [("", say(Text("园区", "the park"))), *choices]

    def clean(self) -> dict[str, Any]:
        """Keep the order: a floor stands in a building, a unit in a building or a floor."""
        cleaned = super().clean() or {}
        level, parent = cleaned.get("level"), cleaned.get("parent")
        if level in ("parcel", "building") and parent:
            self.add_error(
                "parent", _label("地块和楼栋直接属于园区", "Parcels and buildings stand in the park itself")
            )
        if level in ("floor", "unit") and not parent:
            self.add_error(
                "parent", _label("请选它所在的楼栋或楼层", "Choose the building or floor that it is in")
            )
        return cleaned


def _figure(field: Field) -> forms.Field:
    """A figure with its unit where luodi reads that unit, else a bare number."""
    return CatalogueField(field) if dimension_of(field) else forms.FloatField(min_value=0, required=False)


class IndicatorsForm(forms.Form):
    """The 标准地 indicators of a parcel: bounds or words of each, with its source."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in INDICATORS.values():
            catalogued = Field(each.name, each.label, Type.NUMBER, each.unit)
            if each.in_words:
                self.fields[f"{each.name}-words"] = forms.CharField(max_length=300, required=False)
            else:
                for end in ("low", "high"):
                    self.fields[f"{each.name}-{end}"] = _figure(catalogued)
            self.fields[f"{each.name}-source"] = forms.CharField(max_length=300, required=False)

    def rows(self) -> Iterator[tuple[Any, dict[str, forms.BoundField]]]:
        """Give each indicator with its fields: low, high or words, and source."""
        for each in INDICATORS.values():
            yield each, {end: self[f"{each.name}-{end}"] for end in ("low", "high", "words", "source")
                         if f"{each.name}-{end}" in self.fields}  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a lower bound that is above the upper one."""
        cleaned = super().clean() or {}
        for name in INDICATORS:
            low, high = cleaned.get(f"{name}-low"), cleaned.get(f"{name}-high")
            if low is not None and high is not None and low > high:
                self.add_error(
                    f"{name}-low", say(Text("下限高于上限", "The lower bound is above the upper one"))
                )
        return cleaned

    def said(self) -> Iterator[dict[str, Any]]:
        """Give what was stated, in the columns of the model."""
        for name in INDICATORS:
            low, high, words, source = (
                self.cleaned_data.get(f"{name}-{end}") for end in ("low", "high", "words", "source")
            )
            if low is not None or high is not None or words:
                yield {
                    "name": name,
                    "at_least": low,
                    "at_most": high,
                    "words": words or "",
                    "source": source or "",
                }


class EnterpriseForm(forms.Form):
    """What an example enterprise brings, to try terms on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in ENTERPRISE.items():
            self.fields[name] = CatalogueField(field)

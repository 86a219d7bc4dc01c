"""The forms: the filter of sites, an enquiry's text, and the requirement's fields made from luodi's own catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import lazy

from luodi.core.errors import LuodiError, Problem
from luodi.core.fields import (
    DEALS,
    KINDS,
    REQUIREMENT_FIELDS,
    SITE_FIELDS,
    STATUSES,
    BadValue,
    Field,
    Type,
    Value,
    by_name,
)
from luodi.core.text import Text
from luodi.core.values import parse_value
from luodi.matching.requirement import requirement_from_values
from luodi_portal.web.language import current, say

MAX_TEXT = 20_000
MAX_WORDS = 100
MAX_VALUE = 500
MOST_DECIMALS = 2
_lazy = lazy(say, str)


def _t(zh: str, en: str) -> Any:
    return _lazy(Text(zh, en))


def _choices(words: Mapping[str, Text]) -> list[tuple[str, Any]]:
    return [(word, _lazy(text)) for word, text in words.items()]


class ListFilter(forms.Form):
    """What a list may be asked for by its address; anything else is named as unknown."""

    page = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Name what the list does not know: a mistyped filter must not look like one that found everything."""
        cleaned = super().clean() or {}
        unknown = [name for name in self.data if name not in self.fields]
        if unknown:
            name = str(unknown[0])[:40]
            raise forms.ValidationError(
                _t(f"不认识筛选项 {name}；请用筛选栏", f"Unknown filter {name}; use the filters shown")
            )
        return cleaned


class RequirementFilter(ListFilter):
    """Which requirements to list."""

    new = forms.BooleanField(required=False, widget=forms.HiddenInput)


class DocumentFilter(ListFilter):
    """Which documents to list."""

    q = forms.CharField(label=_t("关键词", "Words"), max_length=MAX_WORDS, required=False)
    type = forms.ChoiceField(
        label=_t("类型", "Type"),
        choices=[
            ("", _t("全部", "All")),
            ("news", _t("新闻", "News")),
            ("listing", _t("房源", "Listings")),
            ("requirement", _t("需求", "Enquiries")),
        ],
        required=False,
    )


class ParkFilter(ListFilter):
    """Which parks to list."""

    q = forms.CharField(label=_t("关键词", "Words"), max_length=MAX_WORDS, required=False)


class CatalogueField(forms.Field):
    """A field of luodi's catalogue: whatever its parser reads may be typed (3亩, 500万, 有), and it says what is wrong."""

    def __init__(self, field: Field, label: Any = None) -> None:
        super().__init__(required=False, label=label or _label(field), widget=_widget(field))
        self.catalogued = field

    def clean(self, value: Any) -> Value | None:
        """Read the value; an empty list and an unticked box say nothing."""
        if value in ([], False, ""):
            return None
        if isinstance(value, str) and len(value) > MAX_VALUE:
            raise forms.ValidationError(_t(f"最多 {MAX_VALUE} 个字符", f"At most {MAX_VALUE} characters"))
        try:
            return parse_value(self.catalogued, value)
        except BadValue as bad:
            raise forms.ValidationError(say_bad(bad)) from None


def say_bad(bad: BadValue | Problem) -> str:
    """Say what is wrong and what to do; where, the page itself shows."""
    return say(Text("；", "; ")).join((say(bad.what), say(bad.remedy)))


def _label(field: Field) -> str:
    unit = say(field.unit)
    name = say(field.label)
    whole = name if not unit else f"{name}（{unit}）" if current() == "zh" else f"{name} ({unit})"
    return whole[:1].upper() + whole[1:]


def _widget(field: Field) -> forms.Widget:
    choices = [(word, say(text)) for word, text in field.choices.items()]
    match field.type:
        case Type.CHOICE:
            return forms.Select(choices=[("", say(Text("不限", "Any"))), *choices])
        case Type.CHOICES:
            return forms.CheckboxSelectMultiple(choices=choices)
        case Type.FLAG:
            return forms.CheckboxInput()
        case Type.NUMBER | Type.COORDINATE:
            return forms.TextInput(attrs={"autocomplete": "off"})
        case Type.TEXT | Type.TEXTS | Type.FLOORS | Type.DATE:
            return forms.TextInput(
                attrs={"autocomplete": "off", "placeholder": say(_HINTS.get(field.type, NOTHING))}
            )


NOTHING = Text("", "")
_HINTS = {
    Type.TEXTS: Text("多个用顿号分开", "separate several with commas"),
    Type.FLOORS: Text("如 1、2", "such as 1, 2"),
    Type.DATE: Text("如 2026-09", "such as 2026-09"),
}
_SITE = by_name(SITE_FIELDS)


def _number(field: str, zh: str, en: str) -> CatalogueField:
    return CatalogueField(_SITE[field], _t(zh, en))


class SiteFilter(ListFilter):
    """Which sites to list."""

    q = forms.CharField(label=_t("关键词", "Words"), max_length=MAX_WORDS, required=False)
    place = forms.CharField(label=_t("地点", "Place"), max_length=MAX_WORDS, required=False)
    deal = forms.ChoiceField(
        label=_t("交易方式", "Deal"), choices=[("", _t("不限", "Any")), *_choices(DEALS)], required=False
    )
    kind = forms.ChoiceField(
        label=_t("类型", "Kind"), choices=[("", _t("不限", "Any")), *_choices(KINDS)], required=False
    )
    area_min = _number("floor_area_m2", "面积不小于（㎡）", "Area from (m²)")
    area_max = _number("floor_area_m2", "面积不大于（㎡）", "Area to (m²)")
    height_min = _number("clear_height_m", "层高不低于（米）", "Clear height from (m)")
    rent_max = _number("rent_cny_m2_month", "租金不高于（元/㎡·月）", "Rent up to (CNY/m² a month)")
    crane_min = _number("crane_t", "行车不小于（吨）", "Crane from (t)")
    status = forms.ChoiceField(
        label=_t("状态", "Status"),
        choices=[("", _t("不限", "Any")), *_choices(STATUSES), ("unstated", _t("未写明", "Not stated"))],
        required=False,
    )
    verified = forms.ChoiceField(
        label=_t("核实", "Verified"),
        choices=[
            ("", _t("不限", "Any")),
            ("fresh", _t("近期有消息", "Word of late")),
            ("ours", _t("我们核实过", "Verified by us")),
        ],
        required=False,
    )
    park = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    unknown = forms.BooleanField(
        label=_t("也列出未写明的", "Also list where it is not stated"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an area whose lower end is above its upper end."""
        cleaned = super().clean()
        low, high = cleaned.get("area_min"), cleaned.get("area_max")
        if low is not None and high is not None and low > high:
            self.add_error("area_max", _t("面积上限小于下限", "The upper end is below the lower end"))
        return cleaned


class EnquiryForm(forms.Form):
    """An enquiry as somebody wrote it."""

    text = forms.CharField(
        label=_t("需求原文", "The enquiry"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": _t("请粘贴或写下需求", "Please paste or write the enquiry"),
            "max_length": _t(
                f"最多 {MAX_TEXT:,} 字；请只留需求本身",
                f"At most {MAX_TEXT:,} characters; keep the enquiry only",
            ),
        },
    )

    def clean_text(self) -> str:
        """Refuse what no enquiry holds: control characters."""
        text = str(self.cleaned_data["text"])
        if any(ord(c) < 32 and c not in "\t\r\n" for c in text):
            raise forms.ValidationError(
                _t("原文含有控制字符，不像是文字", "The text holds control characters")
            )
        return text.replace("\r\n", "\n")


class RequirementForm(forms.Form):
    """The fields of a requirement, one for each field of luodi's catalogue, in groups."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in REQUIREMENT_FIELDS:
            self.fields[field.name] = CatalogueField(field)

    def clean(self) -> dict[str, Any]:
        """Name a field that no requirement has."""
        cleaned = super().clean() or {}
        unknown = [
            name
            for name in self.data
            if name not in self.fields and name not in ("csrfmiddlewaretoken", "text")
        ]
        if unknown:
            name = str(unknown[0])[:40]
            raise forms.ValidationError(_t(f"需求没有 {name} 这个字段", f"A requirement has no field {name}"))
        if not self.errors:
            if not self.values():
                raise forms.ValidationError(
                    _t("什么都没有填；请至少填一项", "Nothing is filled in; give at least one field")
                )
            try:
                requirement_from_values(self.values())
            except LuodiError as error:
                raise forms.ValidationError(error.problem.say(current())) from None
        return cleaned

    def values(self) -> dict[str, Value]:
        """Give the fields that say something, as luodi's values."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None}

    def groups(self) -> Iterator[tuple[Text, list[forms.BoundField]]]:
        """Give the fields under their headings; a field that no heading names comes last."""
        named = {name for _, names in GROUPS for name in names}
        rest = tuple(field.name for field in REQUIREMENT_FIELDS if field.name not in named)
        for heading, names in (*GROUPS, (Text("其他", "More"), rest)):
            if names:
                yield heading, [self[name] for name in names]


GROUPS: tuple[tuple[Text, tuple[str, ...]], ...] = (
    (Text("谁", "Who"), ("company", "industry", "contact", "phone")),
    (Text("要什么", "What"), ("deal", "kind", "use", "locations", "start_by")),
    (Text("多大", "How large"), ("floor_area_min_m2", "floor_area_max_m2", "land_area_min_m2", "land_area_max_m2")),
    (Text("预算", "Budget"), ("rent_max_cny_m2_month", "rent_max_cny_year", "price_max_cny", "price_max_cny_mu")),
    (
        Text("建筑", "Building"),
        (
            "clear_height_min_m", "floor_load_min_kg_m2", "power_min_kva", "crane_min_t", "storey",
            "structure", "fire_class",
        ),
    ),
    (
        Text("必须有", "Must have"),
        ("title_deed", "env_permit", "steam", "gas", "sewage_permit", "dormitory", "canteen"),
    ),
    (
        Text("企业带来什么（用于园区准入）", "What the firm brings (for a park's terms)"),
        (
            "investment_cny", "output_cny_year", "revenue_cny_year", "tax_cny_year", "tax_cny_mu_year",
            "energy_tce_year", "staff",
        ),
    ),
)  # fmt: skip


def as_typed(values: Mapping[str, Any], catalogue: Sequence[Field] = REQUIREMENT_FIELDS) -> dict[str, Any]:
    """Give values as a person would have typed them into the form."""
    fields = by_name(catalogue)
    return {name: _typed(fields[name], value) for name, value in values.items() if name in fields}


def _typed(field: Field, value: Any) -> Any:
    if field.type is Type.CHOICES:
        return [value] if isinstance(value, str) else list(value)
    if isinstance(value, list | tuple):
        return "、".join(str(each) for each in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _figure(field, value)
    return value


def _figure(field: Field, value: float) -> str:
    """Write money in 万 for readers of Chinese, where that says it exactly."""
    wan = f"{value / 1e4:.10g}"
    is_short = value >= 1e4 and len(wan.partition(".")[2]) <= MOST_DECIMALS and "e" not in wan
    return f"{wan}万" if current() == "zh" and "CNY" in field.unit.en and is_short else f"{value:.10g}"

"""The forms of knowledge: what lists are filtered by, a fact's correction, a decision's reason."""

from dataclasses import replace
from typing import Any

from django import forms

from luodi import facts
from luodi.core.periods import last_day
from luodi.core.quantities import find_quantities
from luodi.core.text import Text
from luodi.facts.platforms import platform_labels
from luodi.reading.wording import APPROX, EVENTS, KINDS
from luodi_portal.knowledge.entities.models import KINDS as ENTITY_KINDS
from luodi_portal.knowledge.review.missed import OF, UNIT_OF, find_quote
from luodi_portal.web.forms import MAX_WORDS, ListFilter, _choices, _t
from luodi_portal.web.language import say

_LONG = 300
_UNITS = {"m2", "CNY", "USD", "EUR", "JPY", "HKD", "GBP"}
_YEARLESS = 5  # letters of --04 at least


class EntityFilter(ListFilter):
    """Which entities to list."""

    q = forms.CharField(label=_t("名称", "Name"), max_length=MAX_WORDS, required=False)
    kind = forms.ChoiceField(
        label=_t("类型", "Kind"), choices=[("", _t("全部", "All")), *_choices(ENTITY_KINDS)], required=False
    )


class PlatformFilter(ListFilter):
    """Which shared services to list."""

    q = forms.CharField(label=_t("名称或所在园区", "Name, or where"), max_length=MAX_WORDS, required=False)
    type = forms.ChoiceField(
        label=_t("服务", "Service"),
        choices=[("", _t("全部", "All")), *_choices(platform_labels())],
        required=False,
    )


class RegionFilter(ListFilter):
    """Which region and which indicator the board shows."""

    region = forms.IntegerField(
        min_value=1, required=False, widget=forms.Select, label=_t("地区或园区", "Region or park")
    )
    indicator = forms.CharField(
        max_length=MAX_WORDS, required=False, widget=forms.Select, label=_t("指标", "Indicator")
    )


class ReviewFilter(ListFilter):
    """Which facts to review."""

    kind = forms.ChoiceField(
        label=_t("事实", "Facts"), choices=[("", _t("全部", "All")), *_choices(KINDS)], required=False
    )
    document = forms.CharField(max_length=16, required=False, widget=forms.HiddenInput)
    skipped = forms.BooleanField(label=_t("只看跳过的", "Skipped ones only"), required=False)


class WhyForm(forms.Form):
    """Why something is decided."""

    why = forms.CharField(label=_t("理由", "Reason"), max_length=_LONG, required=False)


class FactForm(forms.Form):
    """What a fact should say. A value may be typed as the trade writes it (2900亩, 60亿元), or in the fact's unit."""

    subject = forms.CharField(label=_t("主体", "Subject"), max_length=_LONG)
    value = forms.CharField(label=_t("值", "Value"), max_length=60, required=False)
    unit = forms.CharField(label=_t("单位", "Unit"), max_length=40, required=False)
    object = forms.CharField(label=_t("对象", "Object"), max_length=_LONG, required=False)
    approx = forms.ChoiceField(
        label=_t("约数", "Approximation"),
        choices=[
            (name, _t(text.zh.strip() or "确切", text.en.strip() or "exact")) for name, text in APPROX.items()
        ],
        required=False,
    )
    date = forms.CharField(label=_t("日期", "Date"), max_length=30, required=False)
    period = forms.CharField(label=_t("期间", "Period"), max_length=30, required=False)
    previous = forms.FloatField(label=_t("此前", "Previously"), required=False)
    text = forms.CharField(
        label=_t("以文字代替数值", "Words instead of a value"), max_length=_LONG, required=False
    )
    expected = forms.BooleanField(label=_t("预期，尚未发生", "Expected, not yet done"), required=False)
    note = forms.CharField(label=_t("说明", "Note"), max_length=_LONG, required=False)

    def __init__(self, *args: Any, fact: facts.Fact, **kwargs: Any) -> None:
        self.fact = fact
        names = (
            "subject",
            "value",
            "unit",
            "object",
            "approx",
            "date",
            "period",
            "previous",
            "text",
            "expected",
        )
        plain = fact.to_json()
        super().__init__(*args, **kwargs | {"initial": {name: plain.get(name, "") for name in names}})
        if fact.kind == "event":
            self.fields["object"] = forms.ChoiceField(label=_t("事件", "Event"), choices=_choices(EVENTS))

    def clean_date(self) -> str:
        """Refuse what is no date."""
        return _iso(self.cleaned_data["date"])

    def clean_period(self) -> str:
        """Refuse what is no period."""
        return _iso(self.cleaned_data["period"])

    def clean(self) -> dict[str, Any]:
        """Read the value in the unit that is given, or that it is written with."""
        cleaned = super().clean() or {}
        written = cleaned.get("value", "")
        if written:
            try:
                cleaned["value"] = float(written.replace(",", ""))
            except ValueError:
                self._read_value(written, cleaned)
        return cleaned

    def _read_value(self, written: str, cleaned: dict[str, Any]) -> None:
        found = find_quantities(written)
        whole = (
            len(found) == 1 and found[0].high is None and written[found[0].start : found[0].end] == written
        )
        if not whole or (found[0].unit in _UNITS and (found[0].unit == "m2") != (self.fact.unit == "m2")):
            self.add_error(
                "value",
                _t(
                    "不是一个合适的数；请写如 2900亩、60亿元、6%",
                    "That is not one fitting number; write 2900亩, 60亿元 or 6%",
                ),
            )
            return
        cleaned["value"] = found[0].value
        if found[0].unit in _UNITS:
            cleaned["unit"] = found[0].unit

    def corrected(self) -> facts.Fact:
        """Give the fact as the person says it."""
        said = self.cleaned_data
        return replace(
            self.fact,
            subject=said["subject"],
            value=said["value"] if said["value"] != "" else None,
            unit=said["unit"] or None if said["value"] != "" else None,
            object=said["object"] or None,
            approx=said["approx"] or "exact",
            date=said["date"] or None,
            period=said["period"] or None,
            previous=said["previous"],
            text=said["text"] or None,
            expected=said["expected"],
            inferred=self.fact.inferred
            and said["date"] == self.fact.date
            and said["period"] == (self.fact.period or ""),
        )


class MissedFactForm(FactForm):
    """A fact that the reader missed: its kind, the run of the text that shows it, and what it says."""

    kind = forms.ChoiceField(label=_t("事实", "Fact"), choices=[("", "—"), *_choices(KINDS)])
    quote = forms.CharField(
        label=_t("原文（尽量短）", "Quote (the shortest that shows it)"),
        max_length=500,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    start = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    event = forms.ChoiceField(
        label=_t("什么事（仅用于“事件”）", "Which (for events only)"),
        choices=[("", "—"), *_choices(EVENTS)],
        required=False,
    )
    field_order = ("kind", "quote", "start", "subject", "value", "unit", "object", "event")

    def __init__(
        self, data: Any = None, *, document: facts.Document, initial: dict[str, Any] | None = None
    ) -> None:
        self.document = document
        kind = str(data.get("kind", "")) if data else ""
        whole = document.span(0, 1) if document.text else document.span(0, 1, "title")
        blank = facts.Fact(kind if kind != "event" else "", "", whole, unit=UNIT_OF.get(kind))
        super().__init__(data, fact=blank)
        self.initial = initial or {}

    def clean(self) -> dict[str, Any]:
        """Find the quote, and see that the fact says something."""
        cleaned = super().clean()
        kind = cleaned.get("kind", "")
        self.span = find_quote(
            self.document, cleaned.get("quote", "").replace("\r\n", "\n").strip(), cleaned.get("start") or 0
        )
        if cleaned.get("quote") and self.span is None:
            self.add_error(
                "quote", _t("文中没有这一段；请从原文复制", "The text does not hold it; copy it from there")
            )
        if kind == "event":
            cleaned["object"] = cleaned.get("event", "")
            if not cleaned["object"]:
                self.add_error("event", _t("请选是什么事", "Say which event"))
        elif kind in OF and not cleaned.get("object"):
            self.add_error("object", _t("这类事实要写对象", "This kind of fact needs an object"))
        if (
            kind in UNIT_OF
            and kind != "financing"
            and "value" not in self.errors
            and cleaned.get("value", "") == ""
            and not cleaned.get("text")
        ):
            self.add_error("value", _t("请写数值，或以文字代替", "Give a value, or words instead of one"))
        if cleaned.get("value", "") != "" and not cleaned.get("unit"):
            cleaned["unit"] = UNIT_OF.get(kind, "")
        return cleaned

    def missed(self) -> facts.Fact:
        """Give the fact."""
        assert self.span is not None  # is_valid
        return replace(self.corrected(), kind=self.cleaned_data["kind"], span=self.span, inferred=False)


def _iso(written: str) -> str:
    """Give a date or period as it is written where it is one."""
    try:
        if written and not (written.startswith("--") and len(written) >= _YEARLESS - 1):
            last_day(written)
    except ValueError:
        remedy = Text(
            "请写如 2024-05-14、2024-05、2024-Q3、2024-H1、2024-Q1/2024-Q3",
            "write 2024-05-14, 2024-05, 2024-Q3, 2024-H1 or 2024-Q1/2024-Q3",
        )
        raise forms.ValidationError(say(Text("不是日期；", "That is no date; ")) + say(remedy)) from None
    return written

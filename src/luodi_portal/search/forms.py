"""What a search may ask for by its address."""

from typing import Any

from django import forms
from django.utils.functional import lazy

from luodi.core.text import Text
from luodi_portal.search.index import KINDS
from luodi_portal.web.forms import MAX_WORDS, ListFilter
from luodi_portal.web.language import say

KIND_LABELS = {
    "news": Text("新闻", "News"),
    "listing": Text("房源帖", "Posts"),
    "requirement": Text("需求", "Enquiries"),
    "park": Text("园区", "Parks"),
    "site": Text("房源", "Sites"),
    "firm": Text("企业", "Firms"),
    "zone": Text("开发区", "Zones"),
    "project": Text("项目", "Projects"),
    "institution": Text("机构", "Institutions"),
}
SORTS = {"best": Text("最相关", "Best"), "newest": Text("最新", "Newest")}
FACETS = {"place": "p=", "type": "t=", "industry": "d=", "year": "y="}
"""The parameters that narrow a search, and how their marks begin."""


class SearchForm(ListFilter):
    """The words, and what narrows them down."""

    q = forms.CharField(
        label=lazy(say, str)(Text("搜索", "Search")),
        max_length=MAX_WORDS,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "enterkeyhint": "search"}),
    )
    kind = forms.ChoiceField(choices=[("", ""), *((kind, kind) for kind in KINDS)], required=False)
    sort = forms.ChoiceField(choices=[("", ""), *((name, name) for name in SORTS)], required=False)
    place = forms.RegexField(r"^\d{6}$", required=False)
    type = forms.RegexField(r"^[a-z_0-9]{1,40}$", required=False)
    industry = forms.RegexField(r"^\d{2}$", required=False)
    year = forms.RegexField(r"^\d{4}$", required=False)

    def facets(self) -> tuple[str, ...]:
        """Give the marks that are asked for."""
        said: dict[str, Any] = self.cleaned_data
        return tuple(f"{begin}{said[name]}" for name, begin in FACETS.items() if said.get(name))

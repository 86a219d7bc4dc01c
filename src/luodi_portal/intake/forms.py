"""The four ways in, as forms."""

from pathlib import Path
from typing import Any

from django import forms
from django.utils.functional import lazy

from luodi.core.errors import LuodiError
from luodi.core.text import Text
from luodi_portal.intake.fetch.fetch import checked
from luodi_portal.intake.models import Feed, Item
from luodi_portal.intake.reread import WHICH
from luodi_portal.inventory.models import Park
from luodi_portal.knowledge.models import Document
from luodi_portal.web.forms import ListFilter
from luodi_portal.web.language import current, say

MOST_UPLOADS = 100
MOST_UPLOADED = 200_000_000
MOST_ADDRESSES = 500
_lazy = lazy(say, str)
INTERVALS = {
    30: Text("每半小时", "every half hour"),
    60: Text("每小时", "every hour"),
    360: Text("每 6 小时", "every 6 hours"),
    1440: Text("每天", "every day"),
    0: Text("只在点“现在读”时", "only when asked"),
}


def _t(zh: str, en: str) -> Any:
    return _lazy(Text(zh, en))


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or more files."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Check each file, and all together."""
        files = [super(FilesField, self).clean(each, initial) for each in data or [None]]
        if len(files) > MOST_UPLOADS or sum(file.size for file in files) > MOST_UPLOADED:
            raise forms.ValidationError(
                _t(
                    f"一次最多 {MOST_UPLOADS} 个文件、{MOST_UPLOADED // 1_000_000} MB；多了请打成 zip 分次上传",
                    f"At most {MOST_UPLOADS} files and {MOST_UPLOADED // 1_000_000} MB at once; pack more into zip files",
                )
            )
        return files


class UploadForm(forms.Form):
    """Files from one's own machine."""

    documents = FilesField(
        label=_t("文件", "Files"),
        help_text=_t(
            "网页（html）、文本（txt、md）、docx、pdf、jsonl，或装有这些的 zip，可一次选多个。",
            "Pages (html), text (txt, md), docx, pdf, jsonl, or a zip of them; choose as many as you like.",
        ),
        error_messages={
            "required": _t("请选一个或多个文件", "Choose one or more files"),
            "empty": _t("有文件是空的", "One of the files is empty"),
        },
    )


class AddressesForm(forms.Form):
    """A list of addresses."""

    addresses = forms.CharField(
        label=_t("网址", "Addresses"),
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocapitalize": "none"}),
        help_text=_t(
            "每行一个文章网址。遵守各网站的 robots.txt，同一网站慢慢读。",
            "One article's address a line. Each site's robots.txt is kept to, and sites are read slowly.",
        ),
        error_messages={"required": _t("请写下至少一个网址", "Give at least one address")},
    )

    def clean_addresses(self) -> list[str]:
        """Check each line; the bad ones are named."""
        lines = [line.strip() for line in str(self.cleaned_data["addresses"]).splitlines() if line.strip()]
        if len(lines) > MOST_ADDRESSES:
            raise forms.ValidationError(
                _t(f"一次最多 {MOST_ADDRESSES} 个网址", f"At most {MOST_ADDRESSES} addresses at once")
            )
        good, bad = [], []
        for line in lines:
            try:
                good.append(checked(line))
            except LuodiError as error:
                bad.append(error.problem.say(current()))
        if bad:
            raise forms.ValidationError(bad[:10])
        return list(dict.fromkeys(good))


class FeedForm(forms.Form):
    """A feed or a sitemap, and how often it is read."""

    url = forms.CharField(
        label=_t("订阅源", "Feed"),
        max_length=2_000,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
        help_text=_t(
            "RSS、Atom 或网站地图（sitemap.xml）的网址；以后自动读取新文章。",
            "The address of an RSS or Atom feed or a sitemap.xml; new articles then come in by themselves.",
        ),
        error_messages={"required": _t("请写下订阅源的网址", "Give the feed's address")},
    )
    minutes = forms.TypedChoiceField(
        label=_t("多久读一次", "How often"),
        choices=[(minutes, _lazy(said)) for minutes, said in INTERVALS.items()],
        coerce=int,
        initial=60,
    )

    def clean_url(self) -> str:
        """Check the address; a feed that is read already needs no second entry."""
        try:
            url = checked(str(self.cleaned_data["url"]))
        except LuodiError as error:
            raise forms.ValidationError(error.problem.say(current())) from None
        if Feed.objects.filter(url=url).exists():
            raise forms.ValidationError(_t("已经有这个订阅源了", "There is this feed already"))
        return url


class FolderForm(forms.Form):
    """A folder of the server."""

    folder = forms.CharField(
        label=_t("服务器上的文件夹", "A folder of the server"),
        max_length=500,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_t("绝对路径；读取其中所有文档。", "Its full path; all documents below it are read."),
        error_messages={"required": _t("请写下文件夹的路径", "Give the folder's path")},
    )

    def clean_folder(self) -> str:
        """Refuse what is no folder here."""
        path = Path(str(self.cleaned_data["folder"]))
        if not path.is_absolute() or "\0" in str(path) or not path.is_dir():
            raise forms.ValidationError(
                _t(
                    "服务器上没有这个文件夹；请给绝对路径",
                    "The server has no such folder; give its full path",
                )
            )
        return str(path)


class ItemFilter(ListFilter):
    """Which items of a batch to list."""

    state = forms.ChoiceField(choices=[("", ""), *((state, state) for state in Item.State)], required=False)


class ScopeForm(ListFilter):
    """Which documents are read again: a park's or one only where its page leads here."""

    which = forms.ChoiceField(
        label=_t("哪些文档", "Which documents"),
        choices=[(name, _lazy(label)) for name, label in WHICH.items()],
    )
    key = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """See that a park or a document is named where one is asked for."""
        cleaned = super().clean()
        named = {
            "park": Park.objects.filter(pk=cleaned.get("key", "")),
            "document": Document.objects.filter(slug=cleaned.get("key", "")),
        }
        wanted = named.get(cleaned.get("which", ""))
        if wanted is not None and not wanted.exists():
            raise forms.ValidationError(
                _t("请从园区或文档的页面进来", "Come here from the page of the park or of the document")
            )
        if wanted is None:
            cleaned["key"] = ""
        return cleaned

"""The form of an article, of a decision, of a picture."""

from typing import Any, ClassVar

from django import forms
from django.utils.functional import lazy

from luodi.core.text import Text
from luodi_portal.editorial.models import Article
from luodi_portal.web.language import say

MOST_LETTERS = 50_000


def _t(zh: str, en: str) -> Any:
    return lazy(say, str)(Text(zh, en))


class ArticleForm(forms.ModelForm[Article]):
    """What is written of an article."""

    class Meta:
        """Which columns a person writes."""

        model = Article
        fields = ("title", "body", "publish_at")
        labels: ClassVar = {
            "title": _t("标题", "Title"),
            "body": _t("正文", "Text"),
            "publish_at": _t(
                "发布时间（留空：通过后立即发布）", "Publish at (empty: as soon as it is approved)"
            ),
        }
        widgets: ClassVar = {
            "title": forms.TextInput(attrs={"lang": "zh-Hans"}),
            "body": forms.Textarea(attrs={"rows": 18, "lang": "zh-Hans"}),
            "publish_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].max_length = MOST_LETTERS  # type: ignore[attr-defined]
        self.fields["title"].error_messages["required"] = _t("请写标题", "Please write a title")
        self.fields["body"].error_messages["required"] = _t("请写正文", "Please write the text")
        self.fields["publish_at"].error_messages["invalid"] = _t(
            "请写成 2026-12-01 09:00", "write 2026-12-01 09:00"
        )

    def clean_body(self) -> str:
        """Refuse what no article holds, and what is too long."""
        body = str(self.cleaned_data["body"]).replace("\r\n", "\n")
        if len(body) > MOST_LETTERS:
            raise forms.ValidationError(_t(f"最多 {MOST_LETTERS:,} 字", f"At most {MOST_LETTERS:,} letters"))
        if any(ord(letter) < 32 and letter not in "\t\n" for letter in body):
            raise forms.ValidationError(_t("正文含有控制字符", "The text holds control characters"))
        return body


class ReturnForm(forms.Form):
    """Why an article is returned."""

    note = forms.CharField(
        label=_t("退回时写明要改什么", "What to mend, if it is returned"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _t("请写明要改什么", "Please say what to mend")},
    )


class PictureForm(forms.Form):
    """A picture to add."""

    file = forms.FileField(
        label=_t("添加图片", "Add a picture"),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": _t("请先选一张图片", "Please choose a picture first")},
    )

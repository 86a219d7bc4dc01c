"""How an article looks: its page's HTML with what was read marked in it."""

from collections.abc import Mapping, Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from luodi.reading.show import Segment, marked_text
from luodi.reading.wording import Mark
from luodi_portal.editorial.markdown import Composed, Shown, compose, pictures_in, render
from luodi_portal.editorial.models import Picture
from luodi_portal.web.templatetags.luodi import tip
from luodi_portal.web.wording import tone


def body_html(body: str, marks: Sequence[Mark] = (), anchors: Mapping[int, str] | None = None) -> SafeString:
    """Give the HTML of an article's Markdown; ``anchors`` are the places that links to its marks lead to."""
    composed = compose(body)
    places = anchors or {}

    def opened(segment: Segment, first: bool) -> str:
        begins = segment.begins if first else ()
        spans = format_html_join(
            "",
            '<span class="anchor" id="{}"></span>',
            ((places[m.number],) for m in begins if m.number in places),
        )
        mark = segment.marks[0]
        return format_html('<mark class="t-{}" title="{}">{}', tone(mark.group), tip(mark), spans)

    return render(composed, marked_text(composed.text, marks), _pictures(composed), opened)


def _pictures(composed: Composed) -> dict[int, Shown]:
    rows = Picture.objects.filter(pk__in=pictures_in(composed))
    return {row.pk: Shown(row.get_absolute_url(), row.width, row.height) for row in rows}

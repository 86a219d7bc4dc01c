"""Photos and documents of parks, spaces and offers: checked, bounded in size, without what a camera adds (place, owner)."""

from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.db.models import Q, QuerySet

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.inventory.models import Attachment, Park, Site, Space
from luodi_portal.pictures import as_file, open_picture, read_upload, within

LARGE, SMALL = 2000, 480  # the longer side, in pixels
DOCUMENTS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}

_REMEDY = Text("请给 PDF、Word 或 Excel 文件", "give a PDF, Word or Excel file")


def attach(owner: Park | Space | Site, file: File[bytes], alt: str, by: User) -> Attachment:
    """Keep a photo (with words for those who can't see it) or a document; raises :class:`LuodiError` for any other file."""
    name = PurePath(file.name or "file").name[-150:]
    data = read_upload(file, name)
    suffix = PurePath(name).suffix.lower()
    row = Attachment(name=name, alt=alt.strip(), size=len(data), by=by, is_photo=suffix not in DOCUMENTS)
    setattr(row, _kind(owner), owner)
    if row.is_photo:
        _add_photo(row, data)
    elif data.startswith(DOCUMENTS[suffix]):
        row.file.save(f"document{suffix}", ContentFile(data), save=False)
    else:
        what = Text("内容与扩展名不符", "is not what its name says")
        raise LuodiError(Problem(name, what, _REMEDY))
    row.save()
    return row


def remove(row: Attachment) -> None:
    """Remove an attachment with its files."""
    for file in (row.file, row.small):
        if file:
            file.delete(save=False)
    row.delete()


def attached_to(site: Site) -> QuerySet[Attachment]:
    """Give what is attached to an offer, and to the spaces that it stands in."""
    spaces = [space.pk for space in site.space.path()] if site.space else []
    return Attachment.objects.filter(Q(site=site) | Q(space__in=spaces)).select_related("space")


def _kind(owner: Park | Space | Site) -> str:
    return {Park: "park", Space: "space", Site: "site"}[type(owner)]


def _add_photo(row: Attachment, data: bytes) -> None:
    if not row.alt:
        what = Text("没有文字说明", "has no words that say what it shows")
        remedy = Text(
            "请写一句图中是什么，看不见图的人靠它", "write what it shows, for those who can't see it"
        )
        raise LuodiError(Problem(row.name, what, remedy))
    large = within(open_picture(data, row.name), LARGE)
    row.width, row.height = large.size
    row.file.save("photo.jpg", as_file(large, "JPEG"), save=False)
    row.small.save("small.jpg", as_file(within(large, SMALL), "JPEG"), save=False)

"""Photos and documents of parks, spaces and offers: checked, bounded in size, without what a camera adds (place, owner)."""

import io
import warnings
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.db.models import Q, QuerySet
from PIL import Image, ImageOps, UnidentifiedImageError

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.accounts.models import User
from luodi_portal.inventory.models import Attachment, Park, Site, Space

MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
LARGE, SMALL = 2000, 480  # the longer side, in pixels
FORMATS = ("JPEG", "PNG", "WEBP")
DOCUMENTS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04"}


@dataclass(frozen=True, slots=True)
class _Picture:
    """A photo made anew from its pixels, and the same small."""

    large: bytes
    small: bytes
    width: int
    height: int


def attach(owner: Park | Space | Site, file: File[bytes], alt: str, by: User) -> Attachment:
    """Keep a photo (with words for those who can't see it) or a document; raises :class:`LuodiError` for any other file."""
    name = PurePath(file.name or "file").name[-150:]
    if (file.size or 0) > MOST_BYTES:
        raise _bad(
            name, Text(f"超过 {MOST_BYTES // 1_000_000} MB", f"is larger than {MOST_BYTES // 1_000_000} MB")
        )
    data = file.read()
    suffix = PurePath(name).suffix.lower()
    row = Attachment(name=name, alt=alt.strip(), size=len(data), by=by, is_photo=suffix not in DOCUMENTS)
    setattr(row, _kind(owner), owner)
    if row.is_photo:
        _add_photo(row, data)
    elif data.startswith(DOCUMENTS[suffix]):
        row.file.save(f"document{suffix}", ContentFile(data), save=False)
    else:
        raise _bad(name, Text("内容与扩展名不符", "is not what its name says"))
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
        raise _bad(row.name, Text("没有文字说明", "has no words that say what it shows"),
                   Text("请写一句图中是什么，看不见图的人靠它", "write what it shows, for those who can't see it"))  # fmt: skip
    picture = _made_anew(data, row.name)
    row.width, row.height = picture.width, picture.height
    row.file.save("photo.jpg", ContentFile(picture.large), save=False)
    row.small.save("small.jpg", ContentFile(picture.small), save=False)


def _made_anew(data: bytes, name: str) -> _Picture:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise _bad(name, Text("像素太多", "has too many pixels"))
            upright = ImageOps.exif_transpose(image).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombWarning, Image.DecompressionBombError, OSError, ValueError,
            SyntaxError) as error:  # what Pillow raises for damaged files  # fmt: skip
        raise _bad(name, Text("不是完好的图片", "is not a sound picture")) from error
    upright.thumbnail((LARGE, LARGE))
    small = upright.copy()
    small.thumbnail((SMALL, SMALL))
    return _Picture(_jpeg(upright), _jpeg(small), upright.width, upright.height)


def _jpeg(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=82, optimize=True)
    return stream.getvalue()


_REMEDY = Text(
    "请给 JPEG、PNG、WebP 图片，或 PDF、Word、Excel 文件，不超过 15 MB",
    "give a JPEG, PNG or WebP picture, or a PDF, Word or Excel file, up to 15 MB",
)


def _bad(name: str, what: Text, remedy: Text = _REMEDY) -> LuodiError:
    return LuodiError(Problem(name, what, remedy))

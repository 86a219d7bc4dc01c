"""Pictures as people upload them: checked, turned upright, made smaller, and freed of what cameras note (place, owner)."""

import uuid
from io import BytesIO
from typing import TypeAlias

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile  # noqa: TC002
from PIL import Image, ImageOps, UnidentifiedImageError

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.editorial.models import Article, Picture

Upload: TypeAlias = "UploadedFile[bytes]"
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 20_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 1600
QUALITY = 82
MOST_PICTURES = 30


def add_picture(article: Article, upload: Upload) -> Picture:
    """Keep a picture; :class:`LuodiError` says why it can't be."""
    if article.pictures.count() >= MOST_PICTURES:
        raise _bad(upload, f"这篇文章已有 {MOST_PICTURES} 张图片", f"the article has {MOST_PICTURES} pictures",
                   "请先删去一些", "remove some first")  # fmt: skip
    made = _made_anew(upload)
    picture = Picture(article=article, width=made.width, height=made.height)
    picture.file.save(f"{uuid.uuid4().hex}.webp", ContentFile(_webp(made)), save=True)
    return picture


def _webp(image: Image.Image) -> bytes:
    made = BytesIO()
    image.save(made, "WEBP", quality=QUALITY)
    return made.getvalue()


def _made_anew(upload: Upload) -> Image.Image:
    if (upload.size or 0) > MOST_BYTES:
        raise _bad(upload, f"超过 {MOST_BYTES // 1_000_000} MB", f"is larger than {MOST_BYTES // 1_000_000} MB",
                   "请先缩小图片", "make it smaller first")  # fmt: skip
    try:
        with Image.open(upload, formats=FORMATS) as image:
            if image.width * image.height > MOST_PIXELS:
                raise _bad(upload, "像素过多", "has too many pixels", "请先缩小图片", "make it smaller first")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            clear = "A" in upright.getbands() or "transparency" in upright.info
            return upright.convert("RGBA" if clear else "RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise _bad(upload, "不是能用的图片", "is no picture that can be used",
                   "请用 JPEG、PNG、WebP 或 GIF", "use JPEG, PNG, WebP or GIF") from error  # fmt: skip


def _bad(upload: Upload, zh: str, en: str, remedy_zh: str, remedy_en: str) -> LuodiError:
    return LuodiError(Problem(str(upload.name or ""), Text(zh, en), Text(remedy_zh, remedy_en)))

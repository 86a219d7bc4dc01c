"""The pictures of an article."""

import uuid
from typing import TypeAlias

from django.core.files.uploadedfile import UploadedFile  # noqa: TC002

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text
from luodi_portal.editorial.models import Article, Picture
from luodi_portal.pictures import as_file, open_picture, read_upload, within

Upload: TypeAlias = "UploadedFile[bytes]"
LONGEST_SIDE = 1600
MOST_PICTURES = 30


def add_picture(article: Article, upload: Upload) -> Picture:
    """Keep a picture; :class:`LuodiError` says why it can't be."""
    name = str(upload.name or "")
    if article.pictures.count() >= MOST_PICTURES:
        what = Text(f"这篇文章已有 {MOST_PICTURES} 张图片", f"the article has {MOST_PICTURES} pictures")
        raise LuodiError(Problem(name, what, Text("请先删去一些", "remove some first")))
    made = within(open_picture(read_upload(upload, name), name), LONGEST_SIDE)
    picture = Picture(article=article, width=made.width, height=made.height)
    picture.file.save(f"{uuid.uuid4().hex}.webp", as_file(made, "WEBP"), save=True)
    return picture

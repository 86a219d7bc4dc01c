"""Pictures that people upload: checked, turned upright, bounded in size, and made anew from their pixels alone.

What a camera adds (place, owner) is gone. GIF is refused, for what moves in it would be lost without a word.
"""

import io
import warnings
from typing import Literal, TypeAlias

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps, UnidentifiedImageError

from luodi.core.errors import LuodiError, Problem
from luodi.core.text import Text

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000
QUALITY = 82
Kind: TypeAlias = Literal["JPEG", "WEBP"]
_DAMAGED = (  # what Pillow raises for damaged files
    UnidentifiedImageError,
    Image.DecompressionBombWarning,
    Image.DecompressionBombError,
    OSError,
    SyntaxError,
    ValueError,
)
_SMALLER = Text("请先缩小图片", "make it smaller first")
_OTHER = Text("请用 JPEG、PNG 或 WebP", "use JPEG, PNG or WebP")


def read_upload(file: File[bytes], name: str) -> bytes:
    """Read an upload; raises :class:`LuodiError` where it is too large."""
    most = MOST_BYTES // 1_000_000
    if (file.size or 0) > MOST_BYTES:
        what = Text(f"超过 {most} MB", f"is larger than {most} MB")
        raise LuodiError(Problem(name, what, Text("请先缩小文件", "make it smaller first")))
    data: bytes = file.read()
    return data


def open_picture(data: bytes, name: str) -> Image.Image:
    """Open a picture, upright, as RGB, or RGBA where it is clear in places; raises :class:`LuodiError` for what is none."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=FORMATS)
            if image.width * image.height > MOST_PIXELS:
                raise LuodiError(Problem(name, Text("像素太多", "has too many pixels"), _SMALLER))
            upright = ImageOps.exif_transpose(image)
            clear = "A" in upright.getbands() or "transparency" in upright.info
            return upright.convert("RGBA" if clear else "RGB")
    except _DAMAGED as error:
        raise LuodiError(Problem(name, Text("不是完好的图片", "is not a sound picture"), _OTHER)) from error


def within(image: Image.Image, longest: int) -> Image.Image:
    """Give the picture with no side longer than that, in pixels."""
    made = image.copy()
    made.thumbnail((longest, longest))
    return made


def as_file(image: Image.Image, kind: Kind) -> ContentFile[bytes]:
    """Give the picture as a file to keep; in a JPEG what is clear becomes white."""
    if kind == "JPEG" and image.mode == "RGBA":
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, kind, quality=QUALITY, optimize=True)
    return ContentFile(stream.getvalue())

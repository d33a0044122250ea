"""Photographs as we keep them: decoded and encoded anew, so that nothing of the file that came in is left but pixels.

What a camera writes beside them (where, when, which device) is gone, and so is whatever else a file may carry.
"""

import io
from dataclasses import dataclass

from PIL import Image, ImageOps

from gonghui.kernel.refusals import Refused
from gonghui.kernel.words import gettext_noop as _

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
MOST_SCANS = 64  # of a JPEG that sharpens in steps; each step is worked through for the whole picture
SIDE, SMALL_SIDE = 1600, 480  # pixels
ENOUGH = 500_000  # bytes of the large one
QUALITIES = (82, 70, 58)


class BadPicture(Refused):
    """A name for all of them. `file`: what the file it speaks of is called, where somebody knows it."""

    file: str = ""


class PictureMissing(BadPicture):
    code = "pictures.missing"
    says = _("没有选择照片")
    mend = _("请选择一张 JPG、PNG 或 WebP 照片")


class PictureTooHeavy(BadPicture):
    code = "pictures.too_heavy"
    says = _("照片有 %(megabytes)s MB，超过了 %(limit)s MB")
    mend = _("请先在手机上缩小，或发送时选“压缩”")


class PictureUnreadable(BadPicture):
    code = "pictures.unreadable"
    says = _("这个文件打不开，不是完好的 JPG、PNG 或 WebP 照片")
    mend = _("请换一张照片；苹果手机请在设置里把相机格式改为“兼容性最佳”")


class HeicPicture(BadPicture):
    code = "pictures.heic"
    says = _("这是苹果手机的 HEIC 照片，这里打不开")
    mend = _("请在手机设置里把相机格式改为“兼容性最佳”再拍，或截屏后上传")


class PictureTooLarge(BadPicture):
    code = "pictures.too_large"
    says = _("照片有 %(width)s×%(height)s 像素，太大了")
    mend = _("请先缩小再上传")


class PictureTooSmall(BadPicture):
    code = "pictures.too_small"
    says = _("照片只有 %(width)s×%(height)s 像素，看不清")
    mend = _("请上传每边至少 %(least)s 像素的照片")


@dataclass(frozen=True, slots=True)
class Encoded:
    """Two JPEGs of one picture, and the size of the large one in pixels."""

    jpeg: bytes
    small_jpeg: bytes
    width: int
    height: int


def encoded(data: bytes, *, side: int = SIDE, small_side: int = SMALL_SIDE, least_side: int = 1) -> Encoded:
    """The picture in `data` upright, no side longer than `side` pixels, and a small one of it. Raises BadPicture.

    Of a picture that moves it is the first one.
    """
    if not data:
        raise PictureMissing()
    if len(data) > MOST_BYTES:
        raise PictureTooHeavy(megabytes=round(len(data) / 2**20), limit=MOST_BYTES // 2**20)
    if _canvas(data) > MOST_PIXELS or _scans(data) > MOST_SCANS:
        raise PictureUnreadable()
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(*image.size, least_side)
            image.draft("RGB", (side, side))  # a large JPEG is unfolded no further than it is needed
            upright = _plain(ImageOps.exif_transpose(image))
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise PictureUnreadable() from error
    large, small = upright.copy(), upright
    large.thumbnail((side, side))
    small.thumbnail((small_side, small_side))
    return Encoded(_jpeg(large), _jpeg(small), *large.size)


def _scans(data: bytes) -> int:
    """In how many steps a JPEG is drawn; 0 for all others."""
    return data.count(b"\xff\xda") if data.startswith(b"\xff\xd8") else 0


def _canvas(data: bytes) -> int:
    """The pixels of a WebP that moves, which the decoder would make room for on opening it; 0 for all others."""
    if data[:4] != b"RIFF" or data[8:16] != b"WEBPVP8X":
        return 0
    return (1 + int.from_bytes(data[24:27], "little")) * (1 + int.from_bytes(data[27:30], "little"))


def _check_size(width: int, height: int, least_side: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureTooLarge(width=width, height=height)
    if min(width, height) < least_side:
        raise PictureTooSmall(width=width, height=height, least=least_side)


def _plain(image: Image.Image) -> Image.Image:
    """Pixels only, see-through ones on white."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")


def _jpeg(image: Image.Image) -> bytes:
    image.info.clear()
    out = b""
    for quality in QUALITIES:
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
        out = buffer.getvalue()
        if len(out) <= ENOUGH:
            break
    return out

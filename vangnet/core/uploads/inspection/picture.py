"""A picture is opened, turned the right way and drawn anew: what is not a dot is left behind."""

import io

from PIL import Image, ImageOps

Seen = tuple[str, bytes, int, int]

_LONGEST = 20_000
_QUALITY = 90


def look(content: bytes, pixels: int, _unpacked: int) -> Seen:
    """The same picture with nothing but its dots; refused when it is broken or has too many."""
    try:
        return _look(content, pixels)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return "dimensions", b"", 0, 0
    except Exception:  # whatever a decoder stumbles over: the file is not a sound picture
        return "unreadable", b"", 0, 0


def _look(content: bytes, pixels: int) -> Seen:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as opened:
        width, height = opened.size
        if width * height > pixels or max(width, height) > _LONGEST:
            return "dimensions", b"", 0, 0
        form = "PNG" if opened.format == "PNG" else "JPEG"
        opened.load()
        upright = ImageOps.exif_transpose(opened)
        see_through = form == "PNG" and (upright.has_transparency_data)
        dots = upright.convert("RGBA" if see_through else "RGB")
    clean = Image.new(dots.mode, dots.size)
    clean.paste(dots)
    out = io.BytesIO()
    clean.save(out, form, **({"quality": _QUALITY} if form == "JPEG" else {"compress_level": 6}))
    return "", out.getvalue(), *clean.size

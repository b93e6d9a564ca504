"""Taking out of a picture what a phone hides in it: where it was taken above all. Bytes in, bytes out.

How the picture is turned is kept, or it would show on its side. When it was taken is lost with the rest: the page that
takes files asks for that in words.
"""

import struct

PNG_HIDDEN = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
JPEG_HIDDEN = {*range(0xE1, 0xEE), 0xEF, 0xFE} - {0xE2}  # application notes and comments; E2 is the colour profile, EE the colour transform


def without_hidden_details(content: bytes, media_type: str) -> bytes:
    """A picture without its notes; anything else as it is. ValueError if the picture cannot be followed."""
    clean = {"image/jpeg": _jpeg, "image/png": _png}.get(media_type)
    try:
        return clean(content) if clean else content
    except (IndexError, struct.error) as problem:
        raise ValueError("the picture ends too soon") from problem


def _png(content: bytes) -> bytes:
    kept, at = [content[:8]], 8
    while at < len(content):
        size, kind = struct.unpack(">I4s", content[at : at + 8])
        if at + 12 + size > len(content):
            raise ValueError("a chunk runs past the end")
        if kind not in PNG_HIDDEN:
            kept.append(content[at : at + 12 + size])
        at += 12 + size
        if kind == b"IEND":
            break  # whatever follows the end of the picture is not the picture
    return b"".join(kept)


def _jpeg(content: bytes) -> bytes:
    kept, at, turned = [content[:2]], 2, 1
    while content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, (size,) = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])
        segment = content[at : at + 2 + size]
        if size < 2 or len(segment) < 2 + size:
            raise ValueError("a segment runs past the end")
        if marker == 0xE1 and segment[4:10] == b"Exif\x00\x00":
            turned = _orientation(segment[10:]) or turned
        if marker not in JPEG_HIDDEN:
            kept.append(segment)
        at += 2 + size
    if content[at] != 0xFF:
        raise ValueError("not a marker")
    if turned != 1:
        kept.insert(1, _only_orientation(turned))
    end = content.rfind(b"\xff\xd9")
    return b"".join([*kept, content[at : end + 2 if end > at else None]])


def _orientation(tiff: bytes) -> int | None:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if not order:
        return None
    (start,) = struct.unpack(order + "I", tiff[4:8])
    (count,) = struct.unpack(order + "H", tiff[start : start + 2])
    for number in range(min(count, 200)):
        entry = tiff[start + 2 + 12 * number : start + 14 + 12 * number]
        tag, kind = struct.unpack(order + "HH", entry[:4])
        if tag == 0x0112 and kind == 3:
            (value,) = struct.unpack(order + "H", entry[8:10])
            return value if 1 <= value <= 8 else None
    return None


def _only_orientation(turned: int) -> bytes:
    tiff = b"MM\x00\x2a\x00\x00\x00\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, turned, 0, 0)
    body = b"Exif\x00\x00" + tiff
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body

"""Reading a PDF that we made ourselves: how many pages, whether it is tagged, and what it says. Enough for a test, and no more."""

import re
import zlib

ESCAPES = {b"n": 10, b"r": 13, b"t": 9, b"b": 8, b"f": 12}


class Paper:
    def __init__(self, content: bytes):
        assert content.startswith(b"%PDF-"), content[:80]
        self.objects = {int(number): body for number, body in re.findall(rb"\n(\d+) 0 obj\n(.*?)\nendobj", content, re.S)}
        self.is_tagged = b"/Marked true" in content and b"/StructTreeRoot" in content
        self.pages = [body for body in self.objects.values() if re.search(rb"/Type/Page\b(?!s)", body)]

    @property
    def words(self) -> str:
        """Everything that is drawn, in order, without regard to lines: spaces where it has them."""
        return " ".join("".join(self._drawn_on(page)) for page in self.pages)

    def says(self, words: str) -> bool:
        """Whatever the line breaks, which are no spaces in the file."""
        return _close(words) in _close(self.words)

    def _drawn_on(self, page: bytes):
        fonts = self._fonts(page)
        alphabet: dict[int, str] = {}
        for font, text in re.findall(rb"/(f\d+) [\d.]+ Tf|\(((?:\\.|[^\\)])*)\)", self._stream(self._of(page, b"Contents")), re.S):
            if font:
                alphabet = fonts[font]
                continue
            glyphs = _unescaped(text)
            yield "".join(alphabet.get(int.from_bytes(glyphs[at:at + 2]), "") for at in range(0, len(glyphs), 2))

    def _fonts(self, page: bytes) -> dict[bytes, dict[int, str]]:
        resources = self.objects[self._of(page, b"Resources")] if re.search(rb"/Resources \d", page) else page
        named = re.search(rb"/Font<<(.*?)>>", resources, re.S)
        return {name: self._alphabet(int(number)) for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", named[1])}

    def _alphabet(self, font: int) -> dict[int, str]:
        pairs = re.findall(rb"<([0-9A-F]{4})> <([0-9A-F]+)>\n", self._stream(self._of(self.objects[font], b"ToUnicode")))
        return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}

    @staticmethod
    def _of(body: bytes, name: bytes) -> int:
        return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])

    def _stream(self, number: int) -> bytes:
        body = self.objects[number]
        raw = re.search(rb"stream\n(.*)\nendstream", body, re.S)[1]
        return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _unescaped(text: bytes) -> bytes:
    def one(found: re.Match) -> bytes:
        after = found[1]
        if after.isdigit():
            return bytes([int(after, 8)])
        return bytes([ESCAPES[after]]) if after in ESCAPES else after

    return re.sub(rb"\\([0-7]{1,3}|.)", one, text, flags=re.S)


def _close(words: str) -> str:
    return re.sub(r"[\s\u00ad]+", "", words)

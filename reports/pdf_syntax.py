"""A small reader of a PDF's bytes: objects, strings and streams as they lie in the file, shown or not.

It is here beside pypdfium2 because a PDF library follows the document's own table of contents: it does not show an
object that nothing refers to, an earlier revision, a comment, or what stands behind the end. This reads from the first
byte to the last and says what it could not account for (ISO 32000-1, 7.2 to 7.5).
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

# Streams are at most some megabytes; one that grows beyond this is not the text of an extract.
LARGEST_STREAM = 64 * 1024 * 1024

_TOKEN = re.compile(
    rb"[\x00\t\n\x0c\r ]*(?:"
    rb"(?P<comment>%[^\r\n]*)"
    rb"|(?P<mark><<|>>|[\[\]{}])"
    rb"|(?P<name>/[^\x00\t\n\x0c\r ()<>\[\]{}/%]*)"
    rb"|(?P<hex><[0-9A-Fa-f\x00\t\n\x0c\r ]*>)"
    rb"|(?P<string>\((?:[^()\\]|\\[\s\S])*\))"
    rb"|(?P<word>[^\x00\t\n\x0c\r ()<>\[\]{}/%]+)"
    rb"|(?P<end>\Z))"
)
_SPACE = re.compile(rb"[\x00\t\n\x0c\r ]*")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_NAME_CODE = re.compile(rb"#([0-9A-Fa-f]{2})")
_STREAM_START = re.compile(rb"\r\n|\n|\r")

_PDF_DOC = {
    0x80: "•", 0x81: "†", 0x82: "‡", 0x83: "…", 0x84: "—", 0x85: "–", 0x86: "ƒ", 0x87: "⁄", 0x88: "‹", 0x89: "›",
    0x8A: "−", 0x8B: "‰", 0x8C: "„", 0x8D: "“", 0x8E: "”", 0x8F: "‘", 0x90: "’", 0x91: "‚", 0x92: "™", 0x93: "ﬁ",
    0x94: "ﬂ", 0x95: "Ł", 0x96: "Œ", 0x97: "Š", 0x98: "Ÿ", 0x99: "Ž", 0x9A: "ı", 0x9B: "ł", 0x9C: "œ", 0x9D: "š",
    0x9E: "ž", 0xA0: "€",
}  # fmt: skip


class Token(NamedTuple):
    """``kind`` is mark, name, string, word or comment; ``value`` is decoded for names and strings."""

    kind: str
    value: bytes


@dataclass(slots=True)
class Entry:
    """One object of the file. ``body`` is the decoded stream, None where there is none or it cannot be decoded."""

    number: int
    tokens: list[Token]
    has_stream: bool = False
    body: bytes | None = None
    trouble: str = ""

    def names(self) -> set[bytes]:
        return {token.value for token in self.tokens if token.kind == "name"}

    def references(self) -> Iterator[int]:
        """The numbers of the objects that this one refers to."""
        yield from references(self.tokens)

    def value_of(self, key: bytes) -> list[Token]:
        """The tokens after the first ``key`` up to the next name that is a key, or the closing of an array."""
        for index, token in enumerate(self.tokens):
            if token.kind == "name" and token.value == key:
                return _value(self.tokens, index + 1)
        return []


@dataclass(slots=True)
class Syntax:
    """What lies in the file. ``troubles`` are sentences about what could not be read or accounted for."""

    entries: list[Entry] = field(default_factory=list)
    outside: list[Token] = field(default_factory=list)
    """The tokens between objects: cross-reference table, trailer, comments."""
    troubles: list[str] = field(default_factory=list)
    ends: int = 0


def references(tokens: list[Token]) -> Iterator[int]:
    for first, second, third in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if third == Token("word", b"R") and first.value.isdigit() and second.value.isdigit():
            yield int(first.value)


def _value(tokens: list[Token], start: int) -> list[Token]:
    if start >= len(tokens):
        return []
    if tokens[start].kind != "mark":
        return tokens[start : start + (3 if tokens[start].kind == "word" else 1)]
    depth = 0
    for index in range(start, len(tokens)):
        if tokens[index].kind == "mark":
            depth += {b"[": 1, b"<<": 1, b"]": -1, b">>": -1}.get(tokens[index].value, 0)
        if depth == 0:
            return tokens[start : index + 1]
    return tokens[start:]


def tokens_of(content: bytes, start: int = 0) -> Iterator[tuple[Token, int, int]]:
    """(token, where it begins, where it ends). A byte that fits nowhere is a token of kind "stray"."""
    at = start
    while at < len(content):
        match = _TOKEN.match(content, at)
        if match is None:
            space = _SPACE.match(content, at)
            begin = space.end() if space else at
            if content[begin : begin + 1] == b"(":
                text, at = _nested(content, begin)
                yield Token("string", unescaped(text)), begin, at
                continue
            at = begin + 1
            yield Token("stray", content[begin:at]), begin, at
            continue
        kind = match.lastgroup or ""
        raw, at = match.group(kind), match.end()
        if kind == "name":
            name = raw[1:]
            if b"#" in name:
                name = _NAME_CODE.sub(lambda m: bytes([int(m.group(1), 16)]), name)
            yield Token("name", name), at - len(raw), at
        elif kind == "string":
            yield Token("string", unescaped(raw[1:-1])), at - len(raw), at
        elif kind == "hex":
            yield Token("string", from_hex(raw[1:-1])), at - len(raw), at
        elif kind != "end":
            yield Token(kind, raw), at - len(raw), at


def _nested(content: bytes, at: int) -> tuple[bytes, int]:
    """A literal string with brackets inside it; an unclosed one goes to the end."""
    depth, end = 0, at
    while end < len(content):
        byte = content[end]
        if byte == 0x5C:
            end += 2
            continue
        depth += {0x28: 1, 0x29: -1}.get(byte, 0)
        end += 1
        if depth == 0:
            return content[at + 1 : end - 1], end
    return content[at + 1 :], len(content)


def unescaped(raw: bytes) -> bytes:
    """The bytes of a literal string without its escapes."""
    if b"\\" not in raw:
        return raw
    return _ESCAPE.sub(lambda match: _unescape_one(match.group(1)), raw)


def _unescape_one(code: bytes) -> bytes:
    if code[:1].isdigit() and code[0] < 0x38:
        return bytes([int(code, 8) & 0xFF])
    return _ESCAPES.get(code, code)


def from_hex(raw: bytes) -> bytes:
    digits = raw if raw.isalnum() else re.sub(rb"[^0-9A-Fa-f]", b"", raw)
    return binascii.unhexlify(digits + b"0" * (len(digits) % 2))


def texts_of(raw: bytes) -> list[str]:
    """Every way in which the bytes of a string could be read as text."""
    if raw[:2] in (b"\xfe\xff", b"\xff\xfe"):
        return [raw[2:].decode("utf-16-be" if raw[0] == 0xFE else "utf-16-le", "replace")]
    readings = dict.fromkeys([raw.decode("latin-1").translate(_PDF_DOC)])
    if not raw.isascii():
        readings[raw.decode("cp1252", "replace")] = None
        readings[raw.decode("utf-8-sig", "replace")] = None
    if b"\x00" in raw:
        readings[raw.decode("utf-16-be", "replace")] = None
        readings[raw.decode("utf-16-le", "replace")] = None
    return list(readings)


def read(content: bytes) -> Syntax:
    """Take the file apart from its first byte to its last."""
    syntax = Syntax()
    if not content.startswith(b"%PDF-"):
        syntax.troubles.append("The file does not begin as a PDF does.")
    at = 0
    pending: list[tuple[Token, int, int]] = []
    while True:
        jump = 0
        for token, begin, end in tokens_of(content, at):
            pending.append((token, begin, end))
            if token == Token("word", b"obj") and len(pending) >= 3:
                number, generation = pending[-3][0].value, pending[-2][0].value
                if number.isdigit() and generation.isdigit():
                    syntax.outside += [part[0] for part in pending[:-3]]
                    pending = []
                    jump = _read_object(content, end, int(number), syntax)
                    break
        if not jump:
            break
        at = jump
    syntax.outside += [part[0] for part in pending]
    _account_for_outside(content, syntax)
    return syntax


def _read_object(content: bytes, at: int, number: int, syntax: Syntax) -> int:
    """Read one object from behind its "obj". Returns where the file goes on."""
    entry = Entry(number, [])
    syntax.entries.append(entry)
    for token, _begin, end in tokens_of(content, at):
        if token == Token("word", b"endobj"):
            return end
        if token == Token("word", b"stream"):
            entry.has_stream = True
            return _read_stream(content, end, entry, syntax)
        if token.kind == "comment":
            syntax.outside.append(token)
        entry.tokens.append(token)
    syntax.troubles.append(f"Object {number} does not end.")
    return len(content)


def _read_stream(content: bytes, at: int, entry: Entry, syntax: Syntax) -> int:
    start_mark = _STREAM_START.match(content, at)
    start = start_mark.end() if start_mark else at
    length = entry.value_of(b"Length")
    end = -1
    if length and length[0].value.isdigit() and not (len(length) == 3 and length[2].value == b"R"):
        end = start + int(length[0].value)
        # A length that does not lead to the end is no length: what stands there decides.
        if not re.match(rb"[\r\n]{0,2}endstream", content[end : end + 12]):
            end = -1
    if end < 0:
        found = content.find(b"endstream", start)
        if found < 0:
            syntax.troubles.append(f"The stream of object {entry.number} does not end.")
            entry.body = content[start:]
            return len(content)
        end = found
    raw = content[start:end]
    entry.body, entry.trouble = decoded(raw, entry)
    if entry.trouble:
        syntax.troubles.append(f"The stream of object {entry.number} cannot be read: {entry.trouble}.")
    after = re.compile(rb"[\x00\s]*endstream[\x00\s]*endobj").match(content, end)
    if after is None:
        syntax.troubles.append(f"Object {entry.number} does not end where its stream does.")
        behind = content.find(b"endobj", end)
        return behind + 6 if behind >= 0 else len(content)
    return after.end()


def decoded(raw: bytes, entry: Entry) -> tuple[bytes | None, str]:
    """The stream without its filters, and what prevented that ("" when nothing did)."""
    body = raw
    filters = entry.value_of(b"Filter")
    if filters[:1] and filters[0].kind == "word":
        return None, "its filter is named elsewhere"
    for token in filters:
        if token.kind != "name":
            continue
        try:
            if token.value in (b"FlateDecode", b"Fl"):
                body = _inflated(body)
            elif token.value in (b"ASCII85Decode", b"A85"):
                body = _from_ascii85(body)
            elif token.value in (b"ASCIIHexDecode", b"AHx"):
                body = from_hex(body.split(b">")[0])
            elif token.value in (b"LZWDecode", b"LZW"):
                body = _from_lzw(body)
            elif token.value in (b"RunLengthDecode", b"RL"):
                body = _from_run_length(body)
            else:
                return None, f"its filter {token.value.decode('latin-1')} is not one of text"
        except (ValueError, zlib.error, binascii.Error, IndexError) as error:
            return None, f"{token.value.decode('latin-1')} failed ({error})"
        if len(body) > LARGEST_STREAM:
            return None, "it is too large"
    if not filters:
        body = raw.rstrip(b"\r\n") if raw.endswith((b"\n", b"\r")) else raw
    return body, ""


def _inflated(raw: bytes) -> bytes:
    machine = zlib.decompressobj()
    body = machine.decompress(raw, LARGEST_STREAM + 1)
    if not machine.eof:
        raise ValueError("it is cut off")
    rest = machine.unused_data.strip(b"\r\n\x00 ")
    if rest:
        raise ValueError("something stands behind the compressed data")
    return body


def _from_ascii85(raw: bytes) -> bytes:
    text = re.sub(rb"\s+", b"", raw)
    head, mark, tail = text.partition(b"~>")
    if mark and tail:
        raise ValueError("something stands behind its end")
    return base64.a85decode(head.removeprefix(b"<~"))


def _from_run_length(raw: bytes) -> bytes:
    out = bytearray()
    at = 0
    while at < len(raw) and raw[at] != 128:
        length = raw[at]
        if length < 128:
            out += raw[at + 1 : at + 2 + length]
            at += 2 + length
        else:
            out += raw[at + 1 : at + 2] * (257 - length)
            at += 2
    return bytes(out)


def _from_lzw(raw: bytes) -> bytes:
    """LZW as PDF writes it: codes of 9 to 12 bits, highest bit first, the code grows one entry early."""
    table: list[bytes] = []
    out = bytearray()
    width, last, buffer, bits = 9, b"", 0, 0
    for byte in raw:
        buffer, bits = (buffer << 8) | byte, bits + 8
        while bits >= width:
            bits -= width
            code = (buffer >> bits) & ((1 << width) - 1)
            buffer &= (1 << bits) - 1
            if code == 256:
                table, width, last = [bytes([n]) for n in range(256)] + [b"", b""], 9, b""
                continue
            if code == 257:
                return bytes(out)
            if code > len(table) or not table or (code == len(table) and not last):
                raise ValueError("a code that is none")
            piece = table[code] if code < len(table) else last + last[:1]
            out += piece
            if last:
                table.append(last + piece[:1])
            last = piece
            width = 9 + (len(table) >= 511) + (len(table) >= 1023) + (len(table) >= 2047)
    return bytes(out)


def _account_for_outside(content: bytes, syntax: Syntax) -> None:
    """What stands between objects must be a cross-reference table, one trailer, and the end."""
    comments = [token.value for token in syntax.outside if token.kind == "comment"]
    syntax.ends = sum(comment.startswith(b"%%EOF") for comment in comments)
    if syntax.ends != 1:
        syntax.troubles.append(
            f"The file has {syntax.ends} ends: an earlier revision may still be in it." if syntax.ends else
            "The file has no end."
        )  # fmt: skip
    if content.rstrip(b"\r\n\x00 \t")[-5:] != b"%%EOF":
        syntax.troubles.append("Something stands behind the end of the file.")
    words = [token.value for token in syntax.outside if token.kind == "word"]
    if words.count(b"startxref") != 1 or words.count(b"trailer") > 1:
        syntax.troubles.append("The file has more than one table of objects: an earlier revision may still be in it.")
    known = {b"xref", b"trailer", b"startxref", b"R", b"n", b"f"}
    strays = [word for word in words if word not in known and not re.fullmatch(rb"[0-9]+", word)]
    if strays or any(token.kind == "stray" for token in syntax.outside):
        syntax.troubles.append("Bytes stand between the objects that belong to none.")
    numbers = Counter(entry.number for entry in syntax.entries)
    for number in sorted(number for number, times in numbers.items() if times > 1):
        syntax.troubles.append(f"Object {number} is in the file twice: an earlier revision may still be in it.")

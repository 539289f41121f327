"""Small files such as assessors receive: logs, CSV extracts, letters, and a chart that is drawn here."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from pma_assure.workflows.parameters import FileGiven


def letter(name: str, sender: str, day: date, subject: str, *paragraphs: str) -> FileGiven:
    """A letter as plain text."""
    lines = [sender, f"{day.day} {day:%B %Y}", "", subject, ""]
    for paragraph in paragraphs:
        lines += [paragraph, ""]
    return FileGiven(name=name, content="\n".join(lines).encode("utf-8"))


def approval_log(name: str, first: date, days: int, *, alone: bool, random: Random) -> FileGiven:
    """A registration desk's log of approvals as CSV: which card approved first and second."""
    rows = ["request,received_utc,first_approval_card,second_approval_card,second_approval_utc"]
    number = random.randrange(4100, 4900)
    for offset in range(0, days, 3):
        moment = datetime.combine(first + timedelta(days=offset), time(8, 0)) + timedelta(minutes=random.randrange(480))
        second = moment + timedelta(minutes=1 if alone else random.randrange(18, 95))
        cards = ("ARO-07", "ARO-07") if alone else (f"ARO-1{random.randrange(1, 4)}", f"ARO-1{random.randrange(5, 8)}")
        rows.append(f"CSR-{number},{moment:%Y-%m-%dT%H:%MZ},{cards[0]},{cards[1]},{second:%Y-%m-%dT%H:%MZ}")
        number += random.randrange(1, 4)
    return FileGiven(name=name, content=("\r\n".join(rows) + "\r\n").encode("ascii"))


def device_log(name: str, day: date, lines: Sequence[str], random: Random) -> FileGiven:
    """A log of a device, one line an event, times rising."""
    moment = datetime.combine(day, time(9, 14))
    written = []
    for text in lines:
        moment += timedelta(seconds=random.randrange(20, 400))
        written.append(f"{moment:%Y-%m-%d %H:%M:%S} UTC  {text}")
    return FileGiven(name=name, content=("\n".join(written) + "\n").encode("utf-8"))


def table(name: str, header: str, rows: Sequence[str]) -> FileGiven:
    """A CSV file of the rows as they are."""
    return FileGiven(name=name, content=("\r\n".join([header, *rows]) + "\r\n").encode("utf-8"))


def bar_chart(name: str, heights: Sequence[int]) -> FileGiven:
    """A small greyscale PNG of bars, such as a monitoring tool exports; ``heights`` in pixels, at most 90."""
    width, height, bar = 12 * len(heights) + 12, 100, 8
    rows = []
    for y in range(height):
        row = bytearray(b"\xff" * width)
        for place, value in enumerate(heights):
            if height - 6 - value <= y < height - 6:
                row[12 * place + 8 : 12 * place + 8 + bar] = b"\x46" * bar
        if y == height - 6:
            row[4:] = b"\x00" * (width - 4)
        rows.append(b"\x00" + bytes(row))
    image = b"\x89PNG\r\n\x1a\n"
    image += _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    image += _chunk(b"IDAT", zlib.compress(b"".join(rows), 0))
    return FileGiven(name=name, content=image + _chunk(b"IEND", b""))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

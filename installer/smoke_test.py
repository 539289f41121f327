"""Try the frozen program as somebody would who has nothing else: ``python installer/smoke_test.py [PROGRAM]``.

It makes the demonstration register and its documents without a window in a folder of its own, checks the register,
and says what it saw. It needs no package: any Python can run it beside the frozen folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
ENDING = ".exe" if os.name == "nt" else ""
DOCUMENTS = {
    "plan-advice.pdf": b"%PDF-",
    "plan-extract.pdf": b"%PDF-",
    "plan-extract.xlsx": b"PK",
    "letter.pdf": b"%PDF-",
    "annual-report.pdf": b"%PDF-",
    "due.ics": b"BEGIN:VCALENDAR",
    "register.xlsx": b"PK",
}
# A document must have come with its fonts: an embedded face alone is larger than this.
LEAST_BYTES = 4_000
PATIENCE_SECONDS = 300


class Wrong(Exception):
    """What the frozen program did not do."""


def run(program: Path, *words: str, home: Path) -> str:
    """Run the program with ``words``; its standard output. Raises Wrong when it does not end with 0."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP", "LANG") if name in os.environ}
    try:
        ran = subprocess.run(
            [str(program), *words],
            # No Python of this machine, no settings of this person, no screen.
            env={
                **kept,
                "HOME": str(home),
                "USERPROFILE": str(home),
                "APPDATA": str(home),
                "QT_QPA_PLATFORM": "offscreen",
            },
            cwd=home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Wrong(f"{words[0]} had not ended after {PATIENCE_SECONDS} s") from None
    if ran.returncode != 0:
        raise Wrong(f"{' '.join(words)} ended with {ran.returncode}: {(ran.stderr or ran.stdout).strip()}")
    return ran.stdout


def look_at(folder: Path) -> list[str]:
    """Name and size of what the demonstration made. Raises Wrong for a document that is missing or is not one."""
    for name, begins in DOCUMENTS.items():
        path = folder / name
        if not path.is_file():
            raise Wrong(f"{name} was not made")
        if not path.read_bytes().startswith(begins) or path.stat().st_size < LEAST_BYTES:
            raise Wrong(f"{name} is not a document")
    return [f"{path.name} ({path.stat().st_size:,} bytes)" for path in sorted(folder.iterdir()) if path.is_file()]


def try_out(program: Path) -> None:
    """The demonstration without a window, then a check of its register; every step says what it saw."""
    if not program.is_file():
        raise Wrong(f"there is no program at {program}: python installer/freeze.py makes it")
    with tempfile.TemporaryDirectory(prefix="pma-assure-") as place:
        home, out = Path(place), Path(place) / "out"
        run(program, "demo", "--no-window", "--out", str(out), home=home)
        for line in look_at(out):
            print(f"  made {line}")
        answer = json.loads(run(program, "check", str(out / "demo.pma"), "--json", home=home))
        if answer["sound"] is not True:
            raise Wrong(f"check found {answer['problems']}")
        print("  checked demo.pma: sound")
        run(program, "report", "panel-advice", first_advice(program, out, home), "--register", str(out / "demo.pma"),
            "--out", str(out / "again.pdf"), home=home)  # fmt: skip
        print("  the advice of the register written out again")


def first_advice(program: Path, out: Path, home: Path) -> str:
    """The reference of the first advice in the demonstration register."""
    found = json.loads(run(program, "list", "advice", "--register", str(out / "demo.pma"), "--json", home=home))
    if not found["items"]:
        raise Wrong("the demonstration register holds no advice")
    return str(found["items"][0]["reference"])


def main() -> int:
    """0 when all of it was seen; otherwise 1 and a sentence."""
    folder = PROJECT / "dist" / "pma-assure"
    program = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else folder / f"pma-assure{ENDING}"
    print(f"Trying {program}")
    try:
        try_out(program)
    except Wrong as wrong:
        print(f"The frozen program does not work: {wrong}.", file=sys.stderr)
        return 1
    print("The frozen program works.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

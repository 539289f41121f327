"""Freeze the program into one folder, dist/pma-assure: ``python installer/freeze.py [--dist DIR]``.

One folder and not one file: a single file unpacks itself at every start and takes nine times an empty window to open.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
# Licences that forbid shipping these with the program, or that we do not want to answer for.
MUST_NOT_BE_IN = ("fitz", "pymupdf", "xray", "_pytest", "hypothesis")


def freeze(dist: Path, work: Path) -> Path:
    """Freeze into ``dist``/pma-assure and return that folder. ``work`` is for what PyInstaller makes on the way."""
    subprocess.run(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", str(dist), "--workpath", str(work), str(PROJECT / "installer" / "pma_assure.spec")),
        ],
        cwd=PROJECT,
        check=True,
    )
    return dist / "pma-assure"


def size_of(folder: Path) -> int:
    """Bytes of all files in ``folder``."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def main() -> int:
    """Freeze, look at what came out, and say how large it is. 1 when PyInstaller failed or something must not be in."""
    asked = argparse.ArgumentParser(description="Freeze PMA Assure into one folder.")
    asked.add_argument("--dist", type=Path, default=PROJECT / "dist", help="where the folder pma-assure goes")
    dist: Path = asked.parse_args().dist.resolve()
    began = time.monotonic()
    work = PROJECT / "build" / "freeze"
    try:
        folder = freeze(dist, work)
    except subprocess.CalledProcessError:
        print("PyInstaller could not freeze the program; what it said is above.", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(work, ignore_errors=True)
    wrong = sorted(path.name for path in folder.rglob("*") if path.name.lower().startswith(MUST_NOT_BE_IN))
    if wrong:
        print(f"The frozen program must not carry {', '.join(wrong)}.", file=sys.stderr)
        return 1
    print(f"Froze {folder} ({size_of(folder) / 1e6:.0f} MB) in {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A copy of kept evidence as a file of its own, for the command line and the window alike.

The copy is written beside its place and then renamed, and it never takes the place of a file that is there: a piece of
evidence somebody already holds must not change under its name.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import unicodedata
from pathlib import Path

from pma_assure.rules.refusal import Refused
from pma_assure.rules.wording import count

_NOT_IN_NAMES = frozenset('<>:"/\\|?*')
_DEVICES = frozenset({"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(10)})
"""Windows opens a device where a file is called so, whatever its ending."""
LONGEST = 200
"""Bytes of a file's name; every usual file system takes 255."""


def plain_file_name(kept: str, otherwise: str) -> str:
    """The name the file came with, as every system can take it; ``otherwise`` where nothing usable is left of it.

    Letters that steer a screen or a path become "_": the name came from outside.
    """
    letters = ["_" if one in _NOT_IN_NAMES or unicodedata.category(one)[0] == "C" else one for one in kept]
    name = "".join(letters).strip().rstrip(". ")
    stem, _, ending = name.rpartition(".")
    if len(name.encode()) > LONGEST:
        return f"{otherwise}.{ending}" if stem and len(ending.encode()) < 20 else otherwise
    if not name or name.partition(".")[0].rstrip().upper() in _DEVICES:
        return otherwise
    return name


def place_for(out: Path, kept: str, reference: str) -> Path:
    """Where a copy goes: ``out`` itself, or in it under the name the file came with when it is a folder."""
    return out / plain_file_name(kept, reference) if out.is_dir() else out


def write_copy(reference: str, content: bytes, path: Path) -> str:
    """Write the bytes to a new file; returns the sentence that says so. Raises Refused, also where a file is already.

    The bytes that are compared are the ones read back from the disk, not the ones in memory.
    """
    beside: Path | None = None
    try:
        _refuse_taken(path)
        # The file stays readable for this person alone, as mkstemp makes it: evidence may be restricted.
        handle, name = tempfile.mkstemp(prefix=".evidence.", suffix=".part", dir=path.parent)
        beside = Path(name)
        with os.fdopen(handle, "wb") as target:
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        if beside.read_bytes() != content:
            raise Refused(f"{path.name} was not written whole. Free some space and try again.", field="out")
        _put_in_place(beside, path)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise Refused(
            f"{path.name} could not be written ({error.strerror or error}). Choose another place.", field="out"
        ) from error
    finally:
        if beside is not None:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
    size = count(len(content), "byte")
    return f"Wrote {path}: {reference}, {size}, with the SHA-256 kept when it was received."


def _refuse_taken(path: Path) -> None:
    if os.path.lexists(path):
        raise _taken(path)


def _taken(path: Path) -> Refused:
    return Refused(f"{path} exists already; a copy of evidence overwrites nothing. Choose another name.", field="out")


def _put_in_place(beside: Path, path: Path) -> None:
    """Give the file its name unless something has it already; a rename alone would replace it on POSIX."""
    if os.name == "posix":
        try:
            os.link(beside, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links, such as that of a memory stick
            _refuse_taken(path)
        else:
            return
    beside.rename(path)

"""The lock files hold what pyproject.toml asks for: versions pinned, files known by their hash, no index named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ("requirements.lock", "requirements-dev.lock")
NEVER_SHIPPED = {"pymupdf", "x-ray"}


def entries(path: Path) -> dict[str, Requirement]:
    """The requirements of a lock file by name. A line that is none raises InvalidRequirement."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found = [Requirement(line.split("--hash=")[0]) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def version_of(requirement: Requirement) -> str:
    (pin,) = requirement.specifier
    assert pin.operator == "==", f"{requirement} is not pinned"
    return pin.version


@pytest.mark.parametrize("name", LOCKS)
def test_everything_is_pinned_with_hashes_and_no_index(project: Path, name: str) -> None:
    text = (project / name).read_text(encoding="utf-8").replace("\\\n", " ")
    assert not re.search(r"://|^\s*--(extra-)?index|--find-links|^-", text, re.MULTILINE)
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            assert re.search(r"==\S+ .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("name", LOCKS)
def test_every_entry_is_a_pin(project: Path, name: str) -> None:
    for requirement in entries(project / name).values():
        version_of(requirement)


def test_the_two_files_agree(project: Path) -> None:
    run_time, development = (entries(project / name) for name in LOCKS)
    differ = {
        name: (version_of(run_time[name]), version_of(development[name]))
        for name in run_time.keys() & development.keys()
        if version_of(run_time[name]) != version_of(development[name])
    }
    assert not differ, "make lock writes the second with the first as its constraint"


def test_they_hold_what_the_project_asks_for(project: Path) -> None:
    asked = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    run_time, development = (entries(project / name) for name in LOCKS)
    groups = asked["dependency-groups"]
    for wanted, lock in (
        (asked["project"]["dependencies"], run_time),
        (groups["build"], run_time),
        (groups["dev"], development),
    ):
        for requirement in map(Requirement, wanted):
            pinned = lock.get(canonicalize_name(requirement.name))
            assert pinned is not None, f"{requirement.name} is not in the lock: make lock"
            assert requirement.specifier.contains(version_of(pinned)), f"{pinned} does not fit {requirement}: make lock"


def test_what_must_not_be_shipped_is_for_development_only(project: Path) -> None:
    assert not NEVER_SHIPPED & entries(project / LOCKS[0]).keys()

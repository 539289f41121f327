"""A hundred kills at random moments: the register opens, the check is clean, every deed that returned is there."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from pma_assure.records.cases import Case
from pma_assure.register.check import check_file
from pma_assure.register.register import open_register
from tests.register.conftest import Template

KILLS = 50
"""On each kind of file."""
LONGEST_WAIT = 0.02
"""Seconds after a line was read; a deed takes a few thousandths, so the kill falls anywhere inside one."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="a process cannot be killed by a signal on Windows"),
]


@pytest.fixture
def program(empty_template: Template) -> Iterator[subprocess.Popen[str]]:
    environment = dict(os.environ, PYTHONPATH=str(Path(__file__).resolve().parents[2]))
    environment.pop("PMA_ASSURE_PASSPHRASE", None)
    if empty_template.passphrase:
        environment["PMA_ASSURE_PASSPHRASE"] = empty_template.passphrase
    with subprocess.Popen(
        [sys.executable, "-B", str(Path(__file__).with_name("stream_of_deeds.py"))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        process.communicate()


def killed(program: subprocess.Popen[str], path: Path, chance: random.Random) -> list[str]:
    """Start a stream of deeds, kill it at some moment, give the references that it said before."""
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdin.write(f"{path}\t{chance.random()}\n")
    process = int(program.stdout.readline())
    said = [program.stdout.readline().strip() for _ in range(chance.randrange(0, 12))]
    threading.Timer(chance.uniform(0, LONGEST_WAIT), os.kill, [process, signal.SIGKILL]).start()
    for line in program.stdout:
        if line.startswith("gone "):
            assert line.split() == ["gone", str(int(signal.SIGKILL))]
            return [each for each in said if each]
        said.append(line.strip())
    raise AssertionError("the program that makes the streams ended")


def test_a_hundred_kills(empty_template: Template, program: subprocess.Popen[str], tmp_path: Path) -> None:
    chance = random.Random("a hundred kills")
    path = empty_template.copy(tmp_path)
    returned: list[str] = []
    for number in range(KILLS):
        if number % 10 == 0:  # begin anew, so that the check stays quick and an empty register is killed too
            path = empty_template.copy(tmp_path, f"{number}.pma")
            returned = []
        returned += killed(program, path, chance)
        assert check_file(path, empty_template.passphrase).problems == ()
        register = open_register(path, passphrase=empty_template.passphrase)
        with register.reading() as session:
            kept = set(session.execute(select(Case.reference)).scalars())
        register.close()
        assert set(returned) <= kept
        assert len(kept) <= len(returned) + number % 10 + 1, "at most one deed a kill was done and not yet said"

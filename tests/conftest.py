"""What every test stands on: no screen, no network, nobody's own settings, and the same examples on every run."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

# Before anything can import Qt: windows are made in memory, and Qt speaks its own language and scale.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.pop("QT_SCALE_FACTOR", None)
os.environ.pop("QT_STYLE_OVERRIDE", None)
# No test reads or writes the key store of whoever runs it.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine
from sqlcipher3 import dbapi2

from pma_assure.register import engine, register
from pma_assure.register.engine import FileKey
from tests.made_once import keep_in, made_once

lay_out = register._lay_out

settings.register_profile("same-every-time", derandomize=True, deadline=None, database=None)
settings.load_profile("same-every-time")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Keep the settings of pytest-qt known where it is not installed: the core tests run without Qt (make check)."""
    if importlib.util.find_spec("pytestqt") is None:
        for name in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
            parser.addini(name, "a setting of pytest-qt, which is not installed here")


@pytest.fixture(scope="session", autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, drafts and logs of the tests go to a folder of their own."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
            folder = home / name.lower()
            folder.mkdir()
            patch.setenv(name, str(folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """The program works without a network, and so do its tests: a connection to anywhere is a failure."""

    def refuse(self: socket.socket, address: object) -> None:
        if self.family == getattr(socket, "AF_UNIX", None):
            return connect(self, address)  # type: ignore[arg-type]  # whatever the caller gave
        raise AssertionError(f"A test tried to reach {address!r}. The program works without a network.")

    connect = socket.socket.connect
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", refuse)
        yield


@pytest.fixture(scope="session", autouse=True)
def _kept_for_every_worker(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One folder for what is made once for a run: beside those of the workers, where there are several."""
    own = tmp_path_factory.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "made-once"
    place.mkdir(exist_ok=True)
    keep_in(place)


@pytest.fixture(scope="session", autouse=True)
def _worked_out_once(pytestconfig: pytest.Config, _kept_for_every_worker: None) -> Iterator[None]:
    """What an open register works out for itself, and any other would work out the same, is worked out once for a run.

    A key is slow to derive on purpose, and copies of one file have one salt. SQLAlchemy compiles each statement once
    for an engine; every test opens registers of its own, so all engines of one driver share what was compiled. A new
    register that is not encrypted is always the same file: the migrations make it once (tests/register lets them make
    each). No test cuts the power, so none waits for the disk either (tests/register does). ``make bench`` measures
    the program as it is.
    """
    if pytestconfig.getoption("benchmark_enable", default=False):
        yield
        return

    @cache
    def compiled(module: object) -> Engine:
        made = create_engine("sqlite+pysqlite://", module=module, query_cache_size=5000)
        made.connect().close()  # the dialect learns what its database can do
        return made

    def sharing(*given: Any, module: object, **more: Any) -> Engine:
        made = create_engine(*given, module=module, **more)
        made.dialect = compiled(module).dialect
        made._compiled_cache = compiled(module)._compiled_cache
        return made

    def laid_out(place: Path) -> None:
        lay_out(place / "empty.pma", None)

    def lay_out_once(path: Path, key: FileKey | None) -> None:
        if key is None:
            shutil.copyfile(made_once("laid-out", laid_out) / "empty.pma", path)
        else:
            lay_out(path, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register, "_lay_out", lay_out_once)
        patch.setattr(FileKey, "derive", staticmethod(cache(FileKey.derive)))
        patch.setattr(engine, "create_engine", sharing)
        patch.setattr(engine, "WRITTEN_THROUGH", "OFF")
        yield
    for module in (sqlite3, dbapi2):
        compiled(module).dispose()


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return Path(__file__).resolve().parent.parent

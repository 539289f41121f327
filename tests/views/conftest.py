"""The demonstration register, open for reading."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pma_assure.register.register import Register, open_register
from tests import demonstrated


@pytest.fixture(scope="session")
def demo() -> Iterator[Register]:
    register = open_register(demonstrated.register())
    yield register
    register.close()

"""PySide6 6.12.0 drops a reference to None at every call that returns nothing, and so kills Python 3.11 after some
five thousand of them. This counts (docs/decisions/0002)."""

from __future__ import annotations

import sys

import pytest

QtWidgets = pytest.importorskip("PySide6.QtWidgets", exc_type=ModuleNotFoundError)

CALLS = 1_000


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die from Python 3.12 on: it is not counted")
def test_calls_that_return_nothing_leave_none_alone(qapp: object) -> None:
    label = QtWidgets.QLabel()
    label.setText("warm")
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("text")
    lost = before - sys.getrefcount(None)
    # A few references come and go with the interpreter's own work; the fault loses one at every call.
    assert lost < CALLS // 10, f"{CALLS} calls lost {lost} references to None: this PySide6 kills Python 3.11"

"""Ours and the floor in alternation, and the table that is printed at the end of a run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.goals import Goal

Timed = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of floor and ours in ``unit``; ``ratio`` is the median of the ratios of the pairs."""

    goal: Goal
    floor: float
    ours: float
    ratio: float
    unit: str

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal.most


def alternate(goal: Goal, floor: Timed, ours: Timed, *, rounds: int, repeat: int = 1) -> Measured:
    """Run floor, ours, floor, ours ...: whatever else the machine does falls on both of a pair alike.

    Both run once beforehand, unmeasured. ``repeat`` runs each so often within a round, for what takes microseconds.
    """
    floor(), ours()
    gc.collect()
    pairs = [(_seconds(floor, repeat), _seconds(ours, repeat)) for _ in range(rounds)]
    return of_pairs(goal, [(f * 1000, o * 1000) for f, o in pairs], "ms")


def of_pairs(goal: Goal, pairs: Iterable[tuple[float, float]], unit: str) -> Measured:
    """From pairs (floor, ours) that were measured elsewhere, as a process of its own measures itself."""
    pairs = list(pairs)
    return Measured(
        goal=goal,
        floor=median(floor for floor, _ in pairs),
        ours=median(ours for _, ours in pairs),
        ratio=median(ours / floor for floor, ours in pairs),
        unit=unit,
    )


def _seconds(run: Timed, repeat: int) -> float:
    begun = time.perf_counter()
    for _ in range(repeat):
        run()
    return (time.perf_counter() - begun) / repeat


def table(results: Iterable[Measured]) -> str:
    """One line a goal: path, floor, ours, ratio, goal, met or not."""
    lines = [("path", "beside", "floor", "ours", "ratio", "goal", "")]
    for one in results:
        lines.append(
            (
                one.goal.path,
                one.goal.beside,
                f"{_figure(one.floor)} {one.unit}",
                f"{_figure(one.ours)} {one.unit}",
                _figure(one.ratio),
                _figure(one.goal.most),
                "met" if one.met else "not met",
            )
        )
    widths = [max(len(line[place]) for line in lines) for place in range(7)]
    shown = []
    for line in lines:
        cells = [
            cell.ljust(width) if place in (0, 1, 6) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ]
        shown.append("  ".join(cells).rstrip())
    return "\n".join(shown)


def _figure(value: float) -> str:
    """Three figures that count, and no more."""
    if value >= 100:
        return f"{value:,.0f}"
    if value >= 10:
        return f"{value:.1f}"
    return f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"

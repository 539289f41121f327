"""Ours and the floor in alternation, and the table that is printed at the end of a run."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple

from tests.benchmarks.goals import Goal

Timed = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of floor and ours in ``unit``; ``ratio`` is the median of the ratios of the pairs.

    ``processor`` is the ratio of the processor time of the whole process, None where it says nothing: on a machine that
    does other work it drifts less than what a clock on the wall says.
    """

    goal: Goal
    floor: float
    ours: float
    ratio: float
    unit: str
    processor: float | None = None

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
    wall = [(f.wall * 1000, o.wall * 1000) for f, o in pairs]
    return of_pairs(goal, wall, "ms", processor=[(f.processor, o.processor) for f, o in pairs])


def of_pairs(
    goal: Goal, pairs: Iterable[tuple[float, float]], unit: str, *, processor: Iterable[tuple[float, float]] = ()
) -> Measured:
    """From pairs (floor, ours) that were measured elsewhere, as a process of its own measures itself."""
    pairs = list(pairs)
    ratios = [ours / floor for floor, ours in processor if floor > 0]
    return Measured(
        goal=goal,
        floor=median(floor for floor, _ in pairs),
        ours=median(ours for _, ours in pairs),
        ratio=median(ours / floor for floor, ours in pairs),
        unit=unit,
        processor=median(ratios) if ratios else None,
    )


class Seconds(NamedTuple):
    wall: float
    processor: float
    """Of every thread of this process; 0 for what only waits."""


def _seconds(run: Timed, repeat: int) -> Seconds:
    begun = Seconds(time.perf_counter(), time.process_time())
    for _ in range(repeat):
        run()
    return Seconds((time.perf_counter() - begun.wall) / repeat, (time.process_time() - begun.processor) / repeat)


def table(results: Iterable[Measured]) -> str:
    """One line a goal: path, floor, ours, ratio, ratio of processor time, goal, met or not."""
    lines = [("path", "beside", "floor", "ours", "ratio", "processor", "goal", "")]
    for one in results:
        lines.append(
            (
                one.goal.path,
                one.goal.beside,
                f"{_figure(one.floor)} {one.unit}",
                f"{_figure(one.ours)} {one.unit}",
                _figure(one.ratio),
                "" if one.processor is None else _figure(one.processor),
                _figure(one.goal.most),
                "met" if one.met else "not met",
            )
        )
    widths = [max(len(line[place]) for line in lines) for place in range(8)]
    shown = []
    for line in lines:
        cells = [
            cell.ljust(width) if place in (0, 1, 7) else cell.rjust(width)
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

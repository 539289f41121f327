"""What a check has found so far, in the order it was found, with an end to the same complaint."""

from __future__ import annotations

from collections import Counter

from pma_assure.values.soundness import Problem, Soundness

LIMIT_OF_ONE_CODE = 500
"""So many problems of one code are named; the rest are counted."""


class Findings:
    """Collects problems; ``soundness()`` is the answer."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def fault(self, code: str, table: str, sentence: str, reference: str | None = None) -> None:
        self.add(Problem(code=code, severity="fault", reference=reference, table=table, sentence=sentence))

    def warn(self, code: str, table: str, sentence: str, reference: str | None = None) -> None:
        self.add(Problem(code=code, severity="warning", reference=reference, table=table, sentence=sentence))

    def add(self, problem: Problem) -> None:
        self._counts[problem.code] += 1
        if self._counts[problem.code] <= LIMIT_OF_ONE_CODE:
            self._problems.append(problem)

    def soundness(self) -> Soundness:
        problems = list(self._problems)
        for code, count in self._counts.items():
            if count > LIMIT_OF_ONE_CODE:
                first = next(each for each in problems if each.code == code)
                more = f"{count - LIMIT_OF_ONE_CODE} more problems of the kind {code} are not listed."
                problems.append(
                    Problem(code=code, severity=first.severity, reference=None, table=first.table, sentence=more)
                )
        return Soundness(sound=all(each.severity != "fault" for each in problems), problems=tuple(problems))

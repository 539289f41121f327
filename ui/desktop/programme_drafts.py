"""What is planned anew in the grid of a year and not in the register yet: kept row by row, and survives a crash."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from ui.desktop.drafts import Drafts

DEED = "assessment.plan_year"
FIELDS = {"first": int, "last": int, "assessor": str, "assessor_name": str, "criteria": str}


@dataclass(frozen=True, slots=True)
class NewRow:
    """A participant's assessment to be: months 1 to 12, 0 while none is chosen; the assessor by its reference."""

    first: int = 0
    last: int = 0
    assessor: str = ""
    assessor_name: str = ""
    criteria: str = ""

    def has(self, month: int) -> bool:
        return self.first <= month <= self.last and self.first > 0

    def with_month(self, month: int) -> NewRow:
        """The months reach as far as this one."""
        if not self.first:
            return replace(self, first=month, last=month)
        return replace(self, first=min(self.first, month), last=max(self.last, month))

    def without_month(self, month: int) -> NewRow:
        """The months end before this one, or begin after it: whichever leaves more of them."""
        if not self.has(month):
            return self
        before, after = month - self.first, self.last - month
        if before == after == 0:
            return replace(self, first=0, last=0)
        return replace(self, last=month - 1) if before >= after else replace(self, first=month + 1)


class YearDrafts:
    """The new rows of one year, in one file."""

    def __init__(self, drafts: Drafts, year: int) -> None:
        self._drafts, self._key = drafts, f"programme of {year}"
        self.rows: dict[str, NewRow] = {}
        for reference, kept in (drafts.of(DEED, self._key) or {}).items():
            found = _read(kept)
            if found is not None:
                self.rows[reference] = found

    def of(self, reference: str) -> NewRow | None:
        return self.rows.get(reference)

    def put(self, reference: str, row: NewRow) -> None:
        if row == NewRow():
            self.rows.pop(reference, None)
        else:
            self.rows[reference] = row
        self._keep()

    def forget(self, *references: str) -> None:
        for reference in references:
            self.rows.pop(reference, None)
        self._keep()

    def _keep(self) -> None:
        if self.rows:
            self._drafts.keep(DEED, self._key, {name: asdict(row) for name, row in self.rows.items()})
        else:
            self._drafts.forget(DEED, self._key)


def _read(kept: object) -> NewRow | None:
    """A row as it was kept; None for what another version of the program, or another hand, wrote."""
    if not isinstance(kept, Mapping) or set(kept) != set(FIELDS):
        return None
    if not all(type(kept[name]) is kind for name, kind in FIELDS.items()):
        return None
    found = NewRow(**kept)
    months = (found.first, found.last)
    return found if months == (0, 0) or 1 <= found.first <= found.last <= 12 else None

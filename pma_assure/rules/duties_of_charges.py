"""What a charge record owes: the cost, the PMA's view of fault, a recommendation (R63-R65)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import SPECIALIST, Decided, Folder, Listed, decided_by, soon, stands, to_decide
from pma_assure.rules.vocabulary import FaultView
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeDuty:
    """The charge of an assessment whose report is in, or that has ended; ``since`` is the day of that."""

    reference: str
    assessment: str
    folder: Folder
    since: date
    cost_known: bool
    fault: FaultView
    fault_decided: bool
    recommended: bool
    listed: Listed | None
    decided: Decided | None


def of_charge(charge: ChargeDuty, as_of: date) -> tuple[Duty, ...]:
    """First the cost, then the view, by a decision, then the recommendation."""
    if not charge.cost_known:
        return (
            soon(
                charge.reference,
                SPECIALIST,
                f"Record what {charge.assessment} cost",
                charge.since,
                as_of,
                "R63",
                charge.folder,
                deed="charge.set_cost",
            ),
        )
    if charge.fault == FaultView.NONE_YET or (charge.fault == FaultView.AT_FAULT and not charge.fault_decided):
        return (_view(charge, as_of),)
    if not charge.recommended:
        return (
            soon(
                charge.reference,
                SPECIALIST,
                f"Record who the PMA recommends bears the cost of {charge.assessment}",
                charge.since,
                as_of,
                "R64",
                charge.folder,
                deed="charge.recommend",
            ),
        )
    return ()


def _view(charge: ChargeDuty, as_of: date) -> Duty:
    held = stands(charge.decided)
    if held is None:
        what = f"Take a view whether {charge.folder.organisation or 'the user'} is at fault for {charge.assessment}"
        return to_decide(
            charge.reference,
            what,
            charge.since,
            as_of,
            "R64",
            charge.folder,
            listed=charge.listed,
            decided=charge.decided,
        )
    return soon(
        charge.reference,
        SPECIALIST,
        "Record the PMA's view of fault",
        charge.since,
        as_of,
        "R64",
        charge.folder,
        detail=decided_by(held),
        deed="charge.take_view",
    )

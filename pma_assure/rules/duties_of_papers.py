"""What the papers of the PMA owe: its advice to the Panel (R68, paragraph 59)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pma_assure.rules.duties import SPECIALIST, Decided, Folder, Listed, decided_by, soon, to_decide
from pma_assure.rules.vocabulary import AdviceState
from pma_assure.rules.wording import count
from pma_assure.values.duties import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceDuty:
    """``unanswered`` counts the requirements of the plan without an answer; until then advice on it is not issued."""

    reference: str
    title: str
    folder: Folder
    state: AdviceState
    decided: Decided | None
    listed: Listed | None
    unanswered: int


def of_advice(advice: AdviceDuty, as_of: date) -> tuple[Duty, ...]:
    """Advice that was decided on and not issued, or changed since it was decided on (R68, paragraph 59)."""
    if advice.state != AdviceState.DRAFT or advice.decided is None:
        return ()
    blocks = (f"{count(advice.unanswered, 'requirement')} not answered",) if advice.unanswered else ()
    if advice.decided.changed:
        return (
            to_decide(
                advice.reference,
                f"Decide on the changed text of “{advice.title}”",
                advice.decided.on,
                as_of,
                "R68",
                advice.folder,
                listed=advice.listed,
                decided=advice.decided,
                blocked_by=blocks,
            ),
        )
    return (
        soon(
            advice.reference,
            SPECIALIST,
            f"Issue the advice “{advice.title}” to the Panel",
            advice.decided.on,
            as_of,
            "R68",
            advice.folder,
            detail=decided_by(advice.decided),
            blocked_by=blocks,
            deed="advice.issue",
        ),
    )

"""What the Panel decided on a breach, as it was reported: its view, its words, its sanctions, never the PMA's (R69)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.cases import BreachConsideration
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.rules.vocabulary import AdviceState, BreachState, BreachView, PanelOutcomeKind
from pma_assure.rules.wording import view_alone
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breach_advice import ADVISED_ALREADY
from pma_assure.workflows.breaches import BreachRef, find_breach, move
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.panel_outcomes import PanelDay, PanelSource, PanelWords, report_outcome
from pma_assure.workflows.parameters import plain


@deed("breach.record_outcome", "Record what the Panel decided", refuses=("a date that lies ahead",))
def record_outcome(
    desk: Desk,
    *,
    breach: BreachRef,
    decided_on: PanelDay,
    source: PanelSource,
    words_given: PanelWords,
    view: Annotated[
        BreachView | None,
        plain("The Panel's view", "As reported; empty where it said nothing of it. Sanctions stand in its words."),
    ] = None,
) -> str:
    """Record what the Panel decided, in its words. A difference from the PMA's advice is shown, and is no error."""
    found = find_breach(desk, breach)
    advice = advice_on_breach(desk, found, by=decided_on)
    outcome = report_outcome(
        desk,
        case_id=found.case_id,
        prefix=found.reference,
        kind=PanelOutcomeKind.BREACH_DECIDED,
        decided_on=decided_on,
        source=source,
        words_given=words_given,
        breach=found,
        advice=advice,
        view=view,
        # What was considered before this register was kept has no advice in it: the PMA's view says what it was.
        advised_view=_advised(found) if advice is None else advice.breach_view,
    )
    if found.state == BreachState.ADVISED:
        move(desk, found, BreachState.PANEL_DECIDED, "breach.record_outcome", decided_on)
    elif found.state != BreachState.PANEL_DECIDED:
        desk.keep_irregular(
            outcome,
            f"the Panel decided on {found.reference} before the PMA had advised on it",
            rule="R68",
            paragraph="59",
            case_id=found.case_id,
        )
    if outcome.differs_from_advice and view is not None:
        desk.notes.append(f"The Panel's view ({view_alone(view)}) differs from the PMA's advice; the case shows both.")
    return found.reference


def _advised(breach: BreachConsideration) -> BreachView | None:
    return breach.view if breach.state in ADVISED_ALREADY else None


def advice_on_breach(desk: Desk, breach: BreachConsideration, *, by: date) -> AdviceVersion | None:
    """The newest advice on the breach that the Panel had by the day, also one that was corrected since."""
    issued = [
        row
        for advice in desk.all(Advice, breach_id=breach.id)
        for row in desk.all(
            AdviceVersion,
            AdviceVersion.state.in_((AdviceState.ISSUED, AdviceState.SUPERSEDED)),
            advice_id=advice.id,
        )
        if row.issued_on is not None and row.issued_on <= by
    ]
    return max(issued, key=lambda row: (row.issued_on, [int(part) for part in row.label.split(".")]), default=None)

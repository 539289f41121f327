"""What findings are linked to: the earlier ones they repeat, the breach they are escalated into, their root causes."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from sqlalchemy import select

from pma_assure.records.breaches import BreachFinding
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.corrective import Action, ActionCause, CorrectiveActionPlan, RootCause
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.rules.findings import EarlierFinding, Recurrence, recurrence_warning, suggested_recurrence
from pma_assure.rules.refusal import Refused
from pma_assure.rules.state_sets import ENDED_BREACHES, ENDED_FINDINGS
from pma_assure.rules.vocabulary import ActionState, CapState, FindingState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breaches import at_work
from pma_assure.workflows.breaches import escalate as put_before
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, words

FindingRef = Annotated[str, ref("finding", label="Finding")]


def link_recurrence(desk: Desk, found: Finding, earlier: str) -> None:
    """Link a finding to the earlier, closed one of the same participant that it repeats, and warn."""
    before = desk.find(Finding, earlier, field="recurrence_of")
    mine, theirs = (desk.session.get_one(Case, one.case_id) for one in (found, before))
    if before.id == found.id or mine.organisation_id != theirs.organisation_id:
        raise Refused(
            f"{before.reference} is not an earlier finding about the same participant as {found.reference}.",
            field="recurrence_of",
        )
    if before.state != FindingState.CLOSED:
        raise Refused(
            f"{before.reference} is {label(before.state)}: what was never closed has not come back. Go on with it.",
            field="recurrence_of",
        )
    if before.closed_on is not None and before.closed_on > found.identified_on:
        raise Refused(
            f"{before.reference} was closed after {found.reference} was identified: it was the same non-compliance.",
            field="recurrence_of",
        )
    found.recurrence_of_id = before.id
    desk.notes.append(recurrence_warning(found.reference, before.reference, before.closed_on))


def suggestion(desk: Desk, found: Finding) -> Recurrence | None:
    """The closed finding of the same participant about the same clause, or document, that this one may repeat."""
    if found.requirement_id is None:
        return None
    cited = (
        select(SetDocument.short_name, Requirement.clause)
        .join(DocumentVersion, DocumentVersion.document_id == SetDocument.id)
        .join(Requirement, Requirement.document_version_id == DocumentVersion.id)
    )
    mine = desk.session.execute(cited.where(Requirement.id == found.requirement_id)).one()
    rows = desk.session.execute(
        cited.add_columns(Finding.reference, Finding.closed_on)
        .join(Finding, Finding.requirement_id == Requirement.id)
        .join(Case, Case.id == Finding.case_id)
        .where(
            Case.organisation_id == desk.session.get_one(Case, found.case_id).organisation_id,
            Finding.state == FindingState.CLOSED,
            Finding.id != found.id,
            Finding.closed_on.is_not(None),
        )
    )
    return suggested_recurrence(
        mine.short_name,
        mine.clause,
        found.identified_on,
        [
            EarlierFinding(reference=row.reference, document=row.short_name, clause=row.clause, closed_on=row.closed_on)
            for row in rows
        ],
    )


def say_what_recurs(desk: Desk, found: Finding) -> None:
    """Say which earlier finding this one may repeat: whether it does is for a person to say."""
    found_before = suggestion(desk, found)
    if found_before is not None:
        desk.notes.append(f"{found_before.sentence}. If it has come back, link it as a recurrence.")


@deed(
    "finding.link_recurrence",
    "Link as a recurrence",
    refuses=(
        "the earlier finding is not closed, or was closed after this one was identified",
        "it is about another participant",
        "the finding has ended",
    ),
)
def recurs(
    desk: Desk,
    *,
    finding: FindingRef,
    recurrence_of: Annotated[str, ref("finding", label="Recurrence of", help="The earlier finding, closed.")],
) -> str:
    """Say that a finding repeats an earlier one that was closed: a new number, linked, and counted."""
    found = desk.find(Finding, finding, field="finding")
    if found.state in ENDED_FINDINGS:
        raise Refused(f"{found.reference} is {label(found.state)}: it stands as it is.", field="finding")
    link_recurrence(desk, found, recurrence_of)
    return found.reference


@deed(
    "finding.escalate",
    "Escalate into a breach consideration",
    refuses=(
        "the PMA has considered it: what it considered stands as it was (R67, paragraph 59)",
        "it has ended, or is about another participant",
        "the finding is a draft",
    ),
)
def escalate(
    desk: Desk,
    *,
    finding: FindingRef,
    breach: Annotated[str, ref("breach", label="Breach consideration", help="Open one first, if there is none.")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Put the finding and the requirement it cites before a breach consideration (R67); the finding itself goes on."""
    found = desk.find(Finding, finding, field="finding")
    considered = desk.find(BreachConsideration, breach, field="breach")
    if considered.state in ENDED_BREACHES:
        raise Refused(f"{considered.reference} is {label(considered.state)}: reopen it first.", field="breach")
    at_work(desk, considered.reference)
    if desk.all(BreachFinding, breach_id=considered.id, finding_id=found.id, withdrawn_on=None):
        raise Refused(f"{found.reference} is among the findings of {considered.reference} already.", field="breach")
    put_before(desk, considered, found.reference, field="finding")
    return found.reference


# --- root causes ----------------------------------------------------------------------------------------------------


@deed(
    "finding.add_root_cause",
    "Add a root cause",
    refuses=("the finding has ended",),
)
def add_root_cause(
    desk: Desk,
    *,
    finding: FindingRef,
    cause: Annotated[str, words("Root cause", "Why it could happen, as the participant analysed it.")],
) -> str:
    """Keep one cause of a finding; every cause needs an action before a Corrective Action Plan is accepted (4.6)."""
    found = desk.find(Finding, finding, field="finding")
    if found.state in ENDED_FINDINGS:
        raise Refused(f"{found.reference} is {label(found.state)}: it stands as it is.", field="finding")
    number = desk.count_up(f"{found.reference}/C")
    added = desk.add(
        RootCause(reference=f"{found.reference}/C{number}", finding_id=found.id, number=number, words=cause)
    )
    return added.reference


@deed(
    "finding.withdraw_root_cause",
    "Withdraw a root cause",
    refuses=("it is withdrawn already", "an action of an accepted plan answers it"),
)
def withdraw_root_cause(
    desk: Desk,
    *,
    root_cause: Annotated[str, ref("root_cause", label="Root cause")],
    reason: Annotated[str, words("Reason")],
    withdrawn_on: Annotated[date | None, plain("Day")] = None,
) -> str:
    """Withdraw a cause that turned out to be none; it stays in the history, with the reason."""
    found = desk.find(RootCause, root_cause, field="root_cause")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.reference} was withdrawn already.", field="root_cause")
    day = withdrawn_on or desk.day
    desk.not_ahead(day, field="withdrawn_on")
    for row in desk.all(ActionCause, root_cause_id=found.id, withdrawn_on=None):
        action = desk.session.get_one(Action, row.action_id)
        plan = desk.session.get_one(CorrectiveActionPlan, action.cap_id)
        if plan.state == CapState.ACCEPTED and action.state != ActionState.CANCELLED:
            raise Refused(
                f"{action.reference} of an accepted plan answers {found.reference}: cancel the action first, or let the"
                " participant submit a new plan.",
                rule="R57",
                paragraph="76",
                field="root_cause",
            )
        row.withdrawn_on = day
    found.withdrawn_on = day
    return found.reference

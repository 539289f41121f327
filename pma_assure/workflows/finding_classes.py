"""Whose class a finding has: the assessor's, word for word, and the PMA's own beside it (states.md, *Whose word*)."""

from __future__ import annotations

from typing import Annotated

from pma_assure.records.cases import Finding, FindingText
from pma_assure.records.house import IrregularFact
from pma_assure.rules.findings import weight_of
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import FindingClass, FindingState
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import supporting
from pma_assure.workflows.findings import (
    CALLED_OBSERVATION,
    FindingRef,
    called_an_observation,
    check_version_in_force,
    needs_requirement_and_evidence,
)
from pma_assure.workflows.parameters import plain, words


def settle_facts(desk: Desk, found: Finding, how: str, *, only: str = "") -> None:
    """Settle the open irregular facts under R02 of a finding; ``only`` those whose sentence has these words."""
    for fact in desk.all(IrregularFact, record_id=found.id, rule="R02", settled_on=None):
        if only in fact.sentence:
            fact.settled_on, fact.settled_reason = desk.day, how


@deed(
    "finding.classify",
    "Record the PMA's own class",
    refuses=(
        "a Major or Minor without a requirement in a version (R02, paragraph 15)",
        "the finding was discarded or withdrawn",
    ),
)
def classify(
    desk: Desk,
    *,
    finding: FindingRef,
    pma_class: Annotated[FindingClass, plain("The PMA's class", "It stands beside the assessor's, never over it.")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record the PMA's own class beside the assessor's; it settles an Observation that says a clause was not met."""
    found = desk.find(Finding, finding, field="finding")
    if found.state in (FindingState.DISCARDED, FindingState.WITHDRAWN):
        raise Refused(f"{found.reference} is {label(found.state)}: it stands as it is.", field="finding")
    before = weight_of(found.finding_class, found.pma_class)
    if pma_class != FindingClass.OBSERVATION and found.requirement_id is None:
        raise Refused(
            f"{found.reference} names no clause, in its version, that was not met; without one it is no"
            f" {label(pma_class)}.",
            rule="R02",
            paragraph="15",
            field="pma_class",
        )
    found.pma_class = pma_class
    desk.beside(FindingText, finding_id=found.id).pma_class_reason = reason
    if pma_class == FindingClass.OBSERVATION:
        return found.reference
    settle_facts(
        desk,
        found,
        f"The PMA's own class, {label(pma_class)}, stands beside the assessor's: {reason}",
        only=CALLED_OBSERVATION,
    )
    if before == FindingClass.OBSERVATION and found.state != FindingState.DRAFT:
        check_version_in_force(desk, found)
        if not supporting(desk, found.id):
            desk.keep_irregular(
                found,
                f"{found.reference} is {label(pma_class)} by the PMA's own class, and no evidence is linked to it",
                rule="R48",
                paragraph="56",
                case_id=found.case_id,
            )
    return found.reference


@deed(
    "finding.reclassify",
    "Record that the assessor reclassified it",
    refuses=(
        "the finding is neither a draft nor open",
        "it has that class already",
        "an open Major or Minor without a requirement in a version and evidence",
    ),
)
def reclassify(
    desk: Desk,
    *,
    finding: FindingRef,
    finding_class: Annotated[FindingClass, plain("The assessor's new class")],
    reason: Annotated[str, words("Reason", "As the assessor gave it.")],
) -> str:
    """Record that the assessor gave the finding another class; the earlier one stays in the history."""
    found = desk.find(Finding, finding, field="finding")
    if found.state not in (FindingState.DRAFT, FindingState.OPEN):
        raise Refused(
            f"{found.reference} is {label(found.state)}: the assessor's report is kept as it was answered. The PMA's"
            " own class can stand beside it.",
            rule="R57",
            paragraph="76",
            field="finding",
        )
    if finding_class == found.finding_class:
        raise Refused(f"The assessor called it {label(finding_class)} already.", field="finding_class")
    before = found.finding_class
    if found.state == FindingState.OPEN and finding_class != FindingClass.OBSERVATION:
        needs_requirement_and_evidence(desk, found, finding_class)
    found.finding_class = finding_class
    if finding_class != FindingClass.OBSERVATION:
        how = f"The assessor reclassified it as {label(finding_class)}: {reason}"
        settle_facts(desk, found, how, only=CALLED_OBSERVATION)
        if found.state == FindingState.OPEN and before == FindingClass.OBSERVATION and found.pma_class is None:
            check_version_in_force(desk, found)
    elif found.state == FindingState.OPEN and weight_of(finding_class, found.pma_class) == FindingClass.OBSERVATION:
        called_an_observation(desk, found)
    add_note(
        desk,
        found.case_id,
        f"{found.reference}: the assessor's class was {label(before)} and is now {label(finding_class)}: {reason}",
    )
    return found.reference

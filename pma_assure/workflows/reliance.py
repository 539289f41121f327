"""Reliance on other compliance activity: what it covers, the decision, the day it stops counting (R59, R60)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.cases import Case
from pma_assure.records.document_set import Requirement
from pma_assure.records.reliance import RelianceCoverage, RelianceDecision
from pma_assure.rules.coverage import check_claim
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Asked, Covers
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder, still_open
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, rows, words

RelianceRef = Annotated[str, ref("reliance", label="Reliance")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageGiven:
    """How far the activity covers one requirement."""

    requirement: Annotated[str, ref("requirement", label="Requirement")]
    covers: Annotated[Covers, plain("Covers it")]
    reason: Annotated[str, line("Why", "Covered fully: the reason.")] = ""
    gap: Annotated[str, line("Gap", "Covered in part: what it does not look at.")] = ""
    residual: Annotated[str, line("Testing left", "Covered in part: what is still to be tested.")] = ""


@deed(
    "reliance.propose",
    "Propose to rely on other compliance activity",
    refuses=(
        "covered fully without a reason; covered in part without the gap and the testing left (R60, paragraph 70)",
        "it ends before it begins",
    ),
)
def propose(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Activity", "“ISO/IEC 27001 certification of the registration desk”.")],
    certificate: Annotated[str, line("Certificate or report", "Its number, as printed on it.")],
    issued_by: Annotated[str, line("Issued by")],
    scope: Annotated[str, words("Its scope, in its own words")],
    valid_from: Annotated[date, plain("Valid from")],
    requirements: Annotated[tuple[CoverageGiven, ...], rows("What it covers")],
    valid_to: Annotated[date | None, plain("Valid until")] = None,
) -> str:
    """Enter a certificate or report of somebody else's, and requirement by requirement what it may cover (R59, R60).

    It counts for nothing until the PMA decides to rely on it.
    """
    folder = open_folder(desk, case)
    if valid_to is not None and valid_to < valid_from:
        raise Refused("It ends before it begins; look at the days.", field="valid_to")
    if not requirements:
        raise Refused("Say which requirements it covers.", rule="R60", paragraph="70", field="requirements")
    reliance = desk.add(
        RelianceDecision(
            reference=desk.allot("RELY", desk.day.year),
            case_id=folder.id,
            organisation_id=folder.organisation_id,
            title=title,
            certificate=certificate,
            issued_by=issued_by,
            valid_from=valid_from,
            valid_to=valid_to,
            scope=scope,
        )
    )
    desk.session.flush()
    _cover(desk, reliance, requirements)
    return reliance.reference


@deed(
    "reliance.cover",
    "Change what it covers",
    refuses=("the PMA has decided on it: a changed judgement is a new one (R60, paragraph 70)",),
)
def cover(
    desk: Desk,
    *,
    reliance: RelianceRef,
    requirements: Annotated[tuple[CoverageGiven, ...], rows("What it covers")],
) -> str:
    """Say how far requirements are covered, or say it anew, until the PMA decides."""
    found = desk.find(RelianceDecision, reliance, field="reliance")
    still_open(desk.session.get_one(Case, found.case_id))
    if found.decision_id is not None:
        raise Refused(
            f"The PMA decided on {found.reference}: what it judges otherwise now is a new one, and this one is made"
            " invalid.",
            rule="R60",
            paragraph="70",
            field="reliance",
        )
    _cover(desk, found, requirements)
    return found.reference


def _cover(desk: Desk, reliance: RelianceDecision, requirements: tuple[CoverageGiven, ...]) -> None:
    held = {row.requirement_id: row for row in desk.all(RelianceCoverage, reliance_id=reliance.id)}
    seen: set[object] = set()
    for given in requirements:
        requirement = desk.find(Requirement, given.requirement, field="requirements")
        if requirement.id in seen:
            raise Refused(f"{requirement.reference} stands twice.", field="requirements")
        seen.add(requirement.id)
        check_claim(requirement.reference, given.covers, reason=given.reason, gap=given.gap, residual=given.residual)
        row = held.get(requirement.id)
        if row is None:
            row = desk.add(
                RelianceCoverage(reliance_id=reliance.id, requirement_id=requirement.id, covers=given.covers)
            )
        row.covers, row.reason, row.gap, row.residual = given.covers, given.reason, given.gap, given.residual


@deed(
    "reliance.decide",
    "Rely on it",
    refuses=("there is no valid, carried decision of the PMA on exactly this (R60, paragraph 70)",),
)
def decide(
    desk: Desk,
    *,
    reliance: RelianceRef,
    decision: Annotated[str, ref("decision", label="Decision", help="The one on exactly this.")],
) -> str:
    """Record that the PMA judged how far the activity counts (R60): from then on it counts in the coverage."""
    found = desk.find(RelianceDecision, reliance, field="reliance")
    if found.decision_id is not None:
        raise Refused(f"The PMA has decided on {found.reference} already.", field="reliance")
    held = valid_decision_on(desk, decision, "reliance", found.id, asked=Asked.RELY)
    found.decision_id, found.decided_on = held.id, held.decided_on
    return found.reference


@deed("reliance.invalidate", "Record that it counts no longer", refuses=("it counts no longer already",))
def invalidate(
    desk: Desk,
    *,
    reliance: RelianceRef,
    invalid_from: Annotated[date, plain("From")],
    reason: Annotated[str, words("Reason", "Withdrawn by its issuer, scope narrowed, found wrong.")],
) -> str:
    """Stop relying from a day, which may lie back: from then on its requirements are gaps again."""
    found = desk.find(RelianceDecision, reliance, field="reliance")
    if found.invalid_from is not None:
        raise Refused(f"{found.reference} is invalid from {say_day(found.invalid_from)} already.", field="reliance")
    found.invalid_from, found.invalid_reason = invalid_from, reason
    return found.reference

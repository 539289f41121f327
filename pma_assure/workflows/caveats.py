"""Caveats of an assessment: each with an owner and a date before it is concluded, met with evidence (R51)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment, Caveat
from pma_assure.records.papers import Evidence
from pma_assure.records.people import Person
from pma_assure.rules.calendar import is_weekend
from pma_assure.rules.ownership import OF_AN_ASSESSMENT, proves
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, AssessmentState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import AssessmentRef, find_assessment
from pma_assure.workflows.decisions import carried_decision
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import link_to
from pma_assure.workflows.parameters import line, plain, ref, refs, words
from pma_assure.workflows.verifiers import may_verify, owned_by

CaveatRef = Annotated[str, ref("caveat", label="Caveat", help="ASMT-2026-0001/C1")]
WITH_CAVEATS = (AssessmentState.FINAL_REPORT_RECEIVED, AssessmentState.UNDER_REVIEW)


@deed("caveat.add", "Add a caveat", refuses=("the final report is not in, or the assessment was concluded",))
def add(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    words_given: Annotated[str, words("Caveat", "What has still to be put right.")],
    owner: Annotated[str | None, line("Owner", "Before the conclusion each caveat has one.")] = None,
    due: Annotated[date | None, plain("Due")] = None,
) -> str:
    """Add a caveat to an assessment that is under review."""
    found = find_assessment(desk, assessment)
    if found.state not in WITH_CAVEATS:
        raise Refused(
            f"{found.reference} is {label(found.state)}; caveats are settled between the final report and the"
            " conclusion.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="assessment",
        )
    number = 1 + len(desk.all(Caveat, assessment_id=found.id))
    caveat = desk.add(
        Caveat(
            reference=f"{found.reference}/C{number}",
            assessment_id=found.id,
            number=number,
            words=words_given,
            owner=owner,
            due=due,
        )
    )
    _say_weekend(desk, due)
    return caveat.reference


@deed(
    "caveat.set",
    "Set owner and date of a caveat",
    refuses=("the assessment was concluded: the PMA decided on exactly this", "it was met or withdrawn"),
)
def set_caveat(
    desk: Desk,
    *,
    caveat: CaveatRef,
    owner: Annotated[str | None, line("Owner")] = None,
    due: Annotated[date | None, plain("Due")] = None,
    words_given: Annotated[str | None, words("Caveat")] = None,
) -> str:
    """Say who owns a caveat and by when it is met."""
    found = _open(desk, caveat)
    assessment = desk.session.get_one(Assessment, found.assessment_id)
    if assessment.state not in WITH_CAVEATS:
        raise Refused(
            f"{assessment.reference} is {label(assessment.state)}: its caveats stand as the PMA decided on them.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="caveat",
        )
    desk.change(found, {"owner": owner, "due": due, "words": words_given or None})
    _say_weekend(desk, due)
    return found.reference


def _open(desk: Desk, caveat: str) -> Caveat:
    found = desk.find(Caveat, caveat, field="caveat")
    if found.met_on is not None:
        raise Refused(f"{found.reference} was met on {say_day(found.met_on)}.", field="caveat")
    if found.withdrawn_on is not None:
        raise Refused(f"{found.reference} was withdrawn on {say_day(found.withdrawn_on)}.", field="caveat")
    return found


def _say_weekend(desk: Desk, due: date | None) -> None:
    if due is not None and is_weekend(due):
        desk.notes.append(f"{say_day(due)} is a {due:%A}; the date is not moved.")


@deed(
    "caveat.meet",
    "Record a caveat as met",
    refuses=(
        "the verifier owns it, or works for its owner or the participant (R51, paragraph 57)",
        "the verifier holds no capacity in the office, or only that of a reader",
        "no evidence that is held, verifiable and received by the day",
        "it has no owner, or was met or withdrawn",
    ),
)
def meet(
    desk: Desk,
    *,
    caveat: CaveatRef,
    met_on: Annotated[date, plain("Met on")],
    evidence: Annotated[tuple[str, ...], refs("evidence", label="By the evidence")],
    verified_by: Annotated[str | None, ref("person", label="Verified by", help="Empty: you.")] = None,
    note: Annotated[str, words("Note")] = "",
) -> str:
    """Record that a caveat was met, by named evidence, verified by somebody who does not own it."""
    found = _open(desk, caveat)
    assessment = desk.session.get_one(Assessment, found.assessment_id)
    desk.not_ahead(met_on, field="met_on")
    verifier = (
        desk.session.get_one(Person, desk.acting.person_id)
        if verified_by is None
        else desk.find(Person, verified_by, field="verified_by")
    )
    if not found.owner:
        raise Refused(f"{found.reference} has no owner yet: say who owns it.", field="caveat")
    _not_the_owner(desk, found, assessment, verifier, met_on)
    _link(desk, found, assessment, evidence, met_on)
    found.met_on, found.verified_by_id, found.note = met_on, verifier.id, note
    if found.due is not None and met_on > found.due:
        days = (met_on - found.due).days
        desk.notes.append(f"{found.reference} was met {days} {'day' if days == 1 else 'days'} late.")
    return found.reference


def _link(desk: Desk, found: Caveat, assessment: Assessment, evidence: tuple[str, ...], met_on: date) -> None:
    """The named evidence, linked; refused where nothing of it proves anything by the day."""
    proofs = 0
    for reference in evidence:
        item = desk.find(Evidence, reference, field="evidence")
        if item.case_id != assessment.case_id:
            raise Refused(f"{item.reference} belongs to another case than {assessment.reference}.", field="evidence")
        link_to(desk, item.reference, "caveat", found.id, found.reference)
        proofs += proves(item.state, verifiable=item.verifiable, received_on=item.received_on, by=met_on)
    if not proofs:
        raise Refused(
            f"Name the evidence by which {found.reference} is met: held, verifiable, and received by"
            f" {say_day(met_on)}.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="evidence",
        )


def _not_the_owner(desk: Desk, found: Caveat, assessment: Assessment, person: Person, day: date) -> None:
    owned = owned_by(
        desk, person, day, participant=assessment.organisation_id, owner=found.owner or "", of=OF_AN_ASSESSMENT
    )
    if owned is not None:
        raise Refused(
            f"{person.name} cannot verify {found.reference}: {person.name} {owned.because}. Somebody else has to verify"
            " it.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="verified_by",
        )
    may_verify(desk, person, day, noun="caveat", rule="R51", paragraph=paragraph("R51"))


@deed(
    "caveat.withdraw",
    "Withdraw a caveat",
    refuses=(
        "the assessment was concluded, and no carried decision of the PMA on it says so (R51, paragraph 57)",
        "it was met or withdrawn",
    ),
)
def withdraw(
    desk: Desk,
    *,
    caveat: CaveatRef,
    reason: Annotated[str, words("Reason")],
    decision: Annotated[
        str | None, ref("decision", label="Decision", help="Of the PMA on the assessment; needed once it is concluded.")
    ] = None,
) -> str:
    """Withdraw a caveat with the reason; after the conclusion the PMA decides on it, and that shows as changed since.

    A caveat is part of what the PMA concluded: nobody takes it away alone. Where a later conclusion has taken the place
    of this one, the PMA has decided already.
    """
    found = _open(desk, caveat)
    assessment = desk.session.get_one(Assessment, found.assessment_id)
    if decision is not None:
        _decided(desk, assessment, decision)
    elif assessment.state == AssessmentState.CONCLUDED and assessment.superseded_by_id is None:
        raise Refused(
            f"{found.reference} is part of what the PMA concluded on {assessment.reference}: name the decision by which"
            " the PMA withdrew it. If it was put right, record it as met.",
            rule="R51",
            paragraph=paragraph("R51"),
            field="decision",
        )
    found.withdrawn_on, found.note = desk.day, reason
    return found.reference


def _decided(desk: Desk, assessment: Assessment, decision: str) -> None:
    """The decision is on this assessment, on another question than its conclusion, and not before it (R51)."""
    held = carried_decision(desk, decision)
    early = assessment.concluded_on is not None and held.decided_on < assessment.concluded_on
    if held.subject_id != assessment.id or held.asks != Asked.OTHER or early:
        raise Refused(
            f"{held.reference} did not withdraw a caveat of {assessment.reference}: it was on"
            f" {held.subject_reference or 'another matter'} on {say_day(held.decided_on)} and asked"
            f" “{label(held.asks)}”. Put the withdrawal to a meeting.",
            rule="R30",
            paragraph="35",
            field="decision",
        )

"""What an assessment cost, the PMA's view of fault, and who it recommends bears the cost (R63-R65)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import Case
from pma_assure.records.charges import Charge
from pma_assure.records.governance import Modification
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.rules import charges as rules
from pma_assure.rules.modifications import Followed
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, ChargeBasis, FaultView
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import AssessmentRef, find_assessment
from pma_assure.workflows.cases import still_open
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import plain, ref, words

KIND = "charge"
ChargeRef = Annotated[str, ref("charge", label="Charge")]
Cost = Annotated[Decimal, plain("Cost", "Pounds, as 18,400 or 18,400.50.")]


@deed(
    "charge.open",
    "Keep what the assessment costs",
    refuses=(
        "the assessment has a charge record already",
        "no decision ordered the assessment, and the day is not given; or another day is (R65, paragraphs 67 and 68)",
    ),
)
def open_charge(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    ordered_on: Annotated[
        date | None, plain("Ordered on", "Empty: the day of the decision that ordered the assessment.")
    ] = None,
    cost: Annotated[Decimal | None, plain("Cost", "Pounds, as 18,400 or 18,400.50; empty: not known yet.")] = None,
) -> str:
    """Open the charge record of an assessment: the cost is in the DCC's fixed costs by default (R63)."""
    found = find_assessment(desk, assessment)
    still_open(desk.session.get_one(Case, found.case_id))
    for held in desk.all(Charge, assessment_id=found.id):
        raise Refused(f"{held.reference} keeps what {found.reference} costs already.", field="assessment")
    charge = desk.add(
        Charge(
            reference=desk.allot("CHG", desk.day.year),
            title=f"Cost of {found.title}"[:200],
            assessment_id=found.id,
            case_id=found.case_id,
            cost=cost,
            ordered_on=_ordered(desk, found, ordered_on),
            basis=ChargeBasis.FIXED_COSTS,
            fault=FaultView.NONE_YET,
        )
    )
    return charge.reference


def _ordered(desk: Desk, assessment: Assessment, given: date | None) -> date:
    """The day the assessment was ordered (Q14): the day of the decision that ordered it, where there is one."""
    if assessment.ordering_decision_id is not None:
        decision = desk.session.get_one(Decision, assessment.ordering_decision_id)
        if given not in (None, decision.decided_on):
            raise Refused(
                f"{decision.reference} ordered {assessment.reference} on {say_day(decision.decided_on)}; leave the"
                " day out.",
                rule="R65",
                paragraph=paragraph("R65"),
                field="ordered_on",
            )
        return decision.decided_on
    if given is None:
        raise Refused(
            f"No decision that ordered {assessment.reference} is recorded: say when it was ordered.",
            rule="R65",
            paragraph=paragraph("R65"),
            field="ordered_on",
        )
    desk.not_ahead(given, field="ordered_on")
    return given


@deed("charge.set_cost", "Set the cost")
def set_cost(desk: Desk, *, charge: ChargeRef, cost: Cost) -> str:
    """Set what the assessment cost, in pounds."""
    found = desk.find(Charge, charge, field="charge")
    found.cost = cost
    return found.reference


@deed(
    "charge.take_view",
    "Record the PMA's view of fault",
    refuses=(
        "no basis is given (R64, paragraph 67)",
        "the decision named is not a valid, carried one on exactly this charge (R64, paragraph 67)",
        "an explicit charge was recommended, which rests on the view (R64, paragraph 67)",
    ),
)
def take_view(
    desk: Desk,
    *,
    charge: ChargeRef,
    fault: Annotated[FaultView, plain("The user is")],
    fault_basis: Annotated[str, words("Basis", "Which action necessitated the assessment, and whose fault it was.")],
    taken_on: Annotated[date | None, plain("Taken on", "Empty: the day of the decision, or else today.")] = None,
    decision: Annotated[str | None, ref("decision", label="Decision", help="The one on exactly this charge.")] = None,
) -> str:
    """Record whether the PMA considers the user to be at fault, and why; nobody has the power to determine it (R64).

    A view without a decision of the PMA is kept, and no explicit charge can rest on it.
    """
    found = desk.find(Charge, charge, field="charge")
    if fault == FaultView.NONE_YET:
        raise Refused("Say whether the user is at fault or not.", rule="R64", paragraph="67", field="fault")
    if not fault_basis.strip():
        raise Refused("Say what the view rests on.", rule="R64", paragraph=paragraph("R64"), field="fault_basis")
    if found.basis == ChargeBasis.EXPLICIT_CHARGE and fault != FaultView.AT_FAULT:
        raise Refused(
            f"An explicit charge is recommended in {found.reference}, which rests on fault. Recommend fixed costs"
            " first.",
            rule="R64",
            paragraph=paragraph("R64"),
            field="fault",
        )
    held = None if decision is None else valid_decision_on(desk, decision, KIND, found.id, asked=Asked.RECOMMEND_CHARGE)
    day = taken_on or (desk.day if held is None else held.decided_on)
    desk.not_ahead(day, field="taken_on")
    if day < found.ordered_on or (held is not None and day < held.decided_on):
        raise Refused("The view is older than what it is taken on; look at the day.", field="taken_on")
    found.fault, found.fault_basis, found.fault_on = fault, fault_basis, day
    found.fault_decision_id = None if held is None else held.id
    if held is None:
        desk.notes.append("No decision of the PMA is named: put the view to a meeting before a charge rests on it.")
    return found.reference


@deed(
    "charge.recommend",
    "Recommend who bears the cost",
    refuses=(
        "an explicit charge, and the PMA does not consider the user at fault by a decision (R64, paragraph 67)",
        "an explicit charge, and no Section K modification for it was in effect on the day the assessment was ordered,"
        " unless it is only noted (R65, paragraphs 67 and 68)",
    ),
)
def recommend(
    desk: Desk,
    *,
    charge: ChargeRef,
    basis: Annotated[ChargeBasis, plain("Recommended")],
    recommendation: Annotated[str, words("Recommendation", "In words, with the reason.")],
    recommended_on: Annotated[date, plain("Recommended on", usually_today=True)],
    only_noted: Annotated[
        bool,
        plain("Only note it", "No modification allows the charge: noted as recommended, the basis stays fixed costs."),
    ] = False,
) -> str:
    """Record on which basis the PMA recommends that the cost is borne (R63, R65)."""
    found = desk.find(Charge, charge, field="charge")
    desk.not_ahead(recommended_on, field="recommended_on")
    if recommended_on < found.ordered_on:
        raise Refused(f"It was ordered on {say_day(found.ordered_on)}; look at the day.", field="recommended_on")
    resting = rules.check_recommendation(_fact(desk, found), basis, _known(desk), only_noted=only_noted)
    found.basis = rules.basis_after(basis, resting)
    found.recommended, found.recommended_on, found.recommendation = basis, recommended_on, recommendation
    found.modification_id = None
    if resting is not None:
        held = desk.find(Modification, resting.reference, field="charge")
        found.modification_id = held.id
        desk.notes.append(f"An explicit charge under {held.reference}, for this purpose only: {held.limited_purpose}")
    elif basis != found.basis:
        desk.notes.append(f"Noted as recommended. {rules.STAYS}")
    desk.notes.append(f"Basis: {label(found.basis)}.")
    return found.reference


def _fact(desk: Desk, charge: Charge) -> rules.ChargeFact:
    assessed = desk.session.get_one(Assessment, charge.assessment_id)
    return rules.ChargeFact(
        reference=charge.reference,
        participant=desk.session.get_one(Organisation, assessed.organisation_id).name,
        ordered_on=charge.ordered_on,
        fault=charge.fault,
        view_decided=charge.fault_decision_id is not None,
    )


def _known(desk: Desk) -> list[Followed]:
    return [
        Followed(
            reference=row.reference,
            state=row.state,
            raised_on=row.raised_on,
            effective_on=row.effective_on,
            explicit_charge=row.explicit_charge,
        )
        for row in desk.all(Modification, explicit_charge=True)
    ]

"""What a breach consideration is made of: requirements, findings, facts with their support, factors (R67, R71)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.breaches import BreachFact, BreachFactor, BreachFinding, BreachRequirement
from pma_assure.records.cases import BreachConsideration, Finding
from pma_assure.records.document_set import Requirement
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import FactorLean
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.breaches import BreachRef, at_work, escalate, link_requirement
from pma_assure.workflows.cases import add_note
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.evidence import link_to, supporting
from pma_assure.workflows.parameters import line, plain, ref, refs, words

CONSIDERED_ALREADY = "the PMA has considered it: what it considered stands as it was (R67, paragraph 59)"
FactRef = Annotated[str, ref("breach fact", label="Fact", help="BRCH-2026-0006/F1.")]
FactorNumber = Annotated[int, plain("Factor", "Its number: 1, 2, ...")]


@deed("breach.add_requirement", "Add a requirement", refuses=(CONSIDERED_ALREADY,))
def add_requirement(
    desk: Desk, *, breach: BreachRef, requirement: Annotated[str, ref("requirement", label="Requirement")]
) -> str:
    """Name a requirement that is said not to have been met, in the version that was in force then."""
    found = at_work(desk, breach)
    link_requirement(desk, found, requirement, field="requirement")
    return found.reference


@deed("breach.withdraw_requirement", "Withdraw a requirement", refuses=(CONSIDERED_ALREADY, "it is not named"))
def withdraw_requirement(
    desk: Desk,
    *,
    breach: BreachRef,
    requirement: Annotated[str, ref("requirement", label="Requirement")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Take a requirement out of the consideration, with a reason that is kept as a note of the case."""
    found = at_work(desk, breach)
    named = desk.find(Requirement, requirement, field="requirement")
    held = desk.all(BreachRequirement, breach_id=found.id, requirement_id=named.id, withdrawn_on=None)
    if not held:
        raise Refused(f"{found.reference} does not name {named.reference}.", field="requirement")
    held[0].withdrawn_on = desk.day
    add_note(desk, found.case_id, f"{named.reference} was taken out of {found.reference}: {reason}")
    return found.reference


@deed(
    "breach.link_finding",
    "Link a finding",
    refuses=(
        CONSIDERED_ALREADY,
        "the finding is about another organisation",
        "it is a draft, discarded or withdrawn (R67, paragraph 59)",
    ),
)
def link_finding(desk: Desk, *, breach: BreachRef, finding: Annotated[str, ref("finding", label="Finding")]) -> str:
    """Escalate a finding into the consideration; the requirement it cites comes along."""
    found = at_work(desk, breach)
    escalate(desk, found, finding, field="finding")
    return found.reference


@deed("breach.unlink_finding", "Withdraw a link to a finding", refuses=(CONSIDERED_ALREADY, "it is not linked"))
def unlink_finding(
    desk: Desk,
    *,
    breach: BreachRef,
    finding: Annotated[str, ref("finding", label="Finding")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Take a finding out of the consideration, with a reason that is kept as a note of the case."""
    found = at_work(desk, breach)
    named = desk.find(Finding, finding, field="finding")
    held = desk.all(BreachFinding, breach_id=found.id, finding_id=named.id, withdrawn_on=None)
    if not held:
        raise Refused(f"{found.reference} is not linked to {named.reference}.", field="finding")
    held[0].withdrawn_on = desk.day
    add_note(desk, found.case_id, f"{named.reference} was taken out of {found.reference}: {reason}")
    return found.reference


@deed(
    "breach.add_fact",
    "Add a fact",
    refuses=(
        CONSIDERED_ALREADY,
        "evidence of another case, or that was replaced or withdrawn",
        "a day ahead",
    ),
)
def add_fact(
    desk: Desk,
    *,
    breach: BreachRef,
    words_given: Annotated[str, words("The fact", "One thing that was found, as the PMA finds it.")],
    occurred_on: Annotated[date | None, plain("Happened on")] = None,
    evidence: Annotated[tuple[str, ...], refs("evidence", label="Supported by")] = (),
) -> str:
    """Write down a fact with the items that support it; before the PMA considers it, one of them can be verified."""
    found = at_work(desk, breach)
    if occurred_on is not None:
        desk.not_ahead(occurred_on, field="occurred_on")
    number = 1 + len(desk.all(BreachFact, breach_id=found.id))
    fact = desk.add(
        BreachFact(
            reference=f"{found.reference}/F{number}",
            breach_id=found.id,
            number=number,
            occurred_on=occurred_on,
            words=words_given,
        )
    )
    desk.session.flush()
    for item in evidence:
        link_to(desk, item, "breach fact", fact.id, fact.reference)
    if not supporting(desk, fact.id):
        desk.notes.append(
            f"{fact.reference} has no evidence yet that can be verified"
            + (": what was linked cannot be its only support." if evidence else ".")
            + " Link such an item before the PMA considers it."
        )
    return fact.reference


@deed("breach.withdraw_fact", "Withdraw a fact", refuses=(CONSIDERED_ALREADY, "it is withdrawn already"))
def withdraw_fact(desk: Desk, *, fact: FactRef, reason: Annotated[str, words("Reason")]) -> str:
    """Withdraw a fact that does not hold; it stays in the register with the reason."""
    found = desk.find(BreachFact, fact, field="fact")
    at_work(desk, desk.session.get_one(BreachConsideration, found.breach_id).reference)
    if found.withdrawn_on is not None:
        raise Refused(f"{found.reference} is withdrawn already.", field="fact")
    found.withdrawn_on, found.withdrawn_reason = desk.day, reason
    return found.reference


@deed("breach.add_factor", "Add a factor", refuses=(CONSIDERED_ALREADY,))
def add_factor(
    desk: Desk,
    *,
    breach: BreachRef,
    name: Annotated[str, line("Factor", "“Late report”, “Effect on others”, “Put right at once”.")],
    lean: Annotated[FactorLean, plain("It leans")],
    words_given: Annotated[str, words("How it is weighed")] = "",
) -> str:
    """Add what is weighed for materiality, and to which side it leans (R71)."""
    found = at_work(desk, breach)
    number = 1 + len(desk.all(BreachFactor, breach_id=found.id))
    desk.add(BreachFactor(breach_id=found.id, number=number, name=name, lean=lean, words=words_given))
    return found.reference


@deed("breach.change_factor", "Change a factor", refuses=(CONSIDERED_ALREADY, "there is no such factor"))
def change_factor(
    desk: Desk,
    *,
    breach: BreachRef,
    factor: FactorNumber,
    name: Annotated[str | None, line("Factor")] = None,
    lean: Annotated[FactorLean | None, plain("It leans")] = None,
    words_given: Annotated[str | None, words("How it is weighed")] = None,
) -> str:
    """Weigh a factor otherwise; the audit trail keeps how it was weighed before."""
    found = at_work(desk, breach)
    desk.change(_factor(desk, found, factor), {"name": name or None, "lean": lean, "words": words_given})
    return found.reference


@deed("breach.withdraw_factor", "Withdraw a factor", refuses=(CONSIDERED_ALREADY, "there is no such factor"))
def withdraw_factor(
    desk: Desk, *, breach: BreachRef, factor: FactorNumber, reason: Annotated[str, words("Reason")]
) -> str:
    """Withdraw a factor, with a reason that is kept as a note of the case."""
    found = at_work(desk, breach)
    held = _factor(desk, found, factor)
    held.withdrawn_on = desk.day
    add_note(desk, found.case_id, f"{found.reference}: the factor “{held.name}” was withdrawn: {reason}")
    return found.reference


def _factor(desk: Desk, breach: BreachConsideration, number: int) -> BreachFactor:
    held = desk.all(BreachFactor, breach_id=breach.id, number=number, withdrawn_on=None)
    if not held:
        raise NotFound(f"{breach.reference} has no factor {number}.", field="factor")
    return held[0]

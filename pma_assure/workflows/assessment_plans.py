"""Assessments planned under the Compliance Policy in force, put off, called off (R09, R52, R56, R57)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pma_assure.records.assessments import Assessment, AssessmentText, Postponement
from pma_assure.records.document_set import DocumentVersion, Requirement, SetDocument
from pma_assure.records.meetings import Decision
from pma_assure.rules.assessments import check_live_scope
from pma_assure.rules.document_reviews import say_lacking
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, AssessmentKind, AssessmentState, DocumentType, DocumentVersionState
from pma_assure.rules.wording import day as say_day
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessment_scope import say_unapproved
from pma_assure.workflows.assessments import (
    AssessmentRef,
    Rationale,
    find_assessment,
    in_order_of_days,
    say_overlaps,
    scope_lines,
    text_of,
)
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import find_document
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.policy_checks import lacks_of

PolicyClause = Annotated[str, line("Clause", "Of the Compliance Policy, that lets the PMA have it done.")]
PolicyRef = Annotated[
    str | None, ref("document", label="Compliance Policy", help="Empty: the one that is in force today.")
]

MOST_NAMED = 12
"""Clauses that a refusal names."""


@deed(
    "assessment.plan",
    "Plan the assessment",
    refuses=(
        "no version of the Compliance Policy is in force, or its clause is not named (R09, paragraphs 16 and 55)",
        "no rationale of frequency and scope (R57, paragraph 76)",
        "an ad hoc assessment without reason, proportionality and a valid decision that orders it (R56, R72)",
        "a pre-operational one without the live SMKI service and the live repository in scope (R52, paragraph 66)",
    ),
)
def plan(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    policy_clause: PolicyClause,
    policy: PolicyRef = None,
    planned_from: Annotated[date | None, plain("Planned from", "Empty: the day that was proposed.")] = None,
    planned_to: Annotated[date | None, plain("Planned to", "Empty: the day that was proposed.")] = None,
    decision: Annotated[
        str | None, ref("decision", label="Decision that orders it", help="Only for an ad hoc assessment.")
    ] = None,
    rationale: Rationale = "",
) -> str:
    """Plan an assessment for its days, citing the Compliance Policy in force today (R09); also one that was put off."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.PLANNED, kind="assessment", deed="assessment.plan")
    in_order_of_days(planned_from or found.planned_from, planned_to or found.planned_to, field="planned_to")
    found.planned_from, found.planned_to = planned_from or found.planned_from, planned_to or found.planned_to
    plan_under(desk, found, policy, policy_clause, rationale=rationale, decision=decision)
    return found.reference


def plan_under(
    desk: Desk,
    found: Assessment,
    policy: str | None,
    policy_clause: str,
    *,
    rationale: str,
    decision: str | None = None,
) -> None:
    """What an assessment needs to be planned for its days: its order or its live scope, the policy, the rationale."""
    text = text_of(desk, found)
    if found.kind == AssessmentKind.AD_HOC:
        _ordered(desk, found, text, decision)
    elif decision is not None:
        raise Refused("Only an ad hoc assessment is ordered by a decision; leave it out.", field="decision")
    check_live_scope(found.kind, scope_lines(desk, found), of=f"The scope of {found.reference}", field="assessment")
    cite_policy(desk, found, policy, policy_clause)
    if rationale.strip():
        text.rationale = rationale
    finish_plan(desk, found, text)


def finish_plan(desk: Desk, found: Assessment, text: AssessmentText) -> None:
    """What holds of every planned assessment: its days and its rationale; overlaps and criteria are said."""
    if found.planned_from is None or found.planned_to is None:
        raise Refused("Say from which day to which it is planned.", field="planned_from")
    if not text.rationale.strip():
        raise Refused(
            "Say why it is done now and with this scope: that rests on the PMA's considered judgement.",
            rule="R57",
            paragraph=paragraph("R57"),
            field="rationale",
        )
    found.state_on = desk.day
    say_unapproved(desk, found)
    say_overlaps(desk, found)


def _ordered(desk: Desk, found: Assessment, text: AssessmentText, decision: str | None) -> None:
    """The valid decision that orders an ad hoc assessment, in the words that stand there now (R56, R72)."""
    for name, value, rule in (("reason", text.reason, "R56"), ("proportionality", text.proportionality, "R72")):
        if not value.strip():
            what = "for what reason it is ordered" if name == "reason" else "why it is proportionate"
            raise Refused(
                f"{found.reference} is ad hoc: say {what} before it is put to the PMA.",
                rule=rule,
                paragraph=paragraph(rule),
                field="assessment",
            )
    if decision is None and found.ordering_decision_id is not None:
        decision = desk.session.get_one(Decision, found.ordering_decision_id).reference
    if decision is None:
        raise Refused(
            f"{found.reference} is ad hoc: name the decision of the PMA that orders it.",
            rule="R56",
            paragraph=paragraph("R56"),
            field="decision",
        )
    held = valid_decision_on(desk, decision, "assessment order", found.id, asked=Asked.ORDER_ASSESSMENT)
    found.ordering_decision_id = held.id


def cite_policy(desk: Desk, found: Assessment, policy: str | None, clause: str) -> None:
    """Cite the version of the Compliance Policy in force today, and its clause (R09, R56)."""
    version = policy_in_force(desk, policy)
    clauses = [row.clause for row in desk.all(Requirement, document_version_id=version.id)]
    if clauses and clause.strip() not in clauses:
        left = len(clauses) - MOST_NAMED
        named = ", ".join(clauses[:MOST_NAMED]) + (f" and {left} more" if left > 0 else "")
        raise Refused(
            f"Version {version.label} of the Compliance Policy has no clause {clause.strip()[:40]}. It has {named}.",
            rule="R09",
            paragraph=paragraph("R09"),
            field="policy_clause",
        )
    if len(clause.strip()) > 40:
        raise Refused("Name the clause as it is numbered: at most 40 characters.", field="policy_clause")
    found.policy_version_id, found.policy_clause = version.id, clause.strip()
    noted = say_lacking(version.label, lacks_of(desk, version))
    if noted:
        desk.notes.append(noted)


def policy_in_force(desk: Desk, policy: str | None) -> DocumentVersion:
    """The version of the Compliance Policy that is in force today. Refused where there is none, or more than one."""
    if policy is None:
        documents = desk.all(SetDocument, document_type=DocumentType.COMPLIANCE_POLICY)
    else:
        documents = [find_document(desk, policy)]
        if documents[0].document_type != DocumentType.COMPLIANCE_POLICY:
            raise Refused(
                f"{documents[0].short_name} is no Compliance Policy.",
                rule="R09",
                paragraph=paragraph("R09"),
                field="policy",
            )
    versions = [
        row
        for row in desk.all(DocumentVersion, DocumentVersion.document_id.in_([one.id for one in documents]))
        if row.state in (DocumentVersionState.IN_FORCE, DocumentVersionState.SUPERSEDED)
        and row.effective_from is not None
        and row.effective_from <= desk.day
        and (row.effective_to is None or row.effective_to >= desk.day)
    ]
    if len(versions) == 1:
        return versions[0]
    none = f"No version of the Compliance Policy is in force on {say_day(desk.day)}: enter it and bring it into force."
    several = "Several Compliance Policies are in force: name the one it is done under."
    raise Refused(
        none if not versions else several,
        rule="R09",
        paragraph=paragraph("R09"),
        field="policy",
    )


@deed("assessment.postpone", "Postpone the assessment", refuses=("it has begun",))
def postpone(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    reason: Annotated[str, words("Reason")],
    planned_from: Annotated[date | None, plain("New: from", "Empty: not known yet.")] = None,
    planned_to: Annotated[date | None, plain("New: to")] = None,
) -> str:
    """Put an assessment off; the days it was planned for are kept, and it is planned again for others."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.POSTPONED, kind="assessment", deed="assessment.postpone")
    in_order_of_days(planned_from, planned_to, field="planned_to")
    desk.add(
        Postponement(
            assessment_id=found.id,
            postponed_on=desk.day,
            planned_from=found.planned_from,
            planned_to=found.planned_to,
            reason=reason,
        )
    )
    found.planned_from, found.planned_to, found.notified_on = planned_from, planned_to, None
    found.state_on = desk.day
    text_of(desk, found).state_reason = reason
    return found.reference


@deed("assessment.cancel", "Cancel the assessment", refuses=("it has begun: it can be discontinued",))
def cancel(desk: Desk, *, assessment: AssessmentRef, reason: Annotated[str, words("Reason")]) -> str:
    """Call an assessment off that has not begun."""
    found = find_assessment(desk, assessment)
    desk.step(found, AssessmentState.CANCELLED, kind="assessment", deed="assessment.cancel")
    found.state_on = desk.day
    text_of(desk, found).state_reason = reason
    return found.reference

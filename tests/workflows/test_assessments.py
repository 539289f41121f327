"""Assessments proposed, planned, put off, notified; criteria, scope, assessors, overlaps: each deed, each refusal."""

from __future__ import annotations

from datetime import date

import pytest

from pma_assure.records.assessments import (
    Assessment,
    AssessmentCriterion,
    AssessmentText,
    Coordination,
    Postponement,
    ScopeItem,
    TeamMember,
)
from pma_assure.records.cases import CaseNote
from pma_assure.records.meetings import Decision
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.vocabulary import (
    Asked,
    AssessmentKind,
    AssessmentState,
    DocumentType,
    Environment,
    FieldResult,
    LetterKind,
    ScopeCoverage,
    ServicePart,
)
from pma_assure.workflows.every import DEEDS
from pma_assure.workflows.fieldwork import LineGiven
from tests.workflows import assurance
from tests.workflows.assurance import ASSESSOR, CLAUSE, LIVE, OPERATOR, OWN, SCHEME, SECOND_ASSESSOR, TEST, criteria
from tests.workflows.desk import PARTICIPANT, TODAY, Office


@pytest.fixture
def laid(office: Office) -> Office:
    assurance.lay(office)
    return office


def state(office: Office, reference: str) -> AssessmentState:
    return office.row(Assessment, reference=reference).state


# --- proposed and planned ---------------------------------------------------------------------------------------------


def test_a_proposal_stands_in_the_case_of_its_participant(laid: Office) -> None:
    notes = assurance.proposed(laid)
    row = laid.row(Assessment, reference=notes["assessment"])
    assert (row.state, row.state_on) == (AssessmentState.PROPOSED, TODAY)
    assert row.scheme_id is not None, "the only scheme the assessor stands under"
    assert laid.row(AssessmentText, assessment_id=row.id).rationale == "It is their turn."
    laid.sound()


def test_a_proposal_is_refused_in_a_closed_case_or_with_days_out_of_order(laid: Office) -> None:
    case = laid.case()
    given = {"case": case, "title": "An assessment", "kind": AssessmentKind.ROUTINE}
    late, early = date(2026, 9, 30), date(2026, 9, 1)
    assert laid.refuse("assessment.propose", **given, planned_from=late, planned_to=early).field == "planned_to"
    assert laid.refuse("assessment.propose", **given, period_from=late, period_to=early).field == "period_to"
    assert laid.refuse("assessment.propose", **given, period_from=early, point_in_time=late).field == "point_in_time"
    assert laid.refuse("assessment.propose", **given, scheme=SCHEME).field == "assessor"
    laid.do("case.close", case=case, reason="nothing in it")
    assert "closed" in laid.refuse("assessment.propose", **given).sentence


def test_a_follow_up_names_what_it_follows(laid: Office) -> None:
    first = assurance.proposed(laid)
    other = assurance.proposed(laid, organisation=OPERATOR)
    given = {"case": first["case"], "title": "Again", "kind": AssessmentKind.FOLLOW_UP}
    assert laid.refuse("assessment.propose", **given).field == "follows"
    assert "another organisation" in laid.refuse("assessment.propose", **given, follows=other["assessment"]).sentence
    routine = given | {"kind": AssessmentKind.ROUTINE}
    assert laid.refuse("assessment.propose", **routine, follows=first["assessment"]).field == "follows"
    again = laid.ref("assessment.propose", **given, follows=first["assessment"])
    assert laid.row(Assessment, reference=again).follows_id == laid.row(Assessment, reference=first["assessment"]).id


def test_planning_cites_the_policy_in_force_that_day(laid: Office) -> None:
    notes = assurance.proposed(laid)
    named = {"assessment": notes["assessment"]}
    refused = laid.refuse("assessment.plan", **named, policy_clause="9.9")
    assert (refused.rule, refused.field) == ("R09", "policy_clause")
    assert f"has no clause 9.9. It has {CLAUSE}" in refused.sentence
    assert laid.refuse("assessment.plan", **named, policy_clause=CLAUSE, policy="RAPP").rule == "R09"
    assert laid.refuse("assessment.plan", **named, policy_clause=CLAUSE, decision="DEC-2026-0001").field == "decision"
    laid.do("assessment.plan", **named, policy_clause=CLAUSE)
    row = laid.row(Assessment, reference=notes["assessment"])
    assert (row.state, row.policy_clause) == (AssessmentState.PLANNED, CLAUSE)
    assert row.policy_version_id is not None


def test_planning_without_a_policy_days_or_rationale_is_refused(office: Office) -> None:
    office.do("organisation.add", name=ASSESSOR, category="assessor")
    notes = assurance.proposed(office, planned_from=None, planned_to=None, rationale="")
    named = {"assessment": notes["assessment"], "policy_clause": CLAUSE}
    assert office.refuse("assessment.plan", **named).rule == "R09"
    assurance.document(office, "CP", DocumentType.COMPLIANCE_POLICY, clauses=(CLAUSE,))
    assert office.refuse("assessment.plan", **named).field == "planned_from"
    days = {"planned_from": date(2026, 12, 1), "planned_to": date(2026, 12, 18)}
    refused = office.refuse("assessment.plan", **named, **days)
    assert (refused.rule, refused.paragraph) == ("R57", "76")
    assert office.refuse("assessment.plan", **named, planned_from=days["planned_to"], planned_to=days["planned_from"])
    office.do("assessment.plan", **named, **days, rationale="A year has gone by.")
    assurance.document(office, "CP2", DocumentType.COMPLIANCE_POLICY, clauses=(CLAUSE,))
    other = assurance.proposed(office, organisation=OPERATOR)
    refused = office.refuse("assessment.plan", assessment=other["assessment"], policy_clause=CLAUSE)
    assert "Several" in refused.sentence
    office.do("assessment.plan", assessment=other["assessment"], policy_clause=CLAUSE, policy="CP2")


def test_an_ad_hoc_assessment_is_ordered_by_the_pma_with_reason_and_proportionality(laid: Office) -> None:
    notes = assurance.proposed(laid, kind=AssessmentKind.AD_HOC)
    named = {"assessment": notes["assessment"]}
    plan = named | {"policy_clause": CLAUSE}
    assert laid.refuse("assessment.plan", **plan).rule == "R56"
    laid.do("assessment.edit", **named, reason="A complaint of a manufacturer.")
    assert laid.refuse("assessment.plan", **plan).rule == "R72"
    laid.do("assessment.edit", **named, proportionality="Two days on one desk.")
    refused = laid.refuse("assessment.plan", **plan)
    assert (refused.rule, refused.field) == ("R56", "decision")
    about_nothing = laid.decide(None, date(2026, 8, 4))
    assert "not on this" in laid.refuse("assessment.plan", **plan, decision=about_nothing).sentence
    decision = laid.decide(notes["assessment"], date(2026, 8, 11))
    laid.do("assessment.edit", **named, reason="Another reason.")
    assert "changed since" in laid.refuse("assessment.plan", **plan, decision=decision).sentence
    laid.do("assessment.edit", **named, reason="A complaint of a manufacturer.")
    laid.do("assessment.plan", **plan, decision=decision)
    assert laid.row(Assessment, reference=notes["assessment"]).ordering_decision_id is not None
    assert laid.refuse("assessment.edit", **named, reason="Another reason.").rule == "R56"
    laid.do("assessment.edit", **named, report_due=date(2026, 12, 1))
    laid.do("assessment.postpone", **named, reason="The desk moves.")
    days = {"planned_from": date(2026, 12, 7), "planned_to": date(2026, 12, 11)}
    laid.do("assessment.plan", **plan, **days)
    assert state(laid, notes["assessment"]) == AssessmentState.PLANNED, "ordered once, planned again"
    laid.sound()


def test_a_decision_taken_without_a_quorum_orders_nothing(laid: Office) -> None:
    notes = assurance.proposed(
        laid, kind=AssessmentKind.AD_HOC, reason="A complaint.", proportionality="Two days on one desk."
    )
    _, item = laid.sit(date(2026, 8, 11), notes["assessment"], ("E. Harcourt", "J. Pryce", "T. Okafor"))
    purported = laid.record(item, date(2026, 8, 11), purported=True).reference
    refused = laid.refuse("assessment.plan", assessment=notes["assessment"], policy_clause=CLAUSE, decision=purported)
    assert refused.rule == "R30"


def test_something_else_can_be_asked_of_an_order_but_not_a_conclusion(laid: Office) -> None:
    notes = assurance.proposed(laid, kind=AssessmentKind.AD_HOC, reason="A", proportionality="B")
    meeting = laid.meeting(date(2026, 8, 11))
    item = {"meeting": meeting, "title": "The order", "motion": "That it is ordered.", "subject": notes["assessment"]}
    assert laid.refuse("item.list", **item, asks=Asked.CONCLUDE_ASSESSMENT).field == "asks"
    assert laid.refuse("item.list", **item, against_organisation=False).rule == "R29"
    other = laid.decide(notes["assessment"], date(2026, 8, 12), asks=Asked.OTHER)
    refused = laid.refuse("assessment.plan", assessment=notes["assessment"], policy_clause=CLAUSE, decision=other)
    assert "To order the ad hoc assessment" in refused.sentence


def test_the_live_service_and_the_live_repository_are_in_scope_before_it_is_planned(laid: Office) -> None:
    notes = assurance.proposed(laid, organisation=OPERATOR, kind=AssessmentKind.PRE_OPERATIONAL, scope=TEST)
    plan = {"assessment": notes["assessment"], "policy_clause": CLAUSE}
    refused = laid.refuse("assessment.plan", **plan)
    assert (refused.rule, refused.paragraph) == ("R52", "66")
    assert "the live SMKI service and the live repository" in refused.sentence
    assurance.add_scope(laid, notes["assessment"], LIVE[:1])
    assert "the live repository" in laid.refuse("assessment.plan", **plan).sentence
    assurance.add_scope(laid, notes["assessment"], LIVE[1:2])
    laid.do("assessment.plan", **plan)
    item = laid.row(ScopeItem, component="Repository", environment=Environment.LIVE).reference
    assert laid.refuse("assessment.drop_scope_item", item=item, reason="later").rule == "R52"


def test_an_edit_over_somebody_elses_is_refused(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    version = office.row(Assessment, reference=notes["assessment"]).version
    office.do("assessment.edit", **named, title="Another title", version=version)
    refused = office.refuse("assessment.edit", **named, title="A third", version=version)
    assert "Another title" in refused.sentence
    office.do("assessment.cancel", **named, reason="not needed")
    assert "Cancelled" in office.refuse("assessment.edit", **named, title="A fourth").sentence


# --- criteria and scope -----------------------------------------------------------------------------------------------


def test_an_unapproved_version_needs_a_reason_and_is_said_each_time(laid: Office) -> None:
    notes = assurance.proposed(laid)
    named = {"assessment": notes["assessment"]}
    refused = laid.refuse("assessment.set_criteria", **named, criteria=criteria("RAPP 2.1", "CPS 1.0"))
    assert (refused.rule, refused.paragraph, refused.field) == ("R08", "16", "criteria")
    done = laid.do("assessment.set_criteria", **named, criteria=criteria("CPS 1.0", reason="it is before the PMA"))
    assert any("CPS 1.0 is not approved" in note for note in done.notes)
    again = laid.do("assessment.plan", **named, policy_clause=CLAUSE)
    assert any("CPS 1.0 is not approved" in note for note in again.notes)
    told = laid.do("assessment.notify", **named, notified_on=date(2026, 8, 3))
    assert any("CPS 1.0 is not approved" in note for note in told.notes)


def test_criteria_are_fixed_when_the_participant_is_notified(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    assert office.refuse("assessment.set_criteria", **named, criteria=()).field == "criteria"
    assert (
        "twice" in office.refuse("assessment.set_criteria", **named, criteria=criteria("RAPP 2.1", "RAPP 2.1")).sentence
    )
    office.do("assessment.set_criteria", **named, criteria=criteria("CP 1.0"))
    office.do("assessment.set_criteria", **named, criteria=criteria("RAPP 2.1"))
    standing = [row.withdrawn_on for row in office.rows(AssessmentCriterion)]
    assert sorted(standing, key=lambda day: day is not None) == [None, TODAY], "the one left out stays as withdrawn"
    office.do("assessment.notify", **named, notified_on=date(2026, 8, 3))
    assert office.refuse("assessment.set_criteria", **named, criteria=criteria("CP 1.0")).rule == "R09"


def test_the_scope_says_of_each_line_what_covers_it(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    assessment = notes["assessment"]
    more = {"part": ServicePart.OTHER, "environment": Environment.LIVE}
    item = office.ref(
        "assessment.add_scope_item", assessment=assessment, component="Desk", **more, operated_by=OPERATOR
    )
    assert item == f"{assessment}/S2"
    assert (
        "already"
        in office.refuse("assessment.add_scope_item", assessment=assessment, component="desk", **more).sentence
    )
    cover = {"item": item}
    assert office.refuse("assessment.cover", **cover, coverage=ScopeCoverage.NOT_COVERED).field == "note"
    assert office.refuse("assessment.cover", **cover, coverage=ScopeCoverage.OTHER_EVIDENCE).rule == "R60"
    office.do("assessment.cover", **cover, coverage=ScopeCoverage.OTHER_EVIDENCE, note="The operator's own report.")
    office.do("assessment.cover", **cover, coverage=ScopeCoverage.NOT_COVERED, note="It is not built yet.")
    row = office.row(ScopeItem, reference=item)
    assert (row.coverage, row.coverage_note) == (ScopeCoverage.NOT_COVERED, "It is not built yet.")
    office.do("assessment.drop_scope_item", item=item, reason="It is not built yet.")
    assert "already" in office.refuse("assessment.drop_scope_item", item=item, reason="again").sentence
    assert "taken out" in office.refuse("assessment.cover", **cover, coverage=ScopeCoverage.ASSESSED).sentence


def test_a_reliance_covers_only_what_it_is_about_and_while_it_is_valid(
    planned: tuple[Office, dict[str, str]],
) -> None:
    office, notes = planned
    item = f"{notes['assessment']}/S1"
    row = office.row(Assessment, reference=notes["assessment"])
    decision = office.decide(None, date(2026, 8, 4))

    def relies(number: int, **columns: object) -> str:
        reference = f"RELY-2026-000{number}"
        given = {
            "organisation_id": row.organisation_id,
            "valid_from": date(2026, 1, 1),
            "decision_id": office.row(Decision, reference=decision).id,
        } | columns
        office.writing(
            lambda session: session.add(
                RelianceDecision(
                    reference=reference,
                    case_id=row.case_id,
                    title="ISO/IEC 27001",
                    certificate="C-1",
                    issued_by="A body",
                    **given,
                )
            )
        )
        return reference

    cover = {"item": item, "coverage": ScopeCoverage.OTHER_EVIDENCE}
    other = office.row(Assessment, reference=notes["assessment"]).assessor_id
    for number, columns in enumerate(
        ({"organisation_id": other}, {"decision_id": None}, {"invalid_from": TODAY}, {"valid_to": date(2026, 6, 1)}), 1
    ):
        assert office.refuse("assessment.cover", **cover, reliance=relies(number, **columns)).rule == "R60"
    good = relies(5)
    assert office.refuse("assessment.cover", item=item, coverage=ScopeCoverage.ASSESSED, reliance=good).field == (
        "reliance"
    )
    office.do("assessment.cover", **cover, reliance=good)
    assert office.row(ScopeItem, reference=item).reliance_id == office.row(RelianceDecision, reference=good).id


# --- who assesses -----------------------------------------------------------------------------------------------------


def test_the_assessor_is_in_date_on_the_day_of_the_letter(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    assert "ahead" in office.refuse("assessment.notify", **named, notified_on=date(2026, 12, 24)).sentence
    refused = office.refuse("assessment.notify", **named, notified_on=date(2026, 1, 10))
    assert (refused.rule, refused.paragraph) == ("R50", "57")
    assert "declared" in refused.sentence
    assert "before 1 January 2026" in office.refuse("assessment.notify", **named, notified_on=date(2025, 6, 1)).sentence
    office.do("assessor.end", assessor=ASSESSOR, scheme=SCHEME, withdrawn_on=date(2026, 8, 1), reason="It left.")
    refused = office.refuse("assessment.notify", **named, notified_on=date(2026, 8, 3))
    assert "until 1 August 2026" in refused.sentence
    office.do("assessment.notify", **named, notified_on=date(2026, 7, 31))
    assert office.row(Assessment, reference=notes["assessment"]).notified_on == date(2026, 7, 31)


def test_a_withdrawn_scheme_ends_every_standing_under_it(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    office.do("scheme.withdraw", scheme=SCHEME, reason="Another is used.", withdrawn_on=date(2026, 8, 1))
    refused = office.refuse("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 8, 3))
    assert refused.rule == "R50"


def test_an_assessor_of_the_participants_group_or_its_contractor_is_not_independent(
    planned: tuple[Office, dict[str, str]],
) -> None:
    office, notes = planned
    notify = {"assessment": notes["assessment"], "notified_on": date(2026, 8, 3)}
    for organisation in (ASSESSOR, PARTICIPANT):
        office.do("organisation.affiliate", organisation=organisation, group="One", first_day=date(2026, 8, 1))
    assert "affiliated" in office.refuse("assessment.notify", **notify).sentence
    assurance.admit(office, SECOND_ASSESSOR)
    office.do(
        "organisation.contract",
        participant=PARTICIPANT,
        contractor=SECOND_ASSESSOR,
        service="Advice",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 8, 31),
    )
    office.do("assessment.assign_assessor", assessment=notes["assessment"], assessor=SECOND_ASSESSOR)
    refused = office.refuse("assessment.notify", **notify)
    assert refused.rule == "R50"
    assert f"{SECOND_ASSESSOR} works for {PARTICIPANT}" in refused.sentence
    office.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2026, 9, 1))
    assert office.refuse("assessment.assign_assessor", assessment=notes["assessment"], assessor=ASSESSOR).rule == "R50"


def test_without_assessor_or_criteria_nobody_is_notified(laid: Office) -> None:
    notes = assurance.proposed(laid, assessor=None)
    named = {"assessment": notes["assessment"]}
    laid.do("assessment.plan", **named, policy_clause=CLAUSE)
    notify = named | {"notified_on": date(2026, 8, 3)}
    assert laid.refuse("assessment.notify", **notify).rule == "R09"
    laid.do("assessment.set_criteria", **named, criteria=criteria("RAPP 2.1"))
    assert "no assessor" in laid.refuse("assessment.notify", **notify).sentence
    done = laid.do("assessment.assign_assessor", **named, assessor=SECOND_ASSESSOR)
    assert any("no scheme" in note for note in done.notes)


def test_the_team_works_for_somebody_else_than_the_participant(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    office.do("assessment.join_team", **named, person="M. Okafor", initials="MO", first_day=date(2026, 9, 1))
    assert "already" in office.refuse("assessment.join_team", **named, person="M. Okafor", initials="X").sentence
    assert "initials" in office.refuse("assessment.join_team", **named, person="C. Vale", initials="mo").sentence
    assert office.refuse("assessment.join_team", **named, person="C. Vale", initials="TOOLONGXX").field == "initials"
    office.do("person.add", name="L. Brook", employer=PARTICIPANT, first_day=date(2024, 1, 1))
    assert office.refuse("assessment.join_team", **named, person="L. Brook", initials="LB").rule == "R50"
    done = office.do("assessment.join_team", **named, person="C. Vale", initials="CV")
    assert any(ASSESSOR in note for note in done.notes)
    assert office.refuse("assessment.leave_team", **named, person="M. Okafor", last_day=date(2026, 8, 1))
    office.do("assessment.leave_team", **named, person="M. Okafor", last_day=date(2026, 9, 30))
    assert office.refuse("assessment.leave_team", **named, person="M. Okafor")
    assert {row.last_day for row in office.rows(TeamMember)} == {date(2026, 9, 30), None}


# --- overlaps, put off, called off ------------------------------------------------------------------------------------


def test_an_overlap_on_one_participant_is_said_and_its_co_ordination_kept(
    planned: tuple[Office, dict[str, str]],
) -> None:
    office, notes = planned
    given = {"case": notes["case"], "title": "Another", "kind": AssessmentKind.ROUTINE}
    done = office.do("assessment.propose", **given, planned_from=date(2026, 9, 30), planned_to=date(2026, 10, 9))
    assert any(f"overlaps with {notes['assessment']}" in note and "R55" in note for note in done.notes)
    apart = office.do("assessment.propose", **given, planned_from=date(2026, 10, 12), planned_to=date(2026, 10, 14))
    assert apart.notes == ()
    agreed = {"agreed_on": date(2026, 8, 4), "note": "One visit."}
    named = {"assessment": notes["assessment"]}
    other = assurance.proposed(office, organisation=OPERATOR)
    assert office.refuse("assessment.coordinate", **named, other=other["assessment"], **agreed).rule == "R55"
    assert office.refuse("assessment.coordinate", **named, other=notes["assessment"], **agreed).field == "other"
    office.do("assessment.coordinate", **named, other=done.reference, **agreed)
    said = office.do("assessment.coordinate", **named, other=apart.reference, **agreed)
    assert any("do not overlap" in note for note in said.notes)
    assert office.count(Coordination) == 2


def test_what_is_put_off_keeps_its_old_days(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    office.do("assessment.notify", **named, notified_on=date(2026, 8, 3))
    office.do("assessment.postpone", **named, reason="The desk moves.")
    row = office.row(Assessment, reference=notes["assessment"])
    assert (row.planned_from, row.notified_on, row.state) == (None, None, AssessmentState.POSTPONED)
    kept = office.row(Postponement)
    assert (kept.planned_from, kept.planned_to) == (date(2026, 9, 1), date(2026, 9, 30))
    office.do(
        "assessment.plan", **named, policy_clause=CLAUSE, planned_from=date(2026, 12, 1), planned_to=date(2026, 12, 4)
    )
    assert state(office, notes["assessment"]) == AssessmentState.PLANNED
    office.do("assessment.cancel", **named, reason="The participant left the market.")
    assert state(office, notes["assessment"]) == AssessmentState.CANCELLED


# --- told and begun ---------------------------------------------------------------------------------------------------


def test_many_are_notified_at_once_or_none(laid: Office) -> None:
    first, second = assurance.planned(laid), assurance.planned(laid, organisation="Halden Power")
    bad = assurance.proposed(laid, organisation=OPERATOR)
    both = (first["assessment"], second["assessment"])
    refused = laid.refuse(
        "assessment.notify_many", assessments=(*both, bad["assessment"]), notified_on=date(2026, 8, 3)
    )
    assert bad["assessment"] in refused.sentence
    assert "None of the 3" in refused.sentence
    assert laid.refuse("assessment.notify_many", assessments=(), notified_on=date(2026, 8, 3)).field == "assessments"
    done = laid.do("assessment.notify_many", assessments=both, notified_on=date(2026, 8, 3))
    assert done.notes == ("2 participants notified on 3 August 2026.",)
    assert {state(laid, one) for one in both} == {AssessmentState.NOTIFIED}


def test_a_reminder_is_kept_in_each_case(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    remind = {"assessments": (notes["assessment"],), "what": "The logs are awaited."}
    office.do("assessment.remind", **remind)
    assert (
        office.row(CaseNote).note
        == f"{notes['assessment']}: reminded on 23 November 2026 by e-mail: The logs are awaited."
    )
    office.do("assessment.cancel", assessment=notes["assessment"], reason="not needed")
    assert "Cancelled" in office.refuse("assessment.remind", **remind).sentence


def test_work_begins_after_the_notification(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    named = {"assessment": notes["assessment"]}
    office.do("assessment.notify", **named, notified_on=date(2026, 8, 3))
    assert office.refuse("assessment.begin", **named, begun_on=date(2026, 8, 2)).field == "begun_on"
    assert "ahead" in office.refuse("assessment.begin", **named, begun_on=date(2026, 12, 2)).sentence
    office.do("assessment.begin", **named, begun_on=date(2026, 9, 1), report_due=date(2026, 10, 15))
    row = office.row(Assessment, reference=notes["assessment"])
    assert (row.begun_on, row.report_due) == (date(2026, 9, 1), date(2026, 10, 15))


def test_a_case_waits_for_its_assessments(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    refused = office.refuse("case.close", case=notes["case"], reason="done")
    assert notes["assessment"] in refused.sentence
    office.do("assessment.cancel", assessment=notes["assessment"], reason="not needed")
    office.do("case.close", case=notes["case"], reason="done")


def test_a_contractor_of_the_participant_is_in_no_team(planned: tuple[Office, dict[str, str]]) -> None:
    office, notes = planned
    contractor = "Coldharbour Key Services"
    office.do(
        "organisation.contract",
        participant=PARTICIPANT,
        contractor=contractor,
        service="Keeps the cards",
        first_day=date(2025, 1, 1),
        last_day=date(2026, 9, 30),
    )
    office.do("person.add", name="Z. Hale", employer=contractor, first_day=date(2024, 1, 1))
    given = {"assessment": notes["assessment"], "person": "Z. Hale", "initials": "ZH"}
    refused = office.refuse("assessment.join_team", **given, first_day=date(2026, 9, 1))
    assert (refused.rule, refused.field) == ("R50", "person")
    assert f"{contractor} works for {PARTICIPANT} on 1 September 2026" in refused.sentence
    office.do("assessment.join_team", **given, first_day=date(2026, 10, 1))


def imported(office: Office, **columns: object) -> dict[str, str]:
    """An assessment that came in from a workbook today, as it stood there."""
    notes = assurance.proposed(office, **columns)
    office.force(Assessment, office.row(Assessment, reference=notes["assessment"]).id, imported_on=TODAY)
    return notes


def test_an_imported_assessment_is_exempt_from_guards_about_its_past(laid: Office) -> None:
    notes = imported(laid, assessor=None)
    row = laid.row(Assessment, reference=notes["assessment"])
    laid.force(Assessment, row.id, by="import.take_in", state=AssessmentState.PLANNED)
    laid.do("assessment.notify", assessment=notes["assessment"], notified_on=date(2025, 3, 3))
    assert state(laid, notes["assessment"]) == AssessmentState.NOTIFIED, "so it was, long before it came in"
    laid.sound()


def test_of_what_is_done_to_an_imported_assessment_the_same_is_asked_as_of_every_other(laid: Office) -> None:
    ad_hoc = imported(laid, kind=AssessmentKind.AD_HOC, reason="A complaint.", proportionality="Two days.")
    plan = {"assessment": ad_hoc["assessment"], "policy_clause": CLAUSE}
    refused = laid.refuse("assessment.plan", **plan)
    assert (refused.rule, refused.field) == ("R56", "decision")
    first = imported(laid, organisation=OPERATOR, kind=AssessmentKind.PRE_OPERATIONAL, scope=OWN)
    assert laid.refuse("assessment.plan", assessment=first["assessment"], policy_clause=CLAUSE).rule == "R52"
    routine = imported(laid, rationale="", assessor=None)
    named = {"assessment": routine["assessment"]}
    assert laid.refuse("assessment.plan", **named, policy_clause=CLAUSE).rule == "R57"
    laid.do("assessment.plan", **named, policy_clause=CLAUSE, rationale="It is their turn.")
    assert laid.refuse("assessment.notify", **named, notified_on=TODAY).rule == "R09"
    laid.do("assessment.set_criteria", **named, criteria=criteria("RAPP 2.1"))
    assert laid.refuse("assessment.notify", **named, notified_on=TODAY).rule == "R50"
    laid.do("assessment.assign_assessor", **named, assessor=ASSESSOR)
    laid.do("assessment.notify", **named, notified_on=TODAY)
    assert state(laid, routine["assessment"]) == AssessmentState.NOTIFIED


def test_the_letter_of_notification_that_is_sent_records_the_notification(laid: Office) -> None:
    notes = assurance.planned(laid)

    def send() -> tuple[str, ...]:
        letter = laid.ref("letter.draft", kind=LetterKind.NOTIFICATION, about=notes["assessment"], dated=TODAY)
        return laid.do("letter.send", letter=letter, channel="Post", renderer=lambda _: b"%PDF").notes

    assert f"The notification of {notes['assessment']} is recorded with it: sent on 23 November 2026." in send()
    found = laid.row(Assessment, reference=notes["assessment"])
    assert (found.state, found.notified_on) == (AssessmentState.NOTIFIED, TODAY)
    assert not any("notif" in note for note in send()), "sent once more on the same day, nothing parts"
    laid.force(Assessment, found.id, notified_on=date(2026, 11, 20))
    assert any("as notified on 20 November 2026, which stands" in note for note in send())


def test_a_letter_goes_though_the_notification_may_not_be_recorded_yet(laid: Office) -> None:
    notes = assurance.proposed(laid)
    laid.do("assessment.plan", assessment=notes["assessment"], policy_clause=assurance.CLAUSE)
    letter = laid.ref("letter.draft", kind=LetterKind.NOTIFICATION, about=notes["assessment"])
    done = laid.do("letter.send", letter=letter, channel="Post", renderer=lambda _: b"%PDF")
    said = f"The notification of {notes['assessment']} is not recorded yet. {notes['assessment']} has no criteria yet"
    (note,) = [one for one in done.notes if one.startswith(said)]
    assert note.endswith("Then record the notification, with 23 November 2026.")
    assert laid.row(Assessment, reference=notes["assessment"]).state == AssessmentState.PLANNED


def test_a_step_refused_names_the_buttons_that_lead_on(laid: Office) -> None:
    assessment = assurance.begun(laid)["assessment"]
    assurance.with_final(laid, assessment)
    laid.do("assessment.review", assessment=assessment)
    refused = laid.refuse("assessment.review", assessment=assessment).sentence
    assert refused.startswith(f"{assessment} is Under PMA review already; from there it can only become ")
    assert f"(“{DEEDS['assessment.conclude'].title}”)" in refused


def test_field_work_that_is_not_finished_is_named_with_the_conclusion(laid: Office) -> None:
    office, notes = laid, assurance.begun(laid)
    named = {"assessment": notes["assessment"]}
    office.do("assessment.join_team", **named, person="M. Okafor", initials="MO", first_day=date(2026, 9, 1))
    office.do("fieldwork.prepare", **named, requirements=("REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-7.4"))
    tested = LineGiven(requirement="REQ-RAPP-2.1-5.2", result=FieldResult.MET, seen="All carry two.", initials="MO")
    office.do("fieldwork.fill", **named, lines=(tested,))
    assurance.with_final(office, notes["assessment"])
    office.do("assessment.review", **named)
    assurance.respond(office, notes["assessment"])
    sentence = (
        f"The field work of {notes['assessment']} is not finished: 1 of 2 clauses on its sheet tested. Not tested:"
        " REQ-RAPP-2.1-7.4."
    )
    assert sentence in office.do("assessment.propose_conclusion", **named, conclusion="It complies.").notes
    decision = office.decide(notes["assessment"], assurance.DECIDED)
    assert sentence in office.do("assessment.conclude", **named, decision=decision).notes

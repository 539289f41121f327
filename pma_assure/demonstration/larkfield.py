"""A routine assessment while the field work goes on: half the sheet filled, one request refused and one narrowed.

What a certificate covers in part was decided on before, so that it is not tested twice.
"""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration import larkfield_words as words
from pma_assure.demonstration.meridian import ASSESSORS, SCHEME, SECOND_ASSESSOR
from pma_assure.demonstration.office import Conduct, Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import (
    AssessmentKind,
    EvidenceRequestKind,
    FieldResult,
    FindingClass,
    LetterKind,
    RequestAnswer,
)
from pma_assure.workflows import (
    assessment_notice,
    assessment_plans,
    assessment_scope,
    assessments,
    assessors,
    cases,
    evidence_requests,
    fieldwork,
    finding_patterns,
    findings,
    letters,
    organisations,
    reliance,
)
from pma_assure.workflows.assessment_scope import CriterionGiven

LARKFIELD = "Larkfield Energy Co-op"


def stories(office: Office) -> list[Story]:
    """The library of texts, the assessment with its field work, and what is asked of the participant."""
    return [_library(office), _assessment(office), _requests(office)]


def _library(office: Office) -> Story:
    yield office.timetable.at_work(2026, 8, 24)
    for title, class_, document, clause, statement, impact, criterion in words.PATTERNS:
        made = finding_patterns.add(
            office.assessor,
            title=title,
            finding_class=class_,
            statement=statement,
            document=document,
            clause=clause,
            impact=impact,
            criterion=criterion,
        )
        office.made.setdefault("pattern", named(made))


def _assessment(office: Office) -> Story:
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 8, 26)
    case = named(
        cases.open_case(
            office.keeper,
            title="Larkfield Energy Co-op: routine assessment",
            organisation=LARKFIELD,
            summary="Routine assessment of a small supplier whose desk holds an ISO/IEC 27001 certificate.",
            proportionality="Fourteen people. What its certificate covers is not tested again.",
        )
    )
    office.made["larkfield case"] = case
    organisations.contract(
        office.keeper,
        participant=LARKFIELD,
        contractor="Coldharbour Key Services",
        service="Custody of the key shares",
        first_day=day(2024, 4, 1),
    )
    yield from _relied_on(office, case)
    yield work(2026, 9, 18)
    assessment = named(
        assessments.propose(
            office.keeper,
            case=case,
            title="Routine assessment of Larkfield Energy Co-op as Subscriber",
            kind=AssessmentKind.ROUTINE,
            assessor=ASSESSORS,
            scheme=office.made[SCHEME],
            planned_from=day(2026, 10, 26),
            planned_to=day(2026, 12, 4),
            period_from=day(2025, 10, 1),
            period_to=day(2026, 9, 30),
        )
    )
    office.made["larkfield assessment"] = assessment
    assessment_scope.set_criteria(
        office.keeper,
        assessment=assessment,
        criteria=tuple(
            CriterionGiven(document=document, version_label=version)
            for document, version in (("OCP", "1.4"), ("RAPP", "2.1"), ("SA", "1.1"))
        ),
    )
    assessment_plans.plan(
        office.keeper,
        assessment=assessment,
        policy_clause="3.1",
        rationale="Its last assessment is three years old; what the certificate covers in part is tested for the rest.",
    )
    letter = named(letters.draft(office.keeper, kind=LetterKind.NOTIFICATION, about=assessment))
    letters.send(office.keeper, letter=letter, channel="Recorded delivery", renderer=office.renderers.letter)
    assessors.join_team(office.keeper, assessment=assessment, person="M. Okafor", initials="MO")
    assessors.join_team(office.keeper, assessment=assessment, person=SECOND_ASSESSOR, initials="PV")
    yield work(2026, 10, 26)
    assessment_notice.begin(office.keeper, assessment=assessment, begun_on=office.day, report_due=day(2026, 12, 18))
    fieldwork.prepare(office.assessor, assessment=assessment, requirements=words.ON_THE_SHEET, only_what_is_left=True)
    yield work(2026, 11, 11)
    _field_work(office, case, assessment)


def _relied_on(office: Office, case: str) -> Story:
    """The certificate counts for one requirement in part; an audit that was withdrawn counts no longer."""
    work, day = office.timetable.at_work, office.timetable.day
    september = work(2026, 9, 15)
    yield office.paper_day(september)
    proposed = []
    for given in words.RELIED_ON:
        made = reliance.propose(
            office.keeper,
            case=case,
            title=given.title,
            certificate=given.certificate,
            issued_by=given.issued_by,
            scope=given.scope,
            valid_from=day(*given.valid_from),
            valid_to=day(*given.valid_to),
            requirements=given.covers,
        )
        item = office.put(
            september,
            Conduct(agreed=True, minutes=10),
            title=f"Larkfield Energy Co-op: reliance on {given.certificate}",
            subject=named(made),
            motion="That the PMA rely on it for the requirements and to the extent that are drafted.",
            reasons=given.reasons,
        )
        proposed.append((named(made), item))
    yield work(2026, 9, 16)
    for reference, item in proposed:
        reliance.decide(office.keeper, reliance=reference, decision=item.decision)
    yield work(2026, 9, 17)
    reliance.invalidate(
        office.keeper, reliance=proposed[1][0], invalid_from=work(2026, 9, 16), reason=words.WITHDRAWN_BY_ITS_ISSUER
    )


def _field_work(office: Office, case: str, assessment: str) -> None:
    """Half of the sheet, by two assessors; a finding raised from a line, observations, and one called by mistake."""
    work, day = office.timetable.at_work, office.timetable.day
    fieldwork.fill(
        office.assessor,
        assessment=assessment,
        lines=tuple(
            fieldwork.LineGiven(
                requirement=one.requirement,
                result=FieldResult(one.result),
                test=one.test,
                sample=one.sample,
                seen=one.seen,
                initials=one.initials,
                tested_on=work(*one.tested_on),
            )
            for one in words.LINES
        ),
    )
    logs = office.take_in(
        case,
        "Copies of the approval log, by day",
        LARKFIELD,
        work(2026, 11, 10),
        files.table(
            "log-copies.csv",
            "day,copied",
            tuple(f"{day(2026, 10, number)},{'no' if number in (9, 16, 23) else 'yes'}" for number in range(5, 24)),
        ),
    )
    failed = next(one for one in words.LINES if one.result == "not_met")
    line = f"{assessment}/L{words.ON_THE_SHEET.index(failed.requirement) + 1}"
    fieldwork.link_evidence(office.assessor, line=line, evidence=logs)
    fieldwork.raise_finding(
        office.assessor,
        line=line,
        title="Approval logs not copied on Fridays",
        pattern=office.made["pattern"],
        statement=failed.seen,
        began_on=day(2026, 10, 9),
        impact="What was approved on those days could be changed on the desk until Monday.",
    )
    for said, requirement, observer in words.OBSERVATIONS:
        fieldwork.record_observation(
            office.assessor,
            assessment=assessment,
            what=said,
            requirement=requirement,
            observer=observer,
            seen_on=work(2026, 11, 10),
        )
    observation = named(
        findings.draft(
            office.assessor,
            case=case,
            title="Lost card told after four days",
            finding_class=FindingClass.OBSERVATION,
            statement="A card lost on a journey was told after four days, so that clause 6.3 was not met. It had been"
            " revoked on the first day.",
            identified_on=work(2026, 11, 10),
            began_on=day(2026, 6, 15),
            ended_on=day(2026, 6, 19),
            requirement="REQ-RAPP-2.1-6.3",
            source="Tarn & Holt Assurance, field work at Larkfield",
            assessment=assessment,
        )
    )
    findings.open_finding(office.assessor, finding=observation)


def _requests(office: Office) -> Story:
    """One provided, one refused and kept after its review, one narrowed to what is reasonable."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 10, 12)
    assessment = office.made["larkfield assessment"]
    asked = [
        named(
            evidence_requests.issue(
                office.assessor,
                assessment=assessment,
                title=one.title,
                kind=EvidenceRequestKind(one.kind),
                what=one.what,
                requirement=one.requirement,
                contractor=one.contractor,
                due=day(*one.due) if one.due else None,
            )
        )
        for one in words.REQUESTS
    ]
    provided, refused, wide = asked
    yield work(2026, 10, 22)
    evidence_requests.answer(
        office.keeper,
        evidence_request=provided,
        answer=RequestAnswer.PROVIDED,
        answered_on=office.day,
        words_given="The list of officers with their letters of appointment.",
    )
    evidence_requests.answer(
        office.keeper,
        evidence_request=wide,
        answer=RequestAnswer.REFUSED,
        answered_on=office.day,
        ground=words.TOO_MUCH,
    )
    yield work(2026, 10, 27)
    evidence_requests.narrow(
        office.assessor,
        evidence_request=wide,
        title="Sixty approvals of the period",
        what="For sixty approvals that the assessor draws from the list: the record with both officers' names.",
        reason=words.NARROWED,
        due=day(2026, 12, 1),
    )
    yield work(2026, 11, 6)
    evidence_requests.answer(
        office.keeper,
        evidence_request=refused,
        answer=RequestAnswer.REFUSED,
        answered_on=work(2026, 11, 5),
        ground=words.CONTRACT,
    )
    evidence_requests.review(office.assessor, evidence_request=refused, review=words.REASONABLE)
    letter = named(letters.draft(office.keeper, kind=LetterKind.EVIDENCE_REQUEST, about=refused))
    letters.send(office.keeper, letter=letter, channel="Recorded delivery", renderer=office.renderers.letter)

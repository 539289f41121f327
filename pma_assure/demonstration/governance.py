"""Business of the PMA that belongs to no case: the CPS, the time limits, the minutes."""

from __future__ import annotations

from pma_assure.demonstration.office import Conduct, Office
from pma_assure.demonstration.policies import CPS_VERSION
from pma_assure.demonstration.timetable import Story
from pma_assure.workflows import document_set
from pma_assure.workflows import office as office_deeds

TIME_LIMITS = (
    ("limit.finding_response", "20"),
    ("limit.evidence_request", "10"),
    ("limit.representations", "10"),
    ("limit.impact_medium", "6"),
    ("limit.impact_low", "12"),
    ("limit.notice_review_days", "7"),
)


def story(office: Office) -> Story:
    """The CPS is approved and the time limits adopted in January."""
    work = office.timetable.at_work
    january = work(2026, 1, 20)
    yield office.paper_day(january)
    cps = office.put(
        january,
        Conduct(agreed=True, minutes=30),
        title=f"Certification Practice Statement {CPS_VERSION}",
        subject=f"{office.made['CPS']}/{CPS_VERSION}",
        motion=f"That the PMA approve version {CPS_VERSION} of the Certification Practice Statement.",
        reasons="The statement says how both Certificate Policies are applied. Version 3.2 puts the hourly signing of"
        " logs, on which the last assessment commented, into the text. No other practice changes.",
    )
    limits = office.put(
        january,
        Conduct(agreed=True, minutes=20),
        title="Time limits of the PMA",
        motion="That the PMA adopt as its time limits: 20 Working Days for a response to a finding; 10 Working Days"
        " for an"
        " evidence request and for representations on an extract; 6 months for a finding of medium and 12 months for"
        " one of low impact; 7 days for the review of a suspension or of a withheld notice.",
        reasons="Participants asked for limits they can plan by. Each limit can be varied for a case with a reason.",
    )
    yield office.after(january)
    document_set.approve_version(
        office.keeper, document="CPS", version_label=CPS_VERSION, approved_on=january, decision=cps.decision
    )
    for key, value in TIME_LIMITS:
        office_deeds.choose(office.keeper, key=key, value=value, adopted_by=limits.decision)

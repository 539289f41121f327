"""What is relied on in a case, on its page, in its history and by its reference (R59, R60)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.vocabulary import Covers, ScopeCoverage
from pma_assure.values.assessment_page import RelianceView
from pma_assure.views import cases, history, lists
from pma_assure.workflows.reliance import CoverageGiven
from tests.workflows import assurance
from tests.workflows.desk import TODAY, Office

DECIDED_ON = date(2026, 11, 10)
FULLY, IN_PART = "REQ-RAPP-2.1-5.2", "REQ-RAPP-2.1-7.4"
CLAIMS = (
    CoverageGiven(requirement=IN_PART, covers=Covers.IN_PART, gap="The desk.", residual="Twenty requests."),
    CoverageGiven(requirement=FULLY, covers=Covers.FULLY, reason="The same control, tested by the same method."),
)


def proposed(office: Office, case: str, **more: object) -> str:
    given: dict[str, object] = {
        "title": "ISO/IEC 27001 certification",
        "certificate": "IS 501 772",
        "issued_by": "Penhallow Certification",
        "scope": "The registration desk at Truro.",
        "valid_from": date(2026, 1, 1),
        "requirements": CLAIMS,
    }
    return office.ref("reliance.propose", case=case, **(given | more))


def shown(office: Office, case: str, as_of: date = TODAY) -> RelianceView:
    (found,) = cases.page(office.register, as_of, case).reliances
    return found


def test_the_case_shows_what_it_relies_on_from_the_proposal_on(office: Office) -> None:
    case = office.case()
    assert cases.page(office.register, TODAY, case).reliances == ()
    reliance = proposed(office, case)
    found = shown(office, case)
    assert (found.reference, found.standing, found.decision) == (reliance, "proposed", None)
    assert (found.certificate, found.issued_by) == ("IS 501 772", "Penhallow Certification")
    assert [(line.requirement, line.covers, line.gap, line.residual) for line in found.requirements] == [
        (FULLY, "fully", "", ""),
        (IN_PART, "in_part", "The desk.", "Twenty requests."),
    ]
    assert [(one.deed, one.primary) for one in found.actions] == [("item.list", True), ("reliance.cover", False)]
    assert dict(found.actions[0].given) == {"subject": reliance}


def test_what_is_on_an_agenda_is_not_put_on_one_again(office: Office) -> None:
    case = office.case()
    reliance = proposed(office, case)
    meeting = office.meeting(date(2026, 12, 8))
    item = office.item(meeting, reliance)
    found = shown(office, case)
    assert found.listed == item
    assert [(one.deed, one.primary) for one in found.actions] == [("reliance.cover", False)]
    office.do("meeting.cancel", meeting=meeting, reason="Too few can come.")
    assert shown(office, case).listed is None


def test_what_the_pma_decided_is_recorded_next_and_then_it_counts(office: Office) -> None:
    case = office.case()
    reliance = proposed(office, case)
    decision = office.decide(reliance, DECIDED_ON)
    following = shown(office, case).actions[0]
    assert following.deed == "reliance.decide"
    assert dict(following.given) == {"reliance": reliance, "decision": decision}
    office.do("reliance.cover", reliance=reliance, requirements=(CLAIMS[1],))
    office.do("reliance.decide", reliance=reliance, decision=decision)
    found = shown(office, case)
    assert (found.standing, found.decision, found.decided_on) == ("relied_on", decision, DECIDED_ON)
    assert [one.deed for one in found.actions] == ["reliance.invalidate"]


def test_a_decision_on_what_was_changed_since_is_not_the_next(office: Office) -> None:
    case = office.case()
    reliance = proposed(office, case)
    office.decide(reliance, DECIDED_ON)
    changed = CoverageGiven(requirement=FULLY, covers=Covers.IN_PART, gap="The desk.", residual="A sample.")
    office.do("reliance.cover", reliance=reliance, requirements=(changed,))
    assert shown(office, case).actions[0].deed == "item.list"


def test_what_counts_no_longer_says_since_when_and_why(office: Office) -> None:
    case = office.case()
    reliance = proposed(office, case)
    office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    office.do("reliance.invalidate", reliance=reliance, invalid_from=date(2026, 11, 12), reason="Withdrawn.")
    found = shown(office, case)
    assert (found.standing, found.invalid_from, found.invalid_reason) == ("invalid", date(2026, 11, 12), "Withdrawn.")
    assert found.actions == ()


@pytest.mark.parametrize(
    ("decided", "valid_from", "valid_to", "invalid_from"),
    [
        (False, 0, 0, None),
        (False, -9, 9, 0),
        (True, 0, None, None),
        (True, 1, None, None),
        (True, -9, 0, None),
        (True, -9, -1, None),
        (True, -9, 9, 0),
        (True, -9, 9, 1),
        (True, -9, -1, -1),
        (True, 1, 9, 0),
    ],
)
def test_the_page_and_the_list_say_the_same_of_how_it_stands(
    office: Office, decided: bool, valid_from: int, valid_to: int | None, invalid_from: int | None
) -> None:
    def day(days: int | None) -> date | None:
        return None if days is None else TODAY + timedelta(days=days)

    case = office.case()
    reliance = proposed(office, case, valid_from=day(valid_from), valid_to=day(valid_to))
    if decided:
        office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    key = office.row(RelianceDecision, reference=reliance).id
    if invalid_from is not None:
        office.force(RelianceDecision, key, invalid_from=day(invalid_from))
    (listed,) = lists.items(office.register, TODAY, "reliance")
    assert shown(office, case).standing == listed["state"]


def test_a_line_of_a_scope_names_what_covers_it_and_the_other_way_round(office: Office) -> None:
    assurance.lay(office)
    notes = assurance.planned(office)
    reliance = proposed(office, notes["case"])
    office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    item = f"{notes['assessment']}/S1"
    office.do("assessment.cover", item=item, coverage=ScopeCoverage.OTHER_EVIDENCE, reliance=reliance)
    page = cases.page(office.register, TODAY, notes["case"])
    (assessment,) = page.assessments
    assert [line.reliance for line in assessment.scope] == [reliance]
    assert page.reliances[0].items == (item,)


def test_its_reference_leads_to_its_case_whose_history_tells_of_it(office: Office) -> None:
    case = office.case()
    reliance = proposed(office, case)
    assert cases.of(office.register, reliance) == case
    office.do("reliance.decide", reliance=reliance, decision=office.decide(reliance, DECIDED_ON))
    office.do("reliance.invalidate", reliance=reliance, invalid_from=date(2026, 11, 12), reason="Withdrawn.")
    told = [line.deed for line in history.of(office.register, case) if line.deed.startswith("reliance.")]
    assert told == ["reliance.invalidate", "reliance.decide", "reliance.propose"]

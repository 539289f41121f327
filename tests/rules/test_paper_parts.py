"""The content of a record in words: what the record is first, labels for codes, and the same for a frozen copy."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from pma_assure.rules.fingerprint import canonical
from pma_assure.rules.paper_needs import needs
from pma_assure.rules.paper_parts import in_words, paper_parts, with_motion
from pma_assure.rules.vocabulary import AdvicePurpose, Disposition, PlanView, RequirementAnswer
from pma_assure.values.meeting_pack import PaperFacts, PaperTable, PaperText

ADVICE: dict[str, Any] = {
    "kind": "advice",
    "reference": "ADV-2026-0005",
    "label": "1.0",
    "title": "Advice on the plan",
    "purpose": AdvicePurpose.PLAN,
    "view": PlanView.MEETS,
    "recommendation": "That the Panel approve the plan.",
    "reasons": "It meets the requirements.",
    "correction": "",
    "milestone": None,
    "answers": [{"reference": "REQ-1", "answer": RequirementAnswer.MEETS, "reason": "Two officers."}],
    "plan_version": {
        "kind": "plan version",
        "plan": "PLAN-2026-0009",
        "number": 2,
        "title": "Remediation plan",
        "parts": [{"heading": "Costs", "text": "48,200 pounds."}],
        "milestones": [{"number": 1, "title": "Cards", "due": date(2026, 9, 30), "continues": None}],
    },
}


def test_the_record_comes_first_then_its_words_then_what_it_rests_on() -> None:
    parts = paper_parts(ADVICE)
    assert parts[0] == PaperFacts(
        under="",
        pairs=(
            ("Reference", "ADV-2026-0005"),
            ("Version", "1.0"),
            ("Title", "Advice on the plan"),
            ("Purpose", "Advice on a remediation plan"),
            ("View", in_words("view", PlanView.MEETS.value)),
        ),
    )
    assert [part.heading for part in parts if isinstance(part, PaperText)] == ["Recommendation", "Reasons", "Costs"]
    tables = {part.heading: part for part in parts if isinstance(part, PaperTable)}
    assert tables["Milestones"].heads == ("Number", "Title", "Due")
    assert tables["Milestones"].rows == (("1", "Cards", "30 Sep 2026"),)
    assert tables["Milestones"].under == "The plan"
    assert tables["Answers to the requirements"].rows[0][1] != "meets"


def test_a_frozen_copy_reads_as_the_record_does() -> None:
    assert paper_parts(json.loads(canonical(ADVICE))) == paper_parts(ADVICE)


def test_a_motion_alone_has_no_paper_and_stands_before_one() -> None:
    assert paper_parts({"kind": "motion", "item": "MTG-2026-0001/1", "motion": "That it be so."}) == ()
    assert paper_parts({}) == ()
    (motion,) = with_motion("That it be so.", " ", ())
    assert motion == PaperText(under="", heading="Motion", text="That it be so.")


def test_values_in_words() -> None:
    assert in_words("cost", json.loads(canonical(Decimal("18400.50")))) == "£18,400.50"
    assert in_words("explicit_charge", False) == "No"
    assert in_words("recommendation", "That the Panel approve it.") == "That the Panel approve it."
    assert in_words("anything", "2026-11-03") == "3 Nov 2026"


def test_what_a_paper_lacks() -> None:
    assert needs(ADVICE, "That the advice be issued.") == ()
    bare = ADVICE | {"recommendation": " ", "reasons": "", "view": None}
    said = [sentence for sentence, _ in needs(bare, "")]
    assert said == [
        "It has no motion. Say what is put to the members.",
        "It has no recommendation. Write it.",
        "It has no reasons. Write them.",
        "The advice says no view. Choose what the PMA advises.",
    ]
    undecided = {"kind": "extract", "passages": [{"disposition": Disposition.UNDECIDED}]}
    assert needs(undecided, "m") == (("1 passage of it is undecided. Mark each.", "extract.mark"),)
    assert needs({"kind": "assessment", "status": None, "conclusion": ""}, "m")[0][1] == "assessment.propose_conclusion"
    assert needs({"kind": "breach consideration", "proposed_view": None, "reasons": "x"}, "m")[0][1] == "breach.propose"
    assert needs({"kind": "crl instruction", "certificates": []}, "m")[0][1] == "crl.add_certificate"
    assert [deed for _, deed in needs({"kind": "assessment order", "reason": "x"}, "m")] == ["assessment.edit"]

"""Notices, appeals and CRL instructions: each deed, and each way it says no (R79-R85)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from pma_assure.records.emergency import Appeal, CrlCertificate, CrlInstruction, Notice, NoticeException
from pma_assure.rules.vocabulary import AppealOutcome, AppealState, Asked, CrlState, NoticeState, NoticeTo
from pma_assure.views import choices, lists, records, search
from pma_assure.workflows.crl import CertificateGiven
from tests.workflows.desk import TODAY, Office, at
from tests.workflows.emergency_office import NIGHT, bst, considered, in_effect, instructed, instruction, ordered

TOMORROW = at(TODAY + timedelta(days=1))
CA = "DCC Organisation CA"


def notice(office: Office, reference: str) -> Notice:
    return office.row(Notice, reference=reference)


# --- notices --------------------------------------------------------------------------------------------------------


def test_a_notice_before_owes_no_reason_and_one_after_owes_its_own(office: Office) -> None:
    reference = in_effect(office)
    before = office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 20), channel="telephone")
    assert before.notes == ()
    after = office.do("notice.send", notice=f"{reference}/N2", sent_at=bst(3, 50), channel="telephone")
    assert any("Say why it was not practicable to tell the Authority before" in note for note in after.notes)
    refused = office.refuse("notice.give_reason", notice=f"{reference}/N1", late_reason="None.")
    assert (refused.rule, refused.paragraph) == ("R79", "71")
    office.do("notice.give_reason", notice=f"{reference}/N2", late_reason="No line at night.")
    assert notice(office, f"{reference}/N2").late_reason == "No line at night."


def test_a_notice_sent_before_the_effect_is_known_owes_no_reason_yet(office: Office) -> None:
    reference = instructed(office)
    office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 40), channel="telephone")
    office.refuse("notice.give_reason", notice=f"{reference}/N1", late_reason="None.")
    office.do("suspension.take_effect", suspension=reference, effective_at=bst(3, 25))
    office.do("notice.give_reason", notice=f"{reference}/N1", late_reason="Nobody answered.")


def test_one_not_sent_yet_may_say_why_already_and_the_parties_owe_none(office: Office) -> None:
    reference = in_effect(office)
    office.do("notice.give_reason", notice=f"{reference}/N1", late_reason="Nobody answers.")
    refused = office.refuse("notice.give_reason", notice=f"{reference}/N3", late_reason="None.")
    assert "owes no reason" in refused.sentence


def test_a_notice_is_sent_once_and_not_ahead(office: Office) -> None:
    reference = in_effect(office)
    ahead = office.refuse("notice.send", notice=f"{reference}/N1", sent_at=TOMORROW, channel="telephone")
    assert ahead.field == "sent_at"
    proof = office.evidence(office.case())
    office.do("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 20), channel="telephone", proof=proof)
    assert notice(office, f"{reference}/N1").proof_id is not None
    office.refuse("notice.send", notice=f"{reference}/N1", sent_at=bst(3, 21), channel="telephone")


@pytest.mark.parametrize(("number", "rule"), [(1, "R79"), (2, "R80")])
@pytest.mark.parametrize("deed", ["notice.not_necessary", "notice.except_for_security"])
def test_only_the_parties_notice_may_be_left_out(office: Office, number: int, rule: str, deed: str) -> None:
    reference = in_effect(office)
    more: dict[str, Any] = {"reason": "x"}
    if deed == "notice.except_for_security":
        more = {"reason": "It tells.", "review_on": date(2026, 12, 1)}
    assert office.refuse(deed, notice=f"{reference}/N{number}", **more).rule == rule


def withheld(office: Office, **more: Any) -> str:
    reference = in_effect(office)
    given = {"judged_on": NIGHT, "review_on": date(2026, 10, 19)} | more
    office.do("notice.except_for_security", notice=f"{reference}/N3", reason="It tells the thief.", **given)
    return f"{reference}/N3"


def test_a_withheld_notice_is_not_sent_until_the_exception_ends(office: Office) -> None:
    reference = withheld(office)
    refused = office.refuse("notice.send", notice=reference, sent_at=bst(9), channel="e-mail")
    assert (refused.rule, refused.paragraph) == ("R83", "74")
    assert "19 October 2026" in refused.sentence
    office.do(
        "notice.extend_exception",
        notice=reference,
        reason="Not found yet.",
        judged_on=date(2026, 10, 19),
        review_on=date(2026, 10, 26),
    )
    office.do("notice.end_exception", notice=reference, reason="Found.", judged_on=date(2026, 10, 22))
    assert notice(office, reference).review_on is None
    office.do("notice.send", notice=reference, sent_at=at(date(2026, 10, 22)), channel="e-mail")
    judged = office.rows(NoticeException)
    assert [one.review_on for one in judged] == [date(2026, 10, 19), date(2026, 10, 26), None]
    for deed in ("notice.extend_exception", "notice.end_exception"):
        more = {"review_on": date(2026, 12, 1)} if deed == "notice.extend_exception" else {}
        office.refuse(deed, notice=reference, reason="again", **more)
    office.sound()


def test_an_exception_is_judged_in_order_and_reviewed_after(office: Office) -> None:
    reference = in_effect(office)
    given = {"notice": f"{reference}/N3", "reason": "It tells."}
    for judged, review, field in (
        (NIGHT, NIGHT, "review_on"),
        (TODAY + timedelta(days=1), TODAY + timedelta(days=9), "judged_on"),
    ):
        refused = office.refuse("notice.except_for_security", **given, judged_on=judged, review_on=review)
        assert refused.field == field
    office.do("notice.except_for_security", **given, judged_on=NIGHT, review_on=date(2026, 10, 19))
    early = office.refuse(
        "notice.extend_exception",
        notice=f"{reference}/N3",
        reason="x",
        judged_on=date(2026, 10, 11),
        review_on=date(2026, 10, 26),
    )
    assert early.field == "judged_on"


def test_the_judgement_may_rest_on_a_decision_on_that_very_notice(office: Office) -> None:
    reference = in_effect(office)
    of_the_panel = office.decide(f"{reference}/N1", date(2026, 10, 13))
    given = {"notice": f"{reference}/N3", "reason": "It tells.", "review_on": date(2026, 12, 1)}
    assert office.refuse("notice.except_for_security", **given, decision=of_the_panel).field == "decision"
    decision = office.decide(f"{reference}/N3", date(2026, 10, 13), asks=Asked.EXCEPT_NOTICE)
    office.do("notice.except_for_security", **given, decision=decision)
    assert office.row(NoticeException).decision_id is not None


def test_further_notices_are_owed_once(office: Office) -> None:
    reference = in_effect(office)
    made = office.ref("notice.owe", suspension=reference, addressee=NoticeTo.PARTICIPANT)
    assert (made, notice(office, made).state) == (f"{reference}/N4", NoticeState.OWED)
    assert office.refuse("notice.owe", suspension=reference, addressee=NoticeTo.PARTICIPANT).field == "addressee"
    nothing = office.refuse("notice.owe", suspension=considered(office), addressee=NoticeTo.DCC)
    assert "nothing to tell" in nothing.sentence
    assert office.refuse("notice.not_necessary", notice=made, reason="x").rule == "R82"


# --- appeals --------------------------------------------------------------------------------------------------------


def test_an_appeal_is_lodged_heard_and_decided_by_the_authority(office: Office) -> None:
    reference = in_effect(office)
    appeal = office.ref("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Other keys.")
    office.do("appeal.hear", appeal=appeal, heard_on=date(2026, 11, 3))
    early = office.refuse(
        "appeal.record_outcome",
        appeal=appeal,
        outcome=AppealOutcome.UPHELD,
        outcome_on=date(2026, 11, 2),
        words_given="x",
    )
    assert early.field == "outcome_on"
    done = office.do(
        "appeal.record_outcome",
        appeal=appeal,
        outcome=AppealOutcome.UPHELD,
        outcome_on=date(2026, 11, 3),
        words_given="It should not have been ordered.",
    )
    assert any("owes a lift" in note for note in done.notes)
    assert office.row(Appeal, reference=appeal).state == AppealState.UPHELD
    over = office.refuse("appeal.hear", appeal=appeal, heard_on=date(2026, 11, 3))
    assert (over.rule, over.field) == ("R84", "appeal")
    office.refuse("appeal.withdraw", appeal=appeal, withdrawn_on=date(2026, 11, 3))


def test_there_is_no_appeal_without_an_order_nor_before_it(office: Office) -> None:
    nothing = office.refuse(
        "appeal.lodge", suspension=considered(office), lodged_on=date(2026, 10, 20), grounds="Other keys."
    )
    assert (nothing.rule, nothing.paragraph) == ("R84", "20")
    reference = ordered(office)
    for day in (date(2026, 10, 11), TODAY + timedelta(days=1)):
        assert office.refuse("appeal.lodge", suspension=reference, lodged_on=day, grounds="x").field == "lodged_on"
    appeal = office.ref("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="x")
    assert office.refuse("appeal.hear", appeal=appeal, heard_on=date(2026, 10, 19)).field == "heard_on"


# --- the CRL --------------------------------------------------------------------------------------------------------


def serials(office: Office, reference: str) -> list[str]:
    key = office.row(CrlInstruction, reference=reference).id
    return [one.serial for one in office.rows(CrlCertificate, crl_instruction_id=key) if one.withdrawn_on is None]


def test_certificates_are_kept_as_their_numbers_are_compared(office: Office) -> None:
    reference = instruction(office)
    assert serials(office, reference) == ["0A1B", "0A1C"]
    office.do("crl.add_certificate", instruction=reference, issuer=f"  {CA} ", serial="0x0a1d")
    twice = office.refuse("crl.add_certificate", instruction=reference, issuer=CA, serial="0A 1D")
    assert (twice.field, "in" in twice.sentence) == ("serial", True)
    office.do("crl.withdraw_certificate", instruction=reference, issuer=CA, serial="0a:1b")
    assert serials(office, reference) == ["0A1C", "0A1D"]
    office.refuse("crl.withdraw_certificate", instruction=reference, issuer=CA, serial="0a:1b")
    office.do("crl.add_certificate", instruction=reference, issuer=CA, serial="0a:1b")
    assert sorted(serials(office, reference)) == ["0A1B", "0A1C", "0A1D"]


@pytest.mark.parametrize("serial", ["0G", "F" * 42])
def test_a_mistyped_number_is_refused(office: Office, serial: str) -> None:
    given = CertificateGiven(issuer=CA, serial=serial)
    case = office.case()
    refused = office.refuse("crl.decide", case=case, title="X", decided_at=bst(3), certificates=(given,))
    assert (refused.rule, refused.field) == ("R85", "certificates")
    reference = instruction(office)
    assert office.refuse("crl.add_certificate", instruction=reference, issuer=CA, serial=serial).field == "serial"


def test_a_certificate_in_two_instructions_is_said(office: Office) -> None:
    first = instruction(office)
    done = office.do(
        "crl.decide",
        case=office.case(),
        title="Again",
        decided_at=bst(3),
        certificates=(CertificateGiven(issuer=CA, serial="0A1B"),),
    )
    assert any(first in note for note in done.notes)


def test_an_instruction_stands_with_a_suspension_of_its_case(office: Office) -> None:
    case = office.case()
    suspension = considered(office, case)
    reference = instruction(office, case=case, suspension=suspension, requirement="REQ-RAPP-2.1-5.2")
    assert office.row(CrlInstruction, reference=reference).suspension_id is not None
    anothers = office.refuse("crl.decide", case=office.case(), title="X", decided_at=bst(3), suspension=suspension)
    assert anothers.field == "suspension"


def test_it_is_issued_by_a_decision_on_exactly_it_and_then_stands(office: Office) -> None:
    reference = instruction(office)
    assert office.refuse("crl.issue", instruction=reference, issued_at=bst(3, 20)).rule == "R85"
    early = office.decide(reference, date(2026, 10, 11))
    office.do("crl.add_certificate", instruction=reference, issuer=CA, serial="0A1D")
    changed = office.refuse("crl.issue", instruction=reference, issued_at=bst(3, 20), decision=early)
    assert "was changed since" in changed.sentence
    decision = office.decide(reference, date(2026, 10, 11))
    valid = office.refuse("crl.issue", instruction=reference, issued_at=bst(3, 20), decision=decision, purported=True)
    assert valid.field == "purported"
    office.do("crl.issue", instruction=reference, issued_at=bst(3, 20), decision=decision)
    for deed in ("crl.add_certificate", "crl.withdraw_certificate"):
        assert "stands as it is" in office.refuse(deed, instruction=reference, issuer=CA, serial="0A1B").sentence
    for moment in (bst(3, 19), TOMORROW):
        refused = office.refuse("crl.confirm", instruction=reference, confirmed_at=moment)
        assert refused.field == "confirmed_at"
    done = office.do("crl.confirm", instruction=reference, confirmed_at=bst(4, 5), confirmed_by="Duty operator")
    assert done.notes == ("Confirmed 45 min after the issue.",)
    assert office.row(CrlInstruction, reference=reference).state == CrlState.CONFIRMED
    office.sound()


def test_one_without_certificates_is_not_issued_and_one_without_a_decision_is_purported(office: Office) -> None:
    empty = instruction(office, certificates=())
    refused = office.refuse("crl.issue", instruction=empty, issued_at=bst(3, 20), purported=True)
    assert "names no certificate" in refused.sentence
    reference = instruction(office, clause=None)
    done = office.do("crl.issue", instruction=reference, issued_at=bst(3, 5), purported=True)
    assert [one.rule for one in done.irregular] == ["R85"]
    assert any("by which clause" in note for note in done.notes)
    assert any("later than that" in note for note in done.notes)
    office.sound()


@pytest.mark.parametrize("kind", ["suspension", "notice", "appeal", "crl_instruction"])
def test_each_kind_is_offered_shown_and_found_by_its_words(office: Office, kind: str) -> None:
    reference = in_effect(office)
    office.do("appeal.lodge", suspension=reference, lodged_on=date(2026, 10, 20), grounds="Other keys.")
    instruction(office)
    (*_, one) = choices.offered(office.register, (kind,), "")
    assert one in choices.offered(office.register, (kind,), one.reference.lower())
    assert choices.offered(office.register, (kind,), "no such word as this") == ()
    assert records.show(office.register, TODAY, one.reference)["reference"] == one.reference
    listed = f"{kind}s"
    assert one.reference in [each["reference"] for each in lists.items(office.register, TODAY, listed)]
    keys = lists.ids(office.register, TODAY, listed, words=one.reference, sort="", descending=False)
    assert len(lists.rows(office.register, TODAY, listed, keys)) == 1
    assert search.find(office.register, one.reference)[0].opens.startswith("CASE-")

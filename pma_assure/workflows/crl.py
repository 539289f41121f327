"""Certificates that the DCC is required to put on the CRL: decided, issued to the DCC, confirmed by it (R85)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pma_assure.records.document_set import Requirement
from pma_assure.records.emergency import CrlCertificate, CrlInstruction, Suspension
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.certificates import serial_in_octets, serial_number
from pma_assure.rules.emergency import minutes_between, span_in_words
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import Asked, Classification, CrlState
from pma_assure.rules.wording import instant as say_instant
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import CaseRef, open_folder
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import not_later
from pma_assure.workflows.parameters import line, plain, ref, rows, words
from pma_assure.workflows.suspensions import DecisionRef, Purported

CrlRef = Annotated[str, ref("crl_instruction", label="CRL instruction")]
Issuer = Annotated[str, line("Issuer", "The certification authority, as the certificate names it.")]
Serial = Annotated[str, line("Serial number", "Hexadecimal, with or without separators.")]
Holder = Annotated[str | None, line("Holder")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateGiven:
    """One certificate, as it is read off."""

    issuer: Issuer
    serial: Serial
    holder: Holder = None


@deed(
    "crl.decide",
    "Enter a CRL instruction",
    refuses=(
        "a serial number is not hexadecimal, or longer than 20 octets (R85, paragraph 21)",
        "a certificate stands in it twice",
        "the case is closed, or the suspension is another case's",
    ),
)
def decide(
    desk: Desk,
    *,
    case: CaseRef,
    title: Annotated[str, line("Title")],
    decided_at: Annotated[datetime, plain("Decided at", usually_today=True)],
    certificates: Annotated[tuple[CertificateGiven, ...], rows("Certificates")] = (),
    clause: Annotated[str | None, line("Clause of the Organisation CP", "Whose process is followed: “4.9.3”.")] = None,
    requirement: Annotated[
        str | None, ref("requirement", label="Requirement", help="The same clause in force.")
    ] = None,
    reasons: Annotated[str, words("Reasons")] = "",
    suspension: Annotated[str | None, ref("suspension", label="With the suspension")] = None,
    classification: Annotated[Classification, plain("Classification")] = Classification.RESTRICTED,
) -> str:
    """Enter which certificates the DCC is to put on the CRL, and by which clause of the Organisation CP."""
    folder = open_folder(desk, case)
    not_later(desk, decided_at, field="decided_at")
    beside = None if suspension is None else desk.find(Suspension, suspension, field="suspension")
    if beside is not None and beside.case_id != folder.id:
        raise Refused(f"{beside.reference} belongs to another case.", field="suspension")
    found = desk.add(
        CrlInstruction(
            reference=desk.allot("CRL", uk_day(decided_at).year),
            case_id=folder.id,
            suspension_id=None if beside is None else beside.id,
            title=title,
            state=CrlState.DECIDED,
            clause=clause,
            requirement_id=None if requirement is None else desk.find(Requirement, requirement, field="requirement").id,
            classification=classification,
            decided_at=decided_at,
            reasons=reasons,
        )
    )
    desk.session.flush()
    for one in certificates:
        _add(desk, found, one.issuer, one.serial, one.holder, field="certificates")
    return found.reference


def _add(desk: Desk, found: CrlInstruction, issuer: str, serial: str, holder: str | None, *, field: str) -> None:
    try:
        kept = serial_number(serial)
    except Refused as refused:
        raise Refused(refused.sentence, rule=refused.rule, paragraph=refused.paragraph, field=field) from refused
    named = " ".join(issuer.split())
    for row in desk.all(CrlCertificate, crl_instruction_id=found.id, issuer=named, serial=kept):
        if row.withdrawn_on is None:
            raise Refused(f"{named} {serial_in_octets(kept)} is in {found.reference} already.", field=field)
        row.withdrawn_on, row.holder = None, holder
        return
    for earlier in desk.all(CrlCertificate, issuer=named, serial=kept, withdrawn_on=None):
        other = desk.session.get_one(CrlInstruction, earlier.crl_instruction_id)
        desk.notes.append(f"{named} {serial_in_octets(kept)} is in {other.reference} too: {label(other.state)}.")
    desk.add(CrlCertificate(crl_instruction_id=found.id, issuer=named, serial=kept, holder=holder))
    desk.session.flush()


def _not_issued(found: CrlInstruction) -> None:
    if found.state != CrlState.DECIDED:
        raise Refused(
            f"{found.reference} is {label(found.state)}: what the DCC was told stands as it is. Enter another.",
            rule="R85",
            paragraph=paragraph("R85"),
            field="instruction",
        )


@deed(
    "crl.add_certificate",
    "Add a certificate",
    refuses=(
        "the serial number is not hexadecimal, or longer than 20 octets (R85, paragraph 21)",
        "it is in there already",
        "the instruction was issued",
    ),
)
def add_certificate(desk: Desk, *, instruction: CrlRef, issuer: Issuer, serial: Serial, holder: Holder = None) -> str:
    """Add a certificate to an instruction that was not issued yet."""
    found = desk.find(CrlInstruction, instruction, field="instruction")
    _not_issued(found)
    _add(desk, found, issuer, serial, holder, field="serial")
    desk.session.raise_version(found)
    return found.reference


@deed(
    "crl.withdraw_certificate",
    "Take a certificate out",
    refuses=("it is not in there", "the instruction was issued"),
)
def withdraw_certificate(desk: Desk, *, instruction: CrlRef, issuer: Issuer, serial: Serial) -> str:
    """Take a certificate out of an instruction that was not issued yet; the row stays, withdrawn."""
    found = desk.find(CrlInstruction, instruction, field="instruction")
    _not_issued(found)
    kept, named = serial_number(serial), " ".join(issuer.split())
    held = desk.all(CrlCertificate, crl_instruction_id=found.id, issuer=named, serial=kept, withdrawn_on=None)
    if not held:
        raise NotFound(f"{named} {serial_in_octets(kept)} is not in {found.reference}.", field="serial")
    held[0].withdrawn_on = desk.day
    return found.reference


@deed(
    "crl.issue",
    "Record that it was issued to the DCC",
    refuses=(
        "it has no certificate",
        "no valid decision of the PMA on exactly this is named, and it is not kept as purported (R85, paragraph 21)",
        "the time lies ahead",
    ),
)
def issue(
    desk: Desk,
    *,
    instruction: CrlRef,
    issued_at: Annotated[datetime, plain("Issued at", usually_today=True)],
    decision: DecisionRef = None,
    purported: Purported = False,
) -> str:
    """Record when the DCC was required to put the certificates on the CRL; from then on nothing in it changes."""
    found = desk.find(CrlInstruction, instruction, field="instruction")
    not_later(desk, issued_at, field="issued_at")
    if not desk.all(CrlCertificate, crl_instruction_id=found.id, withdrawn_on=None):
        raise Refused(
            f"{found.reference} names no certificate.", rule="R85", paragraph=paragraph("R85"), field="instruction"
        )
    _rest_on(desk, found, decision, purported=purported)
    desk.session.flush()
    desk.step(found, CrlState.ISSUED, kind="crl instruction", deed="crl.issue")
    found.issued_at = issued_at
    if issued_at < found.decided_at:
        desk.notes.append(f"It was decided at {say_instant(found.decided_at)}, later than that; look at the times.")
    if not (found.clause or "").strip() and found.requirement_id is None:
        desk.notes.append(f"{found.reference} does not say by which clause of the Organisation CP.")
    return found.reference


def _rest_on(desk: Desk, found: CrlInstruction, decision: str | None, *, purported: bool) -> None:
    """Keep the valid decision it rests on; or, as purported, that there was none."""
    why = "no decision of the PMA on it is recorded"
    if decision is not None:
        try:
            made = valid_decision_on(desk, decision, "crl instruction", found.id, asked=Asked.INSTRUCT_CRL)
        except Refused as refused:
            if not purported:
                raise
            why = refused.sentence.rstrip(".")
        else:
            if purported:
                raise Refused(
                    f"By what is recorded {made.reference} is a valid decision on this: record it as it is.",
                    rule="R85",
                    paragraph=paragraph("R85"),
                    field="purported",
                )
            found.decision_id = made.id
            return
    elif not purported:
        raise Refused(
            f"Name the decision of the PMA on {found.reference}; or, if it was in fact issued without one, keep it as"
            " purported.",
            rule="R85",
            paragraph=paragraph("R85"),
            field="decision",
        )
    desk.keep_irregular(
        found,
        f"{found.reference} was issued without a valid decision of the PMA and is purported: {why}",
        rule="R85",
        paragraph=paragraph("R85"),
        case_id=found.case_id,
    )


@deed(
    "crl.confirm",
    "Record the DCC's confirmation",
    refuses=("it was not issued", "the time lies ahead, or before it was issued"),
)
def confirm(
    desk: Desk,
    *,
    instruction: CrlRef,
    confirmed_at: Annotated[datetime, plain("Confirmed at", usually_today=True)],
    confirmed_by: Annotated[str | None, line("Confirmed by", "Who told it at the DCC.")] = None,
) -> str:
    """Record when the DCC confirmed, as it reported, that the certificates are on the CRL."""
    found = desk.find(CrlInstruction, instruction, field="instruction")
    not_later(desk, confirmed_at, field="confirmed_at")
    desk.step(found, CrlState.CONFIRMED, kind="crl instruction", deed="crl.confirm")
    if found.issued_at is not None and confirmed_at < found.issued_at:
        raise Refused(f"It was issued at {say_instant(found.issued_at)}, later than that.", field="confirmed_at")
    found.confirmed_at, found.confirmed_by = confirmed_at, confirmed_by
    if found.issued_at is not None:
        desk.notes.append(f"Confirmed {span_in_words(minutes_between(found.issued_at, confirmed_at))} after the issue.")
    return found.reference

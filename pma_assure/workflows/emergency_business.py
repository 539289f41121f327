"""What a meeting can be asked about a suspension, a notice of one or a CRL instruction; what rests on its answer."""

from __future__ import annotations

from uuid import UUID

from pma_assure.records.cases import Case
from pma_assure.records.emergency import CrlInstruction, Notice, Suspension
from pma_assure.rules.vocabulary import Asked
from pma_assure.workflows.acting import Desk

KINDS = ("suspension", "notice", "crl instruction")
ASKED_OF: dict[str | None, tuple[Asked, ...]] = {
    "suspension": (Asked.ORDER_SUSPENSION, Asked.VARY_SUSPENSION, Asked.LIFT_SUSPENSION),
    "notice": (Asked.EXCEPT_NOTICE,),
    "crl instruction": (Asked.INSTRUCT_CRL,),
}


def subject(desk: Desk, asked: str) -> tuple[str, UUID, str, UUID, UUID]:
    """(kind, key, reference, case, organisation concerned) of what an item is to decide on."""
    if asked.startswith("CRL"):
        instruction = desk.find(CrlInstruction, asked, field="subject")
        folder = desk.session.get_one(Case, instruction.case_id)
        return "crl instruction", instruction.id, instruction.reference, folder.id, folder.organisation_id
    if "/" in asked:
        notice = desk.find(Notice, asked, field="subject")
        of = desk.session.get_one(Suspension, notice.suspension_id)
        return "notice", notice.id, notice.reference, of.case_id, of.organisation_id
    found = desk.find(Suspension, asked, field="subject")
    return "suspension", found.id, found.reference, found.case_id, found.organisation_id

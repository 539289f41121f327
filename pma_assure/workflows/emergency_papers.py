"""The papers of an emergency kept as they left: the instruction to the DCC, a notice, a CRL instruction (R78-R85)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from sqlalchemy import select

from pma_assure.records import emergency_papers
from pma_assure.records.emergency import CrlInstruction, Notice, Suspension
from pma_assure.records.papers import IssuedDocument
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import LetterState
from pma_assure.values.leak_check import LetterRenderer
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.advice import keep_issued
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import Service, ref


@deed(
    "emergency.issue_paper",
    "Keep the paper as it left",
    refuses=(
        "it was not sent, or the notice is withheld or held unnecessary: there is no paper of it",
        "what it tells is purported and not valid (R76, paragraph 20; R85, paragraph 21)",
        "its paper is kept already: what left stands as it is",
    ),
)
def issue_paper(
    desk: Desk,
    *,
    about: Annotated[
        str,
        ref(
            "suspension",
            "notice",
            "crl_instruction",
            label="Paper of",
            help="A suspension (the instruction to the DCC), a notice, or a CRL instruction.",
        ),
    ],
    renderer: Annotated[LetterRenderer, Service()],
) -> str:
    """Make the paper of what was sent and keep it byte for byte: whatever is written down later, it stays as it left.

    A call by telephone at night is followed by its paper; that comes from what is recorded, with no network.
    """
    asked = about.strip().upper()
    found, kind, case_id = _sent(desk, asked)
    desk.session.flush()
    paper = emergency_papers.paper(desk.session, asked, desk.day)
    if paper.state != LetterState.SENT:
        raise Refused(
            f"{found.reference} was not sent yet: record first when, then keep its paper.",
            rule="R78",
            paragraph="20",
            field="about",
        )
    reference = f"{found.reference}.pdf"
    if desk.session.scalars(select(IssuedDocument.id).where(IssuedDocument.reference == reference)).first() is not None:
        raise Refused(f"The paper of {found.reference} is kept already, as {reference}.", field="about")
    keep_issued(
        desk,
        kind=kind,
        record_id=found.id,
        case_id=case_id,
        reference=reference,
        title=paper.subject,
        media_type="application/pdf",
        content=renderer(paper),
    )
    return found.reference


def _sent(desk: Desk, asked: str) -> tuple[Suspension | Notice | CrlInstruction, str, UUID]:
    """(the record, its kind, its case)."""
    if asked.startswith("CRL"):
        instruction = desk.find(CrlInstruction, asked, field="about")
        return instruction, "crl instruction", instruction.case_id
    suspension = desk.find(Suspension, asked.split("/")[0], field="about")
    if "/" not in asked:
        return suspension, "suspension", suspension.case_id
    return desk.find(Notice, asked, field="about"), "notice", suspension.case_id

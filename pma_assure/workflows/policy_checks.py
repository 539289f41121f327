"""The four parts that a version of the Compliance Policy has to set out (R46, paragraph 55)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records.document_set import DocumentVersion
from pma_assure.records.governance import PolicyCheck
from pma_assure.rules import document_reviews as rules
from pma_assure.rules.refusal import Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.vocabulary import DocumentType, PolicyPart, PolicyPresence
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.document_set import DocumentRef, VersionLabel, find_document, find_version
from pma_assure.workflows.parameters import line, plain, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class PartChecked:
    """One part of the four, and where the version sets it out."""

    part: Annotated[PolicyPart, plain("Part")]
    presence: Annotated[PolicyPresence, plain("There")]
    clause: Annotated[str, line("Clause", "That sets it out.")] = ""
    note: Annotated[str, line("Note", "Set out in part: what it lacks. Not needed: why.")] = ""


@deed(
    "policy.check",
    "Check the Compliance Policy",
    refuses=(
        "the document is no Compliance Policy",
        "a part other than rules for Subscribers is called not needed (R46, paragraph 55)",
        "a part is set out, and no clause is named (R46, paragraph 55)",
    ),
)
def check(
    desk: Desk,
    *,
    document: DocumentRef,
    version_label: VersionLabel,
    checked_on: Annotated[date, plain("Checked on", usually_today=True)],
    parts: Annotated[tuple[PartChecked, ...], rows("Parts")],
) -> str:
    """Record whether a version sets out the scheme, the DCC's duties, rules for Subscribers, and the monitoring (R46).

    A part may be judged anew; what was said before stays in the history.
    """
    found = find_document(desk, document)
    if found.document_type != DocumentType.COMPLIANCE_POLICY:
        raise Refused(
            f"{found.short_name} is no Compliance Policy.", rule="R46", paragraph=paragraph("R46"), field="document"
        )
    version = find_version(desk, found, version_label)
    desk.not_ahead(checked_on, field="checked_on")
    named = [given.part for given in parts]
    if not named or len(set(named)) != len(named):
        raise Refused("Name each part once, and at least one.", rule="R46", paragraph=paragraph("R46"), field="parts")
    for given in parts:
        rules.check_part(given.part, given.presence, clause=given.clause, note=given.note)
        if len(given.clause.strip()) > 40:
            raise Refused("Name the clause as it is numbered: at most 40 characters.", field="parts")
        _keep(desk, version, given, checked_on)
    desk.session.flush()
    desk.notes.extend(lack.sentence for lack in lacks_of(desk, version))
    return found.reference


def _keep(desk: Desk, version: DocumentVersion, given: PartChecked, checked_on: date) -> None:
    held = desk.all(PolicyCheck, document_version_id=version.id, part=given.part)
    row = (
        held[0]
        if held
        else desk.add(
            PolicyCheck(document_version_id=version.id, part=given.part, presence=given.presence, checked_on=checked_on)
        )
    )
    row.presence, row.clause, row.note = given.presence, given.clause.strip() or None, given.note
    row.checked_on = checked_on


def lacks_of(desk: Desk, version: DocumentVersion) -> tuple[rules.PolicyLack, ...]:
    """What a version of the Compliance Policy lacks of its four parts."""
    return rules.lacking({row.part: row.presence for row in desk.all(PolicyCheck, document_version_id=version.id)})

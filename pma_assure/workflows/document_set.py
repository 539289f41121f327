"""The SMKI SEC Document Set: documents, versions, requirements."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from pma_assure.records.document_set import DocumentVersion, Requirement, RequirementText, SetDocument
from pma_assure.records.organisations import Organisation
from pma_assure.rules.references import format_requirement
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Applicability, Asked, DocumentType, DocumentVersionState
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, rows, words

DocumentRef = Annotated[str, ref("document", label="Document", help="Its reference or its short name.")]
VersionLabel = Annotated[str, line("Version", "As printed on it, e.g. 2.1.")]


def find_document(desk: Desk, asked: str) -> SetDocument:
    for held in desk.all(SetDocument):
        if asked.strip().casefold() in (held.reference.casefold(), held.short_name.casefold()):
            return held
    raise NotFound(f"There is no document {asked[:60]!r} in the document set.", field="document")


def find_version(desk: Desk, document: SetDocument, label: str) -> DocumentVersion:
    held = desk.all(DocumentVersion, document_id=document.id, label=label.strip())
    if not held:
        raise NotFound(f"{document.short_name} has no version {label[:20]!r}.", field="version_label")
    return held[0]


@deed("document.add", "Add a document to the set", refuses=("the short name is taken",))
def add(
    desk: Desk,
    *,
    title: Annotated[str, line("Title")],
    short_name: Annotated[str, line("Short name", "As people cite it: RAPP, OCP. Letters, digits and hyphens.")],
    document_type: Annotated[DocumentType, plain("Type")],
    owner: Annotated[str | None, ref("organisation", label="Owner")] = None,
    pma_may_modify: Annotated[bool, plain("The PMA may raise modifications to it")] = True,
) -> str:
    """Enter a document of the SMKI SEC Document Set, or the CPS (R02, R03)."""
    name = short_name.strip().upper()
    if not name.replace("-", "").isalnum() or len(name) > 20:
        raise Refused("A short name has letters, digits and hyphens, at most 20.", field="short_name")
    if desk.all(SetDocument, short_name=name):
        raise Refused(f"{name} is already the short name of another document.", field="short_name")
    document = desk.add(
        SetDocument(
            reference=desk.allot("DOC"),
            title=title,
            short_name=name,
            document_type=document_type,
            owner_id=None if owner is None else desk.find(Organisation, owner, field="owner").id,
            pma_may_modify=pma_may_modify,
        )
    )
    return document.reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One requirement as it is entered."""

    clause: Annotated[str, line("Clause")]
    title: Annotated[str, line("Requirement in short")]
    text: Annotated[str, words("Text")] = ""
    applies_to: Annotated[
        str, line("Applies to", "dcc_sp, dcc_repository, subscriber, relying_party; commas between.")
    ] = "subscriber"


@deed("document.add_version", "Add a version", refuses=("the document has this version already",))
def add_version(
    desk: Desk,
    *,
    document: DocumentRef,
    version_label: VersionLabel,
    requirements: Annotated[tuple[Clause, ...], rows("Requirements")] = (),
) -> str:
    """Enter a version of a document with its requirements, as a draft."""
    found = find_document(desk, document)
    label = version_label.strip()
    if desk.all(DocumentVersion, document_id=found.id, label=label):
        raise Refused(f"{found.short_name} already has a version {label}.", field="version_label")
    version = desk.add(DocumentVersion(document_id=found.id, label=label, state=DocumentVersionState.DRAFT))
    desk.session.flush()
    for position, clause in enumerate(requirements, 1):
        _add_requirement(desk, found, version, clause, position)
    return found.reference


@deed("document.add_requirement", "Add a requirement", refuses=("the version is in force: its text is what it is",))
def add_requirement(
    desk: Desk,
    *,
    document: DocumentRef,
    version_label: VersionLabel,
    requirement: Annotated[tuple[Clause, ...], rows("Requirement")],
) -> str:
    """Add requirements to a version that is not yet approved."""
    found = find_document(desk, document)
    version = find_version(desk, found, version_label)
    if version.state != DocumentVersionState.DRAFT:
        raise Refused(
            f"{found.short_name} {version.label} is no draft any more: enter a new version.", rule="R02", paragraph="15"
        )
    start = len(desk.all(Requirement, document_version_id=version.id))
    for position, clause in enumerate(requirement, start + 1):
        _add_requirement(desk, found, version, clause, position)
    return found.reference


def _add_requirement(
    desk: Desk, document: SetDocument, version: DocumentVersion, clause: Clause, position: int
) -> None:
    codes = [code.strip() for code in clause.applies_to.split(",") if code.strip()]
    unknown = [code for code in codes if code not in list(Applicability)]
    if unknown or not codes:
        raise Refused(
            f"Clause {clause.clause}: {unknown[0] if unknown else 'nobody'!r} is nobody a requirement can apply to;"
            f" it is one of {', '.join(Applicability)}.",
            rule="R45",
            paragraph="54",
            field="requirements",
        )
    if desk.all(Requirement, document_version_id=version.id, clause=clause.clause.strip()):
        raise Refused(
            f"{document.short_name} {version.label} has clause {clause.clause} already.", field="requirements"
        )
    requirement = desk.add(
        Requirement(
            reference=format_requirement(document.short_name, version.label, clause.clause.strip()),
            document_version_id=version.id,
            clause=clause.clause.strip(),
            position=position,
            title=clause.title,
            applies_to=",".join(codes),
        )
    )
    desk.session.flush()
    desk.add(RequirementText(requirement_id=requirement.id, text=clause.text))


@deed(
    "document.approve_version",
    "Record an approval",
    refuses=("a CPS without a valid decision of the PMA (R08, paragraph 16)",),
)
def approve_version(
    desk: Desk,
    *,
    document: DocumentRef,
    version_label: VersionLabel,
    approved_on: Annotated[date, plain("Approved on")],
    approved_by: Annotated[
        str, line("Approved by", "The modification process, the Secretary of State, ... as reported.")
    ] = "",
    decision: Annotated[
        str | None, ref("decision", label="Decision", help="For the CPS: the PMA's own decision.")
    ] = None,
) -> str:
    """Record that a version was approved: by the modification process as reported, the CPS by the PMA (R05, R08)."""
    found = find_document(desk, document)
    version = find_version(desk, found, version_label)
    by = approved_by.strip()
    desk.not_ahead(approved_on, field="approved_on")
    if found.document_type != DocumentType.CPS and decision is not None:
        raise Refused(
            f"{found.short_name} is not approved by the PMA: only the CPS is. Say who approved it, as reported.",
            rule="R05",
            paragraph="16, 36",
            field="decision",
        )
    if found.document_type == DocumentType.CPS and decision is not None:
        held = valid_decision_on(desk, decision, "document version", version.id, asked=Asked.APPROVE_DOCUMENT)
        if approved_on < held.decided_on:
            raise Refused(
                f"The PMA decided on {held.decided_on.isoformat()}; it was not approved before.", field="approved_on"
            )
        by = f"the PMA, {held.reference}"
    if not by:
        raise Refused("Say who approved it.", field="approved_by")
    if found.document_type == DocumentType.CPS and decision is None:
        desk.keep_irregular(
            found,
            f"{found.short_name} {version.label} is in the register as approved on {approved_on.isoformat()}"
            " without the"
            " decision of the PMA that approved it",
            rule="R08",
            paragraph="16",
        )
    desk.step(
        version,
        DocumentVersionState.APPROVED,
        kind="document version",
        named=f"{found.short_name} {version.label}",
        deed="document.approve_version",
    )
    version.approved_on, version.approved_by = approved_on, by
    return found.reference


@deed("document.bring_into_force", "Record that a version is in force")
def bring_into_force(
    desk: Desk,
    *,
    document: DocumentRef,
    version_label: VersionLabel,
    effective_from: Annotated[date, plain("In force from")],
) -> str:
    """Record the day a version takes effect; the version before it ends the day before."""
    found = find_document(desk, document)
    version = find_version(desk, found, version_label)
    for other in desk.all(DocumentVersion, document_id=found.id):
        if not _in_force_on(other, effective_from):
            continue
        if other.effective_from is not None and other.effective_from >= effective_from:
            raise Refused(
                f"{found.short_name} {other.label} has been in force since {other.effective_from.isoformat()};"
                " a later version takes effect after it.",
                field="effective_from",
            )
        if other.state == DocumentVersionState.IN_FORCE:
            desk.step(
                other,
                DocumentVersionState.SUPERSEDED,
                kind="document version",
                named=f"{found.short_name} {other.label}",
                deed="document.bring_into_force",
            )
        other.effective_to = effective_from - timedelta(days=1)
    desk.step(
        version,
        DocumentVersionState.IN_FORCE,
        kind="document version",
        named=f"{found.short_name} {version.label}",
        deed="document.bring_into_force",
    )
    version.effective_from = effective_from
    return found.reference


def _in_force_on(version: DocumentVersion, day: date) -> bool:
    """Whether a version is in force on the day, or later: also one that was to end later than it now does."""
    if version.state == DocumentVersionState.IN_FORCE:
        return True
    return (
        version.state == DocumentVersionState.SUPERSEDED
        and version.effective_to is not None
        and version.effective_to >= day
    )


@deed("document.withdraw_version", "Withdraw a version")
def withdraw_version(
    desk: Desk, *, document: DocumentRef, version_label: VersionLabel, reason: Annotated[str, words("Reason")]
) -> str:
    """Record that a version was withdrawn."""
    found = find_document(desk, document)
    version = find_version(desk, found, version_label)
    desk.step(
        version,
        DocumentVersionState.WITHDRAWN,
        kind="document version",
        named=f"{found.short_name} {version.label}",
        deed="document.withdraw_version",
    )
    version.withdrawn_reason = reason
    if version.effective_from is not None and version.effective_to is None:
        version.effective_to = max(desk.day, version.effective_from)
    return found.reference

"""Extracts decided and released: approval, the leak check bound to the very bytes, recipients, correction, recall."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pma_assure.records import document_values, participants
from pma_assure.records.extracts import (
    Extract,
    ExtractVersion,
    ExtractVersionText,
    Passage,
    PassageText,
    Recipient,
    Release,
    Representation,
)
from pma_assure.records.meetings import Decision
from pma_assure.records.organisations import Organisation
from pma_assure.records.plans import PlanVersion
from pma_assure.rules import redaction
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import Asked, Disposition, ExtractState
from pma_assure.values.leak_check import ExtractRenderer, LeakCheck, LeakChecker
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.advice import keep_issued
from pma_assure.workflows.decisions import valid_decision_on
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.extracts import (
    ExtractRef,
    current,
    move,
    new_version,
    not_quoted_in,
    of_version,
    own_words_do_not_quote,
)
from pma_assure.workflows.parameters import Service, line, plain, ref, rows, words

MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientGiven:
    """Who receives the release, and how."""

    name: Annotated[str, line("Recipient")]
    channel: Annotated[str, line("Channel")] = "SEC website, Parties' area"
    organisation: Annotated[str | None, ref("organisation", label="Organisation")] = None


@deed(
    "extract.approve",
    "Record the PMA's approval",
    refuses=(
        "a passage is undecided, published without necessity or withheld without a ground (R73, R74)",
        "whether the participant is named is not decided; the comparison is not answered",
        "a representation is not answered (R74, paragraph 75)",
        "no valid decision of the PMA on exactly this version",
    ),
)
def approve(
    desk: Desk,
    *,
    extract: ExtractRef,
    decision: Annotated[str, ref("decision", label="Decision", help="Of the PMA, on exactly this version.")],
) -> str:
    """Record that the PMA decided to publish exactly this version."""
    found, version = current(desk, extract)
    text = desk.beside(ExtractVersionText, extract_version_id=version.id)
    lacking = redaction.lacking_for_approval(
        document_values.passage_facts(desk.session, version.id),
        extract=version.reference,
        name_participant=version.name_participant,
        comparison_answer=text.comparison_answer,
    )
    if lacking:
        sentences = "; ".join(one.sentence for one in lacking[:5])
        more = f"; and {len(lacking) - 5} more" if len(lacking) > 5 else ""
        raise Refused(
            f"{found.reference} cannot be approved: {sentences}{more}.",
            rule=lacking[0].rule,
            paragraph=lacking[0].paragraph,
            field="extract",
        )
    waiting = [row.number for row in desk.all(Representation, extract_version_id=version.id) if not row.answer.strip()]
    if waiting:
        raise Refused(
            f"Answer representation {', '.join(map(str, sorted(waiting)))} first.",
            rule="R74",
            paragraph="64, 75",
            field="extract",
        )
    own_words_do_not_quote(desk, found, version)
    held = valid_decision_on(desk, decision, "extract", version.id, asked=Asked.PUBLISH)
    _not_to_withhold(desk, version, held)
    move(desk, found, version, ExtractState.APPROVED, "extract.approve")
    version.decision_id = held.id
    return found.reference


def _not_to_withhold(desk: Desk, version: ExtractVersion, held: Decision) -> None:
    """The decision by which everything was withheld does not approve the same words when they come again."""
    if version.decision_id is None or version.state != ExtractState.READY_FOR_DECISION:
        return  # from any other state the step itself is refused, with what is so
    withheld_by = desk.session.get_one(Decision, version.decision_id)
    if held.decided_at <= withheld_by.decided_at:
        raise Refused(
            f"By {withheld_by.reference} the PMA decided to publish nothing of this. Put it to a meeting again.",
            rule="R73",
            paragraph="75",
            field="decision",
        )


@deed("extract.withhold_entirely", "Record that nothing is published", refuses=("no valid decision of the PMA on it",))
def withhold_entirely(
    desk: Desk,
    *,
    extract: ExtractRef,
    decision: Annotated[str, ref("decision", label="Decision")],
    review_date: Annotated[date, plain("To be reviewed on")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Record that the PMA decided to publish nothing for now, and when it looks at it again."""
    found, version = current(desk, extract)
    held = valid_decision_on(desk, decision, "extract", version.id, asked=Asked.WITHHOLD_ENTIRELY)
    if review_date <= desk.day:
        raise Refused("The review lies ahead, not behind.", field="review_date")
    move(desk, found, version, ExtractState.WITHHELD_ENTIRELY, "extract.withhold_entirely")
    version.decision_id, version.review_date = held.id, review_date
    desk.beside(ExtractVersionText, extract_version_id=version.id).state_reason = reason
    return found.reference


@deed("extract.redraft", "Take up drafting again")
def redraft(desk: Desk, *, extract: ExtractRef) -> str:
    """Draft again after everything was withheld."""
    found, version = current(desk, extract)
    move(desk, found, version, ExtractState.DRAFTING, "extract.redraft")
    # The decision to withhold stays beside the version, so that it cannot serve as one to publish.
    version.review_date = version.reviewed_by_id = version.reviewed_on = None
    desk.beside(ExtractVersionText, extract_version_id=version.id).comparison_answer = ""
    return found.reference


@deed(
    "extract.release",
    "Release to the Parties",
    refuses=(
        "the extract is not Approved, or was changed since the decision (R73, paragraph 75)",
        "the leak check finds a withheld text in the finished file, or was made of other bytes",
        "nobody is named as recipient",
    ),
)
def release(
    desk: Desk,
    *,
    extract: ExtractRef,
    recipients: Annotated[tuple[RecipientGiven, ...], rows("Recipients")],
    renderer: Annotated[ExtractRenderer, Service()],
    checker: Annotated[LeakChecker, Service()],
) -> str:
    """Make the PDF and the workbook, check the finished files for every withheld text, keep and release them.

    Nothing is released without a passing check bound to the very bytes; the caller supplies renderer and checker and
    cannot forget them.
    """
    found, version = current(desk, extract)
    if not recipients:
        raise Refused("Say who receives it.", rule="R73", paragraph="75", field="recipients")
    approved = version.state == ExtractState.APPROVED
    move(desk, found, version, ExtractState.RELEASED, "extract.release")
    if approved:
        _decision_still_holds(desk, version)
    own_words_do_not_quote(desk, found, version)
    version.released_at, version.released_on = desk.now, desk.day
    desk.session.flush()
    files, checks = checked_files(desk, found, version, renderer, checker)
    kept = desk.add(
        Release(
            extract_version_id=version.id,
            released_at=desk.now,
            released_by_id=desk.acting.person_id,
            pdf_sha256=checks["pdf"].sha256,
            workbook_sha256=checks["xlsx"].sha256,
            withheld_texts=checks["pdf"].withheld_texts,
            places="\n".join([*checks["pdf"].places, *checks["xlsx"].places]),
        )
    )
    desk.session.flush()
    for format_, content in files.items():
        keep_issued(
            desk,
            kind="extract",
            record_id=version.id,
            case_id=found.case_id,
            reference=f"{version.reference}.{format_}",
            title=found.title,
            media_type=MEDIA_TYPES[format_],
            content=content,
        )
    for given in recipients:
        organisation = (
            None if given.organisation is None else desk.find(Organisation, given.organisation, field="recipients")
        )
        desk.add(
            Recipient(
                extract_version_id=version.id,
                release_id=kept.id,
                name=given.name,
                organisation_id=None if organisation is None else organisation.id,
                channel=given.channel,
            )
        )
    _correct_earlier(desk, found, version)
    return found.reference


def _decision_still_holds(desk: Desk, version: ExtractVersion) -> None:
    decision = desk.session.get_one(Decision, version.decision_id)
    valid_decision_on(desk, decision.reference, "extract", version.id, asked=Asked.PUBLISH)


def checked_files(
    desk: Desk, extract: Extract, version: ExtractVersion, renderer: ExtractRenderer, checker: LeakChecker
) -> tuple[dict[str, bytes], dict[str, LeakCheck]]:
    """Both files with a passing check each; Refused, naming passage and place, when there is none."""
    document = document_values.extract_document(desk.session, version.id, state="released", dated=desk.day)
    passages = document_values.passage_facts(desk.session, version.id)
    unnamed = participants.names_not_to_be_said(desk.session, extract.case_id, named=version.name_participant)
    withheld = redaction.withheld_texts(passages, extract=version.reference, unnamed=unnamed)
    cleared = redaction.cleared_texts(passages, participant=document.participant, unnamed=unnamed)
    files: dict[str, bytes] = {}
    checks: dict[str, LeakCheck] = {}
    for format_ in MEDIA_TYPES:
        content = renderer(document, format_)
        check = checker(content, format_, withheld, cleared)
        if check.sha256 != hashlib.sha256(content).hexdigest() or check.withheld_texts != len(withheld):
            raise Refused(
                f"The leak check was not made of this {format_.upper()} and these passages. Nothing was released.",
                rule="R73",
                paragraph="75",
            )
        if not check.passed or check.leaks:
            first = check.leaks[0] if check.leaks else None
            where = f"{first.passage} in {first.place}: {first.sentence}" if first else "the check did not pass"
            more = f" and {len(check.leaks) - 1} more places" if len(check.leaks) > 1 else ""
            raise Refused(
                f"The leak check stopped the {format_.upper()}: {where.rstrip('.')}{more}. Nothing was released.",
                rule="R73",
                paragraph="75",
            )
        files[format_], checks[format_] = content, check
    return files, checks


def _correct_earlier(desk: Desk, extract: Extract, version: ExtractVersion) -> None:
    """The version before becomes Corrected, and everybody who received it is on the recall list."""
    for earlier in desk.all(ExtractVersion, extract_id=extract.id, state=ExtractState.RELEASED):
        if earlier.number < version.number:
            desk.step(earlier, ExtractState.CORRECTED, kind="extract", deed="extract.release")
            for recipient in desk.all(Recipient, extract_version_id=earlier.id):
                recipient.to_recall = True


@deed("extract.correct", "Begin a corrected version", refuses=("the extract is not Released",))
def correct(
    desk: Desk,
    *,
    extract: ExtractRef,
    correction: Annotated[
        str, words("What the Parties read about it", "It replaces version 1; it must not tell what was withheld.")
    ],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Begin a new version of a released extract; the released one stands until the new one is released."""
    found, version = current(desk, extract)
    if version.state != ExtractState.RELEASED:
        raise Refused(
            f"{found.reference} is not Released: change it as it is.", rule="R73", paragraph="75", field="extract"
        )
    not_quoted_in(desk, version, correction, field="correction")
    newer = new_version(
        desk,
        found,
        desk.session.get_one(PlanVersion, version.plan_version_id),
        version.number + 1,
        version.classification,
    )
    newer.name_participant = version.name_participant
    text = desk.beside(ExtractVersionText, extract_version_id=newer.id)
    text.correction, text.state_reason = correction, reason
    text.naming_reason = desk.beside(ExtractVersionText, extract_version_id=version.id).naming_reason
    for passage in desk.all(Passage, extract_version_id=version.id, order_by=Passage.position):
        words_of = desk.beside(PassageText, passage_id=passage.id)
        copy = desk.add(
            Passage(
                extract_version_id=newer.id,
                number=passage.number,
                position=passage.position,
                kind=passage.kind,
                part=passage.part,
                paragraph=passage.paragraph,
                due=passage.due,
                disposition=passage.disposition,
                ground=passage.ground,
                summarised=passage.summarised,
                needs_consultation=passage.disposition == Disposition.UNDECIDED,
            )
        )
        desk.session.flush()
        desk.add(
            PassageText(
                passage_id=copy.id,
                text=words_of.text,
                summary=words_of.summary,
                necessity=words_of.necessity,
                note=words_of.note,
            )
        )
    found.number, found.state = newer.number, ExtractState.DRAFTING
    return found.reference


@deed("extract.recall", "Recall the extract", refuses=("the extract is not Released",))
def recall(
    desk: Desk,
    *,
    extract: ExtractRef,
    recalled_on: Annotated[date, plain("Recalled on", usually_today=True)],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Call a released extract back; everybody who received it is on the recall list."""
    found, newest = current(desk, extract.split("/")[0])
    desk.not_ahead(recalled_on, field="recalled_on")
    # A correction may be in the making: what is out is recalled all the same.
    out = desk.all(ExtractVersion, extract_id=found.id, state=ExtractState.RELEASED)
    version = out[0] if out else newest
    of_version(extract, version)
    if version.released_on is not None and recalled_on < version.released_on:
        raise Refused("It was not released yet on that day; look at the days.", field="recalled_on")
    if version is newest:
        move(desk, found, version, ExtractState.RECALLED, "extract.recall")
    else:
        desk.step(version, ExtractState.RECALLED, kind="extract", deed="extract.recall", named=version.reference)
    version.recalled_on = recalled_on
    desk.beside(ExtractVersionText, extract_version_id=version.id).state_reason = reason
    for recipient in desk.all(Recipient, extract_version_id=version.id):
        recipient.to_recall = True
    return found.reference


@deed("extract.tell_recipient", "Record that a recipient was told")
def tell_recipient(
    desk: Desk,
    *,
    extract: ExtractRef,
    recipient: Annotated[str, line("Recipient", "As entered at the release.")],
    told_on: Annotated[date, plain("Told on", usually_today=True)],
) -> str:
    """Record that somebody on the recall list was told."""
    found = desk.find(Extract, extract.split("/")[0], field="extract")
    versions = {row.id for row in desk.all(ExtractVersion, extract_id=found.id)}
    held = [
        row
        for row in desk.all(Recipient, name=recipient.strip())
        if row.extract_version_id in versions and row.to_recall and row.told_on is None
    ]
    if not held:
        raise NotFound(f"{recipient.strip()} is not on the recall list of {found.reference}.", field="recipient")
    desk.not_ahead(told_on, field="told_on")
    for row in held:
        row.told_on = told_on
    return found.reference

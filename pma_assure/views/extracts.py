"""The extract screen: passages as their preparer sees them, what is missing before release, what stands open."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from pma_assure.records import document_values, participants
from pma_assure.records.cases import Case
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
from pma_assure.records.plans import Plan, PlanVersion
from pma_assure.register.register import Register
from pma_assure.rules import redaction
from pma_assure.rules.refusal import NotFound
from pma_assure.rules.state_sets import CARRIED
from pma_assure.rules.vocabulary import DecisionState, LetterState
from pma_assure.rules.wording import count
from pma_assure.values.case_page import ExtractRow
from pma_assure.values.documents import ExtractDocument
from pma_assure.values.extract_page import ExtractPage, PassageView, RepresentationView, ToDo
from pma_assure.views import documents, extract_steps, plans


def document(register: Register, reference: str, as_of: date) -> ExtractDocument:
    """What the Parties would receive now, for the preview."""
    return documents.extract(register, reference, as_of)


def of_case(session: Session, case_id: UUID) -> tuple[ExtractRow, ...]:
    """The extracts of a case with how many passages are published, withheld and undecided."""
    rows = session.execute(
        select(
            Extract.reference,
            Extract.title,
            Extract.state,
            Extract.number,
            ExtractVersion.id,
            Plan.reference.label("plan"),
            Case.reference.label("case"),
        )
        .join(ExtractVersion, (ExtractVersion.extract_id == Extract.id) & (ExtractVersion.number == Extract.number))
        .join(Plan, Plan.id == Extract.plan_id)
        .join(Case, Case.id == Extract.case_id)
        .where(Extract.case_id == case_id)
        .order_by(Extract.reference)
    ).all()
    found = []
    for row in rows:
        counted = Counter(
            one.value
            for one in session.scalars(select(Passage.disposition).where(Passage.extract_version_id == row.id))
        )
        found.append(
            ExtractRow(
                reference=row.reference,
                title=row.title,
                state=row.state.value,
                number=row.number,
                plan=row.plan,
                case=row.case,
                published=counted["publish"],
                withheld=counted["withhold"],
                undecided=counted["undecided"],
            )
        )
    return tuple(found)


def page(register: Register, as_of: date, reference: str) -> ExtractPage:
    """The newest version of an extract, whole. Raises NotFound."""
    asked = reference.strip().upper().split("/")[0]
    with register.reading() as session:
        row: Any = session.execute(
            select(
                Extract.reference,
                Extract.title,
                Extract.audience,
                Extract.case_id,
                Extract.version,
                ExtractVersion.id,
                ExtractVersion.reference.label("version_reference"),
                ExtractVersion.number,
                ExtractVersion.state,
                ExtractVersion.classification,
                ExtractVersion.prepared_by_id,
                ExtractVersion.name_participant,
                ExtractVersion.consulted_on,
                ExtractVersion.respond_by,
                ExtractVersion.reviewed_by_id,
                ExtractVersion.decision_id,
                ExtractVersionText.naming_reason,
                ExtractVersionText.review_note,
                ExtractVersionText.comparison_answer,
                ExtractVersionText.correction,
                Case.reference.label("case"),
                Case.title.label("case_title"),
                Organisation.name.label("organisation"),
                Plan.reference.label("plan"),
                PlanVersion.number.label("plan_version"),
            )
            .join(ExtractVersion, (ExtractVersion.extract_id == Extract.id) & (ExtractVersion.number == Extract.number))
            .join(ExtractVersionText, ExtractVersionText.extract_version_id == ExtractVersion.id)
            .join(Case, Case.id == Extract.case_id)
            .join(Organisation, Organisation.id == Case.organisation_id)
            .join(Plan, Plan.id == Extract.plan_id)
            .join(PlanVersion, PlanVersion.id == ExtractVersion.plan_version_id)
            .where(Extract.reference == asked)
        ).first()
        if row is None:
            raise NotFound(f"There is no extract {reference.strip()[:40]!r} in this register.", field="reference")
        return _page(session, row, as_of)


def _page(session: Session, row: Any, as_of: date) -> ExtractPage:
    passages = _passages(session, row)
    facts = document_values.passage_facts(session, row.id)
    unnamed = participants.names_not_to_be_said(session, row.case_id, named=row.name_participant)
    open_ones = redaction.standing_open(facts, unnamed=unnamed)
    representations = _representations(session, row)
    decided = _decision_on(session, row.id)
    letters = extract_steps.letters(session, row.id)
    changed = plans.changed_since_decision(session, "extract", row.id)
    names = document_values.people_names(
        session, [key for key in (row.prepared_by_id, row.reviewed_by_id) if key is not None]
    )
    recipients = tuple(
        (one.name, one.channel, one.to_recall)
        for one in session.execute(
            select(Recipient.name, Recipient.channel, Recipient.to_recall)
            .join(ExtractVersion, ExtractVersion.id == Recipient.extract_version_id)
            .join(Extract, Extract.id == ExtractVersion.extract_id)
            .where(Extract.reference == row.reference)
            .order_by(ExtractVersion.number, Recipient.name)
        )
    )
    grounds = Counter(
        passage.ground for passage in passages if passage.disposition == "withhold" and passage.ground is not None
    )
    return ExtractPage(
        reference=row.reference,
        version_reference=row.version_reference,
        number=row.number,
        title=row.title,
        state=row.state.value,
        case=row.case,
        case_title=row.case_title,
        plan=row.plan,
        plan_version=row.plan_version,
        organisation=row.organisation,
        audience=row.audience,
        classification=row.classification.value,
        prepared_by=names[row.prepared_by_id],
        name_participant=row.name_participant,
        naming_reason=row.naming_reason,
        consulted_on=row.consulted_on,
        respond_by=row.respond_by,
        letters=tuple(one.reference for one in letters if one.state == LetterState.SENT),
        reviewed_by=None if row.reviewed_by_id is None else names[row.reviewed_by_id],
        review_note=row.review_note,
        comparison_answer=row.comparison_answer,
        passages=passages,
        representations=representations,
        before_release=_before_release(
            session, row, facts, passages, representations, open_ones, decided, changed, as_of
        ),
        withheld_counts=tuple(sorted(grounds.items())),
        also_open=tuple(
            (
                f"{row.version_reference}.{hidden}" if hidden else "The participant's name",
                f"{row.version_reference}.{where}",
            )
            for hidden, where in open_ones
        ),
        decision=decided,
        changed_since_decision=changed,
        recipients=recipients,
        actions=extract_steps.actions(
            row.reference,
            row.state,
            decided,
            representations,
            passages,
            letters,
            row.consulted_on,
            over=row.respond_by is not None and as_of > row.respond_by,
        ),
        version=row.version,
    )


def _passages(session: Session, row: Any) -> tuple[PassageView, ...]:
    rows = session.execute(
        select(
            Passage.number,
            Passage.kind,
            Passage.part,
            Passage.paragraph,
            Passage.disposition,
            Passage.ground,
            Passage.summarised,
            Passage.needs_consultation,
            Passage.due,
            PassageText.text,
            PassageText.necessity,
            PassageText.summary,
        )
        .join(PassageText, PassageText.passage_id == Passage.id)
        .where(Passage.extract_version_id == row.id)
        .order_by(Passage.position)
    )
    return tuple(
        PassageView(
            reference=f"{row.version_reference}.{one.number}",
            number=one.number,
            kind=one.kind.value,
            part=one.part,
            paragraph=one.paragraph,
            text=one.text,
            disposition=one.disposition.value,
            ground=None if one.ground is None else one.ground.value,
            necessity=one.necessity,
            summary=one.summary,
            summarised=one.summarised,
            needs_consultation=one.needs_consultation,
            due=one.due,
        )
        for one in rows
    )


def _representations(session: Session, row: Any) -> tuple[RepresentationView, ...]:
    rows = session.execute(
        select(
            Representation.number,
            Representation.received_on,
            Representation.words,
            Representation.claimed_ground,
            Representation.answer,
            Representation.answered_on,
            Passage.number.label("passage"),
        )
        .outerjoin(Passage, Passage.id == Representation.passage_id)
        .where(Representation.extract_version_id == row.id)
        .order_by(Representation.number)
    )
    return tuple(
        RepresentationView(
            number=one.number,
            passage=None if one.passage is None else f"{row.version_reference}.{one.passage}",
            received_on=one.received_on,
            words=one.words,
            claimed_ground=None if one.claimed_ground is None else one.claimed_ground.value,
            answer=one.answer,
            answered_on=one.answered_on,
        )
        for one in rows
    )


def _decision_on(session: Session, key: UUID) -> str | None:
    return session.execute(
        select(Decision.reference)
        .where(Decision.subject_id == key, Decision.state == DecisionState.RECORDED, Decision.result.in_(CARRIED))
        .order_by(Decision.decided_at.desc())
        .limit(1)
    ).scalar()


def _todo(what: str, done: bool, rule: str, paragraph: str, *, stopped: bool = False) -> ToDo:
    return ToDo(what=what, status="done" if done else "stopped" if stopped else "open", rule=rule, paragraph=paragraph)


def _before_release(
    session: Session,
    row: Any,
    facts: tuple[redaction.PassageFacts, ...],
    passages: tuple[PassageView, ...],
    representations: tuple[RepresentationView, ...],
    open_ones: tuple[tuple[int, int], ...],
    decided: str | None,
    changed: str | None,
    as_of: date,
) -> tuple[ToDo, ...]:
    """Everything between here and a release, in the order in which it is done."""
    published = [one for one in facts if one.published]
    withheld = [one for one in facts if one.withheld and one.ground is not None]
    undecided = sum(1 for one in passages if one.disposition == "undecided")
    answered = sum(1 for one in representations if one.answer)
    released = session.execute(select(Release.withheld_texts).where(Release.extract_version_id == row.id)).scalar()
    lines = [
        _todo(
            f"{count(undecided, 'passage')} undecided" if undecided else "Every passage is decided",
            not undecided,
            "R73",
            "75",
        ),
        _todo(
            f"{count(len(published), 'passage')} published, each with its reason",
            bool(published) and all(one.necessity.strip() for one in published),
            "R73",
            "75",
        ),
        _todo(f"{count(len(withheld), 'passage')} withheld, each with its ground", not undecided, "R74", "64, 75"),
        _todo(
            "Participant named? " + {None: "Not decided", True: "Yes", False: "No"}[row.name_participant],
            row.name_participant is not None,
            "R73",
            "75",
        ),
    ]
    for hidden, where in open_ones:
        what = f"{row.version_reference}.{hidden}" if hidden else "the participant's name"
        lines.append(
            _todo(
                f"The words of {what} also stand open in {row.version_reference}.{where}",
                False,
                "R73",
                "75",
                stopped=True,
            )
        )
    for number, place in redaction.own_words_quoting(
        facts, title=row.title, audience=row.audience, correction=row.correction
    ):
        what = f"The {place} quotes what is withheld in {row.version_reference}.{number}: say it in other words"
        lines.append(_todo(what, False, "R74", "64, 75", stopped=True))
    for hidden, where, shared in redaction.shared_runs(facts):
        lines.append(
            _todo(
                f"{row.version_reference}.{where} is published and shares words with {row.version_reference}.{hidden},"
                f" which is withheld: “{shared}”. The second reviewer answers whether they tell what is withheld",
                bool(row.comparison_answer.strip()),
                "R73",
                "75",
            )
        )
    consulted = row.consulted_on is not None and not any(one.needs_consultation for one in passages)
    passed = row.respond_by is not None and as_of > row.respond_by
    lines += [
        _todo("The participant was consulted on what is published", consulted, "R74", "64, 75"),
        _todo(
            f"Representations: {answered} of {len(representations)} answered"
            if representations
            else ("No representations came; their date passed" if passed else "Representations are awaited"),
            answered == len(representations) and (bool(representations) or passed),
            "R74",
            "64, 75",
        ),
        _todo("Second reviewer, not the preparer", row.reviewed_by_id is not None, "R73", "75"),
        _todo("Could a reader work out what is withheld? Answered", bool(row.comparison_answer.strip()), "R73", "75"),
        _todo(
            changed
            if changed and decided
            else f"Decision of the PMA on this version{f': {decided}' if decided else ''}",
            decided is not None and changed is None,
            "R73",
            "75",
            stopped=bool(changed and decided),
        ),
        _todo(
            "Leak check of the finished files"
            + (
                f": {released} withheld texts looked for, none found"
                if released is not None
                else ", made at the release"
            ),
            released is not None,
            "R73",
            "75",
        ),
    ]
    return tuple(lines)

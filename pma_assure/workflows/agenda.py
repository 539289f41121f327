"""The agenda of a meeting: items put, circulated, amended, taken, noted, put off; who is excused from one."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, NamedTuple
from uuid import UUID

from pma_assure.records import contents, meeting_facts
from pma_assure.records.assessments import Assessment
from pma_assure.records.cases import BreachConsideration, Case, Finding
from pma_assure.records.document_set import DocumentVersion, SetDocument
from pma_assure.records.extracts import Extract, ExtractVersion
from pma_assure.records.meetings import AgendaItem, AgendaItemText, Circulation, Meeting, Recusal
from pma_assure.records.organisations import Organisation
from pma_assure.records.papers import Advice, AdviceVersion
from pma_assure.records.people import Person
from pma_assure.records.plans import Plan
from pma_assure.records.reliance import RelianceDecision
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.fingerprint import canonical, fingerprint
from pma_assure.rules.quorum import decide
from pma_assure.rules.references import kind_of
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.state_sets import BEFORE_NOTICE
from pma_assure.rules.vocabulary import Asked, AssessmentKind, ItemState
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows import emergency_business
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.agenda_of_the_document_set import SUBJECTS_OF_THE_DOCUMENT_SET
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.meetings import MeetingRef, not_over, sat_then
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.people import PersonRef
from pma_assure.workflows.reevaluation import flag_those_of

ItemRef = Annotated[str, ref("item", label="Item")]
ABOUT_A_CASE = (
    "advice",
    "extract",
    "plan",
    "assessment",
    "assessment order",
    "breach consideration",
    "finding",
    "charge",
    *emergency_business.KINDS,
)
ASKED_OF: dict[str | None, tuple[Asked, ...]] = {
    "advice": (Asked.ISSUE_ADVICE,),
    "extract": (Asked.PUBLISH, Asked.WITHHOLD_ENTIRELY),
    "plan": (Asked.VERIFY_COMPLETION,),
    "document version": (Asked.APPROVE_DOCUMENT,),
    "reliance": (Asked.RELY,),
    "assessment": (Asked.CONCLUDE_ASSESSMENT,),
    "assessment order": (Asked.ORDER_ASSESSMENT,),
    "breach consideration": (Asked.CONSIDER_BREACH,),
    "finding": (Asked.SETTLE_DISPUTE, Asked.ADVISE_ACCEPTED_RISK),
    "document review": (Asked.CONCLUDE_REVIEW, Asked.RAISE_MODIFICATION),
    "modification": (Asked.RAISE_MODIFICATION,),
    "support request": (Asked.ANSWER_REQUEST,),
    "charge": (Asked.RECOMMEND_CHARGE,),
    None: (Asked.OTHER, Asked.RAISE_MODIFICATION),
    **emergency_business.ASKED_OF,
}
"""What can be asked of each kind of subject, first what is meant if nothing is said; of each, something else too."""


class _Business(NamedTuple):
    """What an item is on (nothing: a motion alone), the case it belongs to and the organisation it concerns."""

    kind: str | None = None
    subject_id: UUID | None = None
    reference: str | None = None
    case_id: UUID | None = None
    organisation_id: UUID | None = None


def _subject(desk: Desk, reference: str) -> _Business:
    """What an item is about, and whose case it is in."""
    asked = reference.strip().upper()
    kind = kind_of(asked.split("/")[0])
    if kind == "advice":
        advice = desk.find(Advice, asked.split("/")[0], field="subject")
        version = desk.all(AdviceVersion, advice_id=advice.id, label=advice.label)[0]
        case = desk.session.get_one(Case, advice.case_id)
        return _Business("advice", version.id, advice.reference, case.id, case.organisation_id)
    if kind == "extract":
        extract = desk.find(Extract, asked.split("/")[0], field="subject")
        newest = desk.all(ExtractVersion, extract_id=extract.id, number=extract.number)[0]
        case = desk.session.get_one(Case, extract.case_id)
        return _Business("extract", newest.id, extract.reference, case.id, case.organisation_id)
    if kind == "plan":
        plan = desk.find(Plan, asked, field="subject")
        return _Business("plan", plan.id, plan.reference, plan.case_id, plan.organisation_id)
    if kind == "assessment":
        assessed = desk.find(Assessment, asked.split("/")[0], field="subject")
        ordered = assessed.kind == AssessmentKind.AD_HOC and assessed.state in BEFORE_NOTICE
        about = "assessment order" if ordered else "assessment"
        return _Business(about, assessed.id, assessed.reference, assessed.case_id, assessed.organisation_id)
    if kind == "breach":
        breach = desk.find(BreachConsideration, asked, field="subject")
        case = desk.session.get_one(Case, breach.case_id)
        return _Business("breach consideration", breach.id, breach.reference, case.id, case.organisation_id)
    if kind == "document":
        document = desk.find(SetDocument, asked.split("/")[0], field="subject")
        held = desk.all(DocumentVersion, document_id=document.id, order_by=DocumentVersion.id)
        if "/" in asked:
            held = [row for row in held if row.label.upper() == asked.split("/", 1)[1]]
        if not held:
            raise NotFound(f"{document.short_name} has no such version to decide on.", field="subject")
        version_row = held[-1]
        return _Business(
            "document version", version_row.id, f"{document.reference}/{version_row.label}", None, document.owner_id
        )
    if kind == "finding":
        finding = desk.find(Finding, asked, field="subject")
        case = desk.session.get_one(Case, finding.case_id)
        return _Business("finding", finding.id, finding.reference, case.id, case.organisation_id)
    if kind == "reliance":
        reliance = desk.find(RelianceDecision, asked, field="subject")
        return _Business("reliance", reliance.id, reliance.reference, reliance.case_id, reliance.organisation_id)
    if kind in SUBJECTS_OF_THE_DOCUMENT_SET:
        return _Business(*SUBJECTS_OF_THE_DOCUMENT_SET[kind](desk, asked))
    if kind in ("suspension", "crl_instruction"):
        return _Business(*emergency_business.subject(desk, asked))
    raise Refused(
        "The PMA decides on advice, an assessment, a breach consideration, a finding, an extract, a plan, a reliance, a"
        " document version, a document's review, a modification, a request for support, a charge, a suspension, a"
        f" notice or a CRL instruction, not on {asked}.",
        field="subject",
    )


@deed(
    "item.list",
    "Put an item on the agenda",
    refuses=(
        "the meeting is over",
        "the subject belongs to another case, or concerns another organisation",
        "advice, a plan or an extract is said, without a reason, not to be action against whom it concerns (R29)",
        "that cannot be asked of the subject",
    ),
)
def list_item(
    desk: Desk,
    *,
    meeting: MeetingRef,
    title: Annotated[str, line("Title")],
    subject: Annotated[
        str | None,
        ref(
            "advice",
            "extract",
            "plan",
            "assessment",
            "breach",
            "finding",
            "reliance",
            "document",
            "document_review",
            "modification",
            "support_request",
            "charge",
            "suspension",
            "notice",
            "crl_instruction",
            label="Decides on",
            help="What exactly is put to the members.",
        ),
    ] = None,
    case: Annotated[str | None, ref("case", label="Case")] = None,
    organisation: Annotated[
        str | None, ref("organisation", label="Concerns", help="Empty: the case's organisation.")
    ] = None,
    against_organisation: Annotated[
        bool, plain("Action against it is considered", "Its people are then excused (paragraph 35).")
    ] = True,
    not_against_because: Annotated[
        str, words("Not action against it, because", "Needed where its people stay for advice, a plan or an extract.")
    ] = "",
    motion: Annotated[str, words("Motion")] = "",
    reasons: Annotated[str, words("Reasons, and why this is proportionate")] = "",
    asks: Annotated[
        Asked | None,
        plain(
            "Asks the PMA", "Empty: to issue advice, to publish an extract, to verify a plan, to approve a document."
        ),
    ] = None,
    paper_by: Annotated[str | None, line("Paper prepared by", "Empty: the PKI Specialist.")] = None,
) -> str:
    """Put an item of business on a meeting's agenda, with what is to be decided."""
    found = desk.find(Meeting, meeting, field="meeting")
    not_over(found)
    about = _concerned(desk, _Business() if subject is None else _subject(desk, subject), case, organisation)
    against = against_organisation and about.organisation_id is not None
    if not against:
        _reason_given(desk, about, not_against_because)
    number = 1 + max((row.number for row in desk.all(AgendaItem, meeting_id=found.id)), default=0)
    item = desk.add(
        AgendaItem(
            reference=f"{found.reference}/{number}",
            meeting_id=found.id,
            number=number,
            title=title,
            state=ItemState.LISTED,
            case_id=about.case_id,
            organisation_id=about.organisation_id,
            against_organisation=against,
            subject_kind=about.kind,
            subject_id=about.subject_id,
            subject_reference=about.reference,
            asks=_asked(about.kind, asks),
            paper_by=(paper_by or "").strip() or None,
        )
    )
    desk.session.flush()
    because = "" if against else not_against_because.strip()
    desk.add(AgendaItemText(item_id=item.id, motion=motion, reasons=reasons, not_against_because=because))
    desk.session.flush()
    forecast = decide(meeting_facts.question(desk.session, item.id, at=None))
    if not forecast.quorate:
        desk.notes.append(f"Forecast for {item.reference}: {forecast.sentence}")
    return item.reference


def _concerned(desk: Desk, about: _Business, case: str | None, organisation: str | None) -> _Business:
    """The business with the case and the organisation named beside it; they do not contradict its subject."""
    if case is not None:
        folder = desk.find(Case, case, field="case")
        if about.case_id is not None and about.case_id != folder.id:
            raise Refused(f"{about.reference} belongs to another case than {folder.reference}.", field="case")
        about = about._replace(case_id=folder.id, organisation_id=about.organisation_id or folder.organisation_id)
    if organisation is not None:
        concerned = desk.find(Organisation, organisation, field="organisation")
        if about.organisation_id is not None and about.organisation_id != concerned.id:
            # Naming somebody else would let the people of whom it concerns stay in the room (R29).
            named = desk.session.get_one(Organisation, about.organisation_id).name
            raise Refused(
                f"{about.reference or case} concerns {named}, not {concerned.name}.",
                rule="R29",
                paragraph="26, 35",
                field="organisation",
            )
        about = about._replace(organisation_id=concerned.id)
    return about


def _reason_given(desk: Desk, about: _Business, because: str) -> None:
    """Refuse that the people of whom a paper concerns stay for it without a reason (R29)."""
    if about.organisation_id is not None and about.kind in ABOUT_A_CASE and not because.strip():
        name = desk.session.get_one(Organisation, about.organisation_id).name
        raise Refused(
            f"Say why {about.reference} is not action against {name}: its people would stay and vote.",
            rule="R29",
            paragraph="26, 35",
            field="not_against_because",
        )


def _asked(kind: str | None, asks: Asked | None) -> Asked:
    """What an item on such a subject asks; Refused where that cannot be asked of it."""
    possible = tuple(dict.fromkeys((*ASKED_OF.get(kind, ()), Asked.OTHER)))
    if asks is None:
        return possible[0]
    if asks not in possible:
        can = " or ".join(f"“{label(one)}”" for one in possible)
        raise Refused(f"An item on {kind or 'no record'} cannot ask “{label(asks)}”, only {can}.", field="asks")
    return asks


@deed(
    "item.circulate",
    "Circulate the paper",
    refuses=("there is nothing to circulate", "the item was taken already", "the day is before the last circulation"),
)
def circulate(
    desk: Desk, *, item: ItemRef, circulated_on: Annotated[date, plain("Circulated on", usually_today=True)]
) -> str:
    """Freeze the paper as it goes to the members; after the day papers are due it is marked late."""
    found = desk.find(AgendaItem, item, field="item")
    meeting = desk.session.get_one(Meeting, found.meeting_id)
    desk.not_ahead(circulated_on, field="circulated_on")
    if found.state != ItemState.LISTED:
        raise Refused(
            f"{found.reference} is {label(found.state)}: what was circulated stands as it was.",
            rule="R12",
            paragraph="18",
            field="item",
        )
    if found.circulated_on is not None:
        if circulated_on < found.circulated_on:
            raise Refused(
                f"{found.reference} went out on {say_day(found.circulated_on)}; it cannot go again before that.",
                field="circulated_on",
            )
        desk.notes.append(f"The paper circulated on {say_day(found.circulated_on)} is kept beside this one.")
    content = contents.content_of(desk.session, found.subject_kind, found.subject_id)
    text = desk.beside(AgendaItemText, item_id=found.id)
    if not content and not text.motion.strip():
        raise Refused(f"{found.reference} has neither a subject nor a motion yet.", field="item")
    content = content or {"kind": "motion", "item": found.reference, "motion": text.motion}
    found.circulated_on, found.circulated_fingerprint = circulated_on, fingerprint(content)
    desk.add(
        Circulation(
            item_id=found.id,
            number=1 + len(desk.all(Circulation, item_id=found.id)),
            circulated_on=circulated_on,
            motion=text.motion,
            reasons=text.reasons,
            fingerprint=found.circulated_fingerprint,
            copy=canonical(content),
        )
    )
    due = meeting_facts.papers_due(desk.session, uk_day(meeting.starts_at))
    if circulated_on > due:
        desk.notes.append(f"The paper is late: papers for {meeting.reference} were due on {say_day(due)}.")
    return found.reference


@deed("item.amend_motion", "Amend the motion", refuses=("the item is decided",))
def amend_motion(
    desk: Desk,
    *,
    item: ItemRef,
    motion: Annotated[str, words("Motion as it is put now")],
    reasons: Annotated[str | None, words("Reasons, and why this is proportionate")] = None,
    asks: Annotated[Asked | None, plain("Asks the PMA", "Empty: as before.")] = None,
) -> str:
    """Change the motion before it is put; the text as first put is kept beside it."""
    found = desk.find(AgendaItem, item, field="item")
    if found.state not in (ItemState.LISTED, ItemState.UNDER_DISCUSSION):
        raise Refused(
            f"{found.reference} is {label(found.state)}; its motion stands.", rule="R12", paragraph="18", field="item"
        )
    text = desk.beside(AgendaItemText, item_id=found.id)
    if text.motion and not text.motion_as_first_put and text.motion != motion:
        text.motion_as_first_put = text.motion
    text.motion = motion
    if reasons is not None:
        text.reasons = reasons
    if asks is not None:
        found.asks = _asked(found.subject_kind, asks)
    return found.reference


@deed("item.excuse", "Excuse somebody", refuses=("the person is excused from this item already",))
def excuse(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    reason: Annotated[str, words("Reason")],
    left_at: Annotated[datetime | None, plain("Left at")] = None,
) -> str:
    """Record that a member excuses himself or herself from an item, and does not count for it (R29)."""
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    for held in desk.all(Recusal, item_id=found.id, person_id=who.id):
        if held.withdrawn_on is None:
            raise Refused(f"{who.name} is excused from {found.reference} already.", field="person")
        held.withdrawn_on, held.reason, held.left_at = None, f"{held.reason}; again: {reason}", left_at
        _after(desk, found)
        return found.reference
    desk.add(Recusal(item_id=found.id, person_id=who.id, reason=reason, left_at=left_at))
    _after(desk, found)
    return found.reference


def _after(desk: Desk, item: AgendaItem) -> None:
    """A recusal recorded after the decision flags it; it never changes it."""
    if item.state == ItemState.DECIDED:
        flag_those_of(desk, item.meeting_id)


@deed("item.withdraw_excuse", "Withdraw an excuse")
def withdraw_excuse(
    desk: Desk,
    *,
    item: ItemRef,
    person: PersonRef,
    reason: Annotated[str, words("Reason", "The Chair ruled otherwise, or it was entered by mistake.")],
) -> str:
    """Withdraw a recusal. A direct link to the organisation concerned keeps a member out all the same (R29)."""
    found = desk.find(AgendaItem, item, field="item")
    who = desk.find(Person, person, field="person")
    held = [row for row in desk.all(Recusal, item_id=found.id, person_id=who.id) if row.withdrawn_on is None]
    if not held:
        raise NotFound(f"{who.name} is not excused from {found.reference}.", field="person")
    held[0].withdrawn_on, held[0].reason = desk.day, f"{held[0].reason} (withdrawn: {reason})"
    _after(desk, found)
    return found.reference


@deed("item.begin", "Take the item", refuses=("the meeting was not in session then",))
def begin(desk: Desk, *, item: ItemRef, begun_at: Annotated[datetime, plain("Taken at", usually_today=True)]) -> str:
    """The meeting takes the item."""
    found = desk.find(AgendaItem, item, field="item")
    meeting = desk.session.get_one(Meeting, found.meeting_id)
    sat_then(desk, meeting, begun_at, field="begun_at")
    desk.step(found, ItemState.UNDER_DISCUSSION, kind="item", deed="item.begin")
    found.begun_at = begun_at
    return found.reference


@deed("item.note", "Note the item")
def note(desk: Desk, *, item: ItemRef, note: Annotated[str, words("What was noted")]) -> str:
    """The members took note; nothing was decided."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.NOTED, kind="item", deed="item.note")
    desk.beside(AgendaItemText, item_id=found.id).note = note
    return found.reference


@deed("item.defer", "Defer the item")
def defer(desk: Desk, *, item: ItemRef, reason: Annotated[str, words("Reason")]) -> str:
    """Put the item off to another meeting, with the reason."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.DEFERRED, kind="item", deed="item.defer")
    desk.beside(AgendaItemText, item_id=found.id).state_reason = reason
    return found.reference


@deed("item.withdraw", "Withdraw the item")
def withdraw(desk: Desk, *, item: ItemRef, reason: Annotated[str, words("Reason")] = "") -> str:
    """Take the item off."""
    found = desk.find(AgendaItem, item, field="item")
    desk.step(found, ItemState.WITHDRAWN, kind="item", deed="item.withdraw")
    desk.beside(AgendaItemText, item_id=found.id).state_reason = reason
    return found.reference

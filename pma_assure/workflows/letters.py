"""Letters: drafted from a template about one record or many, changed, sent and kept byte for byte, withdrawn (R12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pma_assure.records import letter_facts
from pma_assure.records.extracts import ExtractVersion
from pma_assure.records.letter_facts import Subject
from pma_assure.records.letters import Letter
from pma_assure.records.organisations import Organisation
from pma_assure.rules.calendar import uk_day
from pma_assure.rules.letter_templates import Value, fill, left_over, parse
from pma_assure.rules.letters import LIMITS, may_tell
from pma_assure.rules.look_alikes import folded_words
from pma_assure.rules.refusal import Refused
from pma_assure.rules.states import step_between
from pma_assure.rules.vocabulary import LetterKind, LetterState
from pma_assure.rules.wording import count, label
from pma_assure.rules.wording import day as say_day
from pma_assure.values.documents import LetterPaper
from pma_assure.values.leak_check import LetterRenderer
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.advice import keep_issued
from pma_assure.workflows.assessment_notice import notify_by_letter
from pma_assure.workflows.consultation_letters import (
    changed_since_written,
    refuse_over_what_changed,
    say_before_it_is_sent,
    say_what_is_undecided,
)
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.extract_consultation import consult_by_letter
from pma_assure.workflows.letter_addressees import say_who_employs, to_nobody_else, within
from pma_assure.workflows.letter_templates import in_use
from pma_assure.workflows.parameters import TITLE_LENGTH, Service, line, plain, ref, refs, words
from pma_assure.workflows.time_limits import due_by
from pma_assure.workflows.whose_word import say_whose_word

SUBJECTS = ("assessment", "evidence_request", "breach", "plan", "extract", "case", "finding")
LetterRef = Annotated[str, ref("letter", label="Letter")]
Kind = Annotated[LetterKind, plain("Kind of letter")]
Dated = Annotated[date | None, plain("Dated", "The day that stands on it. Empty: today.")]
AnswerBy = Annotated[
    date | None,
    plain("Answer by", "Empty: the record's own day, else by the time limit that the PMA adopted, else none."),
]
_NOT_SO = (
    "the record is of another kind, or in a state that such a letter would not tell truly",
    "the letter would go to another organisation than the matter is about",
    "an answer is asked for before the day of the letter",
    "something that a line of the template cannot do without is missing",
)


@dataclass(frozen=True, slots=True)
class _Wording:
    title: str
    text: str


def _unread(paper: LetterPaper) -> bytes:
    """The PDF of a rehearsal, which is made of nothing and kept nowhere."""
    return b""


@deed("letter.draft", "Draft a letter", refuses=_NOT_SO)
def draft(
    desk: Desk,
    *,
    kind: Kind,
    about: Annotated[str, ref(*SUBJECTS, label="About")],
    addressee: Annotated[
        str | None,
        line("For", "“J. Pryce, Head of Compliance”. Empty: the organisation's responsible officer, else itself."),
    ] = None,
    dated: Dated = None,
    answer_by: AnswerBy = None,
) -> str:
    """Write a letter about a record from the template in use; it can be changed until it is sent."""
    subject = letter_facts.subject_of(desk.session, about)
    for earlier in _drafts(desk, kind, subject):
        desk.notes.append(f"There is a draft of this kind about {subject.reference} already: {earlier.reference}.")
    return _draft(desk, kind, subject, addressee, dated, answer_by).reference


@deed(
    "letter.draft_many",
    "Draft letters about several records",
    refuses=(*_NOT_SO, "one of them cannot be written: then none is, and it is named"),
)
def draft_many(
    desk: Desk,
    *,
    kind: Kind,
    about: Annotated[tuple[str, ...], refs(*SUBJECTS, label="About")],
    dated: Dated = None,
    answer_by: AnswerBy = None,
) -> str:
    """Write one letter about each of these, such as the notifications of a year; all of them, or none (R55)."""
    named = list(dict.fromkeys(one.strip().upper() for one in about))
    made: list[Letter] = []
    for reference in named:
        try:
            subject = letter_facts.subject_of(desk.session, reference)
            earlier = _drafts(desk, kind, subject)
            if earlier:
                desk.notes.append(f"{subject.reference} was left out: {earlier[0].reference} is drafted already.")
                continue
            made.append(_draft(desk, kind, subject, None, dated, answer_by))
        except Refused as refused:
            said = refused.sentence if reference in refused.sentence else f"{reference}: {refused.sentence}"
            raise Refused(
                f"{said.rstrip('.')}. No letter was drafted.",
                rule=refused.rule,
                paragraph=refused.paragraph,
                field="about" if refused.field != "answer_by" else refused.field,
            ) from refused
    if not made:
        raise Refused("Choose at least one record about which no such letter is drafted already.", field="about")
    desk.notes.append(f"{count(len(made), 'letter')} drafted.")
    return made[0].reference


@deed(
    "letter.edit",
    "Change a letter",
    refuses=(
        "it is sent or withdrawn",
        "somebody else changed it since it was read",
        "its text says another day to answer by, or another date",
        "the letter would go to another organisation than the matter is about",
        "it consults on an extract whose passages changed since it was written, and is not written anew (R74)",
    ),
)
def edit(
    desk: Desk,
    *,
    letter: LetterRef,
    subject: Annotated[str | None, line("Subject")] = None,
    text: Annotated[str | None, words("Text", "# begins a heading, - an entry; blank lines part paragraphs.")] = None,
    addressee: Annotated[str | None, line("For")] = None,
    dated: Annotated[date | None, plain("Dated")] = None,
    answer_by: Annotated[date | None, plain("Answer by")] = None,
    anew: Annotated[
        bool, plain("Write it anew", "From the template in use and what is kept now; what was changed is lost.")
    ] = False,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change a draft, or write it anew after what it tells has changed."""
    found = _still_a_draft(desk, letter)
    given: dict[str, object] = {
        "title": subject,
        "text": text,
        "addressee": addressee,
        "dated": dated,
        "answer_by": answer_by,
    }
    desk.expect_version(found, version, given)
    if anew and (subject is not None or text is not None):
        raise Refused("Write it anew, or give its words; not both.", field="anew")
    about = _about(desk, found)
    if addressee is not None:
        to_nobody_else(desk, about, addressee)
        say_who_employs(desk, about, addressee, dated or found.dated)
    _in_order(dated or found.dated, answer_by or found.answer_by)
    if not anew:
        _tells_what_is_so(desk, found, about, text)
        for name, before, after in (("dated", found.dated, dated), ("answer_by", found.answer_by, answer_by)):
            _says_the_day(text if text is not None else found.text, name, before, after)
    desk.change(found, given)
    if not anew:
        _say_who_else(desk, found, about)
        say_whose_word(desk, found.reference, subject or "", text or "")
    if anew:
        may_tell(found.kind, about.record, about.state, about.reference, field="letter")
        worded = _worded(desk, found.kind, about, _values(desk, found, about))
        found.title, found.text = worded.title, worded.text
    return found.reference


@deed(
    "letter.send",
    "Send a letter",
    refuses=(
        "its text holds a name in braces that nothing was filled in for, or is empty",
        "it says for whom it is no longer, or bears a day ahead",
        "it was sent on a day ahead, or before the day it bears",
        "what it is about has gone on, so that it would tell what is not so",
        "it consults on an extract whose own words quote what is withheld",
    ),
)
def send(
    desk: Desk,
    *,
    letter: LetterRef,
    channel: Annotated[str, line("Channel", "“Secure e-mail”, “recorded delivery”.")],
    renderer: Annotated[LetterRenderer, Service(rehearsed=_unread)],
    sent_at: Annotated[datetime | None, plain("Sent at", "Empty: now.", usually_today=True)] = None,
) -> str:
    """Record that a letter was sent, when and how: its PDF is made and kept, and nothing in it changes again. With a
    letter of consultation on an extract the consultation is recorded too, with one of notification the notification."""
    found = desk.find(Letter, letter, field="letter")
    step_between("letter", found.state, LetterState.SENT, deed="letter.send", reference=found.reference)
    subject = _about(desk, found)
    may_tell(found.kind, subject.record, subject.state, subject.reference, field="letter")
    _fit_to_send(desk, found, subject, sent_at)
    _say_who_else(desk, found, subject)
    say_whose_word(desk, found.reference, found.title, found.text)
    _say_another_day(desk, found, subject)
    if found.kind == LetterKind.EXTRACT_CONSULTATION:
        say_before_it_is_sent(desk, found)
    content = renderer(letter_facts.paper(desk.session, found.id, state=LetterState.SENT.value))
    found.sent_at, found.channel = sent_at or desk.now, channel
    desk.step(found, LetterState.SENT, kind="letter", deed="letter.send")
    if found.kind == LetterKind.EXTRACT_CONSULTATION:
        consult_by_letter(desk, found, uk_day(found.sent_at))
    elif found.kind == LetterKind.NOTIFICATION:
        notify_by_letter(desk, found, uk_day(found.sent_at))
    desk.session.flush()
    keep_issued(
        desk,
        kind="letter",
        record_id=found.id,
        case_id=found.case_id,
        reference=f"{found.reference}.pdf",
        title=found.title,
        media_type="application/pdf",
        content=content,
    )
    return found.reference


@deed("letter.withdraw", "Withdraw a letter", refuses=("it is sent already",))
def withdraw(desk: Desk, *, letter: LetterRef, reason: Annotated[str, words("Reason")]) -> str:
    """Drop a draft that is not to be sent; it stays in the register."""
    found = desk.find(Letter, letter, field="letter")
    desk.step(found, LetterState.WITHDRAWN, kind="letter", deed="letter.withdraw")
    found.state_reason = reason
    return found.reference


def _about(desk: Desk, letter: Letter) -> Subject:
    """What a letter is about, as it stands now; Refused where that is another version than the letter tells of."""
    whole = letter.subject_reference.split("/")[0] if letter.subject_kind == "extract" else letter.subject_reference
    subject = letter_facts.subject_of(desk.session, whole, field="letter")
    if subject.key != letter.subject_id:
        raise Refused(
            f"{letter.subject_reference} is not the newest version any more: that is {subject.reference}. Withdraw"
            f" {letter.reference} and draft another.",
            rule="R74",
            paragraph="64, 75",
            field="letter",
        )
    return subject


def _drafts(desk: Desk, kind: LetterKind, subject: Subject) -> list[Letter]:
    return desk.all(Letter, Letter.kind == kind, subject_id=subject.key, state=LetterState.DRAFT)


def _draft(
    desk: Desk, kind: LetterKind, subject: Subject, addressee: str | None, dated: date | None, answer_by: date | None
) -> Letter:
    may_tell(kind, subject.record, subject.state, subject.reference, field="about")
    day = dated or desk.day
    _in_order(day, answer_by)
    officer = letter_facts.officer_of(desk.session, subject.organisation_id, day)
    if addressee is not None:
        to_nobody_else(desk, subject, addressee)
        say_who_employs(desk, subject, addressee, day)
    elif officer is None:
        desk.notes.append(f"{subject.organisation} has no responsible officer entered; the letter is to it as a whole.")
    letter = desk.add(
        Letter(
            reference=desk.allot("LTR", day.year),
            case_id=subject.case_id,
            kind=kind,
            state=LetterState.DRAFT,
            title="",
            subject_kind=subject.record,
            subject_id=subject.key,
            subject_reference=subject.reference,
            organisation_id=subject.organisation_id,
            addressee=addressee or (f"{officer}, Responsible Officer" if officer else subject.organisation),
            dated=day,
            answer_by=answer_by or _day_to_answer(desk, kind, subject, day),
            classification=subject.classification,
        )
    )
    worded = _worded(desk, kind, subject, _values(desk, letter, subject))
    letter.title, letter.text = worded.title, worded.text
    if kind == LetterKind.EXTRACT_CONSULTATION:
        say_what_is_undecided(desk, desk.session.get_one(ExtractVersion, subject.key))
    desk.session.flush()
    return letter


def _day_to_answer(desk: Desk, kind: LetterKind, subject: Subject, dated: date) -> date | None:
    """The record's own day, while it is to come; else what the PMA adopted; else none, and the letter names none."""
    limit = LIMITS.get(kind)
    due = subject.due if kind != LetterKind.NOTIFICATION else None
    if due is not None and due >= dated:
        return due
    if due is not None:
        desk.notes.append(
            f"{subject.reference} was due on {say_day(due)}, before the day of the letter; the letter does not name it."
        )
        return None
    found = None if limit is None else due_by(desk, limit, dated)
    if limit is not None and found is None:
        desk.notes.append(
            f"The letter about {subject.reference} names no day to answer by: none was given, and the PMA has adopted"
            " no time limit for it."
        )
    return found


def _values(desk: Desk, letter: Letter, subject: Subject) -> dict[str, Value]:
    return letter_facts.values(
        desk.session,
        letter.kind,
        subject,
        reference=letter.reference,
        dated=letter.dated,
        answer_by=letter.answer_by,
        addressee=letter.addressee,
        sender=desk.acting.name,
    )


def _worded(desk: Desk, kind: LetterKind, subject: Subject, values: dict[str, Value]) -> _Wording:
    template = in_use(desk, kind)
    try:
        title = fill(parse(template.subject, field="subject"), values)
        text = fill(parse(template.text), values)
    except Refused as refused:
        raise Refused(
            f"The letter about {subject.reference} cannot be written. {refused.sentence}",
            rule=refused.rule,
            paragraph=refused.paragraph,
            field="about",
        ) from refused
    if not text.strip() or not title.strip():
        raise Refused(f"The template leaves nothing to say about {subject.reference}.", field="about")
    return _Wording(title if len(title) <= TITLE_LENGTH else title[: TITLE_LENGTH - 1].rstrip() + "…", text)


def _in_order(dated: date, answer_by: date | None) -> None:
    if answer_by is not None and answer_by < dated:
        raise Refused(
            f"An answer by {say_day(answer_by)} is before the day of the letter, {say_day(dated)}.", field="answer_by"
        )


def _say_who_else(desk: Desk, letter: Letter, subject: Subject) -> None:
    """Say which other organisations a letter names that its facts do not: one participant's matter is not another's."""
    text = folded_words(f"{letter.title} {letter.text}")
    values = _values(desk, letter, subject).values()
    told = folded_words(" ".join(" ".join(one) if isinstance(one, tuple) else str(one or "") for one in values))
    for other in desk.all(Organisation, order_by=Organisation.name):
        named = folded_words(other.name)
        if other.id != subject.organisation_id and within(named, text) and not within(named, told):
            desk.notes.append(
                f"{letter.reference} names {other.name}, and it goes to {subject.organisation}. See that it tells"
                " nothing of another's matter."
            )


def _say_another_day(desk: Desk, letter: Letter, subject: Subject) -> None:
    """Say that the record has come to name another day to answer by than the letter: the participant keeps to this."""
    if letter.kind == LetterKind.NOTIFICATION:
        return
    if letter.answer_by is not None and subject.due is not None and letter.answer_by != subject.due:
        desk.notes.append(
            f"{letter.reference} asks for an answer by {say_day(letter.answer_by)}; {subject.reference} says"
            f" {say_day(subject.due)}. Give the letter that day and write it anew before it is sent; or correct the"
            " record."
        )


def _still_a_draft(desk: Desk, reference: str) -> Letter:
    found = desk.find(Letter, reference, field="letter")
    if found.state != LetterState.DRAFT:
        raise Refused(
            f"{found.reference} is {label(found.state)}: what it says never changes again. Draft another.",
            rule="R12",
            paragraph="18",
            field="letter",
        )
    return found


def _says_the_day(text: str, name: str, before: date | None, after: date | None) -> None:
    if before is None or after is None or after == before:
        return
    if say_day(before) in text and say_day(after) not in text:
        raise Refused(
            f"The text still says {say_day(before)}. Change it there too, or write the letter anew.", field=name
        )


def _tells_what_is_so(desk: Desk, found: Letter, subject: Subject, text: str | None) -> None:
    """Refuse other words for a letter of consultation while writing it anew would tell of its passages otherwise."""
    if found.kind != LetterKind.EXTRACT_CONSULTATION or text is None or text == found.text:
        return
    changed = changed_since_written(desk, found)
    if changed and _worded(desk, found.kind, subject, _values(desk, found, subject)).text != found.text:
        refuse_over_what_changed(desk, found, changed)


def _fit_to_send(desk: Desk, found: Letter, subject: Subject, sent_at: datetime | None) -> None:
    if not found.addressee.strip():
        raise Refused(f"{found.reference} does not say for whom it is.", rule="R12", paragraph="18", field="letter")
    to_nobody_else(desk, subject, found.addressee)
    if not found.text.strip() or not found.title.strip():
        raise Refused(f"{found.reference} says nothing.", rule="R12", paragraph="18", field="letter")
    for words_, where in ((found.title, "The subject"), (found.text, "Line {number}")):
        held = left_over(words_, _values(desk, found, subject))
        if held is not None:
            raise Refused(
                f"{where.format(number=held[0])} of {found.reference} still holds {held[1]}, which stands for nothing."
                " Write what is meant.",
                rule="R12",
                paragraph="18",
                field="letter",
            )
    desk.not_ahead(found.dated, field="letter")
    if sent_at is not None:
        day = uk_day(sent_at)
        desk.not_ahead(day, field="sent_at")
        if day < found.dated:
            raise Refused(
                f"{found.reference} is dated {say_day(found.dated)}; it was not sent before that.", field="sent_at"
            )

"""Preparing an extract for SEC Parties: passages, what becomes of each, consultation, review (R73, R74)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from sqlalchemy import select, union_all

from pma_assure.records import document_values
from pma_assure.records.cases import Case
from pma_assure.records.extracts import (
    Extract,
    ExtractVersion,
    ExtractVersionText,
    Passage,
    PassageText,
    Representation,
)
from pma_assure.records.house import AuditEntry
from pma_assure.records.plans import Plan, PlanPart, PlanVersion, ProposedMilestone
from pma_assure.rules import redaction, second_person
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.vocabulary import (
    Capacity,
    Classification,
    Disposition,
    ExtractState,
    Ground,
    Marking,
    PassageKind,
)
from pma_assure.rules.wording import day as say_day
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import still_open
from pma_assure.workflows.deeds import KEEPERS, deed
from pma_assure.workflows.parameters import line, plain, ref, refs, words
from pma_assure.workflows.plans import PlanRef, version_of

ExtractRef = Annotated[str, ref("extract", label="Extract")]
PassageRef = Annotated[str, ref("passage", label="Passage", help="EXT-2026-0001/1.17, or just 17.")]
MARKABLE = (ExtractState.DRAFTING, ExtractState.PARTICIPANT_CONSULTED)
MILESTONES_HEADING = "Milestones"


def current(desk: Desk, extract: str) -> tuple[Extract, ExtractVersion]:
    """The extract and its newest version; an older one asked for by its number is refused, not taken for the newest."""
    found = desk.find(Extract, extract.split("/")[0], field="extract")
    version = desk.all(ExtractVersion, extract_id=found.id, number=found.number)[0]
    of_version(extract, version)
    return found, version


def of_version(asked: str, version: ExtractVersion) -> None:
    """Refuse a version named in ``asked`` that is not the one the deed is about."""
    if "/" in asked and asked.strip().upper() != version.reference:
        raise Refused(
            f"{asked.strip()[:40]} is not the version this would be done with: that is {version.reference}. Name it, or"
            f" {version.reference.split('/')[0]} alone.",
            field="extract",
        )


def not_quoted_in(desk: Desk, version: ExtractVersion, given: str, *, field: str, also: tuple[int, ...] = ()) -> None:
    """Refuse words of the PMA's own that quote what is withheld: whole passages, or six words in a row (R74).

    ``also`` are the numbers of passages that this deed withholds.
    """
    passages = tuple(
        replace(one, disposition=Disposition.WITHHOLD) if one.number in also else one
        for one in document_values.passage_facts(desk.session, version.id)
    )
    numbers = redaction.quoted_in(given, passages)
    if numbers:
        raise Refused(
            f"These words quote what is withheld in passage {', '.join(map(str, numbers))}. Say it in other words.",
            rule="R74",
            paragraph="64, 75",
            field=field,
        )


def own_words_do_not_quote(desk: Desk, extract: Extract, version: ExtractVersion) -> None:
    """Refuse when title, audience, correction or a summary quotes a passage that was withheld since (R74)."""
    found = redaction.own_words_quoting(
        document_values.passage_facts(desk.session, version.id),
        title=extract.title,
        audience=extract.audience,
        correction=desk.beside(ExtractVersionText, extract_version_id=version.id).correction,
    )
    if found:
        places = "; ".join(f"the {place} quotes passage {number}" for number, place in found[:5])
        raise Refused(
            f"What is withheld stands in the PMA's own words: {places}. Say it in other words there.",
            rule="R74",
            paragraph="64, 75",
            field="extract",
        )


def move(desk: Desk, extract: Extract, version: ExtractVersion, to: ExtractState, deed_name: str) -> None:
    """Take a step with the newest version; the extract shows its state in lists."""
    desk.step(version, to, kind="extract", deed=deed_name, named=extract.reference)
    extract.state = to


@deed(
    "extract.prepare",
    "Prepare an extract",
    refuses=("the Panel has not approved a version of the plan (R73, paragraph 75)",),
)
def prepare(
    desk: Desk,
    *,
    plan: PlanRef,
    title: Annotated[str, line("Title", "The Parties read it; it must not tell what is withheld.")],
    audience: Annotated[str, line("For")] = "All SEC Parties",
    classification: Annotated[Classification, plain("Classification")] = Classification.PARTIES,
) -> str:
    """Begin an extract from the approved version: one passage a paragraph, all undecided, so all withheld."""
    found = desk.find(Plan, plan, field="plan")
    if found.approved_version is None:
        raise Refused(
            f"{found.reference} has no version approved by the Panel; an extract is made from one.",
            rule="R73",
            paragraph="75",
            field="plan",
        )
    source = version_of(desk, found, found.approved_version)
    still_open(desk.session.get_one(Case, found.case_id))
    extract = desk.add(
        Extract(
            reference=desk.allot("EXT", desk.day.year),
            case_id=found.case_id,
            plan_id=found.id,
            title=title,
            audience=audience,
            state=ExtractState.DRAFTING,
            number=1,
        )
    )
    desk.session.flush()
    version = new_version(desk, extract, source, 1, classification)
    _cut(desk, version, source)
    return extract.reference


def new_version(
    desk: Desk, extract: Extract, source: PlanVersion, number: int, classification: Classification
) -> ExtractVersion:
    version = desk.add(
        ExtractVersion(
            reference=f"{extract.reference}/{number}",
            extract_id=extract.id,
            plan_version_id=source.id,
            number=number,
            state=ExtractState.DRAFTING,
            classification=classification,
            prepared_by_id=desk.acting.person_id,
        )
    )
    desk.session.flush()
    desk.add(ExtractVersionText(extract_version_id=version.id))
    return version


def _cut(desk: Desk, version: ExtractVersion, source: PlanVersion) -> None:
    """Cut the source into passages: headings, paragraphs, and for each milestone its action and its criterion."""
    pieces: list[tuple[PassageKind, int, int, str, date | None]] = []
    parts = desk.all(PlanPart, plan_version_id=source.id, withdrawn=False, order_by=PlanPart.position)
    for place, part in enumerate(parts, 1):
        pieces.append((PassageKind.HEADING, place, 0, part.heading, None))
        for number, paragraph in enumerate(redaction.paragraphs_of(part.text), 1):
            pieces.append((PassageKind.TEXT, place, number, paragraph, None))
    milestones = desk.all(
        ProposedMilestone, plan_version_id=source.id, withdrawn=False, order_by=ProposedMilestone.number
    )
    if milestones:
        last = len(parts) + 1
        pieces.append((PassageKind.HEADING, last, 0, MILESTONES_HEADING, None))
        for milestone in milestones:
            pieces.append((PassageKind.MILESTONE, last, milestone.number, milestone.title, milestone.due))
            if milestone.criterion.strip():
                pieces.append((PassageKind.CRITERION, last, milestone.number, milestone.criterion, None))
    for position, (kind, place, number, text, due) in enumerate(pieces, 1):
        _add_passage(desk, version, position, position * 1000, kind, place, number, text, due)


def _add_passage(
    desk: Desk,
    version: ExtractVersion,
    number: int,
    position: int,
    kind: PassageKind,
    part: int,
    paragraph: int,
    text: str,
    due: date | None,
) -> Passage:
    passage = desk.add(
        Passage(
            extract_version_id=version.id,
            number=number,
            position=position,
            kind=kind,
            part=part,
            paragraph=paragraph,
            due=due,
            disposition=Disposition.UNDECIDED,
        )
    )
    desk.session.flush()
    desk.add(PassageText(passage_id=passage.id, text=text))
    return passage


def find_passage(desk: Desk, version: ExtractVersion, asked: str) -> Passage:
    """By "EXT-2026-0001/1.17" or by its number alone."""
    tail = asked.strip().rsplit(".", 1)[-1]
    number = int(tail) if tail.isascii() and tail.isdecimal() and len(tail) < 7 else 0
    held = desk.all(Passage, extract_version_id=version.id, number=number)
    wrong_version = "/" in asked and not asked.strip().upper().startswith(f"{version.reference}.")
    if not held or wrong_version:
        raise NotFound(f"{version.reference} has no passage {asked[:40]!r}.", field="passage")
    return held[0]


def _markable(extract: Extract, version: ExtractVersion) -> None:
    if version.state not in MARKABLE:
        raise Refused(
            f"{extract.reference} is {label(version.state)}: return it to drafting before a passage is changed.",
            rule="R73",
            paragraph="75",
            field="extract",
        )


@deed(
    "extract.split",
    "Split a passage",
    refuses=(
        "a cut leaves no words on one side, or falls inside a word",
        "the words stand there more than once, and it is not said where",
    ),
)
def split(
    desk: Desk,
    *,
    extract: ExtractRef,
    passage: PassageRef,
    before: Annotated[str, words("Cut before these words", "Exactly as they stand in the passage.")],
    after: Annotated[str, words("And after these words", "Empty: only one cut.")] = "",
    place: Annotated[
        int | None,
        plain("Characters before them", "Needed only where the words stand there more than once: which are meant."),
    ] = None,
) -> str:
    """Cut a passage, so that a part of a paragraph can be withheld; the pieces are undecided again."""
    found, version = current(desk, extract)
    _markable(found, version)
    cut = find_passage(desk, version, passage)
    if cut.kind != PassageKind.TEXT:
        raise Refused("Only a paragraph of text can be cut.", field="passage")
    text = desk.beside(PassageText, passage_id=cut.id)
    start = _where(text.text, before, place)
    offsets = [start]
    if after:
        end = text.text.find(after, start)
        if end < 0:
            raise Refused("These words do not stand in the passage after the first cut.", field="after")
        offsets.append(end + len(after))
    try:
        pieces = redaction.split_at(text.text, [offset for offset in offsets if 0 < offset < len(text.text)])
    except ValueError as error:
        raise Refused(f"Cut elsewhere: {error}.", field="before") from None
    number = max(row.number for row in desk.all(Passage, extract_version_id=version.id))
    room = (_next_position(desk, version, cut) - cut.position) // (len(pieces) + 1)
    if room < 1:
        raise Refused("This passage has been cut too often; begin a new version of the extract.", field="passage")
    text.text, text.summary, text.necessity = pieces[0], "", ""
    cut.disposition, cut.ground, cut.summarised, cut.needs_consultation = Disposition.UNDECIDED, None, False, True
    for place, piece in enumerate(pieces[1:], 1):
        _add_passage(
            desk, version, number + place, cut.position + place * room, cut.kind, cut.part, cut.paragraph, piece, None
        )
    return found.reference


def _where(text: str, before: str, place: int | None) -> int:
    """Where the words begin: at ``place`` (characters of the passage before them), or where they stand once."""
    start = text.find(before) if place is None else place
    if place is not None and (place < 0 or not text.startswith(before, place)):
        raise Refused(f"After {place} characters these words do not stand in the passage.", field="place")
    if start < 0:
        raise Refused("These words do not stand in the passage.", field="before")
    if place is None and text.find(before, start + 1) >= 0:
        raise Refused(
            "These words stand in the passage more than once: give more of them, or say which are meant.",
            field="before",
        )
    return start


def _next_position(desk: Desk, version: ExtractVersion, passage: Passage) -> int:
    later = [
        row.position for row in desk.all(Passage, extract_version_id=version.id) if row.position > passage.position
    ]
    return min(later, default=passage.position + 1000)


@deed(
    "extract.mark",
    "Publish or withhold",
    refuses=("published without a reason why it is necessary (R73, paragraph 75)", "the extract is past consultation"),
)
def mark(
    desk: Desk,
    *,
    extract: ExtractRef,
    passages: Annotated[tuple[str, ...], refs("passage", label="Passages")],
    marking: Annotated[Marking, plain("What becomes of them")],
    necessity: Annotated[
        str, words("Why the Parties need it", "How publishing it supports the integrity of the SMKI arrangements.")
    ] = "",
    note: Annotated[str, words("Note for the preparer")] = "",
) -> str:
    """Decide what becomes of passages: publish, each with its necessity, or withhold on a ground (R73, R74)."""
    found, version = current(desk, extract)
    _markable(found, version)
    if marking == Marking.PUBLISH and not necessity.strip():
        raise Refused(
            "Say why publishing this is necessary to support the integrity of the SMKI arrangements.",
            rule="R73",
            paragraph="75",
            field="necessity",
        )
    if not passages:
        raise Refused("Name at least one passage.", field="passages")
    for asked in passages:
        passage = find_passage(desk, version, asked)
        text = desk.beside(PassageText, passage_id=passage.id)
        passage.summarised, text.summary = False, ""
        if marking == Marking.PUBLISH:
            passage.disposition, passage.ground, text.necessity = Disposition.PUBLISH, None, necessity
            passage.needs_consultation = True
        else:
            # Withholding more than the participant was shown takes nothing from it: no new consultation.
            passage.disposition, passage.ground, text.necessity = Disposition.WITHHOLD, Ground(marking.value), ""
            passage.needs_consultation = False
        text.note = note or text.note
    return found.reference


@deed("extract.summarise", "Put a summary in its place", refuses=("no ground, no summary or no reason",))
def summarise(
    desk: Desk,
    *,
    extract: ExtractRef,
    passage: PassageRef,
    summary: Annotated[str, words("Summary in the PMA's own words")],
    necessity: Annotated[str, words("Why the Parties need it")],
    ground: Annotated[Ground, plain("Ground on which the original is withheld")],
) -> str:
    """Withhold the participant's words and publish the PMA's own instead, labelled so and consulted upon again."""
    found, version = current(desk, extract)
    _markable(found, version)
    row = find_passage(desk, version, passage)
    if row.kind == PassageKind.HEADING:
        raise Refused("A heading is published or withheld, not summarised.", field="passage")
    not_quoted_in(desk, version, summary, field="summary", also=(row.number,))
    text = desk.beside(PassageText, passage_id=row.id)
    row.disposition, row.ground, row.summarised, row.needs_consultation = Disposition.WITHHOLD, ground, True, True
    text.summary, text.necessity = summary, necessity
    return found.reference


@deed("extract.name_participant", "Name the participant or not", refuses=("the extract is past consultation",))
def name_participant(
    desk: Desk,
    *,
    extract: ExtractRef,
    name_participant: Annotated[bool, plain("The participant is named")],
    reason: Annotated[str, words("Reason")],
) -> str:
    """Decide whether the Parties read whose plan it is; a decision of its own (states.md)."""
    found, version = current(desk, extract)
    _markable(found, version)
    if name_participant and not version.name_participant and version.state == ExtractState.PARTICIPANT_CONSULTED:
        # The participant was shown a draft that did not name it: what is published is now said of it by name.
        for passage in desk.all(Passage, extract_version_id=version.id):
            if passage.disposition == Disposition.PUBLISH or passage.summarised:
                passage.needs_consultation = True
    version.name_participant = name_participant
    desk.beside(ExtractVersionText, extract_version_id=version.id).naming_reason = reason
    return found.reference


@deed("extract.edit", "Change the extract's title", refuses=("the extract is past consultation",))
def edit(
    desk: Desk,
    *,
    extract: ExtractRef,
    title: Annotated[str | None, line("Title")] = None,
    audience: Annotated[str | None, line("For")] = None,
    classification: Annotated[Classification | None, plain("Classification")] = None,
    version: Annotated[
        int | None, plain("Version", "The version you read; saving over a later one is refused.")
    ] = None,
) -> str:
    """Change what stands above the extract."""
    found, newest = current(desk, extract)
    _markable(found, newest)
    given: dict[str, object] = {"title": title or None, "audience": audience or None, "classification": classification}
    desk.expect_version(found, version, given, beside=(newest,))
    for field in ("title", "audience"):
        not_quoted_in(desk, newest, str(given[field] or ""), field=field)
    desk.change(found, given, beside=(newest,))
    return found.reference


@deed(
    "extract.consult",
    "Consult the participant",
    refuses=("the extract is past consultation", "the date for representations is before the draft was sent"),
)
def consult(
    desk: Desk,
    *,
    extract: ExtractRef,
    consulted_on: Annotated[date, plain("Sent on", usually_today=True)],
    respond_by: Annotated[date, plain("Representations by")],
) -> str:
    """Record that the participant was shown the draft, and by when it may make representations; also once more."""
    found, version = current(desk, extract)
    if respond_by < consulted_on:
        raise Refused("The date for representations is before the draft was sent.", field="respond_by")
    desk.not_ahead(consulted_on, field="consulted_on")
    own_words_do_not_quote(desk, found, version)
    source = desk.session.get_one(PlanVersion, version.plan_version_id)
    approved = desk.session.get_one(Plan, found.plan_id).approved_version
    if approved is not None and source.number != approved:
        desk.notes.append(
            f"The Panel has approved version {approved} since; this extract is of version {source.number}."
        )
    if version.state != ExtractState.PARTICIPANT_CONSULTED:
        move(desk, found, version, ExtractState.PARTICIPANT_CONSULTED, "extract.consult")
    version.consulted_on, version.respond_by = consulted_on, respond_by
    for passage in desk.all(Passage, extract_version_id=version.id, needs_consultation=True):
        passage.needs_consultation = False
    return found.reference


@deed("extract.record_representation", "Record a representation")
def record_representation(
    desk: Desk,
    *,
    extract: ExtractRef,
    words_given: Annotated[str, words("In the participant's words", "Also “no comments”.")],
    received_on: Annotated[date, plain("Received on", usually_today=True)],
    passage: Annotated[str | None, ref("passage", label="Passage", help="Empty: on the whole.")] = None,
    claimed_ground: Annotated[Ground | None, plain("Claimed ground")] = None,
) -> str:
    """Keep what the participant said of the draft, passage by passage; each is answered before the review."""
    found, version = current(desk, extract)
    if version.consulted_on is None:
        raise Refused("The participant has not been consulted yet.", rule="R74", paragraph="64, 75", field="extract")
    desk.not_ahead(received_on, field="received_on")
    number = 1 + len(desk.all(Representation, extract_version_id=version.id))
    desk.add(
        Representation(
            extract_version_id=version.id,
            number=number,
            passage_id=None if passage is None else find_passage(desk, version, passage).id,
            received_on=received_on,
            claimed_ground=claimed_ground,
            words=words_given,
        )
    )
    return found.reference


@deed("extract.answer_representation", "Answer a representation")
def answer_representation(
    desk: Desk,
    *,
    extract: ExtractRef,
    number: Annotated[int, plain("Representation", "Its number.")],
    answer: Annotated[str, words("Answer, with the reason")],
    answered_on: Annotated[date | None, plain("Answered on", usually_today=True)] = None,
) -> str:
    """Answer a representation with a reason: followed, or not."""
    found, version = current(desk, extract)
    held = desk.all(Representation, extract_version_id=version.id, number=number)
    if not held:
        raise NotFound(f"{version.reference} has no representation {number}.", field="number")
    on = answered_on or desk.day
    desk.not_ahead(on, field="answered_on")
    if on < held[0].received_on:
        raise Refused(f"It came on {say_day(held[0].received_on)}, later than that.", field="answered_on")
    held[0].answer, held[0].answered_on = answer, on
    return found.reference


@deed(
    "extract.send_to_review",
    "Send to security review",
    refuses=(
        "no representation came and their date has not passed (R74, paragraph 75)",
        "a representation is not answered",
        "a passage was published or summarised since the participant was consulted",
    ),
)
def send_to_review(desk: Desk, *, extract: ExtractRef) -> str:
    """Hand the draft to the second reviewer once the participant has been heard."""
    found, version = current(desk, extract)
    given = desk.all(Representation, extract_version_id=version.id)
    heard = [row for row in given if version.consulted_on is not None and row.received_on >= version.consulted_on]
    unheard = [
        row.number
        for row in desk.all(Passage, extract_version_id=version.id, order_by=Passage.position)
        if row.needs_consultation
    ]
    if version.state == ExtractState.PARTICIPANT_CONSULTED:
        if not heard and version.respond_by is not None and desk.day <= version.respond_by:
            raise Refused(
                f"The participant may make representations until {say_day(version.respond_by)} and has made none yet.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
        open_ones = [row.number for row in given if not row.answer.strip()]
        if open_ones:
            raise Refused(
                f"Answer representation {', '.join(map(str, open_ones))} first.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
        if unheard:
            raise Refused(
                f"Passage {', '.join(map(str, unheard))} changed since the participant was consulted: consult once"
                " more.",
                rule="R74",
                paragraph="64, 75",
                field="extract",
            )
    move(desk, found, version, ExtractState.SECURITY_REVIEW, "extract.send_to_review")
    return found.reference


@deed(
    "extract.review",
    "Record the security review",
    refuses=(
        "the reviewer prepared or marked anything in it, or in the version it corrects (R73, paragraph 75)",
        "the day is before the participant was consulted",
    ),
    capacities=(Capacity.SECOND_REVIEWER, Capacity.CHAIR, *KEEPERS),
)
def review(
    desk: Desk,
    *,
    extract: ExtractRef,
    note: Annotated[str, words("What was looked at")],
    comparison_answer: Annotated[
        str,
        words(
            "Could a reader work out what is withheld?",
            "From this extract, its counts and dates, and everything already released.",
        ),
    ],
    reviewed_on: Annotated[date | None, plain("Reviewed on", usually_today=True)] = None,
) -> str:
    """A second person, who did not prepare it, reviews the draft and answers the question of comparison."""
    found, version = current(desk, extract)
    on = reviewed_on or desk.day
    desk.not_ahead(on, field="reviewed_on")
    if version.consulted_on is not None and on < version.consulted_on:
        raise Refused(
            f"The participant was consulted on {say_day(version.consulted_on)}, later than that: the draft that was"
            " reviewed is another one.",
            rule="R73",
            paragraph="75",
            field="reviewed_on",
        )
    if not _is_second_person(desk, version):
        raise Refused(
            f"{desk.acting.name} prepared {found.reference}; a second person has to review it.",
            rule="R73",
            paragraph="75",
            field="as",
        )
    move(desk, found, version, ExtractState.READY_FOR_DECISION, "extract.review")
    version.reviewed_by_id, version.reviewed_on = desk.acting.person_id, on
    text = desk.beside(ExtractVersionText, extract_version_id=version.id)
    text.review_note, text.comparison_answer = note, comparison_answer
    return found.reference


def _is_second_person(desk: Desk, version: ExtractVersion) -> bool:
    """Whether nothing in this version, or in a version it was copied from, was made by whoever acts."""
    versions = desk.all(ExtractVersion, ExtractVersion.number <= version.number, extract_id=version.extract_id)
    keys = [one.id for one in versions]
    passages = select(Passage.id).where(Passage.extract_version_id.in_(keys))
    rows = union_all(
        select(Extract.id).where(Extract.id == version.extract_id),
        select(ExtractVersion.id).where(ExtractVersion.id.in_(keys)),
        select(ExtractVersionText.id).where(ExtractVersionText.extract_version_id.in_(keys)),
        passages,
        select(PassageText.id).where(PassageText.passage_id.in_(passages)),
        select(Representation.id).where(Representation.extract_version_id.in_(keys)),
    )
    worked = desk.session.scalars(
        select(AuditEntry.person_id)
        .where(AuditEntry.row_id.in_(rows), AuditEntry.deed.in_(second_person.PREPARING))
        .distinct()
    ).all()
    return second_person.may_review(
        desk.acting.person_id, prepared_by=[one.prepared_by_id for one in versions], worked=worked
    )


@deed(
    "extract.return_to_drafting", "Return to drafting", capacities=(Capacity.SECOND_REVIEWER, Capacity.CHAIR, *KEEPERS)
)
def return_to_drafting(desk: Desk, *, extract: ExtractRef, reason: Annotated[str, words("Reason")]) -> str:
    """Take the draft up again; what is published anew is consulted upon again."""
    found, version = current(desk, extract)
    move(desk, found, version, ExtractState.DRAFTING, "extract.return_to_drafting")
    text = desk.beside(ExtractVersionText, extract_version_id=version.id)
    text.state_reason, text.comparison_answer = reason, ""
    version.reviewed_by_id = version.reviewed_on = None
    return found.reference

"""Extracts for SEC Parties: prepared from the approved version of a plan, all of it withheld at first (R73, R74)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated

from pma_assure.records import document_values
from pma_assure.records.cases import Case
from pma_assure.records.extracts import Extract, ExtractVersion, ExtractVersionText, Passage, PassageText
from pma_assure.records.plans import Plan, PlanPart, PlanVersion, ProposedMilestone
from pma_assure.rules import redaction
from pma_assure.rules.refusal import Refused
from pma_assure.rules.vocabulary import Classification, Disposition, ExtractState, PassageKind
from pma_assure.rules.wording import label
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.cases import still_open
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.parameters import line, plain, ref, words
from pma_assure.workflows.plans import PlanRef, version_of

ExtractRef = Annotated[str, ref("extract", label="Extract")]
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
        add_passage(desk, version, position, position * 1000, kind, place, number, text, due)


def add_passage(
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


def markable(extract: Extract, version: ExtractVersion) -> None:
    """Refuse once the extract is past consultation: what was reviewed is what is decided on."""
    if version.state not in MARKABLE:
        raise Refused(
            f"{extract.reference} is {label(version.state)}: return it to drafting before a passage is changed.",
            rule="R73",
            paragraph="75",
            field="extract",
        )


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
    markable(found, version)
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
    markable(found, newest)
    given: dict[str, object] = {"title": title or None, "audience": audience or None, "classification": classification}
    desk.expect_version(found, version, given, beside=(newest,))
    for field in ("title", "audience"):
        not_quoted_in(desk, newest, str(given[field] or ""), field=field)
    desk.change(found, given, beside=(newest,))
    return found.reference

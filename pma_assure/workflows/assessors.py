"""Who assesses: an assessor in date and independent of the participant, and the people of its team (R50)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from sqlalchemy import or_

from pma_assure.records.assessments import Assessment, AssessorStanding, AssuranceScheme, TeamMember
from pma_assure.records.house import IrregularFact
from pma_assure.records.organisations import ContractorLink, GroupAffiliation, Organisation
from pma_assure.records.people import Employed, Person
from pma_assure.rules.assessments import Contract, StandingFact, not_in_date, not_independent
from pma_assure.rules.refusal import NotFound, Refused
from pma_assure.rules.sources import paragraph
from pma_assure.rules.state_sets import BEFORE_NOTICE
from pma_assure.rules.wording import day as say_day
from pma_assure.values.quorum import Affiliation
from pma_assure.workflows.acting import Desk
from pma_assure.workflows.assessments import (
    AssessmentRef,
    assign,
    find_assessment,
    happened_before_import,
    under_way,
)
from pma_assure.workflows.deeds import deed
from pma_assure.workflows.fieldwork_signatures import keep_unknown_signatures
from pma_assure.workflows.parameters import line, plain, ref


@deed(
    "assessment.assign_assessor",
    "Name the assessor",
    refuses=(
        "it has ended",
        "after the notification: an assessor who is not in date or not independent (R50, paragraph 57)",
    ),
)
def assign_assessor(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    assessor: Annotated[str, ref("organisation", label="Assessor")],
    scheme: Annotated[
        str | None, ref("scheme", label="Under the scheme", help="Empty: the only one it stands under.")
    ] = None,
) -> str:
    """Name who assesses, under which scheme; who takes over after the notification has to be in date at once."""
    found = under_way(find_assessment(desk, assessment))
    assign(desk, found, assessor, scheme)
    if found.state not in BEFORE_NOTICE:
        may_assess(desk, found, desk.day)
    return found.reference


def may_assess(desk: Desk, found: Assessment, day: date) -> None:
    """Refuse an assessor who is not named, not in date under the scheme, or not independent on the day (R50)."""
    objection, mend = _objection(desk, found, day)
    if objection:
        raise Refused(f"{objection}{mend}", rule="R50", paragraph=paragraph("R50"), field="assessment")


def _objection(desk: Desk, found: Assessment, day: date) -> tuple[str, str]:
    """Why the assessor may not assess on the day, and what to do about it; "" and "" where it may."""
    if found.assessor_id is None or found.scheme_id is None:
        return f"{found.reference} has no assessor under a scheme yet", ": name one."
    who = desk.session.get_one(Organisation, found.assessor_id)
    scheme = desk.session.get_one(AssuranceScheme, found.scheme_id)
    objection = not_in_date(who.name, _standings(desk, found, scheme), day)
    if objection:
        return f"{objection} ({scheme.name})", ". Name another assessor, or record its standing."
    objection = _not_independent(desk, found.assessor_id, found.organisation_id, day)
    if objection:
        return objection, ": it is not independent of the participant. Name another assessor."
    return "", ""


def doubts(desk: Desk, found: Assessment, day: date) -> list[str]:
    """Why assessor or team were not independent, or not in date, on a day something rests on; [] where they were."""
    said = [_objection(desk, found, day)[0]]
    for member in desk.all(TeamMember, assessment_id=found.id, order_by=TeamMember.initials):
        if member.first_day <= day and (member.last_day is None or day <= member.last_day):
            said.append(_depends(desk, found, desk.session.get_one(Person, member.person_id), day))
    return [one for one in said if one]


def keep_doubts(desk: Desk, found: Assessment, what: str, day: date) -> None:
    """Keep as irregular what happened (``what``) with assessor or team not independent that day (R50, paragraph 57).

    It happened, and is never refused; the PMA's conclusion waits until it is settled.
    """
    if happened_before_import(found, day):
        return
    held = {row.sentence for row in desk.all(IrregularFact, record_id=found.id, rule="R50")}
    for doubt in doubts(desk, found, day):
        sentence = f"{what}, though {doubt}"
        if sentence not in held:
            desk.keep_irregular(found, sentence, rule="R50", paragraph=paragraph("R50"), case_id=found.case_id)


def nothing_in_doubt(desk: Desk, found: Assessment, received_on: date) -> None:
    """Refuse to conclude on the work of an assessor or a team that was not independent, until that is settled (R50)."""
    desk.session.flush()
    facts = desk.all(IrregularFact, record_id=found.id, rule="R50", order_by=IrregularFact.id)
    waiting = [fact.sentence for fact in facts if fact.settled_on is None]
    if not happened_before_import(found, received_on):
        known_since = doubts(desk, found, received_on)
        waiting += [doubt for doubt in known_since if not any(doubt in fact.sentence for fact in facts)]
    if waiting:
        raise Refused(
            f"{'; '.join(waiting)}. Nothing is concluded on that: return {found.reference} for work with another"
            " assessor, or settle with the reason what was irregular.",
            rule="R50",
            paragraph=paragraph("R50"),
            field="assessment",
        )


def _standings(desk: Desk, found: Assessment, scheme: AssuranceScheme) -> list[StandingFact]:
    """A scheme that was withdrawn ends every standing under it."""
    held = desk.all(AssessorStanding, organisation_id=found.assessor_id, scheme_id=scheme.id)
    return [
        StandingFact(
            scheme=scheme.name,
            first_day=row.first_day,
            last_day=row.last_day,
            declared_on=row.independence_declared_on,
            withdrawn_on=min((one for one in (row.withdrawn_on, scheme.withdrawn_on) if one is not None), default=None),
        )
        for row in held
    ]


def _not_independent(desk: Desk, assessor: UUID, participant: UUID, day: date) -> str:
    groups = [row.group_name for row in desk.all(GroupAffiliation, organisation_id=assessor)]
    affiliates = desk.all(GroupAffiliation, GroupAffiliation.group_name.in_(groups))
    concerned = {assessor, participant, *(row.organisation_id for row in affiliates)}
    contracts = desk.all(
        ContractorLink,
        or_(ContractorLink.participant_id == participant, ContractorLink.contractor_id == participant),
    )
    return not_independent(
        str(assessor),
        str(participant),
        day,
        affiliations=_affiliations(desk, *concerned),
        contracts=[
            Contract(
                participant=str(row.participant_id),
                contractor=str(row.contractor_id),
                first_day=row.first_day,
                last_day=row.last_day,
            )
            for row in contracts
        ],
        names={str(row.id): row.name for row in desk.all(Organisation, Organisation.id.in_(concerned))},
    )


def _affiliations(desk: Desk, *organisations: object) -> list[Affiliation]:
    return [
        Affiliation(
            organisation=str(row.organisation_id),
            group=row.group_name,
            first_day=row.first_day,
            last_day=row.last_day,
        )
        for row in desk.all(GroupAffiliation, GroupAffiliation.organisation_id.in_(organisations))
    ]


# --- the team --------------------------------------------------------------------------------------------------------


@deed(
    "assessment.join_team",
    "Add somebody to the team",
    refuses=(
        "the assessment has ended",
        "the person works for the participant, an affiliate or a contractor of it on that day (R50, paragraph 57)",
        "the person, or somebody with the same initials, is in the team in those days",
    ),
)
def join_team(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    person: Annotated[str, ref("person", label="Person")],
    initials: Annotated[str, line("Initials", "As they sign what they tested.")],
    first_day: Annotated[date | None, plain("From", "Empty: today.")] = None,
) -> str:
    """Assign a person to the assessment, with the initials by which the field work is signed."""
    found = under_way(find_assessment(desk, assessment))
    who = desk.find(Person, person, field="person")
    day = first_day or desk.day
    signs = initials.strip()
    if len(signs) > 8:
        raise Refused("Initials have at most 8 characters.", field="initials")
    for held in desk.all(TeamMember, assessment_id=found.id):
        if held.last_day is not None and held.last_day < day:
            continue
        if held.person_id == who.id:
            raise Refused(f"{who.name} is in the team of {found.reference} already.", field="person")
        if held.initials.casefold() == signs.casefold():
            raise Refused(f"Somebody else in the team signs as {signs}: choose other initials.", field="initials")
    _apart_from_participant(desk, found, who, day)
    desk.add(TeamMember(assessment_id=found.id, person_id=who.id, initials=signs, first_day=day))
    keep_unknown_signatures(desk, found)
    return found.reference


def _apart_from_participant(desk: Desk, found: Assessment, who: Person, day: date) -> None:
    depends = _depends(desk, found, who, day)
    if depends:
        raise Refused(
            f"{depends}. Choose somebody else.",
            rule="R50",
            paragraph=paragraph("R50"),
            field="person",
        )
    employers = _employers(desk, who, day)
    if found.assessor_id is not None and found.assessor_id not in employers:
        assessor = desk.session.get_one(Organisation, found.assessor_id).name
        desk.notes.append(f"{who.name} does not work for {assessor} on {say_day(day)}.")


def _employers(desk: Desk, who: Person, day: date) -> list[UUID]:
    return [
        row.organisation_id
        for row in desk.all(Employed, person_id=who.id)
        if row.first_day <= day and (row.last_day is None or row.last_day >= day)
    ]


def _depends(desk: Desk, found: Assessment, who: Person, day: date) -> str:
    """For whom a person works that makes it not independent of the participant on the day; "" where nothing does."""
    for employer in _employers(desk, who, day):
        objection = _not_independent(desk, employer, found.organisation_id, day)
        if objection:
            name = desk.session.get_one(Organisation, employer).name
            because = "" if employer == found.organisation_id else f" ({objection})"
            return f"{who.name} works for {name} on {say_day(day)} and is not independent of the participant{because}"
    return ""


@deed("assessment.leave_team", "Take somebody out of the team", refuses=("the person is not in the team",))
def leave_team(
    desk: Desk,
    *,
    assessment: AssessmentRef,
    person: Annotated[str, ref("person", label="Person")],
    last_day: Annotated[date | None, plain("Last day", "Empty: today.")] = None,
) -> str:
    """Record the last day of a person in the team; what the person tested stays signed."""
    found = find_assessment(desk, assessment)
    who = desk.find(Person, person, field="person")
    held = desk.all(TeamMember, assessment_id=found.id, person_id=who.id, last_day=None)
    if not held:
        raise NotFound(f"{who.name} is not in the team of {found.reference}.", field="person")
    day = last_day or desk.day
    if day < held[0].first_day:
        raise Refused(f"{who.name} joined on {say_day(held[0].first_day)}, after that day.", field="last_day")
    held[0].last_day = day
    return found.reference

"""What the PMA does with the document set: reviews, a modification of Section K, advice given, two charges."""

from __future__ import annotations

from decimal import Decimal

from pma_assure.demonstration.office import Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import (
    ChargeBasis,
    FaultView,
    PolicyPart,
    PolicyPresence,
    ReviewRecommendation,
    SupportKind,
)
from pma_assure.workflows import charges, document_reviews, modifications, policy_checks, support_requests
from pma_assure.workflows.policy_checks import PartChecked

ADMINISTRATOR = "The Code Administrator"
INTERVALS = (("COMPLIANCE", 12), ("RAPP", 12), ("OCP", 36), ("DCP", 36), ("SA", 48))


def stories(office: Office) -> list[Story]:
    return [_reviews(office), _section_k(office), _asked(office), _fixed_costs(office), _under_section_k(office)]


def _reviews(office: Office) -> Story:
    """One review is done and recommends a modification, which is raised; one is planned; the policy lacks a part."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 3, 3)
    for document, months in INTERVALS:
        document_reviews.set_review_interval(office.keeper, document=document, months=months)
    document_reviews.record_incorporation(
        office.keeper, document="COMPLIANCE", incorporated_on=office.timetable.day(2025, 4, 1)
    )
    policy_checks.check(
        office.keeper,
        document="COMPLIANCE",
        version_label="1.3",
        checked_on=office.day,
        parts=(
            PartChecked(part=PolicyPart.SCHEME, presence=PolicyPresence.SET_OUT, clause="3.1"),
            PartChecked(part=PolicyPart.DCC_DUTIES, presence=PolicyPresence.SET_OUT, clause="2.3"),
            PartChecked(part=PolicyPart.SUBSCRIBER_RULES, presence=PolicyPresence.SET_OUT, clause="3.4"),
            PartChecked(
                part=PolicyPart.MONITORING,
                presence=PolicyPresence.IN_PART,
                clause="4.2",
                note="It says which evidence is kept, and not how the PMA follows up what was found.",
            ),
        ),
    )
    review = named(document_reviews.plan(office.keeper, document="COMPLIANCE", due=day(2026, 4, 1)))
    yield work(2026, 3, 31)
    document_reviews.record(
        office.keeper,
        review=review,
        done_on=office.day,
        findings="The policy is effective where it is precise. It does not say how the PMA follows up what was found,"
        " and so contributes less than it could to the objective that keys can be relied on.",
        recommendation=ReviewRecommendation.MODIFICATION,
        actions="Raise a modification that sets out how findings are followed up.",
    )
    document_reviews.conclude(office.keeper, review=review, concluded_on=office.day)
    yield work(2026, 4, 14)
    raised = named(
        modifications.raise_one(
            office.keeper,
            title="Compliance Policy: how findings are followed up",
            reason="The review found that the policy sets out monitoring in part only.",
            raised_on=office.day,
            document="COMPLIANCE",
            concerns="Clause 4",
            review=review,
        )
    )
    modifications.set_comment_period(
        office.keeper, modification=raised, comments_from=day(2026, 4, 20), comments_to=day(2026, 5, 15)
    )
    yield work(2026, 9, 15)
    modifications.report(
        office.keeper,
        modification=raised,
        status="Before the Change Board; a decision is expected in the new year",
        reported_by=ADMINISTRATOR,
        reported_on=office.day,
    )
    yield work(2026, 11, 16)
    document_reviews.plan(office.keeper, document="RAPP", due=day(2027, 1, 29))


def _section_k(office: Office) -> Story:
    """An explicit charge for an assessment that a user's fault necessitated: raised in March, in effect in October."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 3, 2)
    raised = named(
        modifications.raise_one(
            office.keeper,
            title="Section K: explicit charge for an assessment that a user's fault necessitated",
            reason="The cost of an assessment that one user's fault necessitated is borne by all today.",
            raised_on=office.day,
            concerns="Section K",
            explicit_charge=True,
            limited_purpose="To recover from the user the cost of an assessment that its own fault necessitated, and"
            " for nothing else.",
        )
    )
    office.made["section K"] = raised
    yield work(2026, 3, 9)
    request = named(
        support_requests.ask_secas(
            office.keeper,
            title="Draft text for Section K",
            what="Draft the charging text for the limited purpose, and say whether another section is touched.",
            asked_on=office.day,
            due=day(2026, 4, 10),
            modification=raised,
        )
    )
    yield work(2026, 4, 7)
    support_requests.answer(
        office.keeper,
        request=request,
        response="The draft is attached. No other section is touched.",
        answered_on=office.day,
    )
    yield work(2026, 7, 14)
    modifications.report(
        office.keeper,
        modification=raised,
        status="Approved by the Change Board; to be implemented on the first of October",
        reported_by=ADMINISTRATOR,
        reported_on=office.day,
        effective_on=day(2026, 10, 1),
    )
    yield work(2026, 10, 1)
    modifications.take_effect(
        office.keeper,
        modification=raised,
        effective_on=office.day,
        reported_by=ADMINISTRATOR,
        reported_on=office.day,
    )


def _asked(office: Office) -> Story:
    """The Panel asks for advice, which is given; another sub-committee waits for an answer."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 6, 4)
    first = named(
        support_requests.receive(
            office.keeper,
            title="Key lengths in a proposed device profile",
            kind=SupportKind.MODIFICATION_ADVICE,
            body="The SEC Panel",
            what="Does the proposed profile touch what the Device Certificate Policy requires?",
            received_on=office.day,
            due=day(2026, 6, 26),
            document="DCP",
        )
    )
    yield work(2026, 6, 24)
    support_requests.answer(
        office.keeper,
        request=first,
        response="It does not: clause 6.2.1 names the profile in force, whichever that is.",
        answered_on=office.day,
    )
    yield work(2026, 11, 12)
    support_requests.receive(
        office.keeper,
        title="Certificates of devices that are taken out of stores",
        kind=SupportKind.SUB_COMMITTEE_SUPPORT,
        body="The Technical Sub-Committee",
        what="How long may a device lie in a store before its certificate should be replaced?",
        received_on=office.day,
        due=day(2026, 12, 4),
    )


def _fixed_costs(office: Office) -> Story:
    """The assessment that was discontinued: nobody was at fault."""
    work = office.timetable.at_work
    yield work(2026, 6, 18)
    charge = named(
        charges.open_charge(
            office.keeper,
            assessment=office.made["this year's assessment of Kestrel Gas Transport"],
            ordered_on=office.timetable.at_work(2025, 12, 17),
            cost=Decimal("6250.00"),
        )
    )
    charges.take_view(
        office.keeper,
        charge=charge,
        fault=FaultView.NOT_AT_FAULT,
        fault_basis="The gateway was replaced for reasons of its maker.",
    )
    charges.recommend(
        office.keeper,
        charge=charge,
        basis=ChargeBasis.FIXED_COSTS,
        recommendation="Nobody is at fault, and the assessment was one of the programme.",
        recommended_on=office.day,
    )


def _under_section_k(office: Office) -> Story:
    """The ad hoc assessment, ordered when an explicit charge had become possible; it is not done yet."""
    yield office.timetable.at_work(2026, 11, 9)
    charges.open_charge(office.keeper, assessment=office.made["ondine assessment"])

"""A breach with no assessment behind it, on which the Panel saw it otherwise than the PMA advised (R67 to R69)."""

from __future__ import annotations

from random import Random

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration import kestrel_words as words
from pma_assure.demonstration.office import Conduct, Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import BreachTrigger, BreachView, LetterKind
from pma_assure.workflows import (
    advice,
    breach_advice,
    breach_facts,
    breach_outcomes,
    breach_representations,
    breach_view,
    breaches,
    cases,
    evidence,
    letters,
)

KESTREL = "Kestrel Gas Transport"


def stories(office: Office) -> list[Story]:
    return [_breach(office)]


def _breach(office: Office) -> Story:
    work, tell = office.timetable.at_work, office.timetable.tell
    yield work(2025, 12, 9)
    case = named(
        cases.open_case(
            office.keeper,
            title="Kestrel Gas Transport: a suspected compromise reported late",
            organisation=KESTREL,
            summary=tell(words.CASE),
            proportionality=words.CASE_PROPORTIONALITY,
        )
    )
    breach = named(
        breaches.open_breach(
            office.keeper,
            case=case,
            title="Suspected compromise of a key told after forty hours",
            trigger=BreachTrigger.SELF_REPORT,
            allegation=tell(words.ALLEGATION),
            requirements=("REQ-SA-1.1-5.3",),
        )
    )
    office.made["kestrel case"], office.made["kestrel breach"] = case, breach
    breaches.gather_facts(office.keeper, breach=breach)
    yield work(2025, 12, 11)
    _facts(office, case, breach)
    yield work(2025, 12, 15)
    breach_representations.seek_representations(office.keeper, breach=breach, represent_by=work(2026, 1, 9))
    letter = named(
        letters.draft(office.keeper, kind=LetterKind.REPRESENTATIONS, about=breach, addressee="Head of Networks IT")
    )
    letters.send(office.keeper, letter=letter, channel="Secure e-mail", renderer=office.renderers.letter)
    yield work(2026, 1, 8)
    breach_representations.record_representation(
        office.keeper, breach=breach, received_on=office.day, words_given=words.REPRESENTATION
    )
    yield work(2026, 1, 14)
    breach_representations.answer_representation(office.keeper, breach=breach, representation=1, answer=words.ANSWER)
    for name, lean, said in words.FACTORS:
        breach_facts.add_factor(office.keeper, breach=breach, name=name, lean=lean, words_given=said)
    breach_view.make_ready(office.keeper, breach=breach)
    yield from _advised(office, case, breach)


def _facts(office: Office, case: str, breach: str) -> None:
    """Six items of evidence, one of which cannot be verified and supports nothing alone."""
    work = office.timetable.at_work
    received = work(2025, 12, 11)
    log = files.device_log(
        "gateway-session.log",
        work(2025, 12, 3),
        (
            "session open   user=svc-desk  from=unlisted address",
            "key list read  42 entries",
            "session closed by watchdog",
        ),
        Random("kestrel"),
    )
    given = {
        "log": evidence.add(
            office.assessor,
            case=case,
            title="Log of the gateway's key server",
            source=KESTREL,
            received_on=received,
            file=log,
        ),
        "call": evidence.add(
            office.assessor,
            case=case,
            title="Note of the call to the operator's duty desk",
            source="Meridian Data Communications",
            received_on=received,
            file=files.table("duty-calls.csv", "day,time,caller,matter", (f"{work(2025, 12, 5)},06:10,Kestrel,key",)),
        ),
    }
    for key, title, file in (
        ("report", "Kestrel's written report", words.report_file(office.timetable)),
        ("list", "The two certificates of the server", words.certificates_file()),
        ("service", "Service log of the two certificates", words.service_file(office.timetable)),
    ):
        given[key] = evidence.add(
            office.assessor, case=case, title=title, source=KESTREL, received_on=received, file=file
        )
    given["hearsay"] = evidence.add(
        office.assessor,
        case=case,
        title="What a former employee wrote",
        source="A letter without an address",
        received_on=received,
        file=files.letter("unsigned.txt", "(no sender)", work(2025, 12, 8), "Kestrel", "They knew it the same day."),
        verifiable=False,
    )
    for said, day, keys in words.FACTS:
        breach_facts.add_fact(
            office.keeper,
            breach=breach,
            words_given=office.timetable.tell(said),
            occurred_on=work(*day),
            evidence=tuple(named(given[key]) for key in keys),
        )


def _advised(office: Office, case: str, breach: str) -> Story:
    """One decision on the advice that holds the whole consideration; then the Panel decides otherwise."""
    work, tell = office.timetable.at_work, office.timetable.tell
    march = work(2026, 3, 17)
    yield office.paper_day(march)
    breach_view.propose(
        office.keeper,
        breach=breach,
        view=BreachView.MATERIAL,
        reasons=tell(words.REASONS),
        proportionality=words.PROPORTIONALITY,
    )
    paper = named(
        breach_advice.draft_on_breach(
            office.keeper,
            breach=breach,
            title="Advice on the late report of Kestrel Gas Transport",
            recommendation=words.RECOMMENDATION,
        )
    )
    office.made["kestrel advice"] = paper
    item = office.put(
        march,
        Conduct(against=("H. Boyd",), dissent=words.DISSENT, minutes=40),
        title="Kestrel Gas Transport: whether there was a material breach, and advice on it",
        subject=paper,
        motion="That the PMA considers that there has been a material breach, and advises the Panel as drafted.",
        reasons="As in the draft advice; the consideration is put with it.",
    )
    yield work(2026, 3, 19)
    advice.issue(
        office.keeper, advice=paper, decision=item.decision, issued_on=office.day, renderer=office.renderers.advice
    )
    yield work(2026, 4, 10)
    breach_outcomes.record_outcome(
        office.keeper,
        breach=breach,
        decided_on=work(2026, 4, 9),
        source=tell("Minutes of the SEC Panel of {2026-04-09}, item 6"),
        words_given=words.OUTCOME,
        view=BreachView.NOT_MATERIAL,
    )
    yield work(2026, 4, 20)
    breaches.close(office.keeper, breach=breach)
    cases.close(office.keeper, case=case, reason="The Panel has decided; no plan was required and nothing is open.")

"""Deeds that carry a breach consideration as far as a test needs it."""

from __future__ import annotations

from datetime import date
from typing import Any

from pma_assure.rules.vocabulary import BreachTrigger, BreachView, FactorLean
from pma_assure.workflows.parameters import FileGiven
from tests.workflows.desk import PARTICIPANT, Office, render_advice

REQUIREMENT = "REQ-RAPP-2.1-5.2"
OPENED = date(2026, 10, 1)
HEARD = date(2026, 10, 20)
MET = date(2026, 11, 10)
ISSUED = date(2026, 11, 12)
PANEL = {"decided_on": date(2026, 11, 20), "source": "Panel minutes 66, item 4", "words_given": "As the Panel said."}


def opened(office: Office, case: str | None = None, **more: Any) -> str:
    given: dict[str, Any] = {
        "title": "One officer alone",
        "trigger": BreachTrigger.SELF_REPORT,
        "allegation": "One officer held both cards.",
        "opened_on": OPENED,
        "requirements": (REQUIREMENT,),
    }
    return office.ref("breach.open", case=case or office.case(), **(given | more))


def item(office: Office, case: str, *, verifiable: bool = True, name: str = "log.txt") -> str:
    return office.ref(
        "evidence.add",
        case=case,
        title="Log of the ceremony",
        source=PARTICIPANT,
        received_on=OPENED,
        file=FileGiven(name=name, content=name.encode()),
        verifiable=verifiable,
    )


def gathered(office: Office, case: str | None = None, **more: Any) -> tuple[str, str]:
    """(case, consideration): gathering facts, one fact on evidence that can be verified, one factor."""
    folder = case or office.case()
    breach = opened(office, folder, **more)
    office.do("breach.gather_facts", breach=breach)
    office.do(
        "breach.add_fact",
        breach=breach,
        words_given="One officer held both cards on 3 March.",
        occurred_on=date(2026, 3, 3),
        evidence=(item(office, folder),),
    )
    office.do("breach.add_factor", breach=breach, name="Late report", lean=FactorLean.TOWARDS_MATERIAL)
    return folder, breach


def ready(office: Office, case: str | None = None, view: BreachView = BreachView.MATERIAL, **more: Any) -> str:
    """A consideration that is ready for the PMA, with its paper."""
    _, breach = gathered(office, case, **more)
    office.do("breach.make_ready", breach=breach, why_no_representations="It asked to be heard in writing, and was.")
    propose(office, breach, view)
    return breach


def propose(office: Office, breach: str, view: BreachView = BreachView.MATERIAL, **more: Any) -> list[str]:
    given: dict[str, Any] = {"reasons": "It was late.", "proportionality": "The Panel can weigh its size."}
    return list(office.do("breach.propose", breach=breach, view=view, **(given | more)).notes)


def considered(office: Office, view: BreachView = BreachView.MATERIAL, **more: Any) -> str:
    breach = ready(office, view=view, **more)
    office.do("breach.consider", breach=breach, decision=office.decide(breach, MET))
    return breach


def draft(office: Office, breach: str, **more: Any) -> str:
    given = {"title": "Advice on a breach", "recommendation": "The Panel is asked to take note of the view."}
    return office.ref("advice.draft_on_breach", breach=breach, **(given | more))


def issue(office: Office, advice: str, day: date = ISSUED) -> None:
    decision = office.decide(advice, day)
    office.do("advice.issue", advice=advice, decision=decision, issued_on=day, renderer=render_advice)


def advised(office: Office, view: BreachView = BreachView.MATERIAL, **more: Any) -> tuple[str, str]:
    """(consideration, advice): considered and advised by one decision on the advice."""
    breach = ready(office, view=view, **more)
    advice = draft(office, breach)
    issue(office, advice)
    return breach, advice

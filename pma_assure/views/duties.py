"""What must happen next, for the whole register or for one case: Today, the case page and ``list duties`` ask here.

The facts of a kind of record are read in ``duties_of_*``, by a rule in the module of that name in ``rules`` they become
duties; a further kind is one more line in ``_computed``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from pma_assure.records.house import AuditEntry
from pma_assure.register.register import Register
from pma_assure.rules.duties import in_order
from pma_assure.rules.duties_of_assessments import of_assessment, of_caveat, of_request
from pma_assure.rules.duties_of_breaches import of_breach
from pma_assure.rules.duties_of_cases import of_case, of_irregular
from pma_assure.rules.duties_of_charges import of_charge
from pma_assure.rules.duties_of_emergencies import of_crl, of_suspension
from pma_assure.rules.duties_of_extracts import of_extract
from pma_assure.rules.duties_of_findings import of_action, of_cap, of_finding
from pma_assure.rules.duties_of_letters import of_letter
from pma_assure.rules.duties_of_meetings import of_decision, of_meeting, of_meeting_action
from pma_assure.rules.duties_of_papers import of_advice
from pma_assure.rules.duties_of_plans import of_plan
from pma_assure.rules.duties_of_the_document_set import (
    of_document,
    of_modification,
    of_policy,
    of_review,
    of_support,
)
from pma_assure.values.duties import Duty
from pma_assure.views import (
    duties_of_assessments,
    duties_of_breaches,
    duties_of_cases,
    duties_of_charges,
    duties_of_emergencies,
    duties_of_extracts,
    duties_of_findings,
    duties_of_letters,
    duties_of_meetings,
    duties_of_papers,
    duties_of_plans,
)
from pma_assure.views import duties_of_the_document_set as of_the_set
from pma_assure.views.duty_facts import Folders

Facts = TypeVar("Facts")


def owed(register: Register, as_of: date) -> tuple[Duty, ...]:
    """Every duty in the register, late ones first."""
    with register.reading() as session:
        return of_session(session, as_of)


_HEAD = select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)


def of_session(session: Session, as_of: date) -> tuple[Duty, ...]:
    """The same, within a session that already reads.

    What was computed for a state of the register is kept until the audit trail goes on: every deed adds to it in the
    transaction that changes anything, whoever does it, so its head names the state. It is read first: should somebody
    save meanwhile, what is kept is newer than its name, and computed again.
    """
    head = session.execute(_HEAD).first()
    key = (None, "") if head is None else (head.number, head.digest)
    file = session.connection().engine
    state, by_day = _KEPT.get(file, (None, {}))
    if state != key:
        by_day = {}
    if as_of not in by_day:
        # A new dictionary, never the old one changed: threads share the register.
        by_day = {**dict(list(by_day.items())[-2:]), as_of: _computed(session, as_of)}
        _KEPT[file] = (key, by_day)
    return by_day[as_of]


_KEPT: WeakKeyDictionary[Engine, tuple[tuple[int | None, str], dict[date, tuple[Duty, ...]]]] = WeakKeyDictionary()
"""Open register -> (head of its audit trail, the duties of the days last asked for)."""


def _computed(session: Session, as_of: date) -> tuple[Duty, ...]:
    folders = Folders(session)
    meetings, listed = duties_of_meetings.meetings(session, folders)
    decisions = duties_of_meetings.decisions(session, folders)
    # A purported decision owes a quorate meeting; its irregular fact would only say it again.
    purported = {decision.reference for decision in decisions if decision.purported}
    suspended = duties_of_emergencies.suspensions(session, folders, listed)
    # As it does for a suspension that is purported.
    put_right = {("R30", one) for one in purported} | {("R76", one.reference) for one in suspended if one.purported}
    irregular = (
        fact for fact in duties_of_cases.irregular(session, folders) if (fact.rule, fact.reference) not in put_right
    )
    return in_order(
        (
            *_each(of_meeting, meetings, as_of),
            *_each(of_meeting_action, duties_of_meetings.actions(session), as_of),
            *_each(of_decision, decisions, as_of),
            *_each(of_plan, duties_of_plans.plans(session, as_of, folders, listed), as_of),
            *_each(of_extract, duties_of_extracts.extracts(session, folders, listed), as_of),
            *_each(of_advice, duties_of_papers.draft_advice(session, folders, listed), as_of),
            *_each(of_assessment, duties_of_assessments.assessments(session, as_of, folders, listed), as_of),
            *_each(of_request, duties_of_assessments.requests(session, folders), as_of),
            *_each(of_caveat, duties_of_assessments.caveats(session, folders), as_of),
            *_each(of_letter, duties_of_letters.drafts(session, folders), as_of),
            *_each(of_irregular, irregular, as_of),
            *_each(of_finding, duties_of_findings.findings(session, as_of, folders, listed), as_of),
            *_each(of_cap, duties_of_findings.caps(session, folders), as_of),
            *_each(of_action, duties_of_findings.actions(session, folders), as_of),
            *_each(of_breach, duties_of_breaches.breaches(session, folders, listed), as_of),
            *_each(of_charge, duties_of_charges.charges(session, folders, listed), as_of),
            *_each(of_document, of_the_set.documents(session, as_of, folders), as_of),
            *_each(of_policy, of_the_set.policies(session, as_of, folders), as_of),
            *_each(of_review, of_the_set.reviews(session, folders, listed), as_of),
            *_each(of_modification, of_the_set.modifications(session, folders), as_of),
            *_each(of_support, of_the_set.support_requests(session, folders), as_of),
            *_each(of_suspension, suspended, as_of),
            *_each(of_crl, duties_of_emergencies.crl_instructions(session, folders), as_of),
            *_each(of_case, duties_of_cases.cases(session, folders), as_of),
        )
    )


def _each(rule: Callable[[Facts, date], Iterable[Duty]], facts: Iterable[Facts], as_of: date) -> Iterator[Duty]:
    """What each of these facts owes by its rule."""
    return (duty for one in facts for duty in rule(one, as_of))

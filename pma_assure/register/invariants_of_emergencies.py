"""The facts of suspensions, notices and CRL instructions that their invariants are about: columns, never records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pma_assure.rules import invariants_of_emergencies as rules
from pma_assure.values.soundness import Problem


def check_emergencies(driver: Any) -> Iterable[Problem]:
    yield from _suspensions(driver)
    yield from _notices(driver)
    yield from _crl(driver)


def _suspensions(driver: Any) -> Iterable[Problem]:
    scopes: defaultdict[Any, list[int]] = defaultdict(list)
    for key, number in driver.execute("SELECT suspension_id, number FROM suspension_scope ORDER BY number"):
        scopes[key].append(number if isinstance(number, int) else -1)
    owing = {row[0] for row in driver.execute("SELECT suspension_id FROM notice WHERE state = 'owed'")}
    rows = driver.execute(
        "SELECT s.id, s.reference, s.state, s.ground IS NOT NULL AND s.likelihood IS NOT NULL AND s.immediate IS NOT"
        " NULL, d.state, d.asks, s.effective_at IS NOT NULL, s.lifted_at IS NOT NULL,"
        " (SELECT count(*) FROM irregular_fact f WHERE f.record_id = s.id AND f.rule = 'R76'),"
        " (SELECT count(*) FROM irregular_fact f WHERE f.record_id = s.id AND f.rule = 'R76' AND f.settled_on IS NULL)"
        " FROM suspension s LEFT JOIN decision d ON d.id = s.decision_id ORDER BY s.reference"
    )
    for key, reference, state, grounds, decision, asks, effective, lifted, irregular, unsettled in rows.fetchall():
        yield from rules.suspension(
            rules.SuspensionFact(
                reference=str(reference),
                state=str(state),
                grounds=grounds == 1,
                decision_state=_text(decision),
                decision_asks=_text(asks),
                irregular=bool(irregular),
                settled=not unsettled,
                scopes=tuple(scopes[key]),
                effective=effective == 1,
                lifted=lifted == 1,
                owing=key in owing,
            )
        )


def _notices(driver: Any) -> Iterable[Problem]:
    rows = driver.execute(
        "SELECT n.reference, n.addressee, n.state, n.sent_at IS NOT NULL, (SELECT e.review_on IS NOT NULL FROM"
        " notice_exception e WHERE e.notice_id = n.id ORDER BY e.number DESC LIMIT 1) FROM notice n"
        " ORDER BY n.reference"
    )
    for reference, addressee, state, sent, withheld in rows:
        yield from rules.notice(
            rules.NoticeFact(
                reference=str(reference),
                addressee=str(addressee),
                state=str(state),
                sent=sent == 1,
                withheld=withheld == 1,
            )
        )


def _crl(driver: Any) -> Iterable[Problem]:
    serials: defaultdict[Any, list[str]] = defaultdict(list)
    for key, serial in driver.execute(
        "SELECT crl_instruction_id, serial FROM crl_certificate WHERE withdrawn_on IS NULL ORDER BY serial"
    ):
        serials[key].append(str(serial))
    rows = driver.execute(
        "SELECT c.id, c.reference, c.state, d.state, d.asks, c.issued_at, c.confirmed_at,"
        " (SELECT count(*) FROM irregular_fact f WHERE f.record_id = c.id AND f.rule = 'R85')"
        " FROM crl_instruction c LEFT JOIN decision d ON d.id = c.decision_id ORDER BY c.reference"
    )
    for key, reference, state, decision, asks, issued, confirmed, irregular in rows.fetchall():
        yield from rules.crl_instruction(
            rules.CrlFact(
                reference=str(reference),
                state=str(state),
                decision_state=_text(decision),
                decision_asks=_text(asks),
                irregular=bool(irregular),
                serials=tuple(serials[key]),
                issued_at=_instant(issued),
                confirmed_at=_instant(confirmed),
            )
        )


def _instant(value: object) -> datetime | None:
    """None also for what is no instant: the replay of the audit trail has named it already."""
    try:
        return None if value is None else datetime.fromisoformat(str(value))
    except ValueError:
        return None


def _text(value: object) -> str | None:
    return None if value is None else str(value)

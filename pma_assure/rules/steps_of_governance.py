"""The steps of governance: seats filled, modifications, requests, suspensions with notices and appeals, the CRL."""

from __future__ import annotations

from pma_assure.rules.steps import Step, steps
from pma_assure.rules.vocabulary import (
    AppealState,
    AppointmentState,
    CrlState,
    ModificationState,
    NoticeState,
    SupportState,
    SuspensionState,
)

_O, _M, _R, _S, _N, _L, _C = (
    AppointmentState,
    ModificationState,
    SupportState,
    SuspensionState,
    NoticeState,
    AppealState,
    CrlState,
)
_FROM_OUTSIDE = "as reported from outside: the PMA raises, others decide"

GOVERNANCE_STEPS: tuple[Step, ...] = (
    *steps(
        "appointment",
        (_O.IDENTIFIED, _O.IN_OFFICE, "seat.take_office", "the first day has come", "R44", "40, 51", "p"),
        (
            _O.IN_OFFICE,
            _O.ENDED,
            "seat.end_appointment",
            "the last day and why; the computed one is kept beside it",
            "R33",
            "41",
            "p",
        ),
    ),
    *steps(
        "modification",
        (_M.RAISED, _M.REPORTED, "modification.report", _FROM_OUTSIDE, "R05", "16, 36", "p"),
        (_M.REPORTED, _M.IN_EFFECT, "modification.take_effect", _FROM_OUTSIDE, "R05", "16, 36", "p"),
        (_M.REPORTED, _M.REJECTED, "modification.reject", _FROM_OUTSIDE, "R05", "16, 36", "p"),
        (_M.REPORTED, _M.WITHDRAWN, "modification.withdraw", "", "R05", "16, 36", "r"),
    ),
    *steps(
        "support request",
        (_R.RECEIVED, _R.ANSWERED, "support.answer", "the response and its day", "R11", "16", ""),
        (_R.RECEIVED, _R.DECLINED, "support.decline", "", "R11", "16", "r"),
    ),
    *steps(
        "suspension",
        (
            _S.CONSIDERED,
            _S.ORDERED,
            "suspension.order",
            "a Decision, or an irregular order kept as such; grounds and scope",
            "R76",
            "20, 71",
            "",
        ),
        (_S.CONSIDERED, _S.NOT_PURSUED, "suspension.drop", "", "R72", "71", "r"),
        (_S.ORDERED, _S.INSTRUCTED, "suspension.instruct", "the instruction to the DCC sent at", "R78", "20", ""),
        (_S.INSTRUCTED, _S.IN_EFFECT, "suspension.take_effect", "effective at; a review date", "R78", "20", "p"),
        (_S.INSTRUCTED, _S.RESCINDED, "suspension.rescind", "", "R72", "71", "r"),
        (
            _S.IN_EFFECT,
            _S.IN_EFFECT,
            "suspension.vary suspension.lift_in_part",
            "a new scope from a time; the old one stays in history",
            "R78",
            "20",
            "",
        ),
        (_S.IN_EFFECT, _S.LIFTED, "suspension.lift", "a Decision; effective at", "R76", "20, 71", ""),
        (
            _S.LIFTED,
            _S.CLOSED,
            "suspension.close",
            "every notice sent, not required, or excepted and reviewed",
            "R79",
            "71",
            "",
        ),
    ),
    *steps(
        "notice",
        (_N.OWED, _N.SENT, "notice.send", "the time and the channel", "R79", "71, 72, 74", ""),
        (_N.OWED, _N.NOT_NECESSARY, "notice.not_necessary", "the Parties only", "R82", "74", "r"),
        (
            _N.OWED,
            _N.EXCEPTED,
            "notice.except_for_security",
            "the Parties only; a review date; sending is blocked",
            "R83",
            "74",
            "r",
        ),
        (_N.EXCEPTED, _N.OWED, "notice.end_exception", "", "R83", "74", ""),
    ),
    *steps(
        "appeal",
        (_L.LODGED, _L.UPHELD, "appeal.record_outcome", "the Authority, as reported; owes a lift", "R84", "20", "p"),
        (
            _L.LODGED,
            _L.UPHELD_IN_PART,
            "appeal.record_outcome",
            "the Authority, as reported; owes a variation",
            "R84",
            "20",
            "p",
        ),
        (_L.LODGED, _L.DISMISSED, "appeal.record_outcome", "the Authority, as reported", "R84", "20", "p"),
        (_L.LODGED, _L.WITHDRAWN, "appeal.withdraw", "as the participant told", "R84", "20", "p"),
    ),
    *steps(
        "crl instruction",
        (_C.DECIDED, _C.ISSUED, "crl.issue", "at least one certificate; the time", "R85", "21", ""),
        (_C.ISSUED, _C.CONFIRMED, "crl.confirm", "the DCC's confirmation, as reported", "R85", "21", "p"),
    ),
)

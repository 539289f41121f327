"""What begins where in the few forms that are long: headings in the order in which things happen."""

from __future__ import annotations

HEADINGS: dict[str, dict[str, str]] = {
    "suspension.record_night": {
        "organisation": "The call",
        "target": "The ground, and what is suspended",
        "decided_at": "The order",
        "instructed_at": "What was done",
        "panel_told_at": "Who was told",
        "certificates": "The Certificate Revocation List",
        "call_ended_at": "The end of the call",
        "dialogue": "May follow: what is left out is owed",
    },
    "suspension.go_on": {
        "on_call": "The call",
        "ground": "The ground, and what is suspended",
        "decided_at": "The order",
        "instructed_at": "What was done",
        "panel_told_at": "Who was told",
        "call_ended_at": "The end of the call",
        "effect_on_service": "May follow: what is left out is owed",
    },
}
"""Deed -> the parameter before which the heading stands -> the heading."""

"""The rows of states.md for the records that are built, transcribed by hand and apart from ``rules.states``.

``record: {from: to, ...}`` in the words of the table. Where a record is built in part, ``NOT_YET`` has the rows of the
table that wait (findings and breach considerations are completed with the assessments they come from).
"""

from __future__ import annotations

ROWS: dict[str, tuple[tuple[str, str], ...]] = {
    "case": (("Open", "Closed"), ("Closed", "Open")),
    "finding": (
        ("Draft", "Open"),
        ("Draft", "Discarded"),
        ("Open", "Accepted"),
        ("Open", "Disputed"),
        ("Open", "Noted"),
    ),
    "breach consideration": (
        ("Opened", "Gathering facts"),
        ("Advised", "Panel decided"),
        ("Panel decided", "Closed"),
        ("Opened", "Discontinued"),
        ("Gathering facts", "Discontinued"),
    ),
    "advice": (("Draft", "Issued"), ("Issued", "Superseded")),
    "plan": (
        ("Required", "Submitted"),
        ("Submitted", "Advised"),
        ("Advised", "Returned"),
        ("Returned", "Submitted"),
        ("Advised", "Approved"),
        ("Approved", "Completion reported"),
        ("Approved", "Variation proposed"),
        ("Variation proposed", "Approved"),
        ("Completion reported", "Approved"),
        ("Completion reported", "Verified"),
        ("Verified", "Closed"),
        ("Approved", "Failed"),
        ("Failed", "Closed"),
        ("Failed", "Required"),
    ),
    "plan version": (("Draft", "Frozen"), ("Frozen", "Superseded")),
    "milestone": (
        ("Not started", "In progress"),
        ("In progress", "Reported complete"),
        ("Reported complete", "Verified"),
        ("Reported complete", "In progress"),
        ("Not started", "Cancelled"),
        ("In progress", "Cancelled"),
    ),
    "extract": (
        ("Drafting", "Participant consulted"),
        ("Participant consulted", "Security review"),
        ("Security review", "Ready for decision"),
        ("Security review", "Drafting"),
        ("Ready for decision", "Drafting"),
        ("Ready for decision", "Approved"),
        ("Ready for decision", "Withheld entirely"),
        ("Withheld entirely", "Drafting"),
        ("Approved", "Released"),
        ("Released", "Corrected"),
        ("Released", "Recalled"),
    ),
    "meeting": (
        ("Scheduled", "In session"),
        ("In session", "Closed"),
        ("Closed", "Minutes drafted"),
        ("Minutes drafted", "Minutes approved"),
        ("Scheduled", "Cancelled"),
    ),
    "item": (
        ("Listed", "Under discussion"),
        ("Under discussion", "Decided"),
        ("Under discussion", "Noted"),
        ("Under discussion", "Deferred"),
        ("Under discussion", "Withdrawn"),
    ),
    "decision": (("Recorded", "Superseded"),),
    "document version": (
        ("Draft", "Approved"),
        ("Approved", "In force"),
        ("In force", "Superseded"),
        ("In force", "Withdrawn"),
    ),
    # No table of its own: "never altered; replaced by a new item" (domain.md 5.1), withdrawn with reason (design.md 3).
    "evidence": (("Held", "Superseded"), ("Held", "Withdrawn")),
}

NOT_YET: dict[str, tuple[tuple[str, str], ...]] = {
    "finding": (
        ("Disputed", "Open"),
        ("Disputed", "Withdrawn"),
        ("Accepted", "In remediation"),
        ("In remediation", "Submitted"),
        ("Submitted", "Closed"),
        ("Submitted", "In remediation"),
        ("Closed", "Reopened"),
        ("Reopened", "In remediation"),
        ("Open", "Advised as accepted risk"),
        ("Accepted", "Advised as accepted risk"),
        ("Advised as accepted risk", "Reopened"),
    ),
    "breach consideration": (
        ("Gathering facts", "Representations sought"),
        ("Gathering facts", "Ready for the PMA"),
        ("Representations sought", "Ready for the PMA"),
        ("Ready for the PMA", "Considered"),
        ("Ready for the PMA", "Deferred"),
        ("Deferred", "Gathering facts"),
        ("Deferred", "Ready for the PMA"),
        ("Considered", "Advised"),
        ("Representations sought", "Discontinued"),
        ("Closed", "Reopened"),
        ("Discontinued", "Reopened"),
    ),
}

WITH_REASON: frozenset[tuple[str, str, str]] = frozenset(
    {
        ("case", "Open", "Closed"),
        ("case", "Closed", "Open"),
        ("finding", "Draft", "Discarded"),
        ("breach consideration", "Opened", "Discontinued"),
        ("breach consideration", "Gathering facts", "Discontinued"),
        ("plan", "Completion reported", "Approved"),
        ("milestone", "Reported complete", "In progress"),
        ("extract", "Security review", "Drafting"),
        ("extract", "Ready for decision", "Drafting"),
        ("extract", "Released", "Recalled"),
        ("meeting", "Scheduled", "Cancelled"),
        ("item", "Under discussion", "Deferred"),
    }
)
"""Where the table, or the sentence that stands for one, says *reason*."""

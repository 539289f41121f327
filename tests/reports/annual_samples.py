"""An invented year, for the tests of the annual report."""

from __future__ import annotations

from datetime import date

from pma_assure.values.annual_report import (
    AnnualReport,
    AssessmentInYear,
    ClassInYear,
    ExtensionInYear,
    LikeMatter,
    MilestoneMoved,
    OpenFinding,
    PlanInYear,
    RecurrenceInYear,
    RemedyInYear,
)

UNTIL = date(2026, 11, 23)

_ASSESSED = AssessmentInYear(
    reference="ASMT-2026-0001",
    participant="Meridian Data Communications",
    assessor="Tarn & Holt Assurance",
    kind="pre_operational",
    state="concluded",
    state_since=None,
    report_received=date(2026, 5, 14),
    recommended="approved",
    set_status="approved_with_caveats",
    concluded_on=date(2026, 5, 28),
    caveats_open=2,
    caveats_overdue=1,
)
_AT_WORK = AssessmentInYear(
    reference="ASMT-2026-0002",
    participant="Larkfield Energy Co-op Llŵyd",
    assessor="",
    kind="routine",
    state="concluded",
    state_since=date(2026, 12, 1),
    report_received=None,
    recommended=None,
    set_status=None,
    concluded_on=None,
    caveats_open=0,
    caveats_overdue=0,
)
MATERIAL = RemedyInYear(
    reference="BRCH-2026-0002",
    participant="Kestrel Gas Transport",
    trigger="self_report",
    requirements=("OCP 4.9", "RAPP 5.2"),
    view="material_breach",
    considered_on=date(2026, 4, 30),
    days_to_view=61,
    panel_view="not_material",
    panel_on=date(2026, 6, 11),
    days_to_panel=103,
    differs_from_advice=True,
    plan="",
    alike=(
        LikeMatter(
            reference="BRCH-2026-0001",
            alike=("same requirement (RAPP 5.2)", "same view"),
            view="material_breach",
            panel_view="material_breach",
            plan="PLAN-2026-0001",
        ),
    ),
)
_WAITING = RemedyInYear(
    reference="BRCH-2026-0005",
    participant="Not named here",
    trigger="assessment",
    requirements=(),
    view="not_material",
    considered_on=date(2026, 11, 1),
    days_to_view=12,
    panel_view=None,
    panel_on=None,
    days_to_panel=None,
    differs_from_advice=False,
    plan="",
    alike=(),
)
PLAN = PlanInYear(
    reference="PLAN-2026-0001",
    participant="Halden Power",
    state="approved",
    state_since=None,
    required_on=date(2026, 5, 7),
    milestones=5,
    verified=2,
    cancelled=1,
    overdue=1,
    worst_days=3,
    moved=(
        MilestoneMoved(
            reference="PLAN-2026-0001/M2",
            baseline=date(2026, 10, 31),
            due=date(2026, 11, 30),
            slippage=30,
            days_overdue=0,
            met_late=0,
        ),
        MilestoneMoved(
            reference="PLAN-2026-0001/M3",
            baseline=date(2026, 11, 20),
            due=date(2026, 11, 20),
            slippage=0,
            days_overdue=3,
            met_late=0,
        ),
        MilestoneMoved(
            reference="PLAN-2026-0001/M4",
            baseline=date(2026, 9, 30),
            due=date(2026, 9, 16),
            slippage=-14,
            days_overdue=0,
            met_late=4,
        ),
    ),
)


def in_class(finding_class: str, **given: object) -> ClassInYear:
    numbers: dict[str, object] = {
        "raised": 0,
        "closed": 0,
        "closed_on_time": 0,
        "closed_late": 0,
        "middle_days": None,
        "longest_days": None,
        "open": 0,
        "overdue": 0,
        "worst_days": 0,
    }
    return ClassInYear(finding_class=finding_class, **{**numbers, **given})  # type: ignore[arg-type]  # by name


REPORT = AnnualReport(
    year=2026,
    first=date(2026, 1, 1),
    until=UNTIL,
    as_of=UNTIL,
    assessments=(_ASSESSED, _AT_WORK),
    classes=(
        in_class("major", raised=2, closed=1, closed_late=1, middle_days=112, longest_days=112, open=1, overdue=1,
                 worst_days=17),
        in_class("minor", raised=4, closed=2, closed_on_time=2, middle_days=40, longest_days=55, open=2),
        in_class("observation"),
    ),
    open_findings=(
        OpenFinding(finding_class="major", identified_on=date(2026, 4, 1)),
        OpenFinding(finding_class="minor", identified_on=date(2026, 11, 1)),
        OpenFinding(finding_class="minor", identified_on=date(2026, 8, 30)),
    ),
    recurrences=(
        RecurrenceInYear(
            reference="FIND-2026-0002",
            participant="Halden Power",
            requirement="RAPP 2.0, 5.2",
            finding_class="minor",
            identified_on=date(2026, 4, 1),
            repeats="FIND-2024-0009",
            closed_before=date(2024, 11, 4),
        ),
    ),
    remedies=(MATERIAL, _WAITING),
    plans=(PLAN,),
    extensions=(
        ExtensionInYear(
            reference="PLAN-2026-0001/M2",
            from_due=date(2026, 10, 31),
            to_due=date(2026, 11, 30),
            decided_on=date(2026, 11, 5),
            advised=False,
        ),
    ),
    marked=1,
    audit_head="b1946ac92492d2347c6235b4d2611184",
    audit_entries=1412,
)  # fmt: skip

"""Invented values that papers are made of: a plan of Halden Power plc, and the extract that SEC Parties receive."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from pma_assure.values.documents import (
    Changed,
    DecisionBlock,
    EvidenceLine,
    ExtractDocument,
    ExtractSection,
    FindingLine,
    MilestoneLine,
    MilestoneRow,
    MilestoneTable,
    PanelAdvicePaper,
    Paragraph,
    RequirementLine,
    Summary,
    VersionLine,
)
from pma_assure.values.leak_check import WithheldText
from pma_assure.values.quorum import Counted

GENERAL = (
    "This extract reproduces only those parts of the plan that SEC Parties need for the integrity of the SMKI "
    "arrangements."
)

WITHHELD = (
    WithheldText(passage="EXT-2026-0014/1.2", text="Halden’s Ipswich registration office"),
    WithheldText(passage="EXT-2026-0014/1.4", text="The contractor, Coldharbour Key Services, had not been assessed."),
    WithheldText(passage="EXT-2026-0014/2.2", text="0x1A9F3C–0x1AC8D1"),
    WithheldText(passage="EXT-2026-0014/3.0", text="Root cause"),
    WithheldText(
        passage="EXT-2026-0014/3.1",
        text="The duty roster let two operators share one smart card because the second card had been lost in February "
        "and the replacement was ordered through a purchasing queue that nobody watched.",
    ),
    WithheldText(passage="EXT-2026-0014/4.2", text="Dr Ceri Llŷr"),
    WithheldText(
        passage="EXT-2026-0014/5.1", text="The cost of the remediation is £184,000 and is carried by Halden alone."
    ),
)

_REASONS = """The first version gave no acceptance criterion for the key ceremony. The second does: two witnesses, one \
of them independent of the registration desk, and a signed record for each credential that is issued.

The plan deals with the certificates that were requested while a credential was shared. It revokes and re-issues all \
forty-one, and tells the relying parties before it does so rather than afterwards.

The PMA considered whether Coldharbour Key Services, which operates the registration desk at night, is within reach of \
the plan. It is: milestone M4 brings the contractor into the follow-up assessment, and Halden Power plc answers for it \
throughout."""


def requirement(number: int) -> RequirementLine:
    answers = ("meets", "meets", "meets_in_part", "meets", "does_not_meet")
    return RequirementLine(
        reference=f"REQ-RAPP-4.2.{number}",
        document="Registration Authority Policies and Procedures",
        document_version="v2.1",
        clause=f"4.2.{number}",
        summary="An Authorised Responsible Officer authenticates with a credential issued to that person alone.",
        answer=answers[number % 5],
        reason="Individual smart cards are issued to every officer by 30 September and the shared card is destroyed "
        "before two witnesses; the log of the desk shows which card approved each request.",
    )


def milestone(
    number: int, title: str, base: date, due: date, state: str, verified: date | None = None
) -> MilestoneLine:
    return MilestoneLine(
        reference=f"PLAN-2026-0009/M{number}",
        number=number,
        title=title,
        criterion="Signed record of each credential issued, seen by a witness independent of the registration desk",
        owner="Prof. E. Harcourt",
        baseline_due=base,
        current_due=due,
        state=state,
        reported_on=date(2026, 9, 28) if verified else None,
        verified_on=verified,
        extended_from=(base,) if due != base else (),
        weekend=base.weekday() > 4 and base == due,
    )


def person(name: str, seat: str | None, employer: str | None, *, excused: bool = False) -> Counted:
    return Counted(
        person=f"PERS-{abs(len(name)):04d}",
        name=name,
        seat=seat,
        standing="member" if seat else "attendee",
        employer=employer,
        counted=bool(seat) and not excused,
        deliberative=bool(seat) and seat != "CH" and not excused,
        excused=excused,
        reason="Works for the organisation that the item is about (R29)." if excused else "Present and seated.",
    )


DECISION = DecisionBlock(
    reference="DEC-2026-0031",
    meeting="MTG-2026-0007",
    meeting_title="PMA meeting, August 2026",
    decided_at=datetime(2026, 8, 11, 9, 42, tzinfo=UTC),
    item_number=4,
    item_title="Halden Power plc: remediation plan version 2",
    motion="That the PMA advise the Panel that version 2 of the plan meets the SMKI requirements.",
    motion_as_first_put=None,
    reasons="Each requirement is answered and each action has a criterion.",
    manner="vote",
    result="carried",
    state="recorded",
    votes_for=3,
    votes_against=1,
    abstentions=0,
    casting_vote=None,
    quorum_count=5,
    quorum_needed=4,
    people=(
        person("Prof. E. Harcourt", "CH", None),
        person("Dr Ceri Llŷr", "LS-A", "Merrowdown Energy Ltd"),
        person("Bryn Ŵyn", "SS", "Ynni Dyffryn Cyf"),
        person("Małgorzata Żółć", "NW", "Tarn and Fell Networks plc"),
        person("Mòrag NicLeòid", "SSC", "Strathcarron Gas Ltd"),
        person("R. Pemberton", "LS-B", "Halden Power plc", excused=True),
        person("S. Okafor", None, "Larkspur Assurance LLP"),
    ),
    dissent="Bryn Ŵyn would have asked for the follow-up assessment before the end of the year.",
    fingerprint="9f2c41d07ab85e6633d1c0f4a9be7720415d88e1c6f3027b94aa5de0137c6f18",
)

PAPER = PanelAdvicePaper(
    reference="ADV-2026-0005",
    version="1.0",
    state="issued",
    purpose="plan",
    title="Remediation plan of Halden Power plc, version 2",
    classification="restricted",
    organisation="Halden Power plc",
    case="CASE-2026-0014",
    case_title="Shared registration credential at Halden Power plc",
    plan="PLAN-2026-0009",
    plan_title="Individual credentials for registration officers",
    plan_version=2,
    required_on=date(2026, 5, 19),
    required_words="a plan that restores individual accountability at the registration desk, by 30 June 2026",
    submitted_on=date(2026, 7, 24),
    issued_on=date(2026, 8, 12),
    as_of=date(2026, 8, 12),
    view="meets",
    recommendation="That the Panel approve version 2 of the plan and baseline its four milestones.\n\nThat the Panel "
    "ask Halden Power plc to report completion of each milestone to the PMA within two Working Days.",
    reasons=_REASONS,
    proportionality="The plan asks of Halden Power plc what it could have done at the start. A suspension was "
    "considered and set aside, because the shared credential was withdrawn on 19 June.",
    scope_statement="SMKI matters only: this advice is on the plan so far as it concerns compliance with the SMKI "
    "requirements (R70, paragraph 60).",
    requirements=tuple(requirement(number) for number in range(1, 9)),
    milestones=(
        milestone(
            1,
            "Individual smart cards issued to every officer",
            date(2026, 9, 30),
            date(2026, 9, 30),
            "verified",
            date(2026, 10, 2),
        ),
        milestone(
            2, "Key ceremony run again with two witnesses", date(2026, 10, 31), date(2026, 11, 30), "in_progress"
        ),
        milestone(
            3, "Affected certificates revoked and re-issued", date(2026, 12, 15), date(2026, 12, 15), "not_started"
        ),
        milestone(4, "Follow-up assessment, with the contractor", date(2027, 2, 26), date(2027, 2, 26), "not_started"),
    ),
    findings=(
        FindingLine(
            reference="FIND-2026-0187",
            title="Two operators used one registration credential",
            requirement="REQ-RAPP-4.2.1",
            finding_class="major",
            state="in_remediation",
            identified_on=date(2026, 6, 22),
        ),
    ),
    evidence_above=0,
    evidence=(
        EvidenceLine(
            reference="EVID-2026-0140",
            title="Log of the registration desk, June 2026",
            source="Halden Power plc",
            received_on=date(2026, 6, 25),
            classification="restricted",
            verifiable=True,
        ),
        EvidenceLine(
            reference="EVID-2026-0141",
            title="Note of a telephone call with the night operator",
            source="Coldharbour Key Services",
            received_on=date(2026, 6, 26),
            classification="parties",
            verifiable=False,
        ),
    ),
    versions=(
        VersionLine(
            number=1,
            submitted_on=date(2026, 6, 29),
            advised="does_not_meet",
            advised_on=date(2026, 7, 14),
            panel="plan_returned",
            panel_on=date(2026, 7, 16),
        ),
        VersionLine(
            number=2,
            submitted_on=date(2026, 7, 24),
            advised="meets",
            advised_on=date(2026, 8, 11),
            panel=None,
            panel_on=None,
        ),
    ),
    changes=(
        Changed(
            where="Section 4, milestone M2",
            before="The key ceremony is run again by the end of October.",
            after="The key ceremony is run again with two witnesses by 31 October 2026, one of them independent.",
        ),
        Changed(where="Section 5", before="", after="The contractor takes part in the follow-up assessment."),
    ),
    decision=DECISION,
    supersedes=None,
    correction=None,
    audit_head="b1946ac92492d2347c6235b4d2611184c1a6f5ac2d04b0d0f3ce9a2f80c9b1d7",
    audit_entries=412,
)

DRAFT_PAPER = replace(PAPER, state="draft", issued_on=None, decision=None, version="0.3")

EXTRACT = ExtractDocument(
    reference="EXT-2026-0014",
    version=1,
    state="released",
    title="Remediation plan extract",
    classification="parties",
    audience="SEC Parties",
    participant=None,
    dated=date(2026, 9, 15),
    decision_line="Decision DEC-2026-0044 of the PMA, 8 September 2026.",
    sections=(
        ExtractSection(
            heading="Summary of the breach",
            blocks=(
                Paragraph(
                    text="Two operators of a registration office used one ARO credential between 2 and 19 June 2026."
                ),
                Summary(text="A contractor took part in the work; it is now within the assurance arrangements."),
            ),
        ),
        ExtractSection(
            heading="Certificates affected",
            blocks=(
                Paragraph(text="41 Organisation Certificates are to be revoked and re-issued by 27 November 2026."),
            ),
        ),
        ExtractSection(
            heading=None,
            blocks=(
                MilestoneTable(
                    rows=(
                        MilestoneRow(action="Individual smart cards issued to every ARO", due=date(2026, 10, 30)),
                        MilestoneRow(action="Key ceremony run again with two witnesses", due=date(2026, 11, 27)),
                        MilestoneRow(action="Affected certificates revoked and re-issued", due=date(2026, 11, 27)),
                        MilestoneRow(action="Follow-up assessment", due=None),
                    )
                ),
            ),
        ),
    ),
    general_sentence=GENERAL,
    corrects=None,
)


def cleared(document: ExtractDocument) -> tuple[str, ...]:
    """The texts that were cleared for this document, as the release gives them to the leak check."""
    texts: list[str] = []
    for section in document.sections:
        if section.heading:
            texts.append(section.heading)
        for block in section.blocks:
            if isinstance(block, MilestoneTable):
                texts += [row.action for row in block.rows]
            elif isinstance(block, Paragraph):
                texts.append(block.text)
    return tuple(texts)

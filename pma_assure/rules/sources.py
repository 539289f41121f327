"""The rules R01 to R90, each with the paragraphs of the Government response that it rests on (URN 14D/092).

Status says how firm a rule is: CON, a conclusion of the Government; PROP, a proposal that the conclusions leave
standing; RESP, only what a respondent said, never a rule; CTX, context.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its number ("R30"), its paragraphs in ascending order, its status and its content in short.

    The status: CON a conclusion of the government, PROP a proposal left standing, RESP a respondent's comment, which is
    no rule, CTX context.
    """

    number: str
    paragraphs: tuple[int, ...]
    status: str
    text: str


def _rule(number: int, paragraphs: str, status: str, text: str) -> Rule:
    return Rule(f"R{number:02d}", tuple(int(each) for each in paragraphs.split()), status, text)


_BODY = (
    _rule(1, "14", "PROP", "The PMA governs the SMKI as a sub-committee of the SEC Panel."),
    _rule(
        2,
        "15",
        "PROP",
        "The SMKI SEC Document Set: both Certificate Policies, the RAPP, the Subscriber and "
        "Relying Party Agreements, the Compliance Policy and the Recovery Process.",
    ),
    _rule(
        3,
        "52",
        "PROP",
        "The Certification Practice Statement is the DCC's statement to the PMA of how it "
        "applies the two Certificate Policies.",
    ),
    _rule(
        4,
        "16",
        "PROP",
        "The PMA reviews from time to time whether the Document Set is effective and serves the SEC objectives.",
    ),
    _rule(
        5, "16 36", "CON", "The PMA may raise modifications; they are considered in the ordinary modification process."
    ),
    _rule(6, "37", "CON", "The final legal text says which documents the PMA oversees and may seek to modify."),
    _rule(7, "16", "PROP", "The PMA supports and advises on proposed modifications that touch the SMKI."),
    _rule(8, "16", "PROP", "The Certification Practice Statement is approved by the PMA."),
    _rule(
        9,
        "16 55",
        "PROP",
        "The PMA sees to compliance with the Document Set and keeps a Compliance Policy that "
        "sets the scope of independent assurance.",
    ),
    _rule(
        10, "16", "PROP", "The PMA supports the Panel when the Panel considers action after material non-compliance."
    ),
    _rule(11, "16", "PROP", "The PMA supports the Panel and other sub-committees on SMKI matters when asked."),
    _rule(12, "18", "PROP", "The general provisions for SEC sub-committees apply unless something else is said."),
    _rule(
        13,
        "53",
        "PROP",
        "The Panel, for the Parties, needs assurance that the service follows the Document Set "
        "and the Certification Practice Statement.",
    ),
    _rule(14, "6", "CTX", "The SEC governs itself, managed by the Panel and overseen by Ofgem where appropriate."),
)

_COMPOSITION = (
    _rule(
        15,
        "29",
        "CON",
        "Seven voting seats: Chair, two Large Suppliers, one Small Supplier, one Networks, one SSC, one TSC.",
    ),
    _rule(16, "17 29", "CON", "The Chair has a casting vote only."),
    _rule(17, "17 29", "CON", "The PKI Specialist, the DCC, Ofgem and the Government attend without a vote."),
    _rule(18, "19 29 30 34", "CON", "The Chair may invite further attendees without a vote."),
    _rule(19, "28 29", "CON", "There is one Networks seat; two would be out of proportion."),
    _rule(20, "30", "CON", "There is no seat for other kinds of user; they may attend."),
    _rule(21, "31", "CON", "The small suppliers' view is needed, and undue burden on them is to be avoided."),
    _rule(22, "32 43", "CON", "The SSC and the TSC each choose a voting member."),
    _rule(23, "33", "CON", "The Chair is sufficiently independent and suitably qualified."),
    _rule(24, "34", "CON", "Voting members act independently and not as delegates of their employers."),
    _rule(25, "38", "CON", "The PKI Specialist is independent of the SMKI Service Provider."),
)

_QUORUM = (
    _rule(
        26,
        "18 35",
        "PROP",
        "The Chair's alternate is the PKI Specialist, or else a PMA member whom the Chair nominates.",
    ),
    _rule(
        27,
        "35",
        "CON",
        "A voting member may nominate an alternate who works neither for the same organisation "
        "nor for an affiliate of it.",
    ),
    _rule(28, "35", "CON", "Nobody is obliged to find an alternate; the remaining risk to the quorum is accepted."),
    _rule(29, "26 35", "CON", "Members excuse themselves from deliberations on action against their own employer."),
    _rule(30, "35", "CON", "A quorum is four members, one of them the Chair or the Chair's alternate."),
    _rule(31, "26 35", "CON", "Several voting members may work for the same organisation."),
    _rule(
        32,
        "26",
        "RESP",
        "A respondent's idea, not adopted: SSC and TSC members from organisations other than the suppliers' members.",
    ),
)

_APPOINTMENT = (
    _rule(33, "41", "PROP", "The Chair is identified by the Panel and SECAS for three years."),
    _rule(34, "42", "PROP", "Nominations are open: anyone may nominate any individual for any seat."),
    _rule(
        35, "42 49", "CON", "An election is held only if nominations exceed seats; each constituency votes for its own."
    ),
    _rule(
        36,
        "43",
        "PROP",
        "The Panel first identifies the SSC and TSC representatives; the sub-committee may "
        "replace its own after notice to SECAS.",
    ),
    _rule(
        37,
        "44",
        "PROP",
        "The PKI Specialist is identified by the Panel and SECAS, on a contract whose length the "
        "Panel sets, and has no vote.",
    ),
    _rule(38, "45", "PROP", "The Government, Ofgem and DCC representatives are appointed by their own organisations."),
    _rule(39, "48", "PROP", "The Government may specify staggered first periods of office."),
    _rule(
        40,
        "50",
        "CON",
        "First terms: one Large Supplier and Networks 12 months, the other Large Supplier and "
        "the Small Supplier 24 months.",
    ),
    _rule(41, "50", "CON", "The documents of the first election say which Large Supplier seat has the 12 months."),
    _rule(42, "42 50", "CON", "Later terms are two years for all seats."),
    _rule(43, "48", "CTX", "Terms are staggered so that experience is not lost all at once."),
    _rule(
        44,
        "40 51 77",
        "CON",
        "The Panel and SECAS arrange nomination and election early, so that the PMA can begin at once.",
    ),
)

_ASSURANCE = (
    _rule(
        45, "54", "PROP", "The DCC complies with the Compliance Policy; it may also hold requirements for Subscribers."
    ),
    _rule(
        46,
        "55",
        "PROP",
        "The Compliance Policy sets the scheme, what the DCC and Subscribers must do, and how "
        "the PMA monitors and enforces.",
    ),
    _rule(47, "56", "PROP", "The DCC procures an independent assurance scheme."),
    _rule(
        48,
        "56",
        "PROP",
        "The DCC and Subscribers co-operate in assessments: information, access to premises and staff.",
    ),
    _rule(49, "62 65", "CON", "The duty to co-operate reaches the relevant parts of the supply chain."),
    _rule(
        50,
        "57",
        "PROP",
        "Scheme and assessors are recognised, such as those the Government uses for electronic trust services.",
    ),
    _rule(51, "57", "PROP", "An assessment comes before the service issues certificates for live environments."),
    _rule(52, "66", "CON", "The first report is about the live services, and comes before they are offered."),
    _rule(
        53,
        "58 76",
        "CON",
        "The PMA reviews the first Compliance Policy and develops the first full one by modification.",
    ),
    _rule(
        54,
        "68 76",
        "CON",
        "Modifications to certain documents may be raised as soon as reasonably practicable after incorporation.",
    ),
    _rule(55, "63 69", "CON", "Co-ordinating the routine assessments of the PMA and the DCC is desirable."),
    _rule(56, "63 76", "CON", "Ad hoc assessments are allowed where the PMA considers them appropriate."),
    _rule(57, "76", "CON", "Frequency and scope rest on the PMA's considered expert judgement."),
    _rule(58, "76", "CON", "Changes still go through the modification process, where Parties may comment."),
    _rule(
        59, "63 70", "CON", "Assurance does not repeat ISO work; ISO 27001 does not cover the RAPP in enough detail."
    ),
    _rule(60, "70", "CON", "The PMA judges how far existing compliance work counts in part."),
    _rule(61, "63 73", "CON", "The same requirements apply to every user whatever its size; the DCC's set differs."),
    _rule(62, "63", "RESP", "A supplier asked whether ad hoc assessments are for new or existing users; not answered."),
    _rule(63, "67", "CON", "SMKI charges are by default in the DCC's fixed costs."),
    _rule(64, "67", "CON", "A user at fault whose action made an audit necessary may rightly bear its cost."),
    _rule(
        65,
        "67 68",
        "CON",
        "The PMA is expected to consider a Section K modification for an explicit charge, for that purpose only.",
    ),
    _rule(66, "68", "CON", "SECAS gives the help that a Section K modification needs."),
)

_BREACH = (
    _rule(
        67,
        "59",
        "PROP",
        "The PMA considers whether there has been a material breach, after an assessment or otherwise.",
    ),
    _rule(68, "59", "PROP", "The PMA advises the Panel accordingly."),
    _rule(69, "60", "PROP", "The Panel considers what sanctions are appropriate."),
    _rule(
        70,
        "60",
        "PROP",
        "Where the Panel requires a remediation plan, the PMA advises whether it meets the SMKI requirements.",
    ),
    _rule(
        71,
        "73",
        "CON",
        "The PMA judges in each case what the remedy should be, to keep overall integrity and security.",
    ),
    _rule(72, "71", "CON", "The powers are used proportionately and with consideration."),
    _rule(73, "75", "CON", "Only those parts of a plan are published that are necessary to support overall integrity."),
    _rule(74, "64 75", "CON", "Commercial confidentiality, beside security, is a ground for leaving parts out."),
    _rule(
        75,
        "39",
        "CON",
        "Ofgem would take all relevant factors into account, such as what a suspension makes impossible.",
    ),
)

_EMERGENCY = (
    _rule(76, "20 71", "CON", "The PMA, as the expert body, may order an emergency suspension."),
    _rule(
        77,
        "20",
        "PROP",
        "Test: the PMA reasonably considers that an immediate threat or compromise to the SMKI "
        "Service has occurred or is likely.",
    ),
    _rule(
        78,
        "20",
        "PROP",
        "Scope: some or all of the SMKI Service, or a participant's rights to all or part of DCC Services.",
    ),
    _rule(79, "71", "CON", "The Panel is notified for information, before a suspension where reasonably practicable."),
    _rule(80, "72", "CON", "The Authority is notified before a suspension where practicable."),
    _rule(81, "72", "CON", "In practice a dialogue with the user comes first."),
    _rule(82, "74", "CON", "All Parties may be notified where that is necessary for integrity."),
    _rule(83, "74", "CON", "Not so if the notice itself would be an unacceptable security risk or breach."),
    _rule(84, "20", "PROP", "There is a right of appeal to Ofgem, which may be heard after the event."),
    _rule(
        85,
        "21",
        "PROP",
        "The PMA can require the DCC to place certificates on the CRL, by the Organisation CP's process.",
    ),
    _rule(86, "27 39", "CTX", "Concern about liability and about reporting that a suspension makes impossible."),
)

_CONTEXT = (
    _rule(87, "5", "CTX", "The DCC, suppliers and networks must be Parties; others may accede."),
    _rule(88, "7 8 9 78", "CTX", "Part A answers the policy questions; the legal text follows with Part B."),
    _rule(89, "13 69", "CTX", "A later consultation addresses scope and frequency of security assessments."),
    _rule(90, "12", "CTX", "The responses are published and the respondents listed."),
)

CATALOGUE: dict[str, Rule] = {
    rule.number: rule
    for group in (_BODY, _COMPOSITION, _QUORUM, _APPOINTMENT, _ASSURANCE, _BREACH, _EMERGENCY, _CONTEXT)
    for rule in group
}


def paragraph(rule: str) -> str:
    """The paragraphs a rule rests on, as people cite them: "26, 35". KeyError for an unknown number."""
    return ", ".join(str(each) for each in CATALOGUE[rule].paragraphs)

"""What was written while Larkfield Energy Co-op was assessed."""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.rules.vocabulary import Covers, FindingClass
from pma_assure.workflows.reliance import CoverageGiven

PATTERNS = (
    (
        "Logs not copied from the desk",
        FindingClass.MINOR,
        "RAPP",
        "7.4",
        "On [number] of [number] days the approval log was not copied from the desk by the end of the day.",
        "What was approved on those days could be changed on the desk.",
        "A month's list of copies without a gap.",
    ),
    (
        "Approval by one officer",
        FindingClass.MAJOR,
        "RAPP",
        "5.2",
        "In [number] of [number] approvals the second approval was given with the first officer's card.",
        "A request could be approved by one person alone.",
        "A trial in which the software refuses the same card twice, and a sample without such an approval.",
    ),
    (
        "Officers might be told more",
        FindingClass.OBSERVATION,
        None,
        None,
        "Officers know what they do, and less well why.",
        "",
        "",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliedOn:
    """A certificate or report of somebody else's, and why the PMA relies on it."""

    title: str
    certificate: str
    issued_by: str
    scope: str
    valid_from: tuple[int, int, int]
    valid_to: tuple[int, int, int]
    covers: tuple[CoverageGiven, ...]
    reasons: str


RELIED_ON = (
    ReliedOn(
        title="ISO/IEC 27001 certification of the registration desk",
        certificate="IS 771204",
        issued_by="Penhale Certification",
        scope="Information security of the registration desk and its three workstations.",
        valid_from=(2025, 3, 3),
        valid_to=(2028, 3, 2),
        covers=(
            CoverageGiven(
                requirement="REQ-OCP-1.4-5.2.2",
                covers=Covers.FULLY,
                reason="The audit examined each credential of each officer, this year and last.",
            ),
            CoverageGiven(
                requirement="REQ-OCP-1.4-5.4.6",
                covers=Covers.IN_PART,
                gap="It looks whether logs are reviewed, not whether every month.",
                residual="The reviews of the twelve months, by their signatures.",
            ),
        ),
        reasons="The certificate is current and its auditor independent. Where it covers in part, the rest is tested.",
    ),
    ReliedOn(
        title="Audit of the custody of cards",
        certificate="CA 2025/118",
        issued_by="Hollin Audit",
        scope="Custody of cards and key shares at the desk.",
        valid_from=(2025, 10, 6),
        valid_to=(2026, 12, 31),
        covers=(
            CoverageGiven(
                requirement="REQ-RAPP-2.1-6.1",
                covers=Covers.FULLY,
                reason="Every card was counted on two days without notice.",
            ),
        ),
        reasons="The auditor counted more than the assessor would.",
    ),
)
WITHDRAWN_BY_ITS_ISSUER = (
    "Hollin Audit withdrew the report: its auditor had kept the cards of the same desk for some months before."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A line of the sheet as it was filled in."""

    requirement: str
    result: str
    test: str
    sample: str
    seen: str
    initials: str
    tested_on: tuple[int, int, int]


LINES = (
    Tested(
        requirement="REQ-OCP-1.4-3.2.2",
        result="met",
        test="Proofs of authority read against the requests.",
        sample="25 of 212 requests, drawn by number",
        seen="A letter of authority for each of the 25, signed by a director.",
        initials="MO",
        tested_on=(2026, 10, 27),
    ),
    Tested(
        requirement="REQ-OCP-1.4-5.2.4",
        result="met",
        test="Roles compared with the list of officers.",
        sample="All five officers",
        seen="Nobody holds two roles. The deputy of the key manager approves no requests.",
        initials="PV",
        tested_on=(2026, 10, 28),
    ),
    Tested(
        requirement="REQ-OCP-1.4-6.2.2",
        result="met",
        test="Opening of the safe watched.",
        sample="One opening",
        seen="Two custodians, two combinations, both signed. The sheet of the year has no gap.",
        initials="PV",
        tested_on=(2026, 10, 28),
    ),
    Tested(
        requirement="REQ-RAPP-2.1-5.1",
        result="met",
        test="Letters of appointment read.",
        sample="All five officers",
        seen="Each appointed in writing before the first approval.",
        initials="MO",
        tested_on=(2026, 11, 3),
    ),
    Tested(
        requirement="REQ-RAPP-2.1-7.4",
        result="not_met",
        test="Times of the copies compared with the working days.",
        sample="All working days of three weeks in October",
        seen="On three of fifteen days, each a Friday, the approval log was copied on the Monday after.",
        initials="MO",
        tested_on=(2026, 11, 10),
    ),
    Tested(
        requirement="REQ-SA-1.1-2.1",
        result="met",
        test="The agreement and the list of those who may sign.",
        sample="The one agreement",
        seen="Signed by the managing director, who stands on the list.",
        initials="PV",
        tested_on=(2026, 11, 10),
    ),
    Tested(
        requirement="REQ-RAPP-2.1-5.2",
        result="not_tested",
        test="Sixty approvals, both officers; waits for the narrowed request.",
        sample="",
        seen="",
        initials="",
        tested_on=(2026, 11, 10),
    ),
)
ON_THE_SHEET = (
    "REQ-OCP-1.4-3.1.2",
    "REQ-OCP-1.4-3.2.2",
    "REQ-OCP-1.4-5.2.4",
    "REQ-OCP-1.4-5.4.6",
    "REQ-OCP-1.4-6.2.2",
    "REQ-RAPP-2.1-5.1",
    "REQ-RAPP-2.1-5.2",
    "REQ-RAPP-2.1-6.1",
    "REQ-RAPP-2.1-7.2",
    "REQ-RAPP-2.1-7.4",
    "REQ-RAPP-2.1-8.1",
    "REQ-SA-1.1-2.1",
    "REQ-SA-1.1-4.1",
)
"""Without the requirement that the certificate covers fully."""
OBSERVATIONS = (
    (
        "On Fridays the officer who copies the log leaves at three; the deputy did not know that she copies it then.",
        "REQ-RAPP-2.1-7.4",
        "M. Okafor",
    ),
    (
        "The script that copies the log is started by hand. Nothing says so when it was not.",
        "REQ-RAPP-2.1-7.4",
        "Priya Venkatesan",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request for evidence."""

    title: str
    kind: str
    what: str
    requirement: str | None = None
    contractor: str | None = None
    due: tuple[int, int, int] | None = None


REQUESTS = (
    Asked(
        title="Officers and their appointments",
        kind="information",
        what="The list of Authorised Responsible Officers since October of last year, with their letters.",
        requirement="REQ-RAPP-2.1-5.1",
    ),
    Asked(
        title="A visit to the store of key shares",
        kind="premises",
        what="To see the store that Coldharbour Key Services keeps, with the custodian, for an hour.",
        contractor="Coldharbour Key Services",
        due=(2026, 11, 6),
    ),
    Asked(
        title="Every approval of the period",
        kind="data",
        what="Every approval since October of last year with its record, its proof and the mails about it.",
        requirement="REQ-RAPP-2.1-5.2",
    ),
)
TOO_MUCH = "“This would take one of us a fortnight. The mails hold much that has nothing to do with the SMKI.”"
NARROWED = (
    "Sixty approvals show as well as all of them whether two officers approve, and an afternoon is enough for them. The"
    " mails are not needed."
)
CONTRACT = "“Our contract with Coldharbour does not let us bring anybody into the store.”"
REASONABLE = (
    "Reasonable as it stands: an hour, with the custodian, and nothing is copied. The duty to give access is the"
    " participant's; what it agreed with its contractor does not lessen it."
)

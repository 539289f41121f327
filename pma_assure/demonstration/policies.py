"""The invented SMKI SEC Document Set: forty-nine requirements in their present versions, in short words of our own."""

from __future__ import annotations

from dataclasses import dataclass

from pma_assure.demonstration.office import Office
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import DocumentType
from pma_assure.workflows import document_set
from pma_assure.workflows.document_set import Clause

SP, REPOSITORY, SUBSCRIBER, RELYING = "dcc_sp", "dcc_repository", "subscriber", "relying_party"
CPS_VERSION = "3.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A document with one version of it, and when that version took effect."""

    title: str
    short_name: str
    document_type: DocumentType
    version: str
    in_force: tuple[int, int, int]
    clauses: tuple[Clause, ...]
    owner: str | None = None
    pma_may_modify: bool = True


def _clause(number: str, title: str, text: str, *applies_to: str) -> Clause:
    return Clause(clause=number, title=title, text=text, applies_to=", ".join(applies_to or (SUBSCRIBER,)))


ORGANISATION_CP = Policy(
    title="Organisation Certificate Policy",
    short_name="OCP",
    document_type=DocumentType.ORGANISATION_CP,
    version="1.4",
    in_force=(2024, 11, 4),
    clauses=(
        _clause(
            "3.1.2",
            "Names identify the organisation",
            "The subject name of an Organisation Certificate shall identify the Subscriber by its registered name and"
            " the EUI-64 identifier allotted to it, and nothing else.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "3.2.2",
            "Authority to request is proved",
            "Before a certificate signing request is accepted, the authority of the person who makes it to act for the"
            " Subscriber shall be proved and the proof recorded.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "4.9.1",
            "Grounds for revocation",
            "A Subscriber shall ask for revocation as soon as it knows or has reason to suspect that a Private Key was"
            " disclosed, lost, or used by somebody who was not authorised.",
        ),
        _clause(
            "4.9.3",
            "Revocation within eight hours",
            "From the discovery of a ground for revocation to the authenticated request no more than eight hours shall"
            " pass. The times of discovery and request shall be recorded.",
        ),
        _clause(
            "5.2.2",
            "Credentials belong to one person",
            "A credential with which a trusted role is exercised shall be issued to one named person and shall not be"
            " lent or shared.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "5.2.4",
            "Separation of roles",
            "Nobody shall hold at one time a role that requests certificates and a role that approves the request.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "5.4.1",
            "Events are recorded",
            "Every request, approval, rejection, revocation and key ceremony shall be recorded with its time, the"
            " persons who took part and the outcome.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "5.4.6",
            "Audit logs are reviewed every month",
            "Audit logs shall be reviewed at least once a month by somebody who holds none of the roles recorded in"
            " them.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "6.1.1",
            "Keys are generated in the module",
            "Organisation Private Keys shall be generated inside a hardware security module that is operated in its"
            " validated mode, in a ceremony with at least two witnesses.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "6.2.2",
            "Two persons reach a Private Key",
            "Use, backup and restoration of an Organisation Private Key shall need the presence of two persons in"
            " trusted roles, each with a share or credential of their own.",
            SP,
            SUBSCRIBER,
        ),
    ),
)
DEVICE_CP = Policy(
    title="Device Certificate Policy",
    short_name="DCP",
    document_type=DocumentType.DEVICE_CP,
    version="1.2",
    in_force=(2024, 3, 4),
    clauses=(
        _clause(
            "3.2.1",
            "Possession of the Private Key",
            "Each device certificate signing request shall prove possession of the Private Key for which it asks.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "4.2.1",
            "Batches are authorised",
            "A batch request shall be authorised by an Authorised Subscriber before any certificate of it is issued.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "5.4.1",
            "Batch logs",
            "The log of a batch shall allow every certificate in it to be traced to the request and to the person who"
            " authorised it.",
            SP,
        ),
        _clause(
            "6.1.1",
            "Device keys are generated on the device",
            "Device Private Keys shall be generated on the device and shall not leave it.",
            SUBSCRIBER,
        ),
        _clause(
            "6.2.1",
            "Strength of device keys",
            "Device keys shall use the curve and the key length named in the profile in force.",
            SP,
            SUBSCRIBER,
        ),
    ),
)
_RAPP_2_0 = (
    _clause(
        "4.2",
        "Key ceremony with two witnesses",
        "An ARO key ceremony shall follow the script and be witnessed by two persons who hold no ARO credential.",
    ),
    _clause(
        "5.1",
        "Appointment of Authorised Responsible Officers",
        "A Subscriber shall appoint at least three Authorised Responsible Officers and tell the DCC of every change"
        " within five Working Days.",
    ),
    _clause(
        "5.2",
        "Two officers approve",
        "A certificate signing request for an Organisation Certificate shall be approved by two Authorised Responsible"
        " Officers, each with a credential of their own.",
    ),
    _clause(
        "5.4",
        "Identity is verified in person",
        "The identity of an Authorised Responsible Officer shall be verified in person to the level named in the"
        " procedures, and again every three years.",
    ),
    _clause(
        "6.1",
        "Cards are accounted for",
        "Issued, returned and destroyed smart cards shall be entered in a card register, and the register reconciled"
        " with the cards twice a year.",
    ),
    _clause(
        "6.3",
        "Lost cards",
        "A lost card shall be reported to the registration desk at once and revoked within four hours.",
    ),
    _clause(
        "7.2",
        "Records of approval",
        "The registration desk shall keep for each request who approved it, when, and by which card.",
        SP,
        SUBSCRIBER,
    ),
    _clause(
        "8.1",
        "Remote offices",
        "A registration desk outside the Subscriber's main premises shall meet the same physical controls.",
    ),
)
RAPP_2_0 = Policy(
    title="Registration Authority Policy and Procedures",
    short_name="RAPP",
    document_type=DocumentType.RAPP,
    version="2.0",
    in_force=(2024, 6, 3),
    clauses=_RAPP_2_0,
)
RAPP_2_1 = Policy(
    title="Registration Authority Policy and Procedures",
    short_name="RAPP",
    document_type=DocumentType.RAPP,
    version="2.1",
    in_force=(2026, 2, 2),
    clauses=(
        *_RAPP_2_0,
        _clause(
            "7.4",
            "Approval logs leave the desk daily",
            "Records of approval shall be copied every day to a place that the registration desk cannot change.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "9.1",
            "Contractors on the desk",
            "A contractor who works on a registration desk shall be named, trained and assessed as the Subscriber's own"
            " staff are.",
        ),
    ),
)
SUBSCRIBER_AGREEMENT = Policy(
    title="Subscriber Agreement",
    short_name="SA",
    document_type=DocumentType.SUBSCRIBER_AGREEMENT,
    version="1.1",
    in_force=(2023, 10, 2),
    clauses=(
        _clause(
            "2.1",
            "Signed by somebody who may sign",
            "The agreement shall be signed by a person whose authority to bind the Subscriber is current, and signed"
            " anew within thirty days after that authority ends.",
        ),
        _clause("3.2", "True information", "Information given with a request shall be complete and true."),
        _clause(
            "3.5",
            "Protection of keys",
            "The Subscriber shall protect its Private Keys against disclosure and use by others, in its own premises"
            " and in those of its contractors.",
        ),
        _clause(
            "4.1",
            "Contractors",
            "The Subscriber shall answer for its contractors as for itself, and shall have the right to inspect them.",
        ),
        _clause("5.3", "Notice of compromise", "The Subscriber shall tell the DCC of a suspected compromise at once."),
    ),
)
RELYING_PARTY_AGREEMENT = Policy(
    title="Relying Party Agreement",
    short_name="RPA",
    document_type=DocumentType.RELYING_PARTY_AGREEMENT,
    version="1.0",
    in_force=(2023, 10, 2),
    clauses=(
        _clause("2.2", "Status is checked", "A Relying Party shall check a certificate's status before use.", RELYING),
        _clause(
            "2.4",
            "Newest revocation list",
            "A Relying Party shall not rely on a revocation list whose time of next update has passed.",
            RELYING,
        ),
        _clause("3.1", "Path validation", "The whole path to the root shall be validated.", RELYING),
        _clause(
            "4.2",
            "Reliance ends with notice",
            "Told of a revocation, a Relying Party shall cease to rely on the certificate at once.",
            RELYING,
        ),
    ),
)
COMPLIANCE_POLICY = Policy(
    title="SMKI Compliance Policy",
    short_name="COMPLIANCE",
    document_type=DocumentType.COMPLIANCE_POLICY,
    version="1.3",
    in_force=(2025, 4, 1),
    clauses=(
        _clause(
            "2.3",
            "Co-operation",
            "A participant shall give an assessor the data, premises and staff that the assessment reasonably needs.",
            SP,
            REPOSITORY,
            SUBSCRIBER,
        ),
        _clause(
            "3.1",
            "Whole scope",
            "An assessment shall cover the whole scope, including parts operated by contractors.",
            SP,
            REPOSITORY,
            SUBSCRIBER,
        ),
        _clause(
            "3.4",
            "Supply chain",
            "A participant shall ensure that relevant parts of its supply chain co-operate, and shall keep the records"
            " from which their compliance can be shown.",
            SUBSCRIBER,
        ),
        _clause(
            "4.2",
            "Evidence that can be verified",
            "Evidence shall be such that somebody else can verify it, and be kept for seven years.",
            SP,
            SUBSCRIBER,
        ),
        _clause(
            "5.1", "Plans", "A remediation plan shall give each action an owner, a date and a criterion.", SUBSCRIBER
        ),
    ),
)
RECOVERY_PROCESS = Policy(
    title="SMKI Recovery Process",
    short_name="RECOVERY",
    document_type=DocumentType.RECOVERY_PROCESS,
    version="1.0",
    in_force=(2024, 1, 8),
    clauses=(
        _clause("2.1", "Key custodians", "Recovery key shares shall be held by custodians of different employers.", SP),
        _clause(
            "2.5", "Exercises", "The process shall be exercised once a year and the result reported.", SP, SUBSCRIBER
        ),
        _clause(
            "3.2", "Notice of use", "Use of a recovery key shall be reported to the PMA within two Working Days.", SP
        ),
        _clause("4.1", "Subscribers are ready", "A Subscriber shall keep the contacts for recovery up to date."),
    ),
)
CPS = Policy(
    title="Certification Practice Statement",
    short_name="CPS",
    document_type=DocumentType.CPS,
    version=CPS_VERSION,
    in_force=(2026, 2, 2),
    owner="Meridian Data Communications",
    pma_may_modify=False,
    clauses=(
        _clause("3.2.2", "How authority is verified", "The desk calls the Subscriber back on a number it holds.", SP),
        _clause("5.1.2", "Access to the signing room", "Two persons enter together; the door records both.", SP),
        _clause("5.4.4", "Protection of logs", "Logs are signed hourly and copied to a second site.", SP),
        _clause("6.2.4", "Backup of keys", "Backups are encrypted in the module and restored by three of five.", SP),
        _clause(
            "9.12",
            "Changes of this statement",
            "Changes are put to the PMA and take effect once it has approved them.",
            SP,
            REPOSITORY,
        ),
    ),
)
STANDING_AT_FIRST = (
    ORGANISATION_CP,
    DEVICE_CP,
    RAPP_2_0,
    SUBSCRIBER_AGREEMENT,
    RELYING_PARTY_AGREEMENT,
    COMPLIANCE_POLICY,
    RECOVERY_PROCESS,
)


def _enter(office: Office, policy: Policy, *, new: bool = True) -> None:
    if new:
        added = document_set.add(
            office.keeper,
            title=policy.title,
            short_name=policy.short_name,
            document_type=policy.document_type,
            owner=policy.owner,
            pma_may_modify=policy.pma_may_modify,
        )
        office.made[policy.short_name] = str(added.reference)
    document_set.add_version(
        office.keeper, document=policy.short_name, version_label=policy.version, requirements=policy.clauses
    )


def _bring_into_force(office: Office, policy: Policy) -> None:
    day = office.timetable.day(*policy.in_force)
    if policy.document_type != DocumentType.CPS:
        document_set.approve_version(
            office.keeper,
            document=policy.short_name,
            version_label=policy.version,
            approved_on=office.timetable.day(*policy.in_force),
            approved_by="the SEC modification process, as reported",
        )
    document_set.bring_into_force(
        office.keeper, document=policy.short_name, version_label=policy.version, effective_from=day
    )


def story(office: Office) -> Story:
    """The document set: what stood in December, then RAPP 2.1 and the CPS in February."""
    work = office.timetable.at_work
    yield work(2025, 12, 1)
    for policy in STANDING_AT_FIRST:
        _enter(office, policy)
        _bring_into_force(office, policy)
    yield work(2025, 12, 15)
    _enter(office, CPS)
    _enter(office, RAPP_2_1, new=False)
    yield work(2026, 2, 2)
    _bring_into_force(office, RAPP_2_1)
    _bring_into_force(office, CPS)

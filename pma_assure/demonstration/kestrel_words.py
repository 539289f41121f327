"""What was written about the report that Kestrel Gas Transport made after forty hours."""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.timetable import Timetable
from pma_assure.rules.vocabulary import FactorLean
from pma_assure.workflows.parameters import FileGiven

CASE = (
    "On {2025-12-05} Kestrel Gas Transport told the operator's duty desk that on {2025-12-03} somebody unknown had read"
    " the list of keys on its gateway server. The Subscriber Agreement asks for such notice without delay."
)
CASE_PROPORTIONALITY = "A transporter of some size, with a duty desk of its own; nothing was hidden."
ALLEGATION = (
    "The suspicion that a Private Key was compromised was told some forty hours after it arose on {2025-12-03}, not"
    " without delay."
)
REPRESENTATION = (
    "We regret the delay. The officer on call was travelling, and his deputy did not think that reading a list of keys"
    " is a compromise. No key left the module, as our supplier has confirmed. We have since told every officer to"
    " report first and to find out afterwards."
)
ANSWER = (
    "That no key left the module was not known for the first thirty hours, and the duty is to tell a suspicion. That"
    " the deputy did not recognise it is the gap itself; that it is closed speaks for the participant."
)
FACTORS = (
    ("Late report", FactorLean.TOWARDS_MATERIAL, "Forty hours; the operator could revoke within eight."),
    ("Possible effect on 2 certificates", FactorLean.TOWARDS_MATERIAL, "Both stood for a gateway that others trust."),
    ("No harm found", FactorLean.AGAINST_MATERIAL, "No message was signed with either key in those days."),
    ("Told by itself", FactorLean.AGAINST_MATERIAL, "Nobody else knew of it; the report was complete."),
)
FACTS = (
    (
        "On {2025-12-03} at about 14:10 an unlisted address opened a session on the gateway's key server and read the"
        " list of its keys.",
        (2025, 12, 3),
        ("log", "hearsay"),
    ),
    (
        "Kestrel told the operator's duty desk on {2025-12-05} at 06:10, forty hours later.",
        (2025, 12, 5),
        ("call", "report"),
    ),
    ("Two Organisation Certificates could have been affected.", (2025, 12, 5), ("list",)),
    ("Neither of the two keys was used between the two days.", (2025, 12, 5), ("service",)),
)
REASONS = (
    "Notice of a suspected compromise came after forty hours. Two certificates could have been affected, and for that"
    " time everybody who relied on them did so without knowing of the suspicion.\n\n"
    "No harm was found: neither key was used, and the module's records show that no key left it. Kestrel reported the"
    " matter itself and in full. That weighs in the remedy rather than in the view: the duty of {2025-12-03} was to"
    " tell a suspicion, and it was not told."
)
PROPORTIONALITY = (
    "It happened once, hid nothing and harmed nobody. The PMA advises of its view and recommends no more than that"
    " the new instruction be shown to work."
)
RECOMMENDATION = (
    "The PMA recommends that the Panel note the PMA's view that there has been a material breach, and ask Kestrel Gas"
    " Transport to show by an exercise that its officers report a suspicion at once."
)
DISSENT = "H. Boyd holds that a delay without any effect, reported by the participant itself, is not material."
OUTCOME = "The Panel finds that the breach was not material. A written reminder is sent to Kestrel Gas Transport."


def report_file(timetable: Timetable) -> FileGiven:
    return files.letter(
        "incident-report.txt",
        "Kestrel Gas Transport, Networks IT",
        timetable.at_work(2025, 12, 8),
        "Unknown session on the key server",
        "The session lasted four minutes. It read the list of keys and nothing else. We learnt of it from the watchdog"
        " the same afternoon and reported it on the morning of the second day.",
        "The module's own record shows no export.",
    )


def certificates_file() -> FileGiven:
    return files.table(
        "certificates.csv", "serial,subject,status", ("7F:20:11,KGT-GW-01,in use", "7F:20:12,KGT-GW-02,stand-by")
    )


def service_file(timetable: Timetable) -> FileGiven:
    return files.table(
        "service-log.csv",
        "day,serial,signatures",
        tuple(
            f"{timetable.at_work(2025, 12, day)},{serial},0" for day in (3, 4, 5) for serial in ("7F:20:11", "7F:20:12")
        ),
    )

"""The evidence in Halden Power's case: what the assessor and the desk handed over."""

from __future__ import annotations

from random import Random

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration.office import Office
from pma_assure.rules.vocabulary import Classification

HALDEN = "Halden Power"
ASSESSMENT = "Tarn & Holt Assurance"


def for_the_findings(office: Office, case: str, findings: list[str]) -> None:
    """Logs, the card register and notes of the assessment."""
    alone, shared, late, contractor, naming = findings
    day, work = office.timetable.day, office.timetable.at_work
    random = Random("halden assessment")
    received = work(2025, 10, 13)
    office.take_in(
        case,
        "Approval log of the registration desk, fifteen weeks",
        HALDEN,
        received,
        files.approval_log("approvals-fifteen-weeks.csv", day(2025, 6, 2), 110, alone=True, random=random),
        supports=(alone, shared),
        handling="Card numbers are not to be quoted outside the PMA.",
    )
    office.take_in(
        case,
        "Card register of the registration desk",
        HALDEN,
        received,
        files.table(
            "card-register.csv",
            "card,issued_to,issued,returned",
            ("ARO-07,C. Llŷr,2023-11-06,", "ARO-09,K. Anand,2023-11-06,", "ARO-11,P. Oyelaran,2024-02-12,2025-05-30"),
        ),
        supports=(shared,),
        classification=Classification.SENSITIVE,
        handling="Names of officers; for the assessment alone.",
    )
    office.take_in(
        case,
        "Log of the hardware security module, first day of the period",
        HALDEN,
        received,
        files.device_log(
            "hsm-first-day.log",
            day(2025, 6, 2),
            (
                "slot 3  login  role=crypto-user  card=ARO-07  ok",
                "slot 3  sign   object=org-csr-4471  first approval  card=ARO-07",
                "slot 3  sign   object=org-csr-4471  second approval  card=ARO-07",
                "slot 3  logout card=ARO-07",
                "slot 3  login  role=crypto-user  card=ARO-07  ok",
                "slot 3  sign   object=org-csr-4474  first approval  card=ARO-07",
                "slot 3  sign   object=org-csr-4474  second approval  card=ARO-07",
            ),
            random,
        ),
        supports=(alone,),
    )
    office.take_in(
        case,
        "Notes of interviews with officers of the desk",
        ASSESSMENT,
        work(2025, 10, 14),
        files.letter(
            "interview-notes.txt",
            "M. Okafor, Tarn & Holt Assurance",
            work(2025, 10, 14),
            "Interviews with two officers of the registration desk",
            "Officer 1 said that in the summer only one officer was present on most days, and that requests which"
            " waited for a second officer were asked for by telephone within the hour.",
            "Officer 2 said that cover had been asked for and not been granted, and that both names had been enrolled"
            " with one card by the administrator so that the desk could go on.",
        ),
        supports=(alone, late),
    )
    office.take_in(
        case,
        "Training records of the contractor's officers",
        "Coldharbour Key Services, by way of Halden Power",
        work(2025, 10, 14),
        files.table(
            "training-records.csv",
            "officer,trained,assessed",
            ("officer A,2023-10-04,", "officer B,2023-10-04,", "officer C,2023-11-15,"),
        ),
        supports=(contractor,),
    )
    office.take_in(
        case,
        "Sample of requests with abbreviated names",
        HALDEN,
        received,
        files.table(
            "request-names.csv",
            "request,subject_name",
            ("CSR-4302,HALDEN PWR", "CSR-4311,HALDEN POWER", "CSR-4317,HALDEN PWR"),
        ),
        supports=(naming,),
    )


def for_the_breach(office: Office, case: str, breach: str) -> None:
    """The participant's own report and the vendor's letter."""
    work = office.timetable.at_work
    office.take_in(
        case,
        "Report of the participant to the DCC",
        HALDEN,
        work(2025, 11, 3),
        files.letter(
            "report-to-dcc.txt",
            "Head of Security, Halden Power",
            work(2025, 9, 22),
            "Approval of certificate signing requests by one officer",
            "On Friday our monthly review of the approval log found that requests of the last fifteen weeks carry one"
            " card number for both approvals. We stopped approvals at 10:55 and withdrew the card.",
            "We ask that the certificates in the list enclosed be revoked as soon as new ones are issued.",
        ),
        supports=(breach,),
    )
    office.take_in(
        case,
        "Requests for Organisation Certificates by week, chart",
        HALDEN,
        work(2025, 11, 3),
        files.bar_chart("requests-by-week.png", (24, 30, 18, 36, 30, 12, 24, 18, 30, 24, 12, 18, 24, 30, 6, 12)),
        supports=(breach,),
    )


def for_the_milestone(office: Office, case: str, milestone: str, number: int) -> str:
    """What the participant handed in with its report on a milestone; gives the evidence's reference."""
    day = office.day
    random = Random(f"halden milestone {number} {len(office.made)}")
    titles = {
        1: "Card register after the issue of individual cards",
        2: "Signed script of the key ceremony",
        3: "Approval log of one month under release 7.5",
        4: "Assessment records of the contractor's officers",
        5: "Comparison of copied and original logs",
        6: "Reports of two rehearsals of revocation",
    }
    given = {
        1: lambda: files.table(
            "card-register-new.csv",
            "card,holder,issued",
            tuple(f"ARO-{number},officer {number - 10},{day:%Y-%m-%d}" for number in range(11, 22)),
        ),
        2: lambda: files.letter(
            "ceremony-script.txt",
            "Key Manager, Halden Power",
            day,
            "Key ceremony, script as carried out",
            "Steps 1 to 34 were carried out in the order of the script. No step was left out or repeated.",
            "Witnesses: two members of internal audit, who hold no card of the desk. Signed by both on every page.",
        ),
        3: lambda: files.approval_log("approvals-month.csv", day, 30, alone=False, random=random),
        4: lambda: files.table(
            "assessments.csv",
            "officer,assessed,result",
            tuple(f"officer {letter},{day:%Y-%m}-04,passed" for letter in "ABCDEFGH"),
        ),
        5: lambda: files.bar_chart("copied-logs-by-day.png", tuple(60 + random.randrange(20) for _ in range(30))),
        6: lambda: files.table(
            "rehearsals.csv",
            "rehearsal,discovered,request_authenticated",
            ("daytime,14:03,15:55", "night,02:30,05:05"),
        ),
    }
    return office.take_in(case, titles[number], HALDEN, day, given[number](), supports=(milestone,))

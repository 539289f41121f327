"""What Wren Valley Power did about its findings, what was verified, and a dispute that the PMA settled."""

from __future__ import annotations

from pma_assure.demonstration import evidence_files as files
from pma_assure.demonstration import wren_valley_words as words
from pma_assure.demonstration.office import Conduct, Office, named
from pma_assure.demonstration.timetable import Story
from pma_assure.rules.vocabulary import LetterKind
from pma_assure.workflows import (
    cap_actions,
    caps,
    finding_answers,
    finding_closing,
    finding_dues,
    finding_links,
    letters,
)


def enter_plans(office: Office, case: str, raised: dict[str, str]) -> None:
    """Two plans: actions against each root cause of their findings, with owners, days and criteria."""
    day = office.timetable.day
    causes = {
        key: named(finding_links.add_root_cause(office.keeper, finding=raised[found], cause=cause))
        for key, (found, cause) in words.CAUSES.items()
    }
    for key, due in (("cards", (2026, 5, 29)), ("leavers", (2026, 10, 30)), ("remote", (2026, 12, 11))):
        finding_dues.set_due(office.keeper, finding=raised[key], due=day(*due))
    for name, title, answered in (
        ("cards", "Cards are counted and locked away", ("cards",)),
        ("desk", "Leavers, and the office at Lune", ("leavers", "remote")),
    ):
        plan = named(
            caps.draft(
                office.keeper,
                case=case,
                title=title,
                findings=tuple(raised[key] for key in answered),
                actions=tuple(
                    caps.ActionGiven(
                        title=one.title,
                        kind=one.kind,
                        owner=one.owner,
                        due=day(*one.due),
                        criterion=one.criterion,
                        root_cause=causes[one.cause],
                    )
                    for one in words.ACTIONS
                    if words.CAUSES[one.cause][0] in answered
                ),
            )
        )
        office.made[f"wren valley plan of {name}"] = plan
        caps.submit(office.keeper, cap=plan, submitted_on=office.day)
        caps.accept(office.keeper, cap=plan)


def first_plan(office: Office) -> Story:
    """The first finding: reported done, rejected, reported again, closed late; a letter says that it is closed."""
    work = office.timetable.at_work
    case, plan, cards = (f"wren valley {one}" for one in ("case", "plan of cards", "cards"))
    yield work(2026, 5, 27)
    counted = office.take_in(
        office.made[case],
        "Card register after the count",
        words.WREN,
        work(2026, 5, 26),
        files.table(
            "cards-counted.csv", "card,held by,seen", tuple(f"WV-{n:02d},ARO-{n:02d},yes" for n in range(1, 9))
        ),
        supports=(office.made[cards],),
    )
    for number in (1, 2):
        cap_actions.start(office.keeper, action=f"{office.made[plan]}/A{number}")
        cap_actions.report_done(
            office.keeper,
            action=f"{office.made[plan]}/A{number}",
            reported_on=work(2026, 5, 26),
            evidence=(counted,),
            words_given="Every card was counted, and the count is repeated each month.",
        )
    cap_actions.verify(
        office.assessor, action=f"{office.made[plan]}/A1", verified_on=office.day, reason="Eight cards, eight officers."
    )
    finding_closing.submit(
        office.keeper,
        finding=office.made[cards],
        reported_on=work(2026, 5, 26),
        words_given="All cards are accounted for.",
        evidence=(counted,),
    )
    yield work(2026, 6, 3)
    cap_actions.reject(office.assessor, action=f"{office.made[plan]}/A2", reason=words.REJECTED)
    finding_closing.reject(office.assessor, finding=office.made[cards], rejected_on=office.day, reason=words.REJECTED)
    yield work(2026, 6, 23)
    months = office.take_in(
        office.made[case],
        "Signed monthly counts",
        words.WREN,
        office.day,
        files.table("monthly-counts.csv", "month,counted,signed by", ("March,8,two", "April,8,two", "May,8,two")),
        supports=(office.made[cards],),
    )
    cap_actions.report_done(office.keeper, action=f"{office.made[plan]}/A2", reported_on=office.day, evidence=(months,))
    finding_closing.submit(office.keeper, finding=office.made[cards], reported_on=office.day, evidence=(months,))
    yield work(2026, 7, 1)
    cap_actions.verify(
        office.assessor,
        action=f"{office.made[plan]}/A2",
        verified_on=office.day,
        reason="Three counts, two names each.",
    )
    finding_closing.close(
        office.assessor,
        finding=office.made[cards],
        closed_on=office.day,
        verification="The monthly counts were read and the cards in the safe counted on a visit.",
        effectiveness="No card was unaccounted for in three counts by two persons each.",
        evidence=(months,),
    )
    yield work(2026, 9, 22)
    letter = named(letters.draft(office.keeper, kind=LetterKind.CLOSURE, about=office.made[cards]))
    letters.send(office.keeper, letter=letter, channel="Secure e-mail", renderer=office.renderers.letter)


def second_plan(office: Office) -> Story:
    """The second plan: one action verified, its finding reported done; one begun, one still to do."""
    work, day = office.timetable.at_work, office.timetable.day
    yield work(2026, 10, 29)
    plan, leavers = office.made["wren valley plan of desk"], office.made["wren valley leavers"]
    told = office.take_in(
        office.made["wren valley case"],
        "Leavers told to the desk since spring",
        words.WREN,
        office.day,
        files.table("leavers.csv", "officer,last day,told on", (f"ARO-05,{day(2026, 7, 31)},{day(2026, 7, 31)}",)),
        supports=(leavers,),
    )
    cap_actions.report_done(office.keeper, action=f"{plan}/A1", reported_on=office.day, evidence=(told,))
    finding_closing.submit(office.keeper, finding=leavers, reported_on=office.day, evidence=(told,))
    cap_actions.start(office.keeper, action=f"{plan}/A2")
    yield work(2026, 11, 10)
    cap_actions.verify(
        office.assessor, action=f"{plan}/A1", verified_on=office.day, reason="The leaver of July was told the same day."
    )


def settlement(office: Office) -> Story:
    """A dispute that the PMA settled by withdrawing the finding; another is still disputed."""
    work = office.timetable.at_work
    march = work(2026, 3, 17)
    yield office.paper_day(march)
    finding = office.made["wren valley logs"]
    item = office.put(
        march,
        Conduct(abstaining=("S. Mistry",), minutes=15),
        title="Wren Valley Power: dispute about the logs of the desk",
        subject=finding,
        motion="That the finding be withdrawn: the version of the RAPP then in force has no such clause.",
        reasons="Clause 7.4 came with version 2.1, which takes effect after the period that was assessed.",
    )
    yield work(2026, 3, 19)
    finding_answers.withdraw(
        office.keeper,
        finding=finding,
        decision=item.decision,
        reason="Version 2.0 of the RAPP, in force in the period, has no clause 7.4.",
        settled_on=march,
    )

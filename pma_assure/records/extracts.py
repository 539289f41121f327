"""Extracts for SEC Parties: versions, passages with their dispositions, representations, releases (R73, R74)."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from pma_assure.records.mapping import Record, code_of, link, long_text, reference_column
from pma_assure.rules.state_sets import RELEASED_EXTRACTS
from pma_assure.rules.vocabulary import Classification, Disposition, ExtractState, Ground, PassageKind

_FIXED = "(" + ", ".join(f"'{state.value}'" for state in (ExtractState.APPROVED, *RELEASED_EXTRACTS)) + ")"
"""States in which the words stand as the PMA decided on them: they change no more, and none is added."""


def _of_fixed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM extract_version v WHERE v.id = {row}.extract_version_id AND v.state IN {_FIXED})"


def _of_fixed_passage(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM extract_version v JOIN passage p ON p.extract_version_id = v.id"
        f" WHERE p.id = {row}.passage_id AND v.state IN {_FIXED})"
    )


class Extract(Record):
    """``state`` is that of the newest version, kept for lists."""

    __tablename__ = "extract"
    __table_args__ = (Index("ix_extract_list", "reference", "title", "state", "plan_id", "number"),)
    __searchable__ = ("title",)
    reference: Mapped[str] = reference_column()
    case_id: Mapped[UUID] = link("case_file.id")
    plan_id: Mapped[UUID] = link("plan.id")
    title: Mapped[str]
    """What the Parties see as its title; it must not tell what was withheld."""
    audience: Mapped[str]
    state: Mapped[ExtractState] = mapped_column(code_of(ExtractState))
    number: Mapped[int]


class ExtractVersion(Record):
    __tablename__ = "extract_version"
    __table_args__ = (UniqueConstraint("extract_id", "number"),)
    __owner_column__ = "extract_id"
    reference: Mapped[str] = reference_column()
    extract_id: Mapped[UUID] = link("extract.id")
    plan_version_id: Mapped[UUID] = link("plan_version.id")
    number: Mapped[int]
    state: Mapped[ExtractState] = mapped_column(code_of(ExtractState))
    classification: Mapped[Classification] = mapped_column(code_of(Classification))
    prepared_by_id: Mapped[UUID] = link("person.id")
    name_participant: Mapped[bool | None]
    """Whether the participant is named is itself a decision; None: not yet decided."""
    consulted_on: Mapped[date | None]
    respond_by: Mapped[date | None]
    reviewed_by_id: Mapped[UUID | None] = link("person.id")
    reviewed_on: Mapped[date | None]
    decision_id: Mapped[UUID | None]
    review_date: Mapped[date | None]
    released_at: Mapped[datetime | None]
    released_on: Mapped[date | None]
    """The day of the deed, which the extract bears; ``released_at`` is the instant by the clock."""
    recalled_on: Mapped[date | None]


class ExtractVersionText(Record):
    __tablename__ = "extract_version_text"
    # Only the reason of a recall comes afterwards.
    __frozen_when__ = (
        f"{_of_fixed('OLD')} AND (NEW.naming_reason IS NOT OLD.naming_reason OR NEW.review_note IS NOT OLD.review_note"
        " OR NEW.comparison_answer IS NOT OLD.comparison_answer OR NEW.correction IS NOT OLD.correction)"
    )
    __closed_when__ = _of_fixed("NEW")
    __searchable__ = ("naming_reason", "review_note", "comparison_answer")
    __owner_column__ = "extract_version_id"
    extract_version_id: Mapped[UUID] = link("extract_version.id")
    naming_reason: Mapped[str] = long_text()
    review_note: Mapped[str] = long_text()
    comparison_answer: Mapped[str] = long_text()
    """The answer to: can a reader work out, from this and what is already out, what was withheld?"""
    state_reason: Mapped[str] = long_text()
    correction: Mapped[str] = long_text()
    """The sentence the Parties read about what this version corrects."""


class Passage(Record):
    """One passage of the plan with what becomes of it. ``paragraph`` groups passages cut from one paragraph."""

    __tablename__ = "passage"
    __frozen_when__ = _of_fixed("OLD")
    __closed_when__ = _of_fixed("NEW")
    __table_args__ = (
        UniqueConstraint("extract_version_id", "position"),
        Index("ix_passage_list", "extract_version_id", "position", "disposition", "ground"),
    )
    __owner_column__ = "extract_version_id"
    extract_version_id: Mapped[UUID] = link("extract_version.id")
    number: Mapped[int]
    """The passage's name for its preparer ("EXT-2026-0001/1.17"); stable when passages are split."""
    position: Mapped[int]
    kind: Mapped[PassageKind] = mapped_column(code_of(PassageKind))
    part: Mapped[int]
    paragraph: Mapped[int]
    due: Mapped[date | None]
    disposition: Mapped[Disposition] = mapped_column(code_of(Disposition))
    ground: Mapped[Ground | None] = mapped_column(code_of(Ground))
    summarised: Mapped[bool] = mapped_column(default=False)
    """The original is withheld and the PMA's own summary stands in its place."""
    needs_consultation: Mapped[bool] = mapped_column(default=True)
    """Changed since the participant was last consulted on it."""


class PassageText(Record):
    __tablename__ = "passage_text"
    __frozen_when__ = _of_fixed_passage("OLD")
    __closed_when__ = _of_fixed_passage("NEW")
    __searchable__ = ("text", "summary", "necessity")
    __owner_column__ = "passage_id"
    passage_id: Mapped[UUID] = link("passage.id")
    text: Mapped[str] = mapped_column(Text)
    summary: Mapped[str] = long_text()
    necessity: Mapped[str] = long_text()
    """Why publishing supports the integrity of the SMKI arrangements (paragraph 75)."""
    note: Mapped[str] = long_text()


class Representation(Record):
    """What the participant said on the draft, and the answer (each must be answered)."""

    __tablename__ = "representation"
    __owner_column__ = "extract_version_id"
    __searchable__ = ("words", "answer")
    extract_version_id: Mapped[UUID] = link("extract_version.id")
    number: Mapped[int]
    passage_id: Mapped[UUID | None] = link("passage.id")
    received_on: Mapped[date]
    claimed_ground: Mapped[Ground | None] = mapped_column(code_of(Ground))
    answered_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = long_text()


class Release(Record):
    """A version was released; its files are the issued documents of the version."""

    __tablename__ = "release"
    __frozen_when__ = "always"
    __owner_column__ = "extract_version_id"
    extract_version_id: Mapped[UUID] = link("extract_version.id")
    released_at: Mapped[datetime]
    released_by_id: Mapped[UUID] = link("person.id")
    pdf_sha256: Mapped[str] = mapped_column(String(64))
    workbook_sha256: Mapped[str] = mapped_column(String(64))
    withheld_texts: Mapped[int]
    places: Mapped[str] = long_text()
    """Where the leak check looked."""


class Recipient(Record):
    """Who received a release, by which channel; on a recall, when they were told."""

    __tablename__ = "recipient"
    __frozen_when__ = (
        "NEW.name IS NOT OLD.name OR NEW.channel IS NOT OLD.channel OR NEW.organisation_id IS NOT OLD.organisation_id"
        " OR NEW.release_id IS NOT OLD.release_id OR NEW.extract_version_id IS NOT OLD.extract_version_id"
    )
    __closed_when__ = (
        "EXISTS (SELECT 1 FROM extract_version v WHERE v.id = NEW.extract_version_id"
        " AND v.state IN ('corrected', 'recalled'))"
    )
    __owner_column__ = "extract_version_id"
    extract_version_id: Mapped[UUID] = link("extract_version.id")
    release_id: Mapped[UUID] = link("release.id")
    name: Mapped[str]
    organisation_id: Mapped[UUID | None] = link("organisation.id")
    channel: Mapped[str]
    to_recall: Mapped[bool] = mapped_column(default=False)
    told_on: Mapped[date | None]

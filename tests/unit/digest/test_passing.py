"""What a sentence says of a known deadline that it only mentions."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.digest.passing import names_day_in_doubt, says_done, says_doubtful
from bot.model.facts import DeadlineKind, DeadlineStatus
from bot.model.ids import FactId, RecordId
from bot.model.records import DeadlineRecord
from bot.model.text import Span
from bot.model.when import Precision, When, WhenKind

FRIDAY = When(
    words="March 20",
    span=Span(0, 8),
    kind=WhenKind.DATE,
    value="2026-03-20",
    earliest=date(2026, 3, 20),
    latest=date(2026, 3, 20),
    precision=Precision.DAY,
    rule="day",
)


def deadline(requirement: str | None) -> DeadlineRecord:
    """A deadline of 20 March for something to be done."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    return DeadlineRecord(
        id=RecordId("rec"),
        facts=(FactId("fact"),),
        known=noon,
        updated=noon,
        origins=1,
        conflicts=(),
        corrections=(),
        setter=None,
        addressee=None,
        requirement=requirement,
        consequence=None,
        due=FRIDAY,
        status=DeadlineStatus.SET,
        kind=DeadlineKind.DEADLINE,
        history=(),
    )


@pytest.mark.parametrize(
    ("sentence", "asked", "done"),
    [
        (
            "Mayor Lind resigned on Monday, two days before the council's deadline.",
            "resign over the pier",
            True,
        ),
        ("Marlow sold the berth on Monday, ahead of the March 20 deadline.", "sell the berth", True),
        ("Marlow cleared the pier well before the office's cut-off.", "clear the pier", True),
        ("Marlow had not cleared the pier a day before the deadline.", "clear the pier", False),
        ("Marlow will have cleared the pier two days before the deadline.", "clear the pier", False),
        ("Marlow is clearing the pier two days before the deadline.", "clear the pier", False),
        ("Marlow refused to clear the pier, two days before the deadline.", "clear the pier", False),
        ("Rain fell on the pier two days before the deadline.", "clear the pier", False),
        ("Marlow cleared the pier after the deadline.", "clear the pier", False),
        ("Marlow cleared the pier two days before the deadline.", None, False),
    ],
)
def test_what_was_asked_is_told_as_done(sentence: str, asked: str | None, done: bool) -> None:
    """The verb of the duty stands before the day, in the past tense, and nothing takes it back."""
    assert says_done(sentence, deadline(asked)) is done


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        ("It is no longer clear whether the deadline holds.", True),
        ("She would not say whether Friday still held.", True),
        ("He expected the threatened duty to be off the table.", True),
        ("The office might extend the deadline.", True),
        ("The deadline holds, the office said.", False),
        ("It is not clear who owns the pier.", False),
        ("She would not say whether Monday still held.", False),
    ],
)
def test_a_day_may_be_in_doubt(words: str, doubtful: bool) -> None:
    """Doubt about the day, told as a deadline or by its weekday; not about anything else."""
    assert says_doubtful(words, FRIDAY) is doubtful


@pytest.mark.parametrize(
    ("words", "doubtful"),
    [
        ("Asked whether Friday still held, she left it open.", True),
        ("Whether March 20 still stands is not clear.", True),
        ("It is no longer clear whether the deadline holds.", False),
        ("Asked about Friday, she smiled.", False),
    ],
)
def test_elsewhere_in_an_article_the_day_must_be_named(words: str, doubtful: bool) -> None:
    """An article may speak of several deadlines; only one that is named by its day is meant."""
    assert names_day_in_doubt(words, FRIDAY) is doubtful

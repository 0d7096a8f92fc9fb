"""What a When tells beside its days: anchor, rule, zone, bound and why it is open."""

from __future__ import annotations

from datetime import date, time

import pytest

from bot.model.text import Span
from bot.model.when import Precision, When
from bot.text.when import read_phrase, tag

WEDNESDAY = date(2025, 8, 6)


def _only(text: str, published: date | None = WEDNESDAY) -> When:
    whens = tag(text, published=published)
    assert len(whens) == 1, whens
    return whens[0]


def test_a_relative_day_names_what_it_was_counted_from() -> None:
    """A reader may ask how we know."""
    text = "They met on Tuesday. Two days later the bank rose."
    tuesday, later = tag(text, published=WEDNESDAY)

    assert tuesday.anchor is not None
    assert tuesday.anchor.words == "published"
    assert later.anchor is not None
    assert later.anchor.words == "Tuesday"
    assert later.anchor.span is not None
    assert later.anchor.span.of(text) == "Tuesday"


def test_an_absolute_day_has_no_anchor() -> None:
    """Nothing was counted."""
    assert _only("It was signed on 3 May 2024.").anchor is None


def test_a_length_after_a_named_day_is_anchored_in_the_words_of_the_text() -> None:
    """The proof of the sum stands in the article."""
    text = "It ends 90 days from 12 August."
    when = _only(text)

    assert when.anchor is not None
    assert when.anchor.span is not None
    assert when.anchor.span.of(text) == "12 August"


def test_without_a_date_the_words_stay_and_the_reason_is_told() -> None:
    """No date of publication, no calendar day."""
    when = _only("The ban starts on Friday.", None)

    assert (when.value, when.resolved) == ("XXXX-WXX-5", False)
    assert when.open_reason == "the article carries no date"


@pytest.mark.parametrize(
    ("text", "clock", "zone", "words"),
    [
        ("By 17:00 Brussels time on 27 February 2026.", time(17), "Europe/Brussels", "Brussels time"),
        ("It ends at 12:01 a.m. EDT on 12 August.", time(0, 1), "-04:00", "EDT"),
        ("It ends at 12:01 a.m. Eastern Standard Time on 10 November.", time(0, 1), "-05:00", "Eastern Standard Time"),
        ("It ends at 3 p.m. Calder time on Monday.", time(15), None, "Calder time"),
        ("It ends at 18:00 local time on Thursday.", time(18), None, "local time"),
        ("It ends at 1700 GMT on Thursday.", time(17), "+00:00", "GMT"),
        ("It ends at 9 a.m. on Thursday.", time(9), None, None),
    ],
)  # fmt: skip
def test_a_time_keeps_its_zone_as_named_and_as_known(
    text: str, clock: time, zone: str | None, words: str | None
) -> None:
    """17:00 in Brussels is not 17:00 at the reader's desk."""
    when = _only(text)

    assert (when.time, when.zone, when.zone_words) == (clock, zone, words)
    assert when.precision is Precision.MINUTE


def test_midnight_as_a_limit_is_the_end_of_its_day() -> None:
    """Who has until midnight on Friday has all of Friday."""
    limit, start = _only("They have until midnight on Friday."), _only("It applies from midnight on Friday.")

    assert (limit.day, limit.time, limit.value) == (date(2025, 8, 8), None, "2025-08-08T24:00")
    assert (start.day, start.time, start.value) == (date(2025, 8, 8), time(0), "2025-08-08T00:00")


def test_a_weekday_that_contradicts_its_date_is_noted() -> None:
    """The date wins; the reader can see that the article is at odds with the calendar."""
    assert _only("It was dated Friday, 7 August 2025.").rule.endswith(".weekday_differs")
    assert not _only("It was dated Thursday, 7 August 2025.").rule.endswith(".weekday_differs")


def test_known_sentences_are_used() -> None:
    """Extraction and the tagger must see the same sentences."""
    text = "They will meet - On Friday he resigned"
    apart = tag(text, published=WEDNESDAY, sentences=[Span(0, 14), Span(17, 38)])

    assert apart[0].value == "2025-08-01"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("who met whom last week?", date(2025, 7, 28), date(2025, 8, 3)),
        ("meetings since May", date(2025, 5, 1), date(2025, 5, 31)),
        ("deadlines in the next two weeks", date(2025, 8, 6), date(2025, 8, 20)),
        ("what was said in the past three months?", date(2025, 5, 6), date(2025, 8, 6)),
        ("what is due on Friday?", date(2025, 8, 8), date(2025, 8, 8)),
        ("what did they say on 3 July?", date(2025, 7, 3), date(2025, 7, 3)),
        ("what happened in 2024?", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_a_question_names_a_window(words: str, first: date, last: date) -> None:
    """Search looks between these days."""
    when = read_phrase(words, today=WEDNESDAY)

    assert when is not None
    assert (when.earliest, when.latest) == (first, last)


def test_a_question_without_a_time_has_none() -> None:
    """Nothing is read into "who may march"."""
    assert read_phrase("who may march with whom?", today=WEDNESDAY) is None


def test_an_unknown_language_is_refused() -> None:
    """A wrong code would read nothing and say nothing."""
    with pytest.raises(KeyError):
        tag("Freitag", published=WEDNESDAY, language="xx")

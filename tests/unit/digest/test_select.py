"""A channel hears what is new to it, under the right label, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.digest.select import select_news
from bot.model.facts import DeadlineKind, DeadlineStatus, Meeting, MeetingStatus, Party, PartyKind
from bot.model.ids import RecordId
from bot.model.news import Change, Interest, Label
from bot.model.records import Conflict, ConflictValue, ToldFact
from tests.unit.digest.bridge import HUNGARY, KOVAR, deadline, meeting, on, records, told

SEPTEMBER, OCTOBER = on(date(2025, 9, 30)), on(date(2025, 10, 31))
SET = deadline(told("ledger", 4), SEPTEMBER)
COPY = deadline(told("gazette", 5, origin="ledger"), SEPTEMBER)
EXTENDED = deadline(
    told("post", 6), OCTOBER, DeadlineStatus.EXTENDED, previous_due=SEPTEMBER
)  # fmt: skip
PLANNED = meeting(told("ledger", 4), on(date(2025, 8, 8)), MeetingStatus.PLANNED)
HELD = meeting(told("post", 8), on(date(2025, 8, 8)))
IN_PASSING = deadline(told("star", 7), SEPTEMBER, setter=None, requirement=None)
STORY = [SET, COPY, EXTENDED, PLANNED, HELD]


def news(facts: list[ToldFact], before: int, after: int, **options: object) -> list[tuple[Label, str]]:
    items = select_news(records(facts, before), records(facts, after), today=date(2025, 8, after), **options)  # type: ignore[arg-type]
    return [(item.label, type(item.record).__name__) for item in items]


def test_what_nobody_told_the_channel_is_new() -> None:
    """The first account of a thing."""
    assert sorted(news(STORY, 3, 4)) == [(Label.NEW, "DeadlineRecord"), (Label.NEW, "MeetingRecord")]


def test_a_copy_is_no_news() -> None:
    """The same text by another outlet tells nothing that the channel does not know."""
    assert news(STORY, 4, 5) == []


def test_a_moved_deadline_is_an_update_that_says_from_where_to_where() -> None:
    """Both days, so that nobody has to remember the old one."""
    [item] = select_news(records(STORY, 5), records(STORY, 6), today=date(2025, 8, 6))

    assert item.label is Label.UPDATE
    assert Change(slot="due", was="2025-09-30", now="2025-10-31") in item.changes
    assert item.facts[0] == EXTENDED.fact.id
    assert item.before is not None
    assert "the day of a deadline moved" in [reason.words for reason in item.reasons]


def test_a_plan_that_came_true_is_an_update() -> None:
    """Planned and held are one story."""
    [item] = select_news(records(STORY, 7), records(STORY, 8), today=date(2025, 8, 8))

    assert (item.label, item.changes[0]) == (Label.UPDATE, Change(slot="status", was="planned", now="held"))


def test_a_deadline_is_told_again_when_it_is_close() -> None:
    """A week ahead, then three days, one, and on the day; never in between."""
    told_on = [
        day
        for day in range(1, 31)
        if select_news(records([SET], 5), records([SET], 5), today=date(2025, 9, day))
    ]

    assert told_on == [23, 27, 29, 30]


def test_a_withdrawn_deadline_is_not_due() -> None:
    """Nobody has to do anything any more."""
    lifted = deadline(told("post", 6), SEPTEMBER, DeadlineStatus.WITHDRAWN)
    known = records([SET, lifted], 7)

    assert select_news(known, known, today=date(2025, 9, 29)) == ()


def test_a_vague_mention_of_a_known_deadline_is_no_news() -> None:
    """ "A week before the day by which Hungary must act" is background, even where it is a record of its own."""
    before, after = records([SET], 6), records([IN_PASSING], 7)

    assert select_news(before, (*before, *after), today=date(2025, 8, 7)) == ()


def test_another_duty_on_the_same_day_is_news() -> None:
    """What is told in more detail than before is not a retelling."""
    other = deadline(told("star", 7), SEPTEMBER, requirement="repay the loan to the railway fund")
    before, after = records([SET], 6), records([other], 7)

    items = select_news(before, (*before, *after), today=date(2025, 8, 7))

    assert [item.label for item in items] == [Label.NEW]


def test_what_begins_on_the_day_on_which_something_known_ends_is_news() -> None:
    """ "The higher rate ends on the 30th" does not tell that a lower one begins."""
    ends, begins = (
        deadline(told(outlet, day), SEPTEMBER, kind=kind, requirement=None)
        for outlet, day, kind in (("ledger", 4, DeadlineKind.EXPIRY), ("star", 7, DeadlineKind.EFFECTIVE))
    )
    before, after = records([ends], 6), records([begins], 7)

    items = select_news(before, (*before, *after), today=date(2025, 8, 7))

    assert [item.label for item in items] == [Label.NEW]


def test_a_deadline_told_by_its_day_and_a_description_is_no_news() -> None:
    """ "The president's ultimatum runs out tomorrow" names nobody whom the channel has not heard of."""
    president = Party(key="group:prime minister", name="prime minister", kind=PartyKind.BODY)
    before = records([SET], 6)
    after = records([deadline(told("star", 7), SEPTEMBER, setter=president, requirement=None)], 7)

    assert select_news(before, (*before, *after), today=date(2025, 8, 7)) == ()


def test_the_same_duty_for_people_under_another_description_is_no_news() -> None:
    """ "Larger businesses" are the "large and medium firms" of yesterday; a proposal for them would be news."""
    firms, shops = (Party(key=f"group:{n}", name=n, kind=PartyKind.GROUP) for n in ("firms", "larger shops"))
    before = records([deadline(told("ledger", 4), SEPTEMBER, addressee=firms)], 6)
    again = deadline(told("star", 7), SEPTEMBER, addressee=shops, requirement=None)
    proposed = deadline(
        told("star", 7), SEPTEMBER, DeadlineStatus.PROPOSED, addressee=shops, requirement=None
    )

    assert select_news(before, (*before, *records([again], 7)), today=date(2025, 8, 7)) == ()
    assert len(select_news(before, (*before, *records([proposed], 7)), today=date(2025, 8, 7))) == 1


def test_a_proposal_beside_a_day_in_force_is_an_update() -> None:
    """The day in force does not move, and yet somebody wants it to; to propose the very day in force is nothing."""
    wish = deadline(told("post", 7), OCTOBER, DeadlineStatus.PROPOSED, previous_due=SEPTEMBER)
    echo = deadline(told("star", 7), SEPTEMBER, DeadlineStatus.PROPOSED)

    [item] = select_news(records([SET], 6), records([SET, wish], 7), today=date(2025, 8, 7))

    assert (item.label, item.record.status) == (Label.UPDATE, DeadlineStatus.SET)
    assert item.changes == (Change(slot="proposed", was="2025-09-30", now="2025-10-31"),)
    assert select_news(records([SET], 6), records([SET, echo], 7), today=date(2025, 8, 7)) == ()


def test_news_is_not_lost_when_two_known_records_turn_out_to_be_one() -> None:
    """What joins them may itself say something new; the later of the two is what the channel remembers."""
    one, other = records([SET], 5), records([deadline(told("star", 6), SEPTEMBER, requirement="act")], 6)
    [joined] = records([SET, deadline(told("post", 7), OCTOBER, DeadlineStatus.EXTENDED)], 7)
    joined = replace(joined, facts=(*one[0].facts, *other[0].facts, joined.facts[-1]))

    [item] = select_news((*one, *other), [joined], today=date(2025, 8, 7))

    assert item.label is Label.UPDATE
    assert item.before == other[0]
    assert {change.slot for change in item.changes} == {"status", "due"}


def test_what_became_of_a_known_story_is_an_update() -> None:
    """ "Stays suspended until October" presupposes an earlier day; when only one is known, this goes on with it."""
    known = deadline(told("ledger", 4), SEPTEMBER, requirement=None, setter=None)
    later = deadline(told("star", 7), OCTOBER, DeadlineStatus.EXTENDED, requirement=None, setter=None)
    before, after = records([known], 6), records([later], 7)

    [item] = select_news(before, (*before, *after), today=date(2025, 8, 7))

    assert (item.label, item.before) == (Label.UPDATE, before[0])
    twins = (*before, replace(before[0], id=RecordId("rec_twin")))
    assert [one.label for one in select_news(twins, (*twins, *after), today=date(2025, 8, 7))] == [Label.NEW]


def test_accounts_that_differ_are_told_side_by_side() -> None:
    """A second account that contradicts the first is news, and both are named."""
    vienna = meeting(told("ledger", 4), on(date(2025, 8, 4)), place="Vienna")
    graz = meeting(told("star", 5), on(date(2025, 8, 4)), place="Graz")
    before = records([vienna, graz], 4)
    values = tuple(
        ConflictValue(value=str(one.fact.place), facts=(one.fact.id,), articles=(one.told.article,))
        for one in (vienna, graz)
        if isinstance(one.fact, Meeting)
    )
    after = [
        replace(record, conflicts=(Conflict(slot="place", values=values),))
        for record in records([vienna, graz], 5)
    ]

    items = select_news(before, after, today=date(2025, 8, 5))

    assert [item.label for item in items] == [Label.CONFLICT]
    assert {vienna.fact.id, graz.fact.id} <= set(items[0].facts)


def test_an_interest_narrows_by_party_and_by_word() -> None:
    """By name, by the key of a known party, or by what it is about; inflected as people write."""
    by_key = Interest(parties=frozenset({HUNGARY.key}))
    by_word = Interest(phrases=frozenset({("bridg",)}))
    by_name = Interest(phrases=frozenset({("szabo",)}))

    assert news(STORY, 3, 4, interest=by_key) == [(Label.NEW, "DeadlineRecord")]
    assert news(STORY, 3, 4, interest=by_word) == [(Label.NEW, "DeadlineRecord")]
    assert news(STORY, 3, 4, interest=by_name) == [(Label.NEW, "MeetingRecord")]
    assert len(news(STORY, 3, 4, interest=Interest(parties=frozenset({KOVAR.key})))) == 2


@settings(max_examples=60, derandomize=True, deadline=None)
@given(days=st.lists(st.integers(min_value=4, max_value=10), min_size=1, max_size=5, unique=True))
def test_however_the_days_are_cut_each_thing_is_new_once(days: list[int]) -> None:
    """A channel with a digest on some days only misses nothing and hears nothing twice."""
    known, new = 3, []
    for day in sorted({*days, 10}):
        for item in select_news(records(STORY, known), records(STORY, day), today=date(2025, 8, day)):
            if item.label is Label.NEW:
                new.append(item.record.id)
        known = day

    assert len(new) == len(set(new)) == 2


def test_the_order_follows_from_reasons_that_can_be_told() -> None:
    """A ranking that nobody can look into is not trusted."""
    items = select_news(records(STORY, 3), records(STORY, 10), today=date(2025, 8, 10))

    weights = [item.weight for item in items]
    assert weights == sorted(weights, reverse=True)
    assert all(reason.words for item in items for reason in item.reasons)

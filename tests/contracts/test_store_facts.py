"""What a store promises about facts, their neighbours, records, corrections and parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.errors import NotFoundError
from bot.model.facts import MeetingStatus, Party, PartyKind
from bot.model.ids import ArticleId, CorrectionId, FactId, MemberId, RecordId
from bot.model.records import Correction, CorrectionKind
from bot.model.text import Scope
from bot.ports import FactQuery, RecordQuery, Store
from tests.contracts.making import (
    ANNA,
    AT_BOARD,
    AT_DESK,
    DESK,
    EVERYONE,
    GUEST_AT_DESK,
    HOME,
    JONAS,
    OTHER,
    STATE,
    deadline,
    meeting,
    moment,
    person,
    record,
    revision,
    statement,
    tell,
)


async def test_facts_come_back_as_they_were_put(store: Store) -> None:
    """A fact is evidence: any change between extraction and answer would be ours, not the article's."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber on Wednesday")
        put = (meeting(told), deadline(told), statement(told))
        await writer.put_facts(told.id, put, ((), (), ()))

    found = await store.find_facts(EVERYONE, FactQuery())
    asked = await store.get_facts(EVERYONE, [put[2].id, FactId("fact_none"), put[0].id])

    assert {entry.fact for entry in found} == set(put)
    assert [entry.fact for entry in asked] == [put[2], put[0]]
    assert not any(entry.superseded for entry in found)
    assert found[0].told.article == "a"


async def test_facts_are_narrowed_by_kind_party_day_and_article(store: Store) -> None:
    """A question names who and when; what does not fit must stay out."""
    async with store.writing(HOME) as writer:
        one = await tell(writer, "a", "Petrova met Weber")
        two = await tell(writer, "b", "Norland must pay", received=moment(1))
        met = meeting(one, day=date(2025, 8, 6))
        open_day = meeting(one, day=None, who=(ANNA,))
        due = deadline(two, due=date(2025, 8, 8))
        said = statement(two)
        await writer.put_facts(one.id, (met, open_day), ((), ()))
        await writer.put_facts(two.id, (due, said), ((), ()))

    async def found(**narrow: object) -> set[FactId]:
        entries = await store.find_facts(EVERYONE, FactQuery(**narrow))  # type: ignore[arg-type]
        return {entry.fact.id for entry in entries}

    assert await found(kinds=("deadline", "statement")) == {due.id, said.id}
    assert await found(parties=(ANNA.key,)) == {met.id, open_day.id, said.id}
    assert await found(parties=(ANNA.key, JONAS.key)) == {met.id}
    assert await found(first=date(2025, 8, 7)) == {due.id}
    assert await found(last=date(2025, 8, 7)) == {met.id}
    assert await found(first=date(2025, 8, 6), last=date(2025, 8, 8)) == {met.id, due.id}
    assert await found(articles=(ArticleId("b"),)) == {due.id, said.id}
    assert await found(known_until=moment(0.5)) == {met.id, open_day.id}
    assert await found(known_from=moment(0.5)) == {due.id, said.id}
    assert await found(known_from=moment(1)) == set()
    assert len(await found(limit=1)) == 1
    latest = await store.find_facts(EVERYONE, FactQuery(limit=2))
    assert {entry.fact.id for entry in latest} == {due.id, said.id}


async def test_a_day_with_an_open_end_reaches_as_far_as_one_looks(store: Store) -> None:
    """ "Until further notice" from August overlaps every later window."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "From Wednesday until further notice")
        base = meeting(told)
        assert base.when is not None
        lasting = replace(base, when=replace(base.when, latest=None))
        await writer.put_facts(told.id, (lasting,), ((),))

    assert await store.find_facts(EVERYONE, FactQuery(first=date(2031, 1, 1)))
    assert not await store.find_facts(EVERYONE, FactQuery(last=date(2025, 8, 5)))


async def test_extracting_again_supersedes_and_keeps_what_is_the_same(store: Store) -> None:
    """Posts that used a fact must still find it, and an unchanged fact keeps its name."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber")
        same, gone, new = meeting(told, mark="same"), meeting(told, mark="gone"), meeting(told, mark="new")
        await writer.put_facts(told.id, (same, gone), (("k",), ("k",)))
        await writer.put_facts(told.id, (same, new), (("k",), ("k",)))
        neighbours = await writer.find_under(("k",))

    current = {entry.fact.id for entry in await store.find_facts(EVERYONE, FactQuery())}
    ever = {e.fact.id: e.superseded for e in await store.find_facts(EVERYONE, FactQuery(current=False))}
    (left,) = await store.get_facts(EVERYONE, [gone.id])

    assert current == {same.id, new.id}
    assert ever == {same.id: False, new.id: False, gone.id: True}
    assert left.superseded
    assert {n.fact.id for n in neighbours} == {same.id, new.id}

    async with store.writing(HOME) as writer:
        await writer.put_facts(told.id, (gone,), (("k",),))
    assert [e.fact.id for e in await store.find_facts(EVERYONE, FactQuery())] == [gone.id]


async def test_a_new_revision_supersedes_the_facts_of_the_old(store: Store) -> None:
    """A corrected article no longer tells what it told; the ledger still sees that it did."""
    async with store.writing(HOME) as writer:
        first = await tell(writer, "a", "Petrova met Weber")
        old = meeting(first)
        await writer.put_facts(first.id, (old,), (("k",),))
    async with store.writing(HOME) as writer:
        second = revision("a", "Petrova did not meet Weber", number=2, received=moment(1))
        await writer.add_revision(second, (), ())
        new = meeting(second, status=MeetingStatus.DENIED)
        await writer.put_facts(second.id, (new,), (("k",),))
        history = await writer.find_under(("k",))

    now = await store.find_facts(EVERYONE, FactQuery())
    then = await store.find_facts(EVERYONE, FactQuery(known_until=moment(0.5)))
    told_then = await store.find_under(EVERYONE, ("k",), known_until=moment(0.5))

    assert [e.fact for e in now] == [new]
    assert [(e.fact, e.superseded) for e in then] == [(old, False)]
    assert [(n.fact, n.told.superseded) for n in history] == [(old, True), (new, False)]
    assert [(n.fact, n.told.superseded) for n in told_then] == [(old, False)]


async def test_private_facts_stay_private(store: Store) -> None:
    """An article shared in a private channel changes nothing elsewhere."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber", audience=DESK)
        fact = meeting(told)
        await writer.put_facts(told.id, (fact,), (("k",),))
        assert await writer.find_under(("k",)) == ()

    for elsewhere in (EVERYONE, AT_BOARD, Scope(workspace=OTHER), Scope(workspace=OTHER, channel=DESK)):
        assert await store.find_facts(elsewhere, FactQuery(current=False)) == ()
        assert await store.get_facts(elsewhere, [fact.id]) == ()
        assert await store.find_under(elsewhere, ("k",)) == ()
        assert await store.find_together(elsewhere, [fact.id]) == ()
        assert await store.known_parties(elsewhere, "") == ()
    for inside in (AT_DESK, GUEST_AT_DESK):
        assert len(await store.find_facts(inside, FactQuery())) == 1
        assert len(await store.find_under(inside, ("k",))) == 1
        assert len(await store.known_parties(inside, "")) == 2


async def test_what_stands_under_a_key_is_found_and_not_followed_further(store: Store) -> None:
    """Facts of one pair share keys day by day; following them would load the pair's whole history."""
    async with store.writing(HOME) as writer:
        open_ = await tell(writer, "a", "Petrova met Weber")
        closed = await tell(writer, "b", "Petrova met Weber too", audience=DESK, received=moment(1))
        chain = [meeting(open_, mark=str(n)) for n in range(4)]
        tie = meeting(closed, mark="tie")
        said = statement(open_)
        keys = [(f"k{n}", f"k{n + 1}") for n in range(4)]
        await writer.put_facts(open_.id, (*chain, said), (*keys, ("k1",)))
        await writer.put_facts(closed.id, (tie,), (("k1",),))
        reached = await writer.find_under(("k1", "k1", "nothing"))

    inside = await store.find_under(AT_DESK, ("k1",))
    assert [n.fact.id for n in reached] == sorted(fact.id for fact in chain[:2])
    assert await store.find_under(EVERYONE, ("k1",)) == reached
    assert list(inside) == [*reached, *(n for n in inside if n.fact.id == tie.id)]
    assert await store.find_under(AT_DESK, ("k1",), known_until=moment(0.5)) == reached
    assert await store.find_under(EVERYONE, ()) == ()


async def test_facts_of_one_record_are_found_together(store: Store) -> None:
    """A record is worked out anew from all its facts, a private one is never among them."""
    async with store.writing(HOME) as writer:
        early = await tell(writer, "a", "Petrova met Weber")
        late = await tell(writer, "b", "Weber met Petrova", received=moment(1))
        closed = await tell(writer, "c", "Petrova met Weber too", audience=DESK, received=moment(2))
        one, two, other = meeting(early), meeting(late), meeting(late, mark="other")
        private = meeting(closed)
        await writer.put_facts(early.id, (one,), ((),))
        await writer.put_facts(late.id, (two, other), ((), ()))
        await writer.put_facts(closed.id, (private,), ((),))
        await writer.put_records((), (record("r1", one, two), record("r2", other)))
        together = await writer.find_together([two.id, private.id])

    async def found(scope: Scope, *facts: FactId, days: float | None = None) -> list[FactId]:
        until = None if days is None else moment(days)
        return [n.fact.id for n in await store.find_together(scope, facts, known_until=until)]

    assert [n.fact.id for n in together] == [one.id, two.id]
    assert await found(EVERYONE, one.id, FactId("none")) == [one.id, two.id]
    assert await found(EVERYONE, two.id, days=0.5) == [one.id]
    assert await found(AT_DESK, private.id, other.id) == [other.id, private.id]
    assert await found(GUEST_AT_DESK, private.id, other.id) == [private.id]
    assert await found(EVERYONE) == []


async def test_who_rests_on_whom_is_told_and_can_be_said_anew(store: Store) -> None:
    """An outlet may become known after those that repeat it; origins are then counted anew."""
    async with store.writing(HOME) as writer:
        first = await tell(writer, "a", "WARD (Harbour_Wire) - Petrova met Weber", outlet="The Courier")
        await tell(writer, "b", "Told in Ward. " * 50 + "harbour_wire said so", outlet="The Gazette")
        await tell(writer, "c", "harbour_wire reports", outlet="The Desk", audience=DESK)
        fact = meeting(first)
        await writer.put_facts(first.id, (fact,), (("k",),))
        assert await writer.outlets(None) == ("The Courier", "The Gazette")
        assert await writer.outlets(DESK) == ("The Courier", "The Desk", "The Gazette")
        everywhere = await writer.leads_naming("harbour_WIRE", None, chars=100)
        at_desk = await writer.leads_naming("harbour_wire", DESK, chars=100)
        assert await writer.leads_naming("harbourXwire", None, chars=100) == ()
        await writer.put_cites(first.id, ("Harbour_Wire",))

    assert [(told.article, len(lead)) for told, lead in everywhere] == [("a", 39), ("c", 20)]
    assert [told.article for told, _ in at_desk] == ["c"]
    (told,) = await store.find_under(EVERYONE, ("k",))
    assert told.told.cites == ("Harbour_Wire",)
    assert (await store.get_article(EVERYONE, ArticleId("a")))[1][0].cites == ("Harbour_Wire",)


async def test_many_facts_under_one_key_are_all_found(store: Store) -> None:
    """A busy story has more facts than one statement takes values."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber")
        facts = [meeting(told, mark=str(n)) for n in range(1100)]
        await writer.put_facts(told.id, facts, [("k", f"own{n}") for n in range(1100)])
        found = await writer.find_under(("k",))

    assert len(found) == 1100
    assert len(await store.get_facts(EVERYONE, [f.id for f in facts])) == 1100


async def test_records_are_put_in_place_of_those_that_hold_the_same_facts(store: Store) -> None:
    """Two records that turn out to be one meeting must not both remain."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber")
        one, two, three = (meeting(told, mark=m) for m in "123")
        await writer.put_facts(told.id, (one, two, three), ((), (), ()))
        await writer.put_records((), (record("r1", one), record("r2", two), record("r3", three)))
        await writer.put_records((one.id, two.id), (record("r1", one, two),))

    found = await store.find_records(EVERYONE, RecordQuery())

    assert {r.id: r.facts for r in found} == {"r1": (one.id, two.id), "r3": (three.id,)}
    assert await store.get_record(HOME, RecordId("r1")) == record("r1", one, two)
    with pytest.raises(NotFoundError):
        await store.get_record(HOME, RecordId("r2"))
    with pytest.raises(NotFoundError):
        await store.get_record(OTHER, RecordId("r1"))


async def test_records_are_listed_by_day_and_narrowed(store: Store) -> None:
    """The list of meetings is read from the top; records without a day come last."""
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber")
        facts = [meeting(told, mark=m) for m in "1234"]
        days = (date(2025, 8, 9), None, date(2025, 8, 1), date(2025, 8, 9))
        put = [record(f"r{n}", fact, day=day) for n, (fact, day) in enumerate(zip(facts, days, strict=True))]
        await writer.put_records((), put)

    async def names(**narrow: object) -> list[str]:
        return [r.id for r in await store.find_records(EVERYONE, RecordQuery(**narrow))]  # type: ignore[arg-type]

    assert await names() == ["r2", "r0", "r3", "r1"]
    assert await names(first=date(2025, 8, 2)) == ["r0", "r3"]
    assert await names(last=date(2025, 8, 2)) == ["r2"]
    assert await names(kind="deadline") == []
    assert await names(parties=(ANNA.key, JONAS.key), limit=1) == ["r2"]
    assert await names(parties=("person:nobody",)) == []
    assert await store.find_records(GUEST_AT_DESK, RecordQuery()) == ()
    assert len(await store.find_records(AT_DESK, RecordQuery())) == 4


async def test_erasing_an_article_takes_its_facts_and_the_records_that_used_them(store: Store) -> None:
    """A record keeps words of the article; left behind, they would still be shown."""
    async with store.writing(HOME) as writer:
        one = await tell(writer, "a", "Petrova met Weber")
        two = await tell(writer, "b", "Weber met Petrova")
        mine, other = meeting(one), meeting(two)
        only_here = statement(one, speaker=person("Olga Einzig"))
        await writer.put_facts(one.id, (mine, only_here), (("k",), ()))
        await writer.put_facts(two.id, (other,), (("k",),))
        await writer.put_records((), (record("r1", mine, other),))
    async with store.writing(HOME) as writer:
        await writer.delete_article(ArticleId("a"))
        left = await writer.find_under(("k",))

    assert [n.fact for n in left] == [other]
    assert await store.get_facts(EVERYONE, [mine.id]) == ()
    assert await store.find_records(EVERYONE, RecordQuery()) == ()
    assert await store.known_parties(EVERYONE, "olga") == ()
    assert len(await store.known_parties(EVERYONE, "")) == 2


async def test_corrections_hold_until_they_are_undone(store: Store) -> None:
    """A person's correction survives rebuilds; taking it back leaves a trace."""
    first = Correction(
        id=CorrectionId("c1"),
        kind=CorrectionKind.EDIT,
        author=MemberId("U1"),
        made=moment(2),
        facts=(FactId("f1"),),
        slot="due",
        value="2025-08-08",
        reason="the ministry said so",
    )
    second = replace(first, id=CorrectionId("c2"), made=moment(1), kind=CorrectionKind.DISMISS)
    async with store.writing(HOME) as writer:
        await writer.add_correction(first)
        await writer.add_correction(second)
        assert await writer.corrections() == (second, first)
        await writer.undo_correction(second.id, moment(3))

    assert await store.list_corrections(HOME) == (first,)
    assert await store.list_corrections(HOME, undone=True) == (replace(second, undone=moment(3)), first)
    assert await store.list_corrections(OTHER, undone=True) == ()
    for workspace, name in ((HOME, second.id), (HOME, CorrectionId("none")), (OTHER, first.id)):
        with pytest.raises(NotFoundError):
            async with store.writing(workspace) as writer:
                await writer.undo_correction(name, moment(4))


async def test_parties_are_completed_from_any_word_of_their_names(store: Store) -> None:
    """People type surnames and capitals, with or without accents; the most told comes first."""
    jose = Party(key="person:jose", name="José Álvarez", kind=PartyKind.PERSON)
    async with store.writing(HOME) as writer:
        told = await tell(writer, "a", "Petrova met Weber")
        facts = (meeting(told, mark="1"), meeting(told, mark="2", who=(ANNA, jose)), deadline(told))
        await writer.put_facts(told.id, facts, ((), (), ()))

    assert await store.known_parties(EVERYONE, "pet") == ((ANNA.key, "Anna Petrova"),)
    assert await store.known_parties(EVERYONE, "ALVAR") == (("person:jose", "José Álvarez"),)
    assert await store.known_parties(EVERYONE, "norlandic") == ((STATE.key, "Norland"),)
    assert (await store.known_parties(EVERYONE, ""))[0] == (ANNA.key, "Anna Petrova")
    assert len(await store.known_parties(EVERYONE, "", limit=2)) == 2
    for odd in ("%", "_", "'", "\x00", "\ud800", "xyz"):
        assert await store.known_parties(EVERYONE, odd) == ()

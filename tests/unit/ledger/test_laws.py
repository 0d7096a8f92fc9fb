"""Laws of the ledger: order does not matter, parts add up to the whole, a new article is the same as starting over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.ledger.resolve import resolve
from bot.model.records import ToldFact
from tests.unit.ledger.shelf import Shelf
from tests.unit.ledger.telling import deadline, meeting, told

PEOPLE = ("Ana Lovrek", "Milan Petras", "Vladimir Putin", "Russia", "Donald Trump", "drivers")
START = date(2026, 3, 2)

days = st.integers(0, 25).map(lambda n: (START + timedelta(n)).isoformat())
spans = st.tuples(st.integers(0, 25), st.sampled_from([1, 6, 20, 30])).map(
    lambda p: f"{START + timedelta(p[0])}/{START + timedelta(p[0] + p[1])}"
)
sometime = st.one_of(st.none(), days, days, spans)
who = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4, unique=True).map(", ".join)


@st.composite
def meetings(draw: st.DrawFn, by: object) -> ToldFact:
    """A meeting as some article might tell it."""
    return meeting(
        by,  # type: ignore[arg-type]
        draw(who),
        draw(
            st.sampled_from(["held", "planned", "possible", "requested", "cancelled", "denied", "postponed"])
        ),
        draw(sometime),
        place=draw(st.sampled_from([None, "Varn", "Moscow", "Geneva"])),
        mode=draw(st.sampled_from([None, "in_person", "phone"])),
        duration=draw(st.sampled_from([None, "two hours", "about three hours"])),
        previous=draw(st.one_of(st.none(), st.none(), days)),
    )


@st.composite
def deadlines(draw: st.DrawFn, by: object) -> ToldFact:
    """A deadline as some article might tell it."""
    return deadline(
        by,  # type: ignore[arg-type]
        draw(
            st.sampled_from(["file a report on safety", "submit the safety report", "clear the road", None])
        ),
        draw(sometime),
        draw(
            st.sampled_from(["set", "proposed", "extended", "brought_forward", "met", "missed", "withdrawn"])
        ),
        setter=draw(st.sampled_from([None, "Ministry of Ports", "Donald Trump", "United States"])),
        addressee=draw(
            st.sampled_from([None, "Russia", "small ferry operators", "large ferry operators", "the rest"])
        ),
        previous=draw(st.one_of(st.none(), days)),
        kind=draw(st.sampled_from(["deadline", "effective", "expiry"])),
    )


@st.composite
def articles(draw: st.DrawFn) -> list[list[ToldFact]]:
    """Up to nine revisions, each with up to four facts; some are corrections or copies of others."""
    found: list[list[ToldFact]] = []
    for n in range(draw(st.integers(1, 9))):
        outlet = draw(st.sampled_from(["Harbor", "Gazette", "Courier"]))
        revises = draw(st.booleans()) and n > 0 and draw(st.booleans())
        name, number = (f"{outlet}-{n - 1}", 2) if revises else (f"{outlet}-{n}", 1)
        by = told(name, draw(days), number=number)
        facts = draw(
            st.lists(st.one_of(meetings(by), deadlines(by)), max_size=4, unique_by=lambda f: f.fact.id)
        )
        found.append(facts)
    return found


law = settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def _all(revisions: Sequence[Sequence[ToldFact]]) -> list[ToldFact]:
    return list({item.fact.id: item for facts in revisions for item in facts}.values())


@law
@given(articles(), st.randoms(use_true_random=False))
def test_order_of_the_facts_does_not_matter(revisions: list[list[ToldFact]], random: object) -> None:
    """A rebuild must give the same records whatever order the database returns facts in."""
    facts = _all(revisions)
    shuffled = list(facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert resolve(shuffled) == resolve(facts)


@law
@given(articles())
def test_records_share_out_the_facts(revisions: list[list[ToldFact]]) -> None:
    """No fact may be lost, and none may count twice."""
    facts = _all(revisions)

    held = [fact for record in resolve(facts) for fact in record.facts]

    assert sorted(held) == sorted(item.fact.id for item in facts)


@law
@given(articles(), st.randoms(use_true_random=False))
def test_some_of_the_records_can_be_worked_out_alone(revisions: list[list[ToldFact]], random: object) -> None:
    """A record depends on its own facts only, so that a part can be put anew without the rest."""
    facts = _all(revisions)
    records = resolve(facts)
    some = [record for record in records if random.random() < 0.5]  # type: ignore[attr-defined]
    wanted = {fact for record in some for fact in record.facts}

    assert list(resolve([item for item in facts if item.fact.id in wanted])) == some


@law
@given(articles(), st.randoms(use_true_random=False))
def test_article_by_article_equals_starting_over(revisions: list[list[ToldFact]], random: object) -> None:
    """Whatever the order of arrival, the store must end where a rebuild ends."""
    order = list(revisions)
    random.shuffle(order)  # type: ignore[attr-defined]
    shelf = Shelf()

    for facts in order:
        shelf.add(facts)

    assert shelf.all() == resolve(_all(revisions))


@law
@given(articles(), st.randoms(use_true_random=False))
def test_forgetting_an_article_leaves_no_trace(revisions: list[list[ToldFact]], random: object) -> None:
    """An erased article must not live on in a record it shaped."""
    shelf = Shelf()
    for facts in revisions:
        shelf.add(facts)
    gone = random.choice(revisions)  # type: ignore[attr-defined]
    out = {item.fact.id for item in gone}

    shelf.remove(list({item.fact.id: item for item in gone}.values()))

    assert shelf.all() == resolve([item for item in _all(revisions) if item.fact.id not in out])

"""Two accounts of one thing stand side by side; what only looks like it does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from bot.extract.document import read
from bot.extract.statements import find_statements
from bot.ledger.disputes import Page, find_disputes
from bot.model.ids import ArticleId, RevisionId
from bot.model.records import Conflict
from bot.model.text import Revision, Told

TOLD = datetime(2026, 5, 4, 9, tzinfo=UTC)


def page(text: str, name: str = "a", number: int = 1, outlet: str = "The Quay") -> Page:
    article, revision = ArticleId(name), RevisionId(f"{name}-{number}")
    one = Revision(
        id=revision, article=article, number=number, text=text, title=None, published=TOLD, received=TOLD
    )
    told = Told(
        article=article,
        revision=revision,
        number=number,
        outlet=outlet,
        title=None,
        url=None,
        published=TOLD,
        known=TOLD,
        origin=article,
        audience=None,
    )
    return told, one, find_statements(read(one))


def disputes(text: str) -> tuple[Conflict, ...]:
    return find_disputes([page(text)])


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        (
            "About 3,000 people marched through Torvik, the organisers said. The police counted 1,100.",
            "number",
            ("3,000 people", "1,100"),
        ),
        (
            "The mayor said that 64 houses had been flooded. The insurers put the figure at 90.",
            "number",
            ("64 houses", "90"),
        ),
        (
            "Anna Vogt said the storm had damaged 40 boats in the harbour. Harbour master Jon Lie said 25 boats "
            "in the harbour had been damaged.",
            "number",
            ("40 boats", "25 boats"),
        ),
        (
            "Minister Clara Holt said the two governments had agreed to reopen the bridge. Her colleague from "
            "Norland, Peter Aas, said nothing had been agreed.",
            "status",
            ("had agreed to reopen the bridge", "nothing had been agreed"),
        ),
        (
            "The chancellor said the president had agreed to meet his rival in June. A spokeswoman for the president, "
            "Ida Falk, said there was no date.",
            "status",
            ("had agreed to meet", "no date"),
        ),
        (
            "Foreign Minister Olga Brandt said Karpia had asked for the talks. Karpia's envoy, Ivo Maric, said the "
            "invitation had come from Brandt.",
            "initiator",
            ("Karpia had asked for the talks", "the invitation had come from Brandt"),
        ),
        (
            "Finch called off the meeting the night before, Dan Okell said. Laura Finch said Okell had not appeared. "
            "Okell had stayed away, Laura Finch said.",
            "status",
            ("Finch called off", "Okell had stayed away"),
        ),
        (
            "Rebel drones hit a hospital in Sarn, the government said. The rebels said they had struck a barracks.",
            "object",
            ("hospital", "barracks"),
        ),
        (
            "Accounts of the evening do not match. Lena Marek said they had talked about pay. Pavel Marek said the two "
            "had only shaken hands.",
            "account",
            ("talked about pay", "only shaken hands"),
        ),
        (
            "Lorn Ferries says 120 sailors are ashore. According to the crew's union it is 210.",
            "number",
            ("120", "210"),
        ),
        (
            "The crowd was put at 900 by the police; the organisers say 1,500 came.",
            "number",
            ("900", "1,500"),
        ),
        (
            "A bonus of 40,000 marks was mentioned by one guest, the other spoke of 70,000 marks.",
            "number",
            ("40,000", "70,000"),
        ),
        (
            "Lawyers for the bank held talks with creditors in May, two people told the Gazette. The creditors' "
            "committee said there had been no talks of any kind.",
            "status",
            ("held talks", "no talks of any kind"),
        ),
        (
            "According to Ostrel, its chairman met the deputy minister for an hour. The ministry says nobody there has "
            "seen him.",
            "status",
            ("met the deputy minister", "nobody there has seen him"),
        ),
        (
            'Hanna Moe said the visit had been "brief and of little use". The company called it fruitful.',
            "status",
            ("of little use", "fruitful"),
        ),
    ],
)
def test_both_sides_of_a_dispute_are_shown(text: str, slot: str, values: tuple[str, ...]) -> None:
    """Counts, agreement, who asked, who stayed away, what was hit, and what the article itself calls different."""
    found = [conflict for conflict in disputes(text) if conflict.slot == slot]
    assert found, text
    told = [value.value for value in found[0].values]
    assert all(any(words in one for one in told) for words in values), told


@pytest.mark.parametrize(
    "text",
    [
        # another thing is counted
        "The union said 40 nurses had resigned. The ministry said 1,200 patients had been moved.",
        # one speaker corrects himself
        "Police Chief Bruno Hajek said 340 lorries had been turned back. Hajek later spoke of 214.",
        # both agree
        "Minister Clara Holt said the two sides had agreed to meet again. Peter Aas said they had agreed on Vienna.",
        # a share is no number of people
        "About 700 clerks would have to go, the bank said. The union said 40% of them had small children.",
        # two attacks, each side's own
        "Norland said its planes had hit a bridge in Karpia. Karpia said it had struck a port in Norland.",
        # far apart
        "Some 500 people were stranded, the port office said. The ferry is ten years old. It was built in Torvik. The "
        "weather was calm. The line was founded by a baker. The seafarers' union speaks of 620.",
        # days and times are no counts
        "The office opens at 9, the clerk said. The mayor spoke of 10 May.",
        # a report that is denied by one and the same side
        'Volm denied a report that its chief had met rivals in June. "There were no talks," the company said.',
        # two numbers of one list
        "The club bought four players. For the league it is 12.",
        # in nobody's mouth
        "Sixty people met at the hall. There is no date for the next evening.",
    ],
)
def test_what_only_looks_like_a_dispute_is_none(text: str) -> None:
    """A false dispute makes a clear report look doubtful."""
    assert disputes(text) == ()


def test_every_value_carries_the_exact_words_of_its_voice() -> None:
    """Two lines with both quotes are what the reader gets."""
    told, revision, facts = page(
        "About 3,000 people marched through Torvik, the organisers said. The police counted 1,100."
    )
    (conflict,) = find_disputes([(told, revision, facts)])
    for value in conflict.values:
        (quote,) = value.quotes
        assert quote.span.of(revision.text) == quote.text
        assert set(value.facts) <= {fact.id for fact in facts}


def test_a_text_that_was_corrected_since_disputes_nothing() -> None:
    """Only the latest words of an article stand."""
    old = page("About 3,000 people marched, the organisers said. The police counted 1,100.")
    new = page("About 3,000 people marched, the organisers and the police said.", number=2)
    assert find_disputes([old, new]) == ()


def test_copies_stand_behind_one_dispute() -> None:
    """A wire copy repeats a dispute and does not make a second one."""
    text = "About 3,000 people marched, the organisers said. The police counted 1,100."
    (conflict,) = find_disputes([page(text, "a"), page(text, "b")])
    assert all(value.articles == (ArticleId("a"), ArticleId("b")) for value in conflict.values)


def test_what_was_read_of_a_page_is_used_for_that_page_alone() -> None:
    """Readings are kept; another text, other facts or another teller under the same name is another page."""
    told, revision, facts = page("About 3,000 people marched, the organisers said. The police counted 1,100.")
    (conflict,) = find_disputes([(told, revision, facts)])
    assert find_disputes([(told, revision, facts)]) == (conflict,)
    moved = replace(told, article=ArticleId("b"))
    (elsewhere,) = find_disputes([(moved, revision, facts)])
    assert {value.articles for value in elsewhere.values} == {(ArticleId("b"),)}
    (factless,) = find_disputes([(told, revision, ())])
    assert not any(value.facts for value in factless.values)
    assert any(value.facts for value in conflict.values)
    assert find_disputes([(told, replace(revision, text="Rain is expected. " * 9), facts)]) == ()


def test_the_order_of_arrival_does_not_matter() -> None:
    """Worked out anew it is the same, whatever came first."""
    texts = (
        "About 3,000 people marched, the organisers said. The police counted 1,100.",
        "The mayor said that 64 houses had been flooded. The insurers put the figure at 90.",
        "Rain is expected in the west.",
    )
    pages = [page(text, str(n)) for n, text in enumerate(texts)]
    whole = find_disputes(pages)
    Random(3).shuffle(pages)
    assert find_disputes(pages) == whole


@pytest.mark.parametrize(
    ("text", "slot", "values"),
    [
        (
            "The ministry blames the miners for the flood, but their union denies it and points to a broken pump.",
            "account",
            (
                "The ministry blames the miners for the flood",
                "but their union denies it and points to a broken pump.",
            ),
        ),
        (
            "Mayor Iris Falk accused the port of hiding the leak. The port rejected the accusation and spoke of rust.",
            "account",
            ("Mayor Iris Falk accused the port", "The port rejected the accusation"),
        ),
        (
            "The rebels say their last men left the mill on Friday. The governor says about 40 remain in the cellars.",
            "status",
            ("left the mill", "about 40 remain"),
        ),
        (
            "The wages reached the crews on 6 November, two days late, says Nils Rask. According to Petra Holt they were "
            "sent on time.",
            "status",
            ("two days late", "on time"),
        ),
        (
            "Rask said Holt had promised him nothing. Holt said she had offered to pay half at once.",
            "account",
            ("promised him nothing", "offered to pay half"),
        ),
        (
            "It was Calder who had asked for the meeting, people close to Vostel say. At Ardent they tell it "
            "differently: the invitation came from Dahl.",
            "initiator",
            ("Calder who had asked", "the invitation came from Dahl"),
        ),
        (
            "The meeting ended after barely thirty minutes, a clerk said. Envoy Rosa Lind said the talks had lasted two "
            "hours.",
            "duration",
            ("barely thirty minutes", "lasted two hours"),
        ),
    ],
)
def test_a_charge_and_its_denial_stand_side_by_side(text: str, slot: str, values: tuple[str, ...]) -> None:
    """Each keeps its own exact words, also where one sentence holds both."""
    found = disputes(text)

    assert [conflict.slot for conflict in found] == [slot]
    for value, words in zip(found[0].values, values, strict=True):
        assert words in value.value
        assert all(text[q.span.start : q.span.end] == q.text for q in value.quotes)


CLAIM = "HALM, May 4 - It was the union that broke off the talks on Monday, director Olaf Berg said."
DENIAL = "Speaker Ida Moss rejected the claim that the union had walked away on Monday."
JOBS = "About 240 people would lose their jobs at the Brack mill, the union said."


@pytest.mark.parametrize(
    ("first", "second", "slot"),
    [
        (CLAIM, DENIAL, "status"),
        (JOBS, "Some 180 jobs would go at the Brack mill under a plan of the owner.", "number"),
        (
            "Envoy Olga Brandt said Karpia had asked for the talks in Lund.",
            "Envoy Ivo Maric said Norland had asked for the talks in Lund.",
            "initiator",
        ),
    ],
)
def test_accounts_in_different_articles_are_set_against_each_other(
    first: str, second: str, slot: str
) -> None:
    """The second outlet seldom repeats what the first wrote."""
    found = find_disputes([page(first, "a"), page(second, "b", outlet="Lake Radio")])

    assert [conflict.slot for conflict in found] == [slot]
    assert [value.articles for value in found[0].values] == [("a",), ("b",)]
    assert found == find_disputes([page(second, "b", outlet="Lake Radio"), page(first, "a")])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (JOBS, "Some 180 jobs have now gone at the Brack mill, the union said."),
        (JOBS, "Another 60 jobs would go at the Brack mill, the union said."),
        (JOBS, "About 180 people live around the lake, the office said."),
        (
            "The Front must free 60 prisoners, Envoy Olga Brandt said.",
            "The Front would free the remaining 15 prisoners, Brandt said.",
        ),
        (CLAIM, "Speaker Ida Moss rejected the claim that the union would walk away if asked."),
        (
            "Envoy Olga Brandt said Karpia had asked for the talks.",
            "Envoy Ivo Maric said Norland had asked for grain.",
        ),
    ],
)
def test_what_is_news_or_another_matter_is_no_dispute_between_articles(first: str, second: str) -> None:
    """A wrong dispute is worse than a missed one."""
    assert not find_disputes([page(first, "a"), page(second, "b", outlet="Lake Radio")])


@pytest.mark.parametrize(
    "text",
    [
        "The court blames the harbour for the delay, which cost three weeks.",
        "The rebels say their last men left the mill on Friday. The governor says he would remain in the capital if asked.",
        "The talks lasted two hours, envoy Rosa Lind said. The flight took six hours.",
    ],
)
def test_a_charge_that_nobody_denies_is_none(text: str) -> None:
    """Two sentences in a row are seldom two sides."""
    assert not disputes(text)


@pytest.mark.parametrize(
    ("first", "second", "slot"),
    [
        (
            "The envoy of Karpia, Ivo Maric, spoke to reporters. He said Olga Brandt had promised Karpia grain in a letter.",
            "In Lund, Olga Brandt said she had made no commitment on grain to Karpia. Ivo Maric had left Lund by then.",
            "status",
        ),
        (
            "The mayor of Halm, Iris Falk, received the port director, Jon Lie, at her house in Halm on Sunday.",
            "The port director of Halm, Jon Lie, spoke with the mayor Iris Falk by telephone on Sunday. There was no meeting.",
            "status",
        ),
        (
            "The envoys Olga Brandt and Ivo Maric met in Lund on Monday. The talks lasted two and a half hours.",
            "On Monday, Olga Brandt and Ivo Maric spent barely an hour together in Lund, a guard said.",
            "duration",
        ),
    ],
)
def test_what_one_article_tells_and_another_denies_is_found_whatever_the_verbs(
    first: str, second: str, slot: str
) -> None:
    """Promised and no commitment, received and no meeting, two lengths of one meeting."""
    found = find_disputes([page(first, "a"), page(second, "b", outlet="Lake Radio")])

    assert [conflict.slot for conflict in found] == [slot]
    assert [value.articles for value in found[0].values] == [("a",), ("b",)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a plan that failed is news
        (
            "Olga Brandt will meet Ivo Maric in Lund on Monday, her office said.",
            "Olga Brandt did not meet Ivo Maric in Lund on Monday, her office said.",
        ),
        # not yet done is no denial
        (
            "Karpia had promised grain to Olga Brandt, Ivo Maric said in Lund.",
            "Karpia has not sent the promised grain to Lund, Olga Brandt said of Ivo Maric.",
        ),
        # silence denies nothing
        (
            "Olga Brandt had commented on the letter of Ivo Maric in Lund.",
            "In Lund, Olga Brandt had not commented on the letter of Ivo Maric by Friday.",
        ),
        # another matter of the same words, told of other people
        (
            "In Torvik, Peter Aas had promised grain to the bakers in a letter, he said.",
            "In Lund, Olga Brandt said she had made no commitment on the new bridge.",
        ),
    ],
)
def test_what_did_not_come_about_denies_nobody(first: str, second: str) -> None:
    """A denial answers a claim about the past."""
    assert not find_disputes([page(first, "a"), page(second, "b", outlet="Lake Radio")])


@pytest.mark.parametrize(
    ("text", "values"),
    [
        (
            "How many boats were lost was itself in dispute: Lie spoke of forty, Moss of twenty-six.",
            ("forty", "twenty-six"),
        ),
        (
            "The growers had warned that 4,000 farms would close. The bank of Karpia puts the figure at no more than 900.",
            ("4,000 farms", "900"),
        ),
    ],
)
def test_counts_of_speakers_without_a_statement_are_compared(text: str, values: tuple[str, ...]) -> None:
    """Two who count in one sentence, and whoever "puts the figure at"."""
    (found,) = disputes(text)

    assert found.slot == "number"
    assert all(words in one.value for words, one in zip(values, found.values, strict=True))

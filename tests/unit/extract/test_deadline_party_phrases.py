"""Which words of an article can be a party of a deadline, and where its name begins and ends."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from bot.extract.deadlines.candidate_nouns import names_in, nouns_in
from bot.extract.deadlines.candidates import candidates_of
from bot.extract.deadlines.one_side import one_executive, one_party
from bot.extract.deadlines.party_phrases import bounds
from bot.model.facts import Party, PartyKind
from tests.unit.extract.deadline_cases import document


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("give harbour firms", "harbour firms"),
        ("as the armed forces", "the armed forces"),
        ("hauliers to use the old permits", "hauliers"),
        ("lenders to the yard", "lenders to the yard"),
        ("company behind the Orvo tunnel", "company"),
        ("Oslo-based Tarn Lines", "Tarn Lines"),
        ("President Ada Kroll warned", "President Ada Kroll"),
        ("both sides", "both sides"),
        ("initial", None),
        ("people to", "people"),
        ("or", None),
        ("the visa", None),
        ("a stay of the monitor provision", None),
        ("wage changes for the care sector", None),
        ("the law", "the law"),
    ],
)
def test_a_phrase_is_cut_to_the_name_of_a_party(phrase: str, name: str | None) -> None:
    """Verbs, adverbs and where somebody sits are no part of a name; papers, deeds and times are nobody."""
    found = bounds(phrase)

    assert (None if found is None else phrase[found[0] : found[1]]) == name


@pytest.mark.parametrize(
    ("sentence", "nouns"),
    [
        ("The rule may soon avoid importers.", ["importers"]),
        ("The ban includes students and pilots.", ["students", "pilots"]),
        ("The former president met Judge Orr.", ["president"]),
        ("A driver licence costs ten crowns.", []),
        ("It is not yet law for tenants.", ["law", "tenants"]),
        ("Customs officers wait for the drivers.", ["Customs officers", "drivers"]),
    ],
)
def test_only_nouns_of_doers_are_candidates(sentence: str, nouns: list[str]) -> None:
    """A verb or an adverb before a noun ends its name, and a noun that only describes another is nobody."""
    names = [name for _, name, _ in nouns_in(document(sentence, "2027-06-02"), 0)]

    assert [name.removeprefix("former ") for name in names] == nouns


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("On the same day, However the small firm Orlet agreed.", ["Orlet"]),
        ("Under Section 12 and Chapter 11 the firm GTU files.", ["GTU"]),
        ("The firm signed the Tarn Agreement with Orlet.", ["Orlet"]),
        ("The firm told Reuters about its talks with Oslo-based Orlet.", ["Orlet"]),
    ],
)
def test_words_with_a_capital_that_name_nobody_are_no_candidates(text: str, names: list[str]) -> None:
    """Adverbs, numbered sections, papers and news agencies set nothing and owe nothing."""
    assert [name for _, name, _ in names_in(document(text, "2027-06-02"), 0)] == names


def test_a_place_is_no_candidate_and_the_company_is_who_is_called_so() -> None:
    """ "In Sten" tells only where; "the ferry operator" is the one that the article calls so."""
    text = (
        "Tarn Lines, a ferry operator, lost its berth in Sten. The operator must leave the berth by 30 June. "
        "Ships wait in Sten."
    )
    read = document(text, "2027-06-02")
    (fact,) = find_deadlines(read)
    names = [one.party.name for one in candidates_of(read, [])]

    assert fact.addressee is not None
    assert fact.addressee.name == "Tarn Lines"
    assert "Sten" not in names
    assert "operator" not in names


@pytest.mark.parametrize(
    ("text", "setter", "addressee"),
    [
        ("President Ana Kovic has extended the deadline for Oslo-based Orvo to sell its US yards to 30 June.", "Ana Kovic", "Orvo"),
        ("The leaders agreed to grant Minister Mary Holm a new deadline of 30 June, diplomats said.", "leaders", "Mary Holm"),
        ("The court gave US attorneys until 30 June to file their brief.", "court", "US attorneys"),
        ("The agency gave itself until 30 June to decide.", "agency", "agency"),
        ("The mayor signed an order delaying the ban until 30 June, the port office said.", "mayor", None),
        ("The minister then announced an extension for all licences until 30 June.", "minister", None),
        ("A rebel ultimatum for Ola Taylo to step down expires on Friday.", "rebel", "Ola Taylo"),
        ("An outside panel looking into leaks at Ravn College must report by 30 June, the Harbour Board said.", "Harbour Board", "outside panel"),
        ("The council moved the date, giving owners until 30 June to clear the site.", "council", "owners"),
    ],
)  # fmt: skip
def test_grammar_goes_before_guesses(text: str, setter: str, addressee: str | None) -> None:
    """Who gives whom a time is told outright; a place or a speaker in the same sentence does not change it."""
    fact = find_deadlines(document(text, "2027-06-02"))[-1]

    assert fact.setter is not None
    assert fact.setter.name == setter
    if addressee is not None:
        assert fact.addressee is not None
        assert fact.addressee.name == addressee


def _party(name: str, kind: PartyKind) -> Party:
    return Party(key=f"{kind}:{name.lower()}", name=name, kind=kind)


def test_a_body_and_its_letters_are_one_party() -> None:
    """Nobody gives itself a limit under two names."""
    assert one_party(_party("Harbour and Ferry Authority", PartyKind.BODY), _party("HFA", PartyKind.BODY))
    assert not one_party(_party("Harbour Authority", PartyKind.BODY), _party("HFA", PartyKind.BODY))


def test_a_president_speaks_for_the_administration_of_that_name() -> None:
    """A government and who leads it do not set each other a limit; a court does."""
    leader = _party("Ada Kroll", PartyKind.PERSON)

    assert one_executive(leader, _party("Kroll administration", PartyKind.GROUP))
    assert not one_executive(leader, _party("Supreme Court", PartyKind.BODY))


def test_who_only_tells_that_a_deal_ends_has_not_set_its_end() -> None:
    """A ministry that reports the end of a deal is no party to it; the end of a permit is its own."""
    (deal,) = find_deadlines(document("The deal expires on Friday, the ministry said.", "2027-06-02"))
    (permit,) = find_deadlines(document("The permit expires on Friday, the ministry said.", "2027-06-02"))

    assert (
        "deadline.ranked" in " ".join(b.rule for b in deal.basis if b.field == "setter")
        or deal.setter is None
    )
    assert permit.setter is not None
    assert permit.setter.name == "ministry"

"""Persons' names of every shape: particles, double surnames, suffixes, and surnames that mean something else too."""

from __future__ import annotations

import pytest

from bot.model.facts import PartyKind
from bot.text.parties import find_mentions
from bot.text.sentences import split_sentences


def read(text: str) -> list[tuple[str, str]]:
    """(words, key of whom they mean) of every mention."""
    return [(m.words, m.party.key) for m in find_mentions(text, split_sentences(text))]


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Lutz von der Heide met Ada Holm. Later von der Heide left.", "von der Heide", "person:lutz von der heide"),
        ("Elke Van Damme met Ada Holm. Van Damme left.", "Van Damme", "person:elke van damme"),
        ("Rogelio García López met Ada Holm. García López left.", "García López", "person:rogelio garcia lopez"),
        ("Mr Nuno Sá Ferreira met Ada Holm. Mr Sá Ferreira left.", "Sá Ferreira", "person:nuno sa ferreira"),
        ("Thibaut de La Roche left. Holm met de La Roche. De La Roche won.", "de La Roche", "person:thibaut de la roche"),
        ("Rhodri ap Gwilym met Ada Holm. Then ap Gwilym left.", "ap Gwilym", "person:rhodri ap gwilym"),
        ("Lamar Hodge III met Ada Holm. Hodge left.", "Lamar Hodge III", "person:lamar hodge"),
        ("Roscoe Tillman, Jr. met Ada Holm.", "Roscoe Tillman, Jr.", "person:roscoe tillman"),
        ("Prosecutor Deborah Quill KC told the court. Quill left.", "Quill", "person:deborah quill"),
    ],
)  # fmt: skip
def test_a_surname_of_several_words_is_the_person_named_in_full(text: str, words: str, key: str) -> None:
    """The short form begins with its particles and belongs to the one whose full name ends so."""
    assert (words, key) in read(text)


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("Finance minister Rhosyn Paris met Ada Holm. Paris said no.", "Paris", "person:rhosyn paris"),
        ("Kestria's premier, Quinlan London, met Ada Holm. London left.", "London", "person:quinlan london"),
        ("Spokesman Zeb King met Ada Holm. King said no.", "King", "person:zeb king"),
        ("The owner sued Jelka German, 61, a lawyer. Then German said no.", "German", "person:jelka german"),
        ("Spokeswoman Ottla Power met Ada Holm. Mr Holm thanked Ms Power.", "Power", "person:ottla power"),
        ("Envoy Corwin Long met Ada Holm. Long told reporters so.", "Long", "person:corwin long"),
        ("Harbour chief Anscar Street met Ada Holm. Holm thanked Street.", "Street", "person:anscar street"),
        ("Union leader Corwin May met Ada Holm. May said no.", "May", "person:corwin may"),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_shows_a_person(text: str, words: str, key: str) -> None:
    """A place, an office or a thing is a surname once an office, an age or a form of address stands beside it."""
    assert (words, key) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ministers of the nine Oslava River states agreed on it.",
        "The deputy Energy Minister said so in Paris on Monday.",
        "Prime Minister Aldo Ferri Tuesday signed the order.",
        "Torrent Power said that prices would rise in May.",
        "The regulator, Enerwatch, has confirmed it.",
    ],
)
def test_what_only_looks_like_a_name_is_none(text: str) -> None:
    """Rivers, ministries, days, companies and watchdogs have no surname."""
    people = [
        m.party.key for m in find_mentions(text, split_sentences(text)) if m.party.kind is PartyKind.PERSON
    ]

    assert [key for key in people if key != "person:aldo ferri"] == []


def test_one_word_beside_an_office_is_a_person() -> None:
    """Some people have one name only."""
    text = "The foreign minister of Sefton, Suhartono, met Ada Holm. Suhartono told reporters so."

    assert [key for words, key in read(text) if words == "Suhartono"] == ["surname:suhartono"] * 2


@pytest.mark.parametrize(
    ("text", "words", "key"),
    [
        ("The Minister for Trade Corwin Ash met Ada Holm.", "Corwin Ash", "person:corwin ash"),
        ("Minister for Health and Social Care Ottla Birk met Ada Holm.", "Ottla Birk", "person:ottla birk"),
        ("Bank of England Governor Corwin Ash met Ada Holm.", "Corwin Ash", "person:corwin ash"),
        ("Halden General Motors will close a plant. HGM said so.", "HGM", "body:halden general motors"),
        ("Nurses Without Harbours said so.", "Nurses Without Harbours", "body:nurses without harbours"),
        ("King Salman met Ada Holm in Riyadh.", "Salman", "surname:salman"),
    ],
)  # fmt: skip
def test_offices_with_a_field_and_initials(text: str, words: str, key: str) -> None:
    """What stands between an office and its holder is neither of them; initials are the body they shorten."""
    assert (words, key) in read(text)


@pytest.mark.parametrize(
    "text", ["US seed maker Allard has until Friday to answer.", "UK insurer Patria has until Friday."]
)
def test_a_state_before_an_enterprise_is_only_its_home(text: str) -> None:
    """The state owes nothing."""
    assert [key for _, key in read(text) if key.startswith("state:")] == []


def test_sections_of_a_page_are_nobody() -> None:
    """A crawl leaves them between paragraphs."""
    assert read("World News\n\nRelated Stories\n\nAda Holm said no.") == [("Ada Holm", "person:ada holm")]

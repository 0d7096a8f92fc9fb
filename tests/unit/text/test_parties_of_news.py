"""Parties in wordings of wire stories, minutes, interviews and labour disputes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.model.facts import Mention
from bot.text.parties import find_mentions
from bot.text.sentences import split_sentences
from bot.text.when import tag


def mentions(text: str) -> tuple[Mention, ...]:
    return find_mentions(text, split_sentences(text))


def names(text: str) -> set[str]:
    return {m.party.name for m in mentions(text)}


def test_an_envoy_of_a_president_is_no_president() -> None:
    """A title that belongs to the owner of the office must not be given to the envoy."""
    text = "Kirill Dmitriev, the Russian president's investment envoy, greeted Anna Holm in Moscow."

    title = next(m.party.title for m in mentions(text) if m.party.name == "Kirill Dmitriev")

    assert title is not None
    assert title.endswith("investment envoy")


def test_a_group_ends_before_its_day() -> None:
    """The evening on which strikers spoke is no part of who they are."""
    found = names("Strikers at the gate on Tuesday evening said they would stay.")

    assert not any("Tuesday" in name for name in found)


@pytest.mark.parametrize(
    "rest", ["held a meeting in Tarn.", "gave a dinner in Oslo.", "took their seats.", "began talks in Rome."]
)
def test_a_group_ends_before_what_it_did(rest: str) -> None:
    """What people did is no part of who they are, in irregular verbs either."""
    found = names(f"The senior officials of the region {rest}")

    assert found == {"senior officials of the region"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Tuesday Ada Holm travelled to Lund.", "Ada Holm"),
        ("The Drivers' Federation said it would wait.", "Drivers' Federation"),
        ("The minutes name Cllr Dinah Orme as chair.", "Dinah Orme"),
        ("The session was opened by Prime Ministers Tomas Ekblad and Liva Berzina.", "Tomas Ekblad"),
        ("They wrote to the regulator, Waterwatch, in May.", "Waterwatch"),
        ("Commodore Ines Farrow said the patrol would go on.", "Ines Farrow"),
        ("Roland Dean Marsh told the jury nothing.", "Roland Dean Marsh"),
        ("The files were lost, according to April Sorrel, a clerk.", "April Sorrel"),
        ("Senator Rosa de Lima voted against it.", "Rosa de Lima"),
        ("The farm belongs to K.R. McNulty and Olive Penn.", "K.R. McNulty"),
        ("The Tarn County Sheriff's Office has opened an inquiry.", "Tarn County Sheriff's Office"),
        ("The Growers' Organisation rejected the price.", "Growers' Organisation"),
        ("The R&T said it would ballot its members.", "R&T"),
        ("The report of the Control and Ethics Committee was read.", "Control and Ethics Committee"),
        ("The Isle of Tarn Trust paid the fine.", "Isle of Tarn Trust"),
        ("The Dravian People's Liberation Front has left the town.", "Dravian People's Liberation Front"),
        ("T48 has told of it for years.", "T48"),
        ("A source close to the bidders said the price was fixed.", "source close to the bidders"),
        ("The court ruled that the ban was void; a court had heard it in May.", "court"),
    ],
)
def test_names_are_found_whole(text: str, name: str) -> None:
    """A weekday, an apostrophe or a title before a name must not hide it."""
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Hamas sent a team to Doha. The Hamas delegation left on Monday. The delegation said little.",
            "The delegation",
            "Hamas",
        ),
        ("Prime Minister Ada Holm flew home. PM Holm will rest, and the PM said so.", "the PM", "Ada Holm"),
        (
            "General Abdourahman Tella spoke first. Later General Abdurrahman Tella left.",
            "Abdurrahman Tella",
            "Abdourahman Tella",
        ),
        ("Ana Brook-Salle appeared in court. Brook-Salle said nothing.", "Brook-Salle", "Ana Brook-Salle"),
        (
            "Ines Farrow, Tarn County District Attorney, spoke. The Tarn County District Attorney said no more.",
            "The Tarn County District Attorney",
            "Ines Farrow",
        ),
        (
            "Jon Aas met Eli Brand. “He lied to us. He took our boat. He ran,” Jon Aas said of him.",
            "He",
            "Eli Brand",
        ),
        (
            "A deputy was hurt. The suspect was identified on Wednesday as Jon Aas. The suspect said nothing.",
            "The suspect",
            "Jon Aas",
        ),
        (
            "Norvik Steel has rejected an offer by US rival Pelton Industries. The Danish company said it was too low.",
            "The Danish company",
            "Norvik Steel",
        ),
        ("Torv Tarn's board met. Torv investors were told on Friday. Torv has a plan.", "Torv", "Torv Tarn"),
        (
            "The Dravnews news agency quoted spokesman Jon Aas. On Friday Dravnews said it knew no reason.",
            "The Dravnews news agency",
            "Dravnews",
        ),
        ("Jon Aas spoke first.\n\n“Eli Brand left. He ran,” he said.", "he", "Jon Aas"),
        (
            "Japanese and South Korean sources spoke. The two sides agreed to meet in Lund.",
            "The two sides",
            "Japan+South Korea",
        ),
        ("Tarn Minister Jon Aas Says Deal To Come By June\n\nAas said no more.", "Jon Aas", "Jon Aas"),
        ("Jon Aas spoke.\n\nReporting by Eli Brand; Editing by Ada Holm", "Eli Brand", None),
        (
            "Their Turkish counterpart Mert Oran spoke. The Turkish minister left.",
            "The Turkish minister",
            "Mert Oran",
        ),
        (
            "The oil company Tarnol has lost money. Nobody in Lund knew how Tarnol, as it is called, did it.",
            "Tarnol",
            "Tarnol",
        ),
        (
            "Coroner Ada Holm told a hearing that ten deaths were not reported to her by the trust.",
            "her",
            "Ada Holm",
        ),
        (
            "Secretary of State Ada Holm left. The secretary of state was late.",
            "The secretary of state",
            "Ada Holm",
        ),
        ("Giancarlo Aldi spoke of Ada Holm. Nobody knew when she would decide.", "she", "Ada Holm"),
        (
            "Prime Minister Abiy Ahmed spoke. The leader of Ethiopia's embattled Tarn region was invited.",
            "The leader",
            "leader",
        ),
        (
            "Norvik won approval to buy Italy's state-owned carrier Aldi Airways. The German airline will pay in May.",
            "The German airline",
            "German airline",
        ),
        ("LUND, Dravia — Jon Aas spoke. He left.", "LUND", None),
        ("OSLO: Jon Aas spoke. He left.", "OSLO", None),
    ],
)
def test_later_words_mean_the_one_named_before(text: str, words: str, expected: str | None) -> None:
    """A short form, another spelling or a title means who was named; speech and datelines name nobody here."""
    wanted = set(expected.split("+")) if expected else set()

    assert {m.party.name for m in mentions(text) if m.words == words} == wanted


def test_you_in_an_interview_is_the_one_who_answers() -> None:
    """What the question tells of "you" is told of the guest."""
    text = (
        "Birgit Halloran ran the port.\n\nTarn Courier: Why now?\n\nHalloran: Because I am tired.\n\n"
        "Tarn Courier: You met the mayor in March.\n\nHalloran: I did."
    )

    assert "Birgit Halloran" in {m.party.name for m in mentions(text) if m.words == "You"}


def test_both_sides_are_those_the_story_is_about() -> None:
    """A pair of states named in passing must not take the place of the two at the table."""
    text = (
        "Russia and Ukraine met in Istanbul on Monday. Russia sent a deputy minister, Ukraine its defence minister. "
        "Ukraine asked Russia for a truce. India and Japan welcomed the talks. Both sides said they would meet again."
    )

    meant = {m.party.name for m in mentions(text) if m.words == "Both sides"}

    assert meant <= {"Russia", "Ukraine"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They met on 2 and 5 March.", ["2026-03-02", "2026-03-05"]),
        ("Talks took place on May 16 and 23.", ["2026-05-16", "2026-05-23"]),
        ("On May 16 and 23 people died.", ["2026-05-16"]),
        ("They met on 30 and 5 March.", ["2026-03-05"]),
    ],
)
def test_days_that_share_a_month_are_days_of_their_own(text: str, days: list[str]) -> None:
    """A number counts as a day only where a list of days stands."""
    assert [when.iso() for when in tag(text, published=date(2026, 6, 30))] == days

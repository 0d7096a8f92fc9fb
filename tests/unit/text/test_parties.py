"""Who is named: one cast for an article, and nobody merged on a surname alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.model.facts import Mention, Party, PartyKind
from bot.text.parties import (
    described_party,
    find_mentions,
    find_places,
    known_party,
    party_from_name,
    same_party,
)
from bot.text.sentences import split_sentences


def mentions(text: str, **options: object) -> tuple[Mention, ...]:
    return find_mentions(text, split_sentences(text), **options)  # type: ignore[arg-type]


def keys(text: str, words: str, **options: object) -> list[str]:
    """Keys of whom `words` mean, at every place where they are a mention, in order."""
    return [m.party.key for m in mentions(text, **options) if m.words == words]


def party(text: str, key: str) -> Party:
    return next(m.party for m in mentions(text) if m.party.key == key)


class TestNames:
    """Names in full, with titles, particles and suffixes."""

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("Commission chief Ursula von der Leyen spoke first.", "person:ursula von der leyen"),
            ("He met Sheikh Tahnoun bin Zayed Al Nahyan there.", "person:tahnoun bin zayed al nahyan"),
            ("The bill was sent by Maria de la Cruz on Friday.", "person:maria de la cruz"),
            ("Jean-Luc O'Neill signed it.", "person:jean luc o'neill"),
            ("Robert F. Kelly Jr. signed it.", "person:robert kelly"),
            ("Foreign Minister Wang Yi signed it.", "person:wang yi"),
            ("On the other side He Lifeng led the team.", "person:he lifeng"),
            ("The minister met Jan Lipavsky on Monday.", "person:jan lipavsky"),
            ("April Jones signed it.", "person:april jones"),
        ],
    )
    def test_people_are_found_under_their_full_name(self, text: str, key: str) -> None:
        """A name cut in half is another person."""
        assert key in {m.party.key for m in mentions(text)}

    def test_titles_are_kept_as_printed(self) -> None:
        """A reader wants to know who that is."""
        text = "Kirsten Holm, head of Norway's pension fund, met U.S. Trade Representative Dale Brooks."

        assert party(text, "person:kirsten holm").title == "head of Norway's pension fund"
        assert party(text, "person:dale brooks").title == "U.S. Trade Representative"

    def test_a_possessive_is_no_part_of_a_name(self) -> None:
        """ "Holm's" and "Holm" are one."""
        text = "Kirsten Holm resigned. Holm's deputy stayed."

        assert keys(text, "Holm") == ["person:kirsten holm"]

    @pytest.mark.parametrize(
        "text",
        [
            "Farmers were glad. Prices rose on Monday in March.",
            "German cars and Italian wine sold well.",
            "The Official Journal appears daily.",
            "Asked about it, nobody answered.",
            "They walked in Zaryadye Park and along Baker Street.",
        ],
    )
    def test_ordinary_capitals_are_nobody(self, text: str) -> None:
        """Weekdays, months, nationality adjectives, parks and sentence openers are not people."""
        assert [m.words for m in mentions(text) if m.party.kind is PartyKind.PERSON] == []

    def test_companies_and_bodies_are_bodies(self) -> None:
        """A firm must not get a given name."""
        text = (
            "Larkspur Terminals filed the papers. Dana Ruiz, chief executive of Tullamore, agreed. "
            "The Ministry of Trade and Industry declined. Larkspur said it would appeal."
        )

        kinds = {m.party.name: m.party.kind for m in mentions(text)}

        assert kinds["Larkspur Terminals"] is PartyKind.BODY
        assert kinds["Ministry of Trade and Industry"] is PartyKind.BODY
        assert keys(text, "Larkspur") == ["body:larkspur terminals"]

    def test_spellings_of_a_known_name_share_a_key(self) -> None:
        """Outlets transliterate differently, records must still meet."""
        one = party("President Volodymyr Zelensky spoke.", "person:volodymyr zelenskyy")
        other = party("President Volodymyr Zelenskyy spoke.", "person:volodymyr zelenskyy")

        assert one.name == "Volodymyr Zelensky"
        assert same_party(one, other)


class TestHomonyms:
    """Two people of one surname stay two."""

    TEXT = "Anna Sandvall, a minister, met reporters. Erik Sandvall, the chair of Larkspur, stayed away.\n\n"

    def test_a_bare_surname_of_two_people_keeps_its_own_key(self) -> None:
        """A wrong person is worse than an open one."""
        assert keys(self.TEXT + "Sandvall declined to comment.", "Sandvall") == ["surname:sandvall"]

    def test_a_title_tells_them_apart(self) -> None:
        """ "Ms Sandvall" can only be one of them."""
        text = self.TEXT + "Mr Sandvall said no. Ms Sandvall said yes."

        assert keys(text, "Sandvall") == ["person:erik sandvall", "person:anna sandvall"]

    def test_a_paragraph_about_one_of_them_means_that_one(self) -> None:
        """The lawyer, his clients, Marek: one and the same."""
        text = (
            "The minister, Lena Marek, met the drivers' lawyer, Pavel Marek.\n\n"
            "The lawyer was content. His clients would wait, Marek said."
        )

        assert keys(text, "Marek") == ["person:pavel marek"]

    def test_parties_are_never_the_same_by_surname(self) -> None:
        """Records of different people must not melt together."""
        assert not same_party(party_from_name("Anna Sandvall"), party_from_name("Erik Sandvall"))
        assert not same_party(party_from_name("Sandvall"), party_from_name("Erik Sandvall"))


class TestDescriptions:
    """Offices, nationalities and appositions lead to a name."""

    TEXT = (
        "Finnish President Aino Laakso received Latvia's prime minister, Janis Ozols, in Helsinki. "
        "Keith Barlow, Ozols's energy envoy, came along."
    )

    @pytest.mark.parametrize(
        ("sentence", "words", "key"),
        [
            (" The Latvian leader smiled.", "The Latvian leader", "person:janis ozols"),
            (" The president smiled.", "The president", "person:aino laakso"),
            (" The Finn smiled; the envoy did not.", "the envoy", "person:keith barlow"),
            (" Latvia's premier smiled.", "Latvia's premier", "person:janis ozols"),
        ],
    )
    def test_an_office_means_its_holder(self, sentence: str, words: str, key: str) -> None:
        """Articles name people once and then by office."""
        assert keys(self.TEXT + sentence, words) == [key]

    def test_presidents_of_three_countries_stay_three(self) -> None:
        """The state in front of the office decides."""
        text = (
            "Presidents Emmanuel Macron, Vladimir Putin and Donald Trump spoke. The Russian president was brief. "
            "The French president was not. The American and Russian presidents agreed."
        )

        assert keys(text, "The Russian president") == ["person:vladimir putin"]
        assert keys(text, "The French president") == ["person:emmanuel macron"]
        assert set(keys(text, "The American and Russian presidents")) == {
            "person:donald trump",
            "person:vladimir putin",
        }

    def test_the_table_of_heads_brings_nobody_into_an_article(self) -> None:
        """Tables of office holders go stale; an article that names nobody names nobody."""
        found = mentions("The German chancellor declined to comment.")

        assert [m.party.kind for m in found] == [PartyKind.UNNAMED]
        assert "merz" not in found[0].party.key

    def test_unnamed_sources_stay_unnamed(self) -> None:
        """ "A Kremlin aide" is one source, not the Kremlin and not the aide named above."""
        text = "Yuri Ushakov, a Kremlin aide, nodded. A White House official disagreed. Two people familiar with the matter left."

        kinds = {m.party.name: m.party.kind for m in mentions(text)}

        assert kinds["White House official"] is PartyKind.UNNAMED
        assert kinds["Two people familiar with the matter"] is PartyKind.UNNAMED
        assert keys(text, "a Kremlin aide") == ["person:yuri ushakov"]

    def test_the_regulator_and_the_company_mean_the_bodies_named(self) -> None:
        """Common nouns carry most of a business story."""
        text = "Brevik Shipping asked the Harbour Authority for more time. The company has until May. The authority is silent."

        assert keys(text, "The company") == ["body:brevik shipping"]
        assert keys(text, "The authority") == ["body:harbour authority"]


class TestPronouns:
    """Pronouns and pairs, or nobody."""

    @pytest.mark.parametrize(
        ("text", "words", "expected"),
        [
            ("Ana Lovrek met Milan Petras. She left early.", "She", ["person:ana lovrek"]),
            ("Milan Petras met Georgi Stanev. He left early.", "He", ["person:milan petras"]),
            (
                "Milan Petras spoke. After receiving Georgi Stanev, he left.",
                "he",
                ["person:milan petras"],
            ),
            ("Milan Petras received Georgi Stanev and dined with him.", "him", ["person:georgi stanev"]),
            ("Milan Petras and Georgi Stanev were tired. He left.", "He", []),
            (
                "Milan Petras met Georgi Stanev. The two were tired.",
                "The two",
                ["person:milan petras", "person:georgi stanev"],
            ),
            (
                "Ana Lovrek and Milan Petras quarrelled. They left.",
                "They",
                ["person:ana lovrek", "person:milan petras"],
            ),
            ('"I never met him," Milan Petras said.', "I", ["person:milan petras"]),
        ],
    )
    def test_a_pronoun_means_the_nearest_subject_or_nobody(
        self, text: str, words: str, expected: list[str]
    ) -> None:
        """Where two people are equally near, a guess would be a wrong speaker half of the time."""
        assert sorted(keys(text, words)) == sorted(expected)

    def test_the_two_sides_are_the_states_of_the_talks(self) -> None:
        """A meeting of "the two sides" has two participants."""
        text = "Norway and Iceland met in Oslo. A Swedish firm watched. The two sides will meet again."

        assert set(keys(text, "The two sides")) == {"state:no", "state:is"}

    def test_a_source_without_a_name_keeps_its_own_pronoun(self) -> None:
        """ "Said one, who did not want his name in the paper" is not the president's name."""
        text = (
            'President Milan Petras left. "We are tired," said one, who did not want his name in the paper.'
        )

        assert keys(text, "his") == []


class TestPlaces:
    """Capitals act or lie somewhere."""

    def test_a_capital_acts_or_is_a_place(self) -> None:
        """Talks in Moscow are not talks with Moscow."""
        text = "Moscow rejected the plan. Envoys met in Moscow, Riga and Oslo. He told Kyiv so."

        places = [p.words for p in find_places(text, split_sentences(text))]

        assert keys(text, "Moscow") == ["state:ru"]
        assert keys(text, "Kyiv") == ["state:ua"]
        assert places == ["Moscow", "Riga", "Oslo"]

    def test_datelines_are_places(self) -> None:
        """The city of a dateline did nothing."""
        text = "LISBON, March 4 (Tidewater) - Portugal agreed."

        assert [p.words for p in find_places(text, split_sentences(text))] == ["LISBON"]
        assert [m.party.key for m in mentions(text)] == ["state:pt"]

    def test_a_seat_of_government_acts_for_its_state(self) -> None:
        """The ledger joins what the Kremlin and Moscow did."""
        kremlin, moscow = known_party("the Kremlin"), known_party("Moscow")

        assert kremlin is not None
        assert moscow is not None
        assert kremlin.kind is PartyKind.BODY
        assert same_party(kremlin, moscow)
        assert not same_party(kremlin, party_from_name("the White House"))


class TestTablesAndWatch:
    """What is known without an article, and what a workspace adds."""

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("U.S.", "state:us"), ("the Netherlands", "state:nl"), ("Emirati", "state:ae"), ("Brussels", "body:eu"),
            ("Côte d’Ivoire", "state:ci"), ("NATO", "body:nato"), ("European Commission", "body:ec"),
        ],
    )  # fmt: skip
    def test_states_and_bodies_are_known_by_all_their_names(self, name: str, key: str) -> None:
        """Questions use whatever name comes to mind."""
        found = known_party(name)

        assert found is not None
        assert found.key == key

    def test_every_member_state_has_a_row(self) -> None:
        """193 members of the United Nations, two observers and a few others."""
        from bot.text.parties.tables import states

        assert len([code for code in states() if "-" not in code]) >= 195

    @pytest.mark.parametrize(
        ("name", "key"),
        [
            ("Vladimir Putin", "person:vladimir putin"), ("Putin", "person:vladimir putin"), ("Holm", "surname:holm"),
            ("Brevik Shipping", "body:brevik shipping"), ("the Russian president", "office:russian president"),
        ],
    )  # fmt: skip
    def test_a_bare_name_is_read_as_what_it_is(self, name: str, key: str) -> None:
        """Search and the ledger ask for parties by the words of a question."""
        assert party_from_name(name).key == key

    def test_watched_parties_are_recognised_under_their_aliases(self) -> None:
        """A desk knows names that no table holds."""
        watched = Party(
            key="watch:tb",
            name="Tideland Bridgeworks",
            kind=PartyKind.BODY,
            aliases=("TBW", "the bridge firm"),
        )

        assert keys("TBW won the bid in May.", "TBW", watch=[watched]) == ["watch:tb"]

    def test_described_parties_are_unnamed_or_groups(self) -> None:
        """A speaker without a name still is one."""
        assert described_party("a dock worker").kind is PartyKind.UNNAMED
        assert described_party("the growers").kind is PartyKind.GROUP


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.text(alphabet="ABab .,'’\"“”()-:\nheThe said Mr US", max_size=160))
def test_no_text_breaks_the_finder_and_every_mention_is_a_slice(text: str) -> None:
    """Article text is untrusted, and offsets are what quotes are made of."""
    for mention in mentions(text):
        assert mention.span.of(text) == mention.words != ""


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["Ana Lovrek", "he", "the minister", "said", "and", "Moscow", ",", ".", "the two", "who", "Mr", "of", "“", "”", "'s"]), max_size=60))  # fmt: skip
def test_any_order_of_cue_words_is_read(words: list[str]) -> None:
    """Broken sentences come out of real pages."""
    text = " ".join(words)

    assert all(m.span.of(text) == m.words for m in mentions(text))


def test_two_states_that_no_table_knows_can_be_the_two_sides() -> None:
    """States of the article's own making are sides like any other; the reading of the article must not break on them."""
    text = (
        "Veldmark gave Ostrane's ambassador three days to leave on Monday. Ostrane set the same term for one of Veldmark's "
        "consuls.\n\nA visa waiver between the two neighbours ends in May. Veldmark's foreign minister, Pia Holm, said so."
    )

    assert {m.party.key for m in mentions(text) if m.words == "Veldmark"} <= {
        "state:veldmark",
        "body:veldmark",
    }
    assert mentions(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.-China trade talks resumed.", ["United States", "China"]),
        ("Ada Holm met Jan Birk. The Holm-Birk talks went on.", ["Ada Holm", "Jan Birk"]),
        ("Norway and Iceland's foreign ministers met.", ["Norway", "Iceland"]),
        ("Ada Bell-Smith talks to aides.", ["Ada Bell-Smith"]),
        ("He met his counterpart Choe Son Hui.", ["Choe Son Hui"]),
    ],
)
def test_two_names_joined_for_one_matter_are_two_parties(text: str, expected: list[str]) -> None:
    """ "U.S.-China talks" are held by both; a double surname stays one name."""
    named = dict.fromkeys(m.party.name for m in mentions(text) if m.party.kind is not PartyKind.GROUP)
    assert list(named) == expected


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Congress voted on Friday.", "body:congress"),
        ("America's Congress voted.", "body:congress"),
    ],
)
def test_a_bare_name_of_a_state_body_is_the_known_one(text: str, key: str) -> None:
    """News without an owner means the one everybody knows."""
    assert key in {m.party.key for m in mentions(text)}


def test_a_body_of_another_state_is_not_the_known_one() -> None:
    """ "Argentina's Congress" sits in Buenos Aires."""
    assert "body:congress" not in {
        m.party.key for m in mentions("Argentina's Congress has ten days to vote.")
    }


def test_a_general_licence_is_no_general() -> None:
    """A document that is named like an officer acts for nobody."""
    named = [
        m.party.name for m in mentions("The Treasury issued General License 115A. General Ada Holm left.")
    ]
    assert "License" not in named
    assert "Ada Holm" in named

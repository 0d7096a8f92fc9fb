"""The same story with other people in it: who meets, speaks and owes must not hang on the shape of a name."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

import pytest

from bot.extract.document import read
from bot.extract.rules import facts_of
from bot.model.facts import Deadline, Meeting, Party, Statement
from bot.model.ids import ArticleId, RevisionId
from bot.model.text import Revision

STORIES = (
    "Transport minister {full} met Petra Hallgren, the chief of the pilots' union, in Tarnby on Monday. {Short} told reporters "
    "that the offer would stand. Hallgren said she wanted it in writing.\n\nThe two will meet again on Friday. {Short} has until "
    "30 June to sign the agreement, the labour court ruled.",
    "Kestria's prime minister, {full}, held talks with Oskar Lindholm on Wednesday, an aide said. Lindholm later spoke by phone "
    "with {short}. “We are close,” {short} said.\n\nLindholm will host {short} and Petra Hallgren on 14 May.",
    "The court heard {full}, 54, a former harbour master, on Tuesday. Lawyers for {short} denied the charge. The judge ordered "
    "{short} to hand over the files by 2 June.\n\nOskar Lindholm met {short} on Thursday.",
)
NAMES = """
dutch: Joost van der Zwaan|van der Zwaan, Femke de Vries|de Vries, Wouter ten Hoven|ten Hoven, Anneke van 't Hof|van 't Hof,
  Elke Van Damme|Van Damme, Koen De Backer|De Backer, Gert Van den Berghe|Van den Berghe, Pieter-Jan de Groot|de Groot
german: Jutta von Arnsberg|von Arnsberg, Lutz von der Heide|von der Heide, Ekkehard zu Rantzau|zu Rantzau, Götz Öhlmann|Öhlmann,
  Anke Müller-Wiese|Müller-Wiese
french: Thibaut de La Ferrière|de La Ferrière, Maëlys du Plessis|du Plessis, Gwenaël Le Goff|Le Goff, Aurore d'Estaing|d'Estaing,
  Loïc L'Hermite|L'Hermite, Solène Petit-Jean|Petit-Jean
italian: Ottavio de' Rossi|de' Rossi, Fiorella Di Stefano|Di Stefano, Gianluca Dell'Acqua|Dell'Acqua, Licia Lo Presti|Lo Presti
iberian: Iñaki de la Fuente|de la Fuente, Begoña Ruiz Castaño|Ruiz Castaño, Rogelio García López|García López,
  Ximena Ortega y Vidal|Ortega y Vidal, Jacinto García-Navas|García-Navas, Hernán De los Santos|De los Santos,
  Valdir dos Anjos|dos Anjos, Jussara da Silveira|da Silveira, Nuno Sá Ferreira|Sá Ferreira
arabic: Yahya al-Mansouri|al-Mansouri, Hessa Al Mutairi|Al Mutairi, Tariq bin Salem|bin Salem, Ghassan Abu Zaid|Abu Zaid,
  Nawal el-Sayed|el-Sayed, Mourad Ben Ali|Ben Ali, Rashid bin Hamdan al-Suwaidi|al-Suwaidi, Zakaria ibn Yusuf|ibn Yusuf,
  Suhail ash-Sharif|ash-Sharif, Abdel Rahman Khoury|Khoury
british: Diarmuid O'Brannigan|O'Brannigan, Siobhán Ní Dhomhnaill|Ní Dhomhnaill, Eoghan Mac Giolla|Mac Giolla, Aoife O’Rourke|O’Rourke,
  Ailsa MacLeod|MacLeod, Rhodri ap Gwilym|ap Gwilym, Barnaby Smith-Jones|Smith-Jones, Clifford FitzGerald|FitzGerald,
  J. R. Whitcombe|Whitcombe, Hollis T. Brandreth|Brandreth, Dwayne Pruitt Jr.|Pruitt, Lamar Hodge III|Hodge
places: Rhona Paris|Paris, Quentin London|London, Darnell Washington|Washington, Abel Jordan|Jordan, Perla Santiago|Santiago,
  Meg German|German, Ruth England|England, Felicity Hill|Hill, Rufus Lake|Lake, Harriet Street|Street, Otis Castle|Castle,
  Wendell North|North, Giles Church|Church
offices: Clive King|King, Monty Bishop|Bishop, Sinead Pope|Pope, Leroy Major|Major, Rory Banker|Banker,
  Dean French|French
days: Dorian Day|Day, Georgina Summers|Summers
things: Corinne Law|Law, Desmond Price|Price, Piers Power|Power, Saul Union|Union, Lionel Service|Service,
  Trudy Ford|Ford, Imogen Case|Case, Dermot Cash|Cash, Ezra Wood|Wood
words: Marvin Long|Long, Kirsty Young|Young, Edwina Swift|Swift, Hattie Little|Little, Norris Green|Green, Delroy Brown|Brown,
  Ingrid Best|Best, Mervyn Bush|Bush
nordic: Þórdís Gunnarsdóttir|Þórdís, Björgvin Sigurðsson|Björgvin, Aase Østergård|Østergård, Torvald Bakke-Lund|Bakke-Lund,
  Jarmo Väänänen|Väänänen
eastern: Łukasz Wróblewski|Wróblewski, Gennady Petrovich Orlov|Orlov, Stoyan Dimitrov-Kolev|Dimitrov-Kolev, Bálint Szőke|Szőke,
  Ilze Bērziņa|Bērziņa, Çağlar Yıldız|Yıldız, Nurzhan Abdykadyrov|Abdykadyrov, Hayk Ter-Grigoryan|Ter-Grigoryan,
  Despoina Hatzi-Ioannou|Hatzi-Ioannou, Eitan Ben-Dor|Ben-Dor, Mohammad-Reza Tavakoli|Tavakoli
chinese: Gao Wenbin|Gao, Zheng Meiling|Zheng, Qiu Daming|Qiu, Ouyang Jie|Ouyang, Fan Bo|Fan, Dong Hui|Dong, Chan Ka-wai|Chan,
  Tsai Chih-hung|Tsai, Hsieh Yu-ting|Hsieh
korean: Ahn Seok Jin|Ahn, Yoon Hae-won|Yoon, Choi Sang-woo|Choi, Bae Ji Hyun|Bae, Shin Dong-hyuk|Shin
asian: Takumi Ono|Ono, Nguyen Van Thanh|Thanh, Tran Thi Kim Lien|Lien, Thein Zaw Oo|Thein Zaw Oo, Khin Mar Wai|Khin Mar Wai,
  Somchai Wattanasin|Somchai, Pannika Srisuk|Pannika, Suhartono|Suhartono, Bambang Prasetyo|Bambang, Zulkifli bin Osman|Zulkifli,
  Noraini binti Hassan|Noraini, Rodel dela Cruz|dela Cruz, Ramachandran Iyer|Iyer, K. V. Subramaniam|Subramaniam,
  Harpreet Kaur Gill|Gill, Lakshmi Devi|Devi, Gul Rahim Stanekzai|Stanekzai, Chandrika Wickremesinghe-Perera|Wickremesinghe-Perera
african: Chukwuemeka Okonkwo|Okonkwo, Ngozi Adeyemi-Bello|Adeyemi-Bello, Kwabena Ofori-Atta|Ofori-Atta, Tsegaye Haile|Tsegaye,
  Oumar N'Diaye|N'Diaye, Fatoumata Ba|Ba, Moussa Sy|Sy, Kagiso Ng'ombe|Ng'ombe, Juma wa Kariuki|Kariuki, Jean-Bosco Nkurunziza|Nkurunziza
short: Li Na|Li, Bo Xu|Xu, Ed Ng|Ng, Eva Ek|Ek
"""


def _cases() -> list[tuple[str, str]]:
    pairs = (part for line in NAMES.strip().splitlines() for part in line.split(":", 1)[-1].split(","))
    return [
        (full.strip(), short.strip()) for pair in pairs if "|" in pair for full, short in [pair.split("|")]
    ]


def _told(story: str, full: str, short: str) -> Counter[tuple[object, ...]]:
    """What the story tells once `full` and `short` stand in it, with the person called "somebody"."""
    text = story.format(full=full, short=short, Short=short[0].upper() + short[1:])
    published = datetime(2026, 5, 1, 12, tzinfo=UTC)
    revision = Revision(
        id=RevisionId("r"),
        article=ArticleId("a"),
        number=1,
        title=None,
        text=text,
        published=published,
        received=published,
    )
    doc = read(revision)
    somebody = next((m.party.key for m in doc.mentions if m.party.name == full), "")

    def who(party: Party | None) -> str | None:
        return party and ("somebody" if party.key == somebody else party.name)

    return Counter(
        (
            type(fact).__name__,
            *sorted(str(who(p.party)) for p in fact.participants),
            fact.status,
            str(fact.when),
        )
        if isinstance(fact, Meeting)
        else (type(fact).__name__, who(fact.setter), who(fact.addressee), fact.status)
        if isinstance(fact, Deadline)
        else (type(fact).__name__, who(fact.speaker), fact.kind)
        for fact in facts_of(doc)
        if isinstance(fact, Meeting | Deadline | Statement)
    )


def _plain(told: Counter[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    """Without the words of times, which stand elsewhere in a text with a longer name."""
    return Counter(
        tuple(part for part in fact if not str(part).startswith("When(")) for fact in told.elements()
    )


@pytest.mark.parametrize("story", range(len(STORIES)))
def test_facts_do_not_hang_on_the_shape_of_a_name(story: int) -> None:
    """With every name, every meeting, statement and deadline is found, with the same person in it."""
    expected = _plain(_told(STORIES[story], "Marta Kallio", "Kallio"))
    assert len(expected) > 2

    lost = {
        full: found - expected + (expected - found)
        for full, short in _cases()
        if (found := _plain(_told(STORIES[story], full, short))) != expected
    }

    assert lost == {}

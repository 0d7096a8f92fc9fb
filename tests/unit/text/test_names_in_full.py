"""Names are read whole, whatever their shape: no title, nickname, apostrophe or digit cuts them or sticks to them."""

from __future__ import annotations

import pytest

from bot.text.parties import find_mentions
from bot.text.sentences import split_sentences

SENTENCES = """
Farmers’ United Mutual said on Monday that it had agreed to buy Grove Trust. | Farmers’ United Mutual; Grove Trust
Shares in People's Coastal Financial rose. People's Coastal said it was in talks. | People's Coastal Financial; People's Coastal
Bank of Tarnby said its bank would open. | Bank of Tarnby
Bank of Tarnby has agreed to buy the bank's rival. | Bank of Tarnby
The lender plans to buy Ohio-based Bank of the Lakes. | Bank of the Lakes
Bank of the Lakes branches will close, Bank of the Lakes chief executive Ada Holm said. | Bank of the Lakes; Bank of the Lakes; Ada Holm
Prime Minister H.E. Tariq Salem spoke first. H.E. Mr. Tariq Salem left. | Tariq Salem; Tariq Salem
H.E Tariq Salem said the talks went well. | Tariq Salem
Lord Justice Brannock said the appeal failed. | Brannock
Lady Justice Ferris agreed. Lord Justice Brannock dismissed the claim. | Ferris; Brannock
Mr Justice Oakes ruled that the order would stand. | Oakes
Mrs Justice Yapp DBE said the judge had erred. | Yapp
His Honour Judge Marsden adjourned the case. | Marsden
Maj. Gen. Idris Bello told reporters that nobody was hurt. | Idris Bello
Lt. Gen. Idris Bello and Brig. Gen. Yusuf Ganiyu signed the paper. | Idris Bello; Yusuf Ganiyu
Maj Gen Idris Bello (retd) said so. | Idris Bello
Vice Adm. Carl Denholm visited Seoul. | Carl Denholm
Rear Admiral Carl Denholm visited Seoul. | Carl Denholm
Staff Sgt. Lena Ortiz said no. | Lena Ortiz
The Rt Hon Priya Nair MP said the fund was closed. | Priya Nair
Dr. Priya Nair, MD, said the fund was closed. | Priya Nair
Sir Colin Reed KCB has written to the committee. | Colin Reed
President Arko “Koko” Widarto has criticised Pertasol. Koko said it was late. | Arko “Koko” Widarto; Koko
Gov. Joseph 'Joe' Marden signed it. | Joseph 'Joe' Marden
swiftJet said on Monday its pilots had agreed. swiftJet pilots will vote. | swiftJet; swiftJet
Airlines such as swiftJet and Norrair have cut flights. | swiftJet; Norrair
4M said on Monday it would appeal. A spokesman for 4M declined to comment. | 4M; 4M
8-Twelve said it would open 40 stores. The owner of 8-Twelve, Eight & k Holdings, rose. | 8-Twelve; 8-Twelve; Eight & k Holdings
Eight & k said it would look at the bid. | Eight & k
Z Corp sued the regulator. Z Corp said it was unfair. | Z Corp; Z Corp
The Lagos Labour Congress (LLC) has called a strike. The LLC said on Monday that it would go on. Congress will not back down, it said. | Lagos Labour Congress; LLC; Congress
Members of the Valley Pilots Association (Valpa) voted. Valpa said 90 percent were in favour. Valpa general secretary Ada Holm said no. | Valley Pilots Association; Valpa; Ada Holm
The deal with Bank of Tarnby (BTM) closed. BTM said it was glad. | Bank of Tarnby; BTM
Canada's Provision Couche-Nord (PCN) raised its bid. PCN said on Monday it was ready. | Provision Couche-Nord; PCN
Deutland Bank said it would close 40 branches. Deutland said the cuts were overdue. | Deutland Bank; Deutland
Ada Holm, chief executive of BWP, said carmakers including BWP and Volkstadt would pay. | Ada Holm; BWP; BWP; Volkstadt
The state news agency WAN reported the talks. | WAN
The country's official WAN news agency said the two had met. | WAN
Foreign minister Prince Faisal bin Farhad met Sheikh Khaled bin Zayd Al Nahil. | Faisal bin Farhad; Khaled bin Zayd Al Nahil
Ali bin Hamad Al Shamri, secretary general of the council, attended. | Ali bin Hamad Al Shamri
Mohammed Al-Bashir said the ties were firm. Al-Bashir left on Monday. | Mohammed Al-Bashir; Al-Bashir
Ministry spokesman Yoon Min-gu said no. Spokesperson Yoon called it serious. | Yoon Min-gu; Yoon
Kim Yung Sun, the minister, said no. Minister Kim left. | Kim Yung Sun; Kim
Trade minister Budiono said exports would rise. Budiono met farmers. | Budiono; Budiono
María Fernanda Castellanos Ruiz said no. Castellanos met the union. | María Fernanda Castellanos Ruiz; Castellanos
J.P. Harker said no. Harker's lawyer left. | J.P. Harker; Harker
A.R.B. Nadar, the finance minister, spoke. | A.R.B. Nadar
Deniel S. Tampubo said no. | Deniel S. Tampubo
Brian April said in May that May Ellis had left. | Brian April; May Ellis
Theodora May met the union in June. May said it was a start. | Theodora May; May
PT Pertasol Niaga said the fuel met the standards. | PT Pertasol Niaga
The Attorney General’s Office accused Riva Saha of fraud. | Attorney General’s Office; Riva Saha
The Energy and Mineral Resources Ministry confirmed the test. | Energy and Mineral Resources Ministry
The Upstream Oil and Gas Agency (SKK Migal) would deal with it. | Upstream Oil and Gas Agency
He arrived with Maxwell Opa of Falana & Falana’s Chambers. | Maxwell Opa
The U.S. Department of Fisheries said it was closed. | U.S. Department of Fisheries
The Bank for Regional Settlements said so. The BRS said rates would rise. | Bank for Regional Settlements; BRS
Mr Syamsul Alang told Reuters so. Mr Alang said no. | Syamsul Alang; Alang
ex-Norrair COO Peter Bellow left. | Peter Bellow
Norrair's Peter Bellow left for swiftJet. | Peter Bellow; swiftJet
A spokesperson for BLI and a spokeswoman for KSN said flights would go on. | BLI; KSN
The union accuses Norrair of bad faith. Norrair denies it. | Norrair; Norrair
Unions at Norrair and at Swiftair will strike. Norrair staff are angry. | Norrair; Norrair
Talks between Norrair and the Pilots' Guild broke down. | Norrair; Pilots' Guild
Regulators fined Norrair 3 million euros. | Norrair
The bid was rejected by Norrair. | Norrair
The government urged Norrair and Balticor to talk. | Norrair; Balticor
X Corp said on Monday it would appeal. X Corp is seeking a review. | X Corp; X Corp
The notice went to Chatter Inc in May. | Chatter Inc
The Bakers Food and Allied Trades Union (BFATU) said no. | Bakers Food and Allied Trades Union
Workers at Kyle Powertech walked out. | Kyle Powertech
The Northern Echo said it was so. | Northern Echo
"""


@pytest.mark.parametrize("row", SENTENCES.strip().splitlines())
def test_names_are_read_in_full(row: str) -> None:
    """A name that is cut or runs over makes two parties of one, and no fact finds the right one."""
    text, names = (part.strip() for part in row.rsplit("|", 1))
    wanted = [name.strip() for name in names.split(";")]

    found = [m.words for m in find_mentions(text, split_sentences(text))]

    assert [name for name in wanted if name not in found] == []


@pytest.mark.parametrize(
    ("text", "short", "full"),
    [
        ("The Valley Pilots Association (Valpa) voted. Valpa said no.", "Valpa", "Valley Pilots Association"),
        ("Canada's Provision Couche-Nord (PCN) bid. PCN said no.", "PCN", "Provision Couche-Nord"),
        ("The sale to Bank of Tarnby (BTM) closed. BTM said so.", "BTM", "Bank of Tarnby"),
        ("The Bank for Regional Settlements said so. The BRS left.", "BRS", "Bank for Regional Settlements"),
        ("The Lagos Labour Congress met. Congress will not back down.", "Congress", "Lagos Labour Congress"),
        ("Deutland Bank said no. Deutland will close.", "Deutland", "Deutland Bank"),
        ("President Arko “Koko” Widarto spoke. Koko left.", "Koko", "Arko Widarto"),
        ("Mrs Justice Yapp DBE agreed. Yapp said so.", "Yapp", "Yapp"),
    ],
)
def test_a_short_name_is_who_was_named_in_full(text: str, short: str, full: str) -> None:
    """Later sentences use the short name; facts told of it belong to the party in full."""
    last = find_mentions(text, split_sentences(text))[-1]

    assert (last.words, last.party.name) == (short, full)


def test_a_heading_in_capitals_names_no_more_than_the_body() -> None:
    """In capitals every word looks like a name; what the body does is no part of it."""
    text = "TARNBY COUNCIL AGREES DEAL WITH DOCKERS' UNION"

    assert [m.words for m in find_mentions(text, split_sentences(text))] == ["TARNBY COUNCIL"]

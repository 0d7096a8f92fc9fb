"""The patterns by which an article tells once what holds for all its deadlines."""

from __future__ import annotations

import re

LAW_AFTER = re.compile(
    r"(?:['’]s)?\s+(?:[\w-]+\s+){0,3}?(?:law|regulation|directive|rules|act|legislation|statute)\b",
    re.IGNORECASE,
)

LAW_BEFORE = re.compile(r"(?:Regulation|Directive|Decision) \($")

PROPOSES = re.compile(
    r"\b(?:propos(?:ed|es|ing)|wants? to|wanted to|seeks? to|would seek|plans? to|unveiled|tabled|put forward|presented|drafted|"
    r"backed away from|suggested|floated|asked for|offer(?:s|ed)|threaten(?:s|ed)? to|said (?:on )?[^,;:]{0,14}?(?:he|she|it|they) would)\b",
    re.IGNORECASE,
)

MAKES = re.compile(
    r"\b(?:signed|issued|imposed|ordered|announced|decreed|enacted|proclaimed|published|adopted|introduced|slapped|raised|hiked|put|would put|will put|"
    r"would impose|will impose|granted|awarded|extended)\b[^;:]{0,60}?\b(?P<what>orders?|decree|proclamation|tariffs?|dut(?:y|ies)|ban|embargo|sanctions?|"
    r"lev(?:y|ies)|rules?|regulation|licen[cs]e|permit|restrictions?|controls?|curbs?|measures?|penalt(?:y|ies)|notice)\b",
    re.IGNORECASE,
)

HIT = re.compile(
    r"\b(?:on|against|to)\s+(?:all |most |certain |imports of |imports from |exports of |goods of |goods from )*(?=[A-Z\"'])"
)

SIDES = re.compile(
    r"\b(?:truce|ceasefire|armistice|pact|agreement|accord|treaty|pause|suspension)\b", re.IGNORECASE
)

BETWEEN = re.compile(r"\bbetween\s+(?=\S)")

HEADING = re.compile(
    r"(?P<who>[A-Z][A-Z .&']{4,60}?)\s*[-–—:|]\s*(?:PRESS |PUBLIC |OFFICIAL )?(?:STATEMENT|NOTICE|RELEASE|ANNOUNCEMENT|ORDER|DECISION)\b"
)

GRANTED = re.compile(
    r"\b(?:invited|required|ordered|instructed|licen[cs]e|concession|permit|authori[sz]ation|bids?|tenders?|applica(?:nts?|tions?)|bidders?|franchise)\b",
    re.IGNORECASE,
)

TARIFFISH = re.compile(
    r"\b(?:tariff|dut(?:y|ies)|levy|levies|sanction|penalt|embargo|import|export)", re.IGNORECASE
)

LAWISH = re.compile(
    r"\b(?:regulation|directive|law|act|rules?|obligations?|apply|comply|compliance|application|dates?|enforcement|enters? into force)\b",
    re.IGNORECASE,
)

NO_WAIT = re.compile(
    r"\b(?:would|will|could|can)(?:n't|n’t| not) (?:be )?wait(?:ing)? (?:until|till) (?P<prev>[^,;:.]{3,40}?)(?: for (?P<who>[^,;:.]{2,50}?) to (?P<what>[a-z][^,;:.]{2,80}))?(?=[,;:.]|$)"
)

ASKS = re.compile(
    r"\b(?:propos(?:es|ed)|asks?|asked|wants?|wanted|demand(?:s|ed)|threaten(?:s|ed)|urg(?:es|ed)|seeks?|sought|suggest(?:s|ed)|request(?:s|ed)|"
    r"plans? to|planned to|considers?|is considering|are considering|recommend(?:s|ed)|would like|call(?:s|ed) for|offer(?:s|ed)|appl(?:ies|ied) for|floated)\b",
    re.IGNORECASE,
)

VERSION = re.compile(
    r"\b[Uu]nder (?:the )?(?P<who>[^,;:]{2,50}?)(?:'s|’s|s'|s’) (?:\w+ )?(?:version|proposal|plan|draft|bill|text|idea|amendment|position)\b"
)

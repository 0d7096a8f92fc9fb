"""The acts by which an article shows who commands and who is bound."""

from __future__ import annotations

import re

COMMANDS = re.compile(
    r"\b(?:order(?:ed|s|ing)|told|instruct(?:ed|s)|direct(?:ed|s)|requir(?:ed|es)|oblig(?:ed|es)|warn(?:ed|s)|fin(?:ed|es)|gave|given|giving|gives|grant(?:ed|s|ing)|"
    r"award(?:ed|s)|approv(?:ed|es)|clear(?:ed|s)|revok(?:ed|es)|suspend(?:ed|s)|renew(?:ed|s)|"
    r"extend(?:ed|s)|prolong(?:ed|s)|impos(?:ed|es)|bann?(?:ed|s)|barr(?:ed|s)|block(?:ed|s)|su(?:ed|es)|summon(?:ed|s)|charg(?:ed|es)|investigat(?:ed|es|ing)|"
    r"demand(?:ed|s)|urg(?:ed|es)|threaten(?:ed|s)|ruled against|ruled that|found that|licens(?:ed|es)|permit(?:ted|s)|allow(?:ed|s)|let|"
    r"voted|decid(?:ed|es)|adopt(?:ed|s)|resolved|ground(?:ed|s)|recall(?:ed|s)|cancel(?:led|ed|s)|stay(?:ed|s)|froze|freez(?:es|ing)|seiz(?:ed|es)|halt(?:ed|s)|lift(?:ed|s)|"
    r"tighten(?:ed|s)|introduc(?:ed|es)|invit(?:ed|es)|issu(?:ed|es)|set (?:the|an?|its|this|another) (?:\w+ )?(?:ultimatum|deadline|limit|target|condition|date|term))\b",
    re.IGNORECASE,
)
COMMANDED_BY = re.compile(
    r"\b(?:ordered|told|instructed|directed|required|obliged|warned|fined|given|granted|awarded|approved|cleared|revoked|suspended|renewed|extended|imposed|banned|"
    r"barred|blocked|summoned|demanded|urged|decided|adopted|set|fixed|issued|laid down|announced) (?:\w+ly )?by (?=the |an? |its |[A-Z])"
)
""" "a deadline set by [the panel]"."""
ASKS_FOR = re.compile(
    r"\b(?:appl(?:ied|ies|ying) (?:to|for)|appeal(?:ed|s|ing)|petition(?:ed|s)|ask(?:ed|s)? (?:for|the)|request(?:ed|s)|sought|seeks|lodg(?:ed|es)|fil(?:ed|es)|submit(?:ted|s)|"
    r"compl(?:ied|ies) with|repl(?:ied|ies) to|negotiat(?:ed|es|ing) with|reports? to|pa(?:id|ys) [^,;.]{0,20}to)\b",
    re.IGNORECASE,
)
PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|also\s+|now\s+|then\s+)?$")
DECISION = re.compile(
    r"\b(?:decisions?|ruling|verdict|judgment|judgement|opinion|findings|vote|hearing|sentenc\w+|award|review|decide|rule|vote|announce)\b",
    re.IGNORECASE,
)
TAKES = re.compile(
    r"\b(?:reject(?:ed|s)|ignor(?:ed|es)|def(?:ied|ies)|receiv(?:ed|es)|got|fac(?:ed|es)|accept(?:ed|s)|dismiss(?:ed|es)|spurn(?:ed|s)|turn(?:ed|s) down|met|missed)\s+"
    r"(?:an?|the|their|its|his|her|another)\s+(?:[\w-]+ ){0,2}?(?:ultimatum|demand|deadline|order|request|threat|call|offer|warning)s?\s+(?:from|by|of|set by)\s+",
    re.IGNORECASE,
)
""" "rejected an ultimatum from [its dockworkers]"."""
NOBODY = re.compile(
    r"(?:both|the two|two|either|each|all)\b|(?:country|nation|state|world|region|public|people|house|paper)$",
    re.IGNORECASE,
)
BOTH = re.compile(r"(?:both|the two|two|either|each|all)\b", re.IGNORECASE)
OWNS = re.compile(
    r"(?:'s|’s|s'|s’)\s+(?:[\w-]+ ){0,2}?(?:conditions?|orders?|rulings?|demands?|deadlines?|ultimatums?|ultimatum|decision|notice|requirements?|remedies|sanctions|letter)\b",
    re.IGNORECASE,
)
""" "the [council]'s conditions"."""
TEXT = re.compile(
    r"(?:law|rules?|code|act|constitution|treaty|resolution|order|contract|agreement|statute|directive|regulation|charter)$",
    re.IGNORECASE,
)
OFFICER = re.compile(
    r"(?P<body>[\w .&-]{2,40}?)(?:'s|’s) (?:director|head|chief|president|chair(?:man|woman)?|boss|secretary|general secretary|managing director|chief executive|leader|spokes\w+)",
    re.IGNORECASE,
)

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
BURDEN = re.compile(
    r"\b(?:bans?|banned|orders?|fines?|penalt\w+|suspen\w+|lev(?:y|ies)|tax\w*|tolls?|fees?|charges?|restrictions?|sanctions?|tariffs?|dut(?:y|ies)|embargo|"
    r"strikes?|cut off|blockade|curfew|licen[cs]e|permit|surcharge|prohibit\w*|barred|blocked)\b",
    re.IGNORECASE,
)
TAKES = re.compile(
    r"\b(?:reject(?:ed|s)|ignor(?:ed|es)|def(?:ied|ies)|receiv(?:ed|es)|got|fac(?:ed|es)|accept(?:ed|s)|dismiss(?:ed|es)|spurn(?:ed|s)|turn(?:ed|s) down|met|missed)\s+"
    r"(?:an?|the|their|its|his|her|another)\s+(?:[\w-]+ ){0,2}?(?:ultimatum|demand|deadline|order|request|threat|call|offer|warning)s?\s+(?:from|by|of|set by)\s+",
    re.IGNORECASE,
)
""" "rejected an ultimatum from [its dockworkers]"."""
FOR_DECISION = re.compile(
    r"\b(?:deadline|limit|date|period|time)\b[^,;.]{0,20}\b(?:for|of|to)\s+(?:an?\s+|the\s+|its\s+)?(?:\w+\s+)?(?:decision|ruling|verdict|judgment|opinion|rule|decide)\b",
    re.IGNORECASE,
)
CLOSURE = re.compile(
    r"\b(?:closed|closure|shut|road|bridge|street|lane|campsites?|museum|school|park|beach|exhibition|strike|walkout|tournament|weather|warning)\b",
    re.IGNORECASE,
)
"""What ends for everybody."""
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
APPLYING = re.compile(
    r"\b(?:bids?|tenders?|applications?|entries|nominations?|comments?|submissions?|observations?|objections?|proposals?)\s+(?:are|is|must|can|may|will|should|close|due)\b",
    re.IGNORECASE,
)
"""What anybody may hand in: a duty of nobody in particular."""
TEXT = re.compile(
    r"(?:law|rules?|code|act|constitution|treaty|resolution|order|contract|agreement|statute|directive|regulation|charter)$",
    re.IGNORECASE,
)
PLEAS = re.compile(
    r"\b(?:ask(?:ed|s)|appeal(?:ed|s)|appl(?:ied|ies)|petition(?:ed|s)|sought|seeks?|request(?:ed|s)|call(?:ed|s) (?:for|on)|wish(?:ed|es))\b",
    re.IGNORECASE,
)
"""Requests that are put to whoever decides, unlike demands."""
REMEDY = re.compile(
    r"\b(?:appeal(?:s|ed)?|challenge[ds]?|contest(?:s|ed)?|object(?:s|ed)?|objections?|veto(?:es|ed)?)\b",
    re.IGNORECASE,
)
"""Rights against a decision: nobody in the story sets their term."""
OFFICER = re.compile(
    r"(?P<body>[\w .&-]{2,40}?)(?:'s|’s) (?:director|head|chief|president|chair(?:man|woman)?|boss|secretary|general secretary|managing director|chief executive|leader|spokes\w+)",
    re.IGNORECASE,
)
PACT = re.compile(
    r"\b(?:accord|agreement|pact|treaty|truce|ceasefire|deal|standstill|arrangement)\b", re.IGNORECASE
)
"""What two parties make together, and which binds both."""

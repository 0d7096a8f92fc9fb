"""The words by which candidates for a role are found, and what the words around a naming say about its part in the sentence."""

from __future__ import annotations

import re

from bot.extract.deadlines import cast_words
from bot.extract.deadlines.line import DAY, LENGTH
from bot.extract.deadlines.noun_words import GROUP_HEADS
from bot.extract.deadlines.story_words import COMMANDS

TOKEN = re.compile(rf"[A-Za-z][\w&.'-]*|\d[\d,.]*|[^\w\s]|[{DAY}{LENGTH}]+")
WORD = re.compile(r"[A-Za-z][\w'-]*")
SMALL = re.compile(r"\b[a-z][\w'-]*")
INSIDE = re.compile(r"[a-z,;] ([A-Z][\w'-]*)")
MODIFIER = re.compile(r"[A-Za-z](?:[\w&.'-]*[\w&.-])?(?<!'s)")
NAME = re.compile(r"\b(?:[A-Z]{2,6}|[A-Z][a-z][\w'-]*?)(?: (?:[A-Z][\w&-]*))*(?=[\s,.;:'’)]|$)")

ADJECTIVE = re.compile(
    r"(?<![\w.])(?:anti-|pro-)?[A-Z][a-z]+(?:ian|ean|ese|ish|can|chi|ch|an|ic|iot|aeli|ani|qi|eni)s?\b(?!-)"
)
MANY = frozenset(
    "people police parliament congress government management staff personnel law cabinet council army police crew opposition treasury prosecution "
    "leadership labour counsel industry anyone everyone everybody nobody someone each both others ones rest".split()
)
"""Nouns that stand for a party without an article."""
ONE = frozenset(
    "the a an its their his her our my your this that each every any either neither both no another one other said same".split()
)
"""Words that open the naming of one person or body."""
_MANY_DOERS = frozenset(
    "rivals armies militias councils motorists skippers bondholders travellers liquidators envoys separatists tribes airports brokers agents boroughs "
    "counties villages communities churches dioceses parishes cooperatives refiners miners subcontractors boats trawlers promoters organisers athletes "
    "players coaches referees federations leagues".split()
)
DOERS = (
    GROUP_HEADS | _MANY_DOERS | cast_words.FIRM | cast_words.OFFICIAL | cast_words.OFFICE | cast_words.SIDE
)
"""Common nouns that can do something or be told to."""

STOPS = frozenset(
    "sir madam dear your my the a an its their his her our these those this that any all some each every both no and or but nor of to in on at by for from "
    "with as into under over against between before after until since within during about than yet however out up down off who which whom whose what when where "
    "while if unless because so not also still now already then again only just has have had is are was were be been being will would "
    "shall should may might must can could do does did said says say told tell gave give gives given ordered orders asked asks urged "
    "wants want warned requires require required let lets allowed expected set sets including such other another one two three "
    "four five six seven eight nine ten it he she they them him we i you there beside alongside near through across without upon per "
    "via despite except toward towards among around behind above below next amid whether how why".split()
)
"""Words at which a noun phrase begins or ends."""

NO_DOERS = STOPS | frozenset(
    "letters answers tenders orders numbers papers powers offers waters quarters matters others meters figures errors doors floors "
    "colours flowers dinners corners fingers filters factors sectors indicators motors reactors tractors trailers containers "
    "computers servers calendars tariffs exists consists persists insists resists assists subsists lists interests rests tests costs guests plants grants warrants restaurants events "
    "moments amounts months documents weeks premises drawings helicopters borders shoulders chapters centres centers litres metres "
    "enters delivers considers triggers covers remembers discovers alters differs suffers transfers refers prefers occurs executive reporters journalists correspondents analysts readers viewers sources observers commentators experts listeners kilometers centimeters stickers counters towers showers covers rivers boilers batteries registers statements agreements "
    "payments falters waivers barriers layers".split()
)
"""Plurals that look like those of doers."""

SAYS = re.compile(
    r"\s*(?:,[^,.;]{2,50},)?\s*(?:has |have |had |also )?(?:said|says|say|told|announced|announces|added|confirmed|wrote|warned|insisted|declared|ruled)\b"
)
COMMANDING = re.compile(
    rf"\s*(?:,[^,.;]{{2,60}},)?\s*(?:(?:has|have|had|also|then|now|on|late|early|formally|[{DAY}{LENGTH}]+|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\s)*"
    rf"(?:{COMMANDS.pattern})",
    re.IGNORECASE,
)
GIVES = re.compile(
    r"\s*(?:(?:has|have|had|also|then|now)\s)*(?:set|sets|gave|gives|given|imposed|issued|extended|postponed|delayed|threatened|demanded|ordered|told|asked|offered|"
    r"proposed|granted|announced|decided|agreed)\b",
    re.IGNORECASE,
)
_GAP = r"\s*(?:(?!(?:that|it|they|he|she|we|you|its|their|his|her|which|whether|what|how|the|there)\b)[^,.;:]{0,25}\s)?"
"""What may stand between a name and its verb: no other subject."""
MUST = re.compile(
    rf"{_GAP}(?:must|shall|has to|have to|had to|has until|have until|had until|has (?:now )?been given|were given|was given|need to|needs to|should|"
    rf"are required|is required|were ordered|was ordered|were told|was told|(?:has|have|had) [{DAY}{LENGTH}]|failed|missed|faces|face)\b",
    re.IGNORECASE,
)
WILL = re.compile(
    rf"{_GAP}(?:agreed to|promised|pledged|undertook|vowed|intends?|plans?|will|would|is expected|are expected|is due|are due)\b",
    re.IGNORECASE,
)
MAY = re.compile(rf"{_GAP}(?:may|can|could)\b", re.IGNORECASE)
DUTY = re.compile(
    r" (?:must|shall|may|should|have to|will have to|have until|need to|can|cannot) (?!be\b)", re.IGNORECASE
)
NOUN_AND_VERB = re.compile(
    r" (?!(?:has|have|had|is|are|was|were|will|would|must|may|can|could|should|shall|also|now|then|still|said|says|told|gave|set|\w+ed|\w+ly)\b)[a-z-]+ "
    r"(?:has|have|had|is|are|was|were|will|would|must|may|can|could|should|shall)\b"
)
""" "[Care] homes may", "[Outdoor] watering will": a capital only because the sentence begins."""
IS_TOLD = re.compile(
    r"\s*(?:(?:has|have|had)\s(?:now\s)?been|was|were|is|are)\s(?:also\s|now\s|then\s|originally\s)?(?:given|ordered|told|asked|required|granted|allowed|obliged|warned|"
    r"summoned|instructed|directed|urged|invited|fined|barred|banned|permitted)\b",
    re.IGNORECASE,
)
BEFORE = re.compile(
    r"\b(by|of|for|to|on|with|against|from|between|at|in|under|over|before|after|than|that|told|gave|gives|give|given|giving|ordered|asked|urged|requires|required|"
    r"allow|allows|allowed|order|orders|warned|tell|tells|let|lets|instructed|directed|demanded|granted|summoned|obliges|obliged|said|as|and|or)\s+"
    r"(?:the |a |an |its |their |his |her |all |any |some |both |each |every |other |that |those )*(?:[\w'-]+ )?$"
)
TELLING = frozenset(
    "told gave gives give given giving ordered asked urged requires required allow allows allowed order orders warned tell tells let lets "
    "instructed directed demanded granted summoned obliges obliged".split()
)
"""Verbs after which somebody is told or given something."""
INFORMED = re.compile(
    r"\s(?:(?:on|in|late|last|this)\s\w+\s)?(?:that|it|they|he|she|we|its|their|his|her|the|there|about|of)\b"
)
"""Who is told that something is so, not to do something: "told [the paper] they would"."""
HANGING = frozenset("by of for to on with against from between at in under over before after".split())
"""Prepositions that hang a name on another noun: in "an answer to the union must come" the union must nothing."""
BYSTANDER = re.compile(
    r"\b(?:beside|alongside|next to|flanked by|standing with|sitting with)\s(?:the\s|a\s)?(?:[\w'-]+\s){0,3}$"
)
"""Who is only there: "told reporters beside Prime Minister [Storr]"."""
LIMIT_OF = re.compile(r" (?:[a-z-]+ )?(?:deadline|ultimatum|order|demand)s?\b")
""" "a [government] ultimatum"."""
LIMIT_FOR = re.compile(
    r"\b(?:deadline|ultimatum|cut-?off|limit|date|time|period|extension|reprieve|order|warning|demand|call|notice|waiver|exemption|licen[cs]e|permit)s? (?:for|to|on) "
    r"(?:the |an? |all |its |their |some )?(?:[\w'-]+ ){0,2}$",
    re.IGNORECASE,
)
""" "a deadline for [the firm] to sell"."""
DONE_TO = re.compile(
    r"\b(?:will|would|to|may|can|could|must|shall) (?:also |then |now )?(?!be\b|have\b)[a-z]{3,} (?:the |an? |all |its |their )?(?:(?!of\b|to\b|in\b|on\b|by\b|with\b)[\w'-]+ ){0,2}$"
)
""" "the exchange will delist [the firm]"."""
HIT = re.compile(
    r"\b(?:tariffs?|dut(?:y|ies)|sanctions?|lev(?:y|ies)|measures|ban|bans|embargo|restrictions?|penalt(?:y|ies)|fines?|curbs|quotas?|strike|threat|action)\b[^,;.]{0,25}?"
    r" (?:on|against|targeting|for|to|over|from) (?:the |an? |all |its |their |some |most )?(?:[\w'-]+ ){0,2}$",
    re.IGNORECASE,
)
""" "sanctions against [the state]"."""
OPENS = re.compile(r"(?:.{0,25}[—–:-]\s*)?(?:\W|the |a |an |rival |and |but |on [\ue000]+, )*", re.IGNORECASE)

MATTERS = {
    "pay": re.compile(r"\bpa(?:y|id|ying|yments?)\b|\brepay|\binstal", re.IGNORECASE),
    "decide": re.compile(r"\bvot|\bdecide|\bdecision|\brul(?:e|ing)\b|\bapprove|\bhearing", re.IGNORECASE),
    "file": re.compile(
        r"\bfil(?:e|ed|ing)\b|\bsubmit|\bappl(?:y|ication)|\brespond|\breply|\banswer|\bcomment|\bresponse",
        re.IGNORECASE,
    ),
    "accept": re.compile(r"\baccept|\btender(?:ed)?\b|\boffer\b|\bbid\b|\bshares", re.IGNORECASE),
    "stop": re.compile(r"\bwithdraw|\bleave\b|\bpull|\btroops|\bstop\b|\bend\b|\bhalt|\bceas", re.IGNORECASE),
    "agree": re.compile(r"\bagree|\bdeal\b|\baccord|\btruce|\bceasefire|\bcontract|\btalks", re.IGNORECASE),
    "sell": re.compile(r"\bsell|\bdivest|\bdispos|\bremed", re.IGNORECASE),
    "strike": re.compile(r"\bstrike|\bwalk(?:out|ed)|\bpicket|\bunion", re.IGNORECASE),
    "tariff": re.compile(r"\btariff|\bdut(?:y|ies)|\bsanction|\blevy", re.IGNORECASE),
    "licence": re.compile(r"\blicen[cs]e|\bpermit|\bmandate|\bconcession|\bexempt", re.IGNORECASE),
    "law": re.compile(r"\blaw\b|\brules?\b|\bregulation|\bban\b|\bregime|\bact\b|\bdirective", re.IGNORECASE),
}
"""What a deadline can be about; who sets such a thing, and who is bound by it, differs."""

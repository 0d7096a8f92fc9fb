"""The patterns of the frames of duty: giving time, obliging, asking, promising."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import DAY, LENGTH
from bot.extract.deadlines.patterns import (
    DAYS,
    LIMITING,
    NOUNS,
    PREP,
    QUOTE,
    TIMES,
    WHAT,
    rx,
)

RESPITE = r"'?s?'?\s(?:breathing (?:space|room)|grace|respite|reprieve|leeway|stay|time)\b"
""" "a month's breathing space"."""

GIVE = rx(
    rf"\b(?P<verb>gave|gives?|giving|given|grant(?:s|ed|ing)?|allow(?:s|ed|ing)?|hand(?:s|ed)?|offer(?:s|ed|ing)?|leaves|left|set|sets|had given|has given)"
    rf"\s+(?P<who>(?!back\b|over\b|in\b|out\b|up\b|to\b|that\b|off\b|by\b){NOUNS})\s+(?P<lead>(?:(?:another|an extra|a further|an additional|an?|the|only|just|up to|until|till|its|final|new|"
    rf"{words.LIMIT_STRICT}|period|term|span|extension|reprieve|of|for|temporary|provisional|interim|general|special|licen[cs]e|permit|waiver|exemption|concession|permission|visa|mandate|contract)\s+)*){QUOTE}(?P<due>{TIMES}){QUOTE}(?P<notice>'? notice)?(?:(?P<longer>\s(?:extension|reprieve|deferral|postponement|prolongation)\b)|(?P<limit>\s(?:ultimatum|deadline|time limit)\b)|{RESPITE})?(?:\s*,?\s*(?:until|to|ending(?: on)?|or until)\s+(?P<due2>{TIMES})\s*,?)?{WHAT}"
)

LICENCE = re.compile(
    r"\b(?:licen[cs]e|permit|waiver|exemption|concession|permission|visa|mandate|contract)\b"
)

ULTIMATUM = rx(
    rf"\b(?P<head>ultimatum|order|demand|request|call|warning|instruction|notice|appeal|summons)\s+(?:from|by|of|issued by)\s+(?P<set>{NOUNS})\s+(?:(?:for|telling|on|requiring)\s+(?P<who>{NOUNS})\s+)?to\s+"
    rf"(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

GIVEN = rx(
    rf"\b(?:was|were|been|be|is|are|being)\s+(?:also |now |then |first |each |all |both |\w+ly )*(?P<verb>given|granted|allowed|handed|left with|set)\s+"
    rf"(?P<lead>(?:(?:another|an extra|a further|a|an|the|only|just|up to|until|till|new|final|{words.LIMIT_STRICT}|period|term|extension|stay|reprieve|respite|delay|of)\s+)*){QUOTE}"
    rf"(?P<due>{TIMES}){QUOTE}(?P<respite>{RESPITE})?(?:\s+by\s+(?P<set>{NOUNS})(?=\s+to\s|[,;.]))?{WHAT}"
)

HAVE = rx(
    rf"\b(?P<verb>has|have|had|get|gets|got|having)\s+(?P<lead>(?:meanwhile |so far |therefore |also |then |thus |(?!only)[a-z]{{3,12}}ly |only |just |now |still |about |got |exactly |up to |a period of )*(?:until|till|up to)?)\s*{QUOTE}"
    rf"(?P<due>{TIMES}){QUOTE}(?:\s*,?\s*(?:until|till|ending(?: on)?|to)\s+(?P<due2>{TIMES})\s*,?)?(?:\s*,\s*(?:beginning|starting|counted|counting|running)\s+(?:on|from)\s+{TIMES}\s*,)?{WHAT}"
)

MODAL = (
    r"(?:must|shall|ha(?:s|ve|d) to|need(?:s|ed)? to|(?:is|are|was|were|been|be|being) (?:now |also |still |both |all |each |legally |then )?"
    r"(?:required|obliged|ordered|told|instructed|directed|bound|compelled|expected|due|supposed|invited|asked|urged|requested|"
    r"called on|called upon|warned|given notice|committed|scheduled|set|slated) to|(?:is|are|was|were) to|should|ought to)"
)

OBLIGE = rx(
    rf"\b(?P<modal>{MODAL})\s+(?P<what>(?:still |also |now |both |each )*[a-z][^;:{DAY}{LENGTH}]{{1,160}}?)?\s*,?\s*\b(?P<prep>{PREP})\s+{QUOTE}(?P<due>{TIMES})"
)

FRONTED = rx(
    rf"(?:^[\"']?|[,;:]\s[\"']?|\b(?:and|that|but|said)\s)(?P<prep>by|before|until|no later than|not later than|within(?: the next)?|from|as of|starting(?: on| from)?|beginning(?: on)?|effective(?: from)?|with effect from|after(?=\s{DAY}[^;:.]{{1,90}}\s(?:must|(?:will|would) (?:be (?:free|able|allowed|entitled|released|required|banned|barred|subject)|no longer|have to|lose)|can|may|cannot)\b))\s+(?P<due>{TIMES}),?\s+(?P<who>{NOUNS})\s+"
    rf"(?P<modal>{MODAL}|will|would|shall|may|can)\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,140}}?)(?=$|[,;.\"])"
)

MAY = rx(
    rf"\b(?P<modal>can|may|could)\s+(?P<what>(?:also |still |then )?{words.RIGHT}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

ORDER = rx(
    rf"\b(?P<verb>order(?:s|ed|ing)?|told|tell(?:s|ing)?|instruct(?:s|ed|ing)?|direct(?:s|ed|ing)?|requir(?:e|es|ed|ing)|oblig(?:e|es|ed|ing)|"
    rf"warn(?:s|ed|ing)?|command(?:s|ed)?|compel(?:s|led)?|invit(?:e|es|ed|ing)|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|call(?:s|ed|ing)? (?:on|upon)|"
    rf"press(?:es|ed|ing)?|want(?:s|ed)?|request(?:s|ed|ing)?|implor(?:e|es|ed)|appeal(?:s|ed)? to|challeng(?:e|es|ed)|push(?:es|ed|ing)?)"
    rf"\s+(?P<who>(?!for\b|that\b)(?:[^,;:(){DAY}{LENGTH}]|(?<=\d),(?=\d)){{2,90}}?)(?:\s+(?:(?:on|in|last|late last|early in|late in|earlier in) )?{DAYS})?\s+to\s+(?P<what>[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)\s*,?\s*\b(?P<prep>{LIMITING}|in)\s+(?P<due>{TIMES})"
)

DEMAND = rx(
    rf"\b(?P<verb>demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|request(?:s|ed)?|suggest(?:s|ed)?|recommend(?:s|ed)?|propos(?:e|es|ed)) that\s+(?P<who>{NOUNS})\s+(?:must |should |be )?(?P<what>(?<= )[a-z][^;:{DAY}{LENGTH}]{{2,160}}?)\s*,?\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

ASKED = frozenset("ask urg call press want reque implo appea chall push deman".split())

WANT = rx(
    rf"\b(?P<verb>wants?|wanted|demand(?:s|ed|ing)?|ask(?:s|ed|ing)? for|appl(?:y|ies|ied) for|call(?:s|ed|ing)? for|seek(?:s|ing)?|sought|request(?:s|ed|ing)?|insist(?:s|ed)? on|expects?|expected)"
    rf"\s+(?P<what>[^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

PROMISE = rx(
    rf"\b(?P<verb>will|would|'ll|promis(?:e|es|ed) to|pledg(?:e|es|ed) to|vow(?:s|ed)? to|undertook to|undertakes to|commit(?:s|ted)? to|"
    rf"agree(?:s|d)? to|plans? to|planned to|intends? to|aims? to|hopes? to|expects? to|expected to|wants? to|promised|pledged)\s+"
    rf"(?P<not>not )?(?P<what>(?:then |also |now |only |first |each )?{words.DEED}\b[^;:{DAY}{LENGTH}]{{0,120}}?)\s*,?\s*\b(?P<prep>{LIMITING}|in|at)\s+(?P<due>{TIMES})"
)

PROMISED = rx(
    rf"\b(?P<verb>promis(?:ed|es)|pledg(?:ed|es)|vow(?:ed|s)|guarante(?:ed|es))\s+(?:[a-z]+ )?(?P<what>(?!to\b|that\b|not\b)(?:an?|the|its|their|his|her|full|[a-z]+s?)\b[^;:,{DAY}{LENGTH}]{{2,80}}?)\s*\b(?P<prep>{LIMITING}|for|in|on)\s+(?P<due>{TIMES})"
)

ORDERED = rx(
    rf"(?P<who>(?<![a-z] )[A-Z][\w&'-]*(?: (?:[A-Z&][\w&'-]*|of|and)){{0,4}}|\b[Tt]he [a-z-]+(?: [a-z-]+)?),\s+(?:also |now |already )?(?P<verb>ordered|told|required|instructed|directed|asked|obliged|given notice|warned)\s+(?:[^,;:{DAY}{LENGTH}]{{0,50}}?\s)?to\s+"
    rf"(?P<what>[a-z][^,;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

CONDITION = rx(
    rf"\b(?:on (?:the )?condition that|provided(?: that)?(?! (?:in|by|for|to|with|on|at)\b)|so long as)\s+(?P<who>{NOUNS})\s+(?P<what>(?:\w+s|must \w+|would \w+|is|are) [^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

IF_NOT = rx(
    rf"\b(?:if|should)\s+(?P<who>{NOUNS})\s+(?:fails?(?: to)?|do(?:es)? not|has not|have not|had not|is not|are not)\s+(?P<what>[^;:{DAY}{LENGTH}]{{2,120}}?)\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

PRESENT = rx(
    rf"\b(?P<verb>(?:reports|submits|publishes|presents|pays|files|delivers|completes|notifies|responds|decides|reviews|adopts|proposes|withdraws|hands over|returns|repays)\b)"
    rf"(?P<what>[^;:{DAY}{LENGTH}]{{0,100}}?)\s*,?\s*\b(?P<prep>{LIMITING})\s+(?P<due>{TIMES})"
)

WON = rx(
    rf"\b(?P<verb>won|secured|obtained|received|got|(?:was|were|has been|have been) (?:granted|given|allowed)),?\s+(?:an? |another |a further |the |more |extra |{LENGTH}+ )*"
    rf"(?:extension|more time|reprieve|stay|delay|time|prolongation)\b[^;:{DAY}{LENGTH}]{{0,60}}?\s*,?\s*(?:of {LENGTH}+\s*,?\s*)?\b(?P<prep>until|to|till)\s+(?P<due>{TIMES}){WHAT}"
)

INSTRUMENT = re.compile(
    r"(?:the |a |an |this |that |its |their )?(?:[\w.'-]+ ){0,2}(?:resolution|order|law|rules|code|constitution|ruling|judgment|decision|statute|directive|contract|treaty|agreement|regulation|act|charter|decree|notice|letter|circular|draft|bill|plan|proposal|paper)(?:,? (?:seen|obtained|published|drafted|backed|circulated|put|signed|issued)\b[^,;:]{0,50},?)?",
    re.IGNORECASE,
)

DELIVERED = re.compile(
    r"^\s*(?:one|an?|the|his|her|its|their|full|written|all)?\s*(?:\w+ ){0,2}(?:offer|answer|reply|response|list|report|names|plan|decision|explanation|statement|figures|accounts|apology|proposal|draft|one|cabinet|programme|payment|money|signature)\b",
    re.IGNORECASE,
)

WANTED = re.compile(
    r"(?:that )?(?P<who>(?:the |its |their |all |both )?(?:[\w'-]+ ){0,3}?[\w'-]+)\s+(?:at|in|out|off|back|home|gone|ready|on|to|away|present|here)\b|"
    r".{2,60}? from (?P<from>(?:the |its |their )?(?:[\w'-]+ ){0,3}?[\w'-]+)\s*$"
)
""" "wants both sides at the table", "wants answers from the ministry"."""

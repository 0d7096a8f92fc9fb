"""The constructions of a sentence that name who sets and who is bound, whatever frame reads its day."""

from __future__ import annotations

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import DAY, LENGTH
from bot.extract.deadlines.noun_words import FINITE
from bot.extract.deadlines.patterns import DAYS, TIMES, rx

_GAP = rf"[^;:{DAY}{LENGTH}]"
_WHO = rf"(?P<who>[^,;:(){DAY}{LENGTH}]{{2,70}}?)"
_TOLD = (
    r"(?:required|obliged|ordered|told|asked|urged|instructed|directed|invited|warned|summoned|bound|compelled|given|granted|allowed|handed|set|"
    r"requested|called (?:on|upon)|forced|mandated|permitted|barred|banned|prohibited|offered)"
)

AGENT = rx(
    rf"\b(?:is|are|was|were|been|be|being|[a-z]+,)\s+(?:also |now |legally |then |still )?(?P<verb>{_TOLD})\b(?:\s+(?:on )?{DAYS}|\s+last \w+|\s+(?:until|an? \w+) {TIMES})?\s+"
    rf"(?P<by>by|under)\s+{_WHO}(?=\s+(?:to|not to|until|from|on|in|that)\s|\s+{TIMES}|[,;.]|$)"
)
""" "was told by [the regulator] to", "is required under [the act] to"."""

SECTION_OF = rx(
    r"^(?:(?:section|article|clause|paragraph|rule|chapter|part|annex|schedule)s?\s+[\w().]+|the terms|an? (?:order|ruling|decision|judgment)|the (?:order|ruling|decision|judgment)) (?:of|by|from) "
)

TOLD_THAT = rx(
    rf"\b(?P<verb>told|warned|informed|notified|reminded|advised|assured)\s+{_WHO}(?:\s+(?:(?:on|in|last|late last|earlier in|at) )?{DAYS})?\s+(?:that\s+)?(?P<they>they|it|he|she|their \w+|its \w+|his \w+|her \w+)\s+"
    r"(?:must|had|have|has|need|needed|would|will|should|could|can|may|were|was|is|are)\b"
)
""" "told [lenders] they must"."""

ASKED_FOR = rx(
    rf"\b(?P<verb>asked|asks|asking|pressed|pressing|petitioned|begged|sued|tapped)\s+{_WHO}(?:\s+(?:(?:on|in|last|late last|early in|earlier in) )?{DAYS})?\s+for\s"
)
""" "asked [the government] for an answer"."""

ASKED_THAT = rx(
    rf"\b(?P<verb>asks?|asked|urges?|urged|insists?|insisted|orders?|ordered|decrees?|decreed|rules?|ruled|directs?|directed|requires?|required)\s+that\s+(?P<who>{_GAP}{{2,80}})"
)

ORDERS = rx(
    rf"\b(?:(?P<verb>order(?:s|ed)|requir(?:es|ed|e)|told|oblig(?:es|ed)|instruct(?:s|ed)|direct(?:s|ed)|forc(?:es|ed)|compel(?:s|led)|command(?:s|ed)|forbids|forbade|prohibit(?:s|ed))\s+{_WHO}\s+to\s|"
    rf"(?:bar(?:s|red)|bann?(?:s|ed)|block(?:s|ed)|prohibit(?:s|ed)|prevent(?:s|ed))\s+(?P<whom>[^,;:(){DAY}{LENGTH}]{{2,70}}?)\s+from\s)"
)
CALLED_BY_NAME = rx(
    rf"\b(?P<verb>asked|told|ordered|instructed|commissioned|tasked|gave|given|appointed)\s+(?:an?|the|its|his|her|their)\s[^,;:{DAY}{LENGTH}]{{2,70}},\s+(?P<who>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){{0,3}}),\s+(?:to|until|an?|\ue001)"
)
""" "asked a former head of the authority, [Jean Morel], to"."""

DONE_BY = rx(
    rf"\b(?:will|must|shall|is to|are to|has to|have to|can|may)\s+(?:also |then |now )?be\s+(?:\w+ly )?\w+(?:ed|en|ld|t|ne|de|wn)\b[^,;:{DAY}{LENGTH}]{{0,30}}?\s+by\s+(?P<who>[^,;:(){DAY}{LENGTH}]{{2,50}}?)\s+(?:no later than|not later than|by|on|before|within|until|from|at)\s+{TIMES}"
)
""" "will be sold by [the underwriters] no later than"."""

WARNED = rx(
    rf"\b(?P<verb>warned|told|notified|informed|threatened)\s+{_WHO}(?:\s+(?:(?:on|in|last|late last|early in|earlier in) )?{DAYS})?\s+(?:that\s+{_GAP}{{2,60}}?(?:would|will)|with|of|about)\s"
)
""" "warned [the company] that drivers would strike"."""

BY_WHICH = rx(
    rf"\bby which {_WHO} (?:must|has to|have to|had to|is to|are to|was to|were to|should|needs? to|can|may)\b"
)
MEASURES = rx(
    r"\b(?P<verb>paus(?:es|ed)|suspend(?:s|ed)|fr(?:eezes|oze)|waiv(?:es|ed)|halt(?:s|ed)|exempt(?:s|ed)|delay(?:s|ed)|postpon(?:es|ed)|impos(?:es|ed)|clos(?:es|ed)|shuts?|"
    r"reopen(?:s|ed)|ground(?:s|ed)|restrict(?:s|ed)|limit(?:s|ed)|cap(?:s|ped)|rais(?:es|ed)|banned|blocked|barred|outlawed|declar(?:es|ed)|introduc(?:es|ed)|lift(?:s|ed)|reinstat(?:es|ed)|"
    r"renew(?:s|ed)|extend(?:s|ed)|prolong(?:s|ed)|grant(?:s|ed)|issu(?:es|ed)|mov(?:es|ed)|push(?:es|ed)|bring(?:s)?|brought|set)\s"
)
TOLD_AFTER = rx(
    rf"[,\"]\s*(?P<set>(?:the |an? |its )?[^,;:{DAY}{LENGTH}]{{2,60}}?)(?:,[^,]{{2,40}},)?\s+(?:has |had )?(?:told|warned|informed|ordered|reminded)\s+(?P<who>[^,;:{DAY}{LENGTH}]{{2,50}}?)(?:\s+(?:on |in a \w+ )?{DAYS}|\s+in an? \w+)?\s*[.\"]*$"
)
ITSELF = rx(
    r"\b(?P<verb>g[ai]ve[sn]?|giving|set|sets|setting|allow(?:s|ed)|granted|bought)\s+(?P<self>itself|themselves|himself|herself|ourselves)\b"
)

MAIN_VERB = rx(rf"\b(?:sent|wrote|put|made|took|won|held|found|struck|cut|let|drew|began)\b|{FINITE.pattern}")
GIVING_IT = rx(
    r"(?:,|\b(?:order|decree|law|bill|letter|notice|deal|agreement|ruling|rule|rules|proclamation|directive|resolution|statement|licen[cs]e|waiver|motion|note))\s+(?P<verb>giving|allowing|granting|leaving|ordering|telling|asking|requiring|obliging|instructing|forcing|handing)\s+(?P<who>it|them|him|her|the \w+(?: \w+)?|[A-Z][\w ]{1,40}?|(?:\w+ )?[a-z]+s)\s+(?=to\b|until\b|till\b|[\ue000\ue001]|a |an |another |just |only |no later)"
)
""" "sent Italy a letter, giving [it] two months"."""

ISSUED_BY = rx(
    r"\b(?:(?:[Uu]nder|[Bb]y|[Ii]n|[Ff]ollowing|[Aa]s part of)\s+)(?:an?|the|its|new|this|that)\s+(?:[\w-]+ ){0,3}(?:order|ruling|decision|decree|notice|rules?|agreement|terms|judgment|directive|injunction|resolution|law|warrant|letter|regulation|plan|settlement)\b"
    rf"[^,;:]{{0,40}}?\b(?:by|of|from)\s+(?P<who>(?:the |an? )?[A-Za-z][^,;:{DAY}{LENGTH}]{{2,60}}?)(?=\s+(?:on|in|that|which|to|and|must|has|have|last|this|earlier)\b|\s+{TIMES}|[,;:.]|$)"
)
""" "under a ruling handed down on Monday by [the High Court]"."""

SIGNED_BY = rx(
    rf"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]his) (?:[\w-]+ )?(?:order|decree|letter|notice|law|bill|directive|resolution|ruling|judgment),? (?:signed|issued|drafted|approved|adopted|written|sent|published|handed down) (?:on {DAYS} |{DAYS} |last \w+ )?by (?P<who>[^,;:{DAY}{LENGTH}]{{2,60}}?)(?:\s+(?:on )?{DAYS}|\s+last \w+)?,"
)

PAID_TO = rx(
    rf"\b(?:repay|pay|pay back|return|transfer|remit|refund|hand over|settle|owes?|repaid|repaying|paying)\b{_GAP}{{0,60}}?\s(?:to|with)\s+(?P<who>(?:the |its |their )?[^,;:(){DAY}{LENGTH}]{{2,50}}?)\s+(?:by|on|before|no later than|within|until|in)\s+{TIMES}"
)
OWES = rx(
    r"\b(?P<verb>owes?|owed)\s+(?P<who>(?:the |its )?[A-Za-z][\w ]{1,40}?)\s+(?=(?:about |some |more than |nearly |around |[$€£]|\d|an? |one|two))"
)
LENT_BY = rx(
    rf"\b(?:loan|credit|bond|facility|bailout|instalment|tranche|debt)s?\s+(?:from|by|provided by|granted by|owed to)\s+(?P<who>(?:the )?[A-Za-z][^,;:{DAY}{LENGTH}]{{1,40}}?)(?=\s+(?:to|of|that|which|is|are|was|falls?|must|has|have|comes?|matures?|expires?)\b|[,;.]|$)"
)
UNLESS = rx(
    rf"\b(?P<cue>unless|if|should|until|provided(?: that)?|as long as)\s+(?P<who>{_GAP}{{2,60}}?)\s+(?P<not>(?:has|have|had|do|does|did|is|are|was|were) not\b|hasn't|haven't|doesn't|don't|didn't|fails?\b|failed\b|refuses?\b|refused\b|misses\b|missed\b)"
)
UNLESS_DOES = rx(
    rf"\b(?:unless|only if|on condition that|provided that|as long as)\s+(?P<who>{_GAP}{{3,80}})"
)
MEMBERS_OF = rx(
    rf"(?P<who>(?:[Tt]he )?[^,;:{DAY}{LENGTH}]{{2,50}}?)(?:'s|s')\s+(?:[\d,.]+ |own )?(?:members|delegates|rank and file)\s+(?:have|has|must|vote|will vote|are to vote|are voting)\b"
)
GOES_AHEAD = rx(
    r"\b(?P<verb>go(?:es|ing)? ahead with|press(?:es|ing)? ahead with|push(?:es|ing)? ahead with|proceed(?:s|ing)? with)\s"
)
MAIN_MODAL = rx(
    r"\b(?P<modal>will|would|'ll|shall|is to|are to|may|could|can|threaten(?:s|ed)? to|vow(?:s|ed) to)\b(?! not\b)"
)
HARMS = rx(
    r"(?:will|would|'ll|to|shall|may|could)\s+(?:also |then |now )?(?P<verb>delist|suspend|expel|ban|bar|fine|sue|strike|evict|cut off|close|revoke|shut|withdraw|block|disqualify|deregister|liquidate|seize|arrest|punish|penali[sz]e|sanction|remove|dismiss|sack|replace|bomb|attack|shell|blockade)\s+(?P<who>[^,;:()\ue000\ue001]{2,50}?)\s*(?:,|\b(?:on|from|by|if|unless|until|as of|after|before)\b|$)"
)
HARMED = rx(
    r"(?:will|would|'ll|is to|are to|shall|to)\s+(?:also |then |now |automatically )?be\s+(?:delisted|suspended|expelled|banned|barred|fined|evicted|closed|revoked|shut|disqualified|deregistered|liquidated|seized|penali[sz]ed|removed|dismissed|sacked|struck off|cut off|blocked|charged|taxed|halted|dissolved|wound up|deported|released|freed)\b"
)
FACES = rx(r"\b(?P<verb>faces?|faced|facing|risks?|risked|braces? for)\b")
DECISION_BY = rx(
    rf"\b(?:vote|decision|ruling|approval|verdict|review|ratification|referendum|ballot)\s+(?:by|of|among|in)\s+(?P<who>[^,;:{DAY}{LENGTH}]{{2,50}}?)(?=\s+(?:on|in|by|set for|scheduled for|due on)\s+{TIMES}|\s+{TIMES})"
)
AND_DO = rx(
    rf"\s*,?\s*(?:and|or|then|but)\s+(?:then |also )?(?:to |must |will |shall |should |would )?(?P<what>(?:then |also )?{words.DEED}\b[^,;:.{DAY}{LENGTH}]{{0,90}}?)\s*\b(?:by|before|no later than|not later than|within|until|from)\s+(?P<due>{TIMES})"
)
OFFER_OF = rx(
    rf"\b(?:offer|bid|takeover|tender)\s+(?:by|from)\s+(?P<set>[^,;:{DAY}{LENGTH}]{{2,40}}?)\s+for\s+(?P<who>[^,;:{DAY}{LENGTH}]{{2,40}}?)(?=\s+(?:is|are|was|lapses?|expires?|closes?|ends?|remains?|stays?|runs?|will|would|has|had)\b|[,.;]|$)"
)
OFFER_FOR = rx(
    rf"(?P<set>[A-Z][\w&'-]*(?: [A-Z&][\w&'-]*){{0,3}}?)(?:'s|s') (?:[\w-]+ ){{0,3}}?(?:offer|bid|tender)\s+(?:for|to buy|to acquire)\s+(?P<who>[^,;:{DAY}{LENGTH}]{{2,40}}?)(?=\s+(?:is|are|was|lapses?|expires?|closes?|ends?|remains?|stays?|runs?|will|would|has|had|until|to|by)\b|[,.;]|$)"
)
OFFERS = rx(
    rf"\b(?P<verb>extend(?:s|ed)|prolong(?:s|ed)|made|makes|launched|raised|keeps|kept|left|opened|closed|withdrew)\s+its\s+(?:[\w-]+ ){{0,3}}?(?:offer|bid)\s+(?:for|to buy)\s+(?P<who>[^,;:{DAY}{LENGTH}]{{2,40}}?)(?=\s+(?:until|to|by|open|on|from|for)\b|[,.;]|$)"
)
AGREED = rx(
    r"\b(?P<verb>agree[ds]?|undertook|undertaken|pledged|promised|committed(?: themselves)?|vowed)\s+(?:(?:on|in) \w+ )?(?:to|that)\b"
)
PASSIVE = rx(r"\b(?:is|are|was|were|been|be|being)\s+(?:\w+ly |also |now |first |since )?$")
PRESS = rx(
    r"^(?:reporters|journalists|parliament|lawmakers|deputies|the (?:news\s?paper|broadcaster|radio|press|agency|house|senate)|an? |state (?:tv|television|media))"
)
RELAYS = rx(
    r"\b(?:reporter|correspondent|analyst|lawyer|expert|newspaper|agency|source|critic|resident|lobbyist|campaigner|trader|economist|diplomat|person familiar|people familiar|website)s?\b"
)
LENDERS_OF = rx(
    r"(?P<who>[^,;:\ue000\ue001]{2,50}?)(?:'s|s')\s+(?:[\w-]+ ){0,2}(?:lenders|creditors|banks|bondholders|landlord|insurers?|auditors?|regulator|owners?|lessors)\b"
)
VERBAL = rx(r"\b(?:must|shall|will|would|can|may|could|should|is|are|was|were|has|have|had|that|which|who)\b")

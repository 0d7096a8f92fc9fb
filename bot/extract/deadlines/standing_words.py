"""The words that say how an event told after them stands: done, asked for, refused, told by somebody."""

from __future__ import annotations

import re

_BE = r"(?:is|are|was|were|be|been|being)"

DECIDES = (
    r"(?:agree[ds]?|agreeing|decid(?:e|es|ed|ing)|resolv(?:es|ed)|vot(?:es|ed)|opt(?:s|ed)|chose|chosen|chooses|manag(?:es|ed)|elect(?:s|ed)|decisions?|agreements?|deals?|"
    r"(?:order|direct|instruct|requir|oblig|compel|forc|command|tell|told|allow|permit|authori[sz]|empower|caus|lead|led|help|enabl)(?:s|es|ed|ing)?|"
    rf"(?:has|have|had|having)|going|{_BE}|due|set|scheduled|bound|supposed|sent|used|continu(?:es|ed)|began|begun|begins|start(?:s|ed)|came|comes|in order|so as|enough|needs?|needed)"
)
""" "agreed to", "was told to", "has to": what follows is done, or binds."""

SEEKS = (
    r"(?:want(?:s|ed|ing)?|wish(?:es|ed)?|ask(?:s|ed|ing)?|urg(?:e|es|ed|ing)|beg(?:s|ged)|call(?:s|ed|ing)?(?: on| upon| for)?|appeal(?:s|ed|ing)?|press(?:es|ed|ing)?|push(?:es|ed|ing)?|lobb(?:ies|ied|ying)|"
    r"invit(?:es?|ed|ing)|encourag(?:es?|ed|ing)|plan(?:s|ned|ning)?|hop(?:e|es|ed|ing)|intend(?:s|ed|ing)?|intention|aim(?:s|ed|ing)?|look(?:s|ed|ing)?|seek(?:s|ing)?|sought|tr(?:y|ies|ied|ying)|attempt(?:s|ed|ing)?|"
    r"propos(?:e|es|ed|ing|als?)|offer(?:s|ed|ing)?|threat(?:s|en|ens|ened|ening)?|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|weigh(?:s|ed|ing)?|float(?:s|ed|ing)?|discuss(?:es|ed|ing)?|debat(?:es?|ed|ing)|"
    r"suggest(?:s|ed|ing|ions?)?|recommend(?:s|ed|ing|ations?)?|demand(?:s|ed|ing)?|request(?:s|ed|ing)?|motions?|bids?|effort(?:s)?|moves?|bills?|amendments?|petition(?:s|ed|ing)?|appl(?:y|ied|ication|ications)(?: for)?|"
    r"prepar(?:e|es|ed|ing)|ready|willing|likely|unlikely|tipped|feared|proposals?|ideas?|option|options|chance|possib(?:le|ility)|power|right|able|free|mov(?:es|ed|ing)(?= to)|would like|draft(?:s|ed)?|talks|negotiat(?:es?|ed|ing|ions)|hint(?:s|ed|ing)?|favou?r(?:s|ed|ing)?|support(?:s|ed|ing)?|backs|backing|(?<!push )(?<!pushed )(?<!put )(?<!held )(?<!come )(?<!step )(?<!go )back(?=\s*$)|in favou?r of|keen on|open to)"
)
""" "asked them to", "a motion to": what follows is only wanted."""

REFUSES = (
    r"(?:refus(?:e|es|ed|ing|als?)|declin(?:e|es|ed|ing)|reject(?:s|ed|ing|ions?)?|fail(?:s|ed|ing|ures?)?|unwilling|reluctant|oppos(?:e|es|ed|ing|ition)|against|rul(?:e|es|ed|ing) out|stopp?(?:s|ed)? short of|short of|"
    r"block(?:s|ed|ing)?|avoid(?:s|ed|ing)?|veto(?:es|ed)?|resist(?:s|ed|ing)?|without|instead of|rather than|turn(?:s|ed|ing)? down|unable|forg(?:o|oes|ot)|neglect(?:s|ed)?)"
)
""" "refused to", "ruled out": what follows is not done."""

GOVERNS = re.compile(
    rf"(?<![\w'-])(?:(?P<refuses>{REFUSES})|(?P<seeks>{SEEKS})|(?P<decides>{DECIDES}))(?![\w'-])",
    re.IGNORECASE,
)

WISHED_NOUN = re.compile(
    r"(?:propos(?:e|es|ed|al|als)|motions?|bids?|requests?|plans?|bills?|amendments?|efforts?|attempts?|applications?|appeals?|petitions?|calls?|suggestions?|recommendations?|options?|ideas?|demands?|offers?|threats?|moves?|drafts?|push)",
    re.IGNORECASE,
)

SAYS = re.compile(
    r"\b(?:sa(?:id|ys?|ying)|told [^,;:]{1,50}?|tells [^,;:]{1,40}?|announc(?:e|es|ed|ing)|confirm(?:s|ed|ing)?|warn(?:s|ed|ing)?|add(?:s|ed|ing)|declar(?:es|ed|ing)|rul(?:es|ed|ing)|decid(?:es|ed)|report(?:s|ed|ing)?|"
    r"stat(?:es|ed|ing)|not(?:es|ed|ing)|not(?:ifies|ified|ifying)(?: [^,;:]{1,40}?)?|inform(?:s|ed|ing)(?: [^,;:]{1,40}?)?|wrote|writes|learn(?:s|ed|t)|show(?:s|ed|n)|mean(?:s|t|ing)|agree[ds]?|promis(?:es|ed)|insist(?:s|ed)(?= (?:that )?(?:it|the)\b)|stress(?:es|ed)|according to [^,;:]{2,50},?)"
    r"(?: (?:on |late |early )?[\ue000]+)?,?(?: that)?\s*[:,]?\s*\"?(?:\s|(?<=\"))(?:[^\s,;:]+\s+){0,9}$",
    re.IGNORECASE,
)
WISHES_THAT = re.compile(
    r"\b(?:demand(?:s|ed|ing)?|propos(?:e|es|ed|ing|als?)|ask(?:s|ed|ing)?|urg(?:es|ed|ing)|suggest(?:s|ed|ing|ions?)?|recommend(?:s|ed|ing|ations?)?|request(?:s|ed|ing)?|insist(?:s|ed|ing)?|hop(?:e|es|ed|ing)|wish(?:es|ed)?|"
    r"fear(?:s|ed)?|likely|possible|possibility|chance|idea|prospect|speculation|rumou?rs?|expect(?:s|ed|ing|ations?)?|hint(?:s|ed|ing)?|threat(?:s|en|ens|ened|ening)?|condition|conceivable|unlikely)\b(?: [^,;:.]{0,25}?)? that\s+(?:[^\s,;:]+\s+){0,9}$",
    re.IGNORECASE,
)
DRAFTED = re.compile(
    r"\b(?:propos\w*|draft|consultation|amendments?|bill|version|if|unless|under the (?:plan|deal|offer|paper)|planned|provided|option)\b",
    re.IGNORECASE,
)
PENDING = re.compile(
    r"(?:^|[.;:]\s)\W*(?:subject to|pending|provided|assuming|once (?:approved|adopted|agreed|passed))\b|\b(?:if|once) (?:approved|adopted|agreed|passed|endorsed|ratified)\b",
    re.IGNORECASE,
)
HOPES = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|wish(?:es|ed)?|fear(?:s|ed)?|expect(?:s|ed)|believ(?:es|ed)|predict(?:s|ed)|bet(?:s|ting)?)\s+(?:the|an?|its|their|his|her|it|this|that)\s+(?:[^\s,;:]+\s+){0,8}$",
    re.IGNORECASE,
)
DENIES_THAT = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|dismiss(?:es|ed) (?:claims|reports|suggestions)|no (?:truth|sign|word|indication|evidence)|not true|untrue|false|reject(?:s|ed) (?:claims|reports|suggestions))\b[^,;:.]{0,25} that\s+(?:[^\s,;:]+\s+){0,9}$",
    re.IGNORECASE,
)

IF = re.compile(
    r"(?<![\w-])(?:if|unless|whether|provided(?: that)?|in case|on condition that|assuming|as long as|so long as)\s+(?:[\w'’$%.-]+\s+){0,9}?$",
    re.IGNORECASE,
)
THAT_DOES = re.compile(r"(?P<noun>[\w'’-]+)\s+that\s+(?:\w+ly\s+|also\s+|now\s+)?$", re.IGNORECASE)
""" "a rule that extends": the clause of a noun."""
RELATIVE = re.compile(
    r"(?:,\s*|\s)(?:which|who|whose|whom|where|under which|by which)\s+(?:[\w'’$%.-]+\s+){0,5}?$",
    re.IGNORECASE,
)
TIED = re.compile(
    r"(?<![\w-])(?:before|after|until|till|when|while|since|because|although|though|once|as|hours before|minutes before)\s+(?:[\w'’$%.-]+\s+){0,7}?$",
    re.IGNORECASE,
)

PASSED_WISH = re.compile(
    r"\b(?:grant(?:s|ed)?|approv(?:es|ed)|accept(?:s|ed)?|adopt(?:s|ed)?|pass(?:es|ed)|back(?:s|ed)|endors(?:es|ed)|agree[ds]? (?:to|on|with)|sign(?:s|ed)(?: off)?(?: on)?|carried|won|secured|obtained|allow(?:s|ed)|welcomed|in favou?r of|clear(?:s|ed)|ratif(?:ies|ied))\s+(?:(?:the|an?|its|their|his|her|this|that|another|both)\s+)?(?:[\w'’-]+\s+){0,3}?$",
    re.IGNORECASE,
)
LOST_WISH = re.compile(
    r"\b(?:reject(?:s|ed|ing)?|den(?:ies|ied|ying)|turn(?:s|ed|ing)? down|dismiss(?:es|ed|ing)?|threw out|throws out|vot(?:es|ed) (?:down|against)|defeat(?:s|ed|ing)?|block(?:s|ed|ing)?|refus(?:es|ed|ing)|declin(?:es|ed|ing)|oppos(?:es|ed|ing)|withdr(?:ew|aws)|dropp?(?:s|ed)|abandon(?:s|ed)|vetoed|scrapp?(?:s|ed)|shelv(?:es|ed)|spurn(?:s|ed)|rebuff(?:s|ed))\s+(?:(?:the|an?|its|their|his|her|this|that|another|both)\s+)?(?:[\w'’-]+\s+){0,3}?$",
    re.IGNORECASE,
)
CARRIED = re.compile(
    r"^[^;:]{0,110}?\b(?:(?:was|were|has been|have been|is|are|had been|won|got|secured|received)\s+(?:\w+ly\s|narrowly\s|duly\s|then\s)?(?:passed|carried|approved|granted|adopted|accepted|agreed|backed|endorsed|signed into law|approval|agreement)|(?:passed|carried|succeeded|won through)\b)",
    re.IGNORECASE,
)
LOST = re.compile(
    r"^[^;:]{0,110}?\b(?:(?:was|were|has been|have been|is|are|had been)\s+(?:\w+ly\s|narrowly\s|then\s)?(?:lost|rejected|defeated|denied|refused|turned down|dismissed|voted down|thrown out|withdrawn|blocked|dropped|abandoned|vetoed|ruled out|unsuccessful|rebuffed)|(?:failed|fell|collapsed|came to nothing)\b)",
    re.IGNORECASE,
)

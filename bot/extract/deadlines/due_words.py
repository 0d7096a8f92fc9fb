"""The patterns that say from which day a length of time is counted."""

from __future__ import annotations

import re

from bot.extract.deadlines.line import DAY, LENGTH

PERIOD = re.compile(r"P(?:(\d{1,5})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,5})D)?")

COUNT = re.compile(
    r"(?:(?:in|within|for|the next|about|only|exactly|up to|another|an? (?:further|additional|extra))\s+)*(?P<low>[\w-]+?)(?:(?:\s+(?:or|to)\s+|\s*[-–]\s*)(?P<high>[\w]+))?[\s-]+(?:more\s+|further\s+|extra\s+|additional\s+)?"
    r"(?P<kind>(?:clear\s+)?(?:working|business|trading)\s+)?(?P<unit>days?|weeks?|fortnights?|months?|quarters?|years?)\b"
)

UNITS = {
    "day": (1, "D"),
    "week": (1, "W"),
    "fortnight": (2, "W"),
    "month": (1, "M"),
    "quarter": (3, "M"),
    "year": (1, "Y"),
}

ADDED = re.compile(
    r"\b(?:another|more|further|extra|additional)\b", re.IGNORECASE
)  # a length put to an old day
UNTIL_DAY = re.compile(r",? (?:until|till|to|through) ", re.IGNORECASE)
HALF_YEAR = 183  # days; a nearer coming day is more likely meant than the one of last year

WEEKDAY = re.compile(
    r"(?:(?:by|before|until|till|on|no later than) )?(?:noon |midnight )?(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|noon|afternoon|evening|night|midnight))?",
    re.IGNORECASE,
)

DAY_BEFORE = re.compile(r"\bthe day before$", re.IGNORECASE)
ITS_EVENT = re.compile(r"\s(?:the|an?|each|every|any|that|this|its|their|his|her|your|our)\s", re.IGNORECASE)
""" "by noon on the day before their next match": not the day before the report."""

WEEKDAY_NAME = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)

END_OF = re.compile(r"(?:to |for |until |by )?(?:the )?(?:end|close) of\b", re.IGNORECASE)

DID_ON = re.compile(
    r"\s*(?:of|from|after|following)\s+(?:the )?[a-z]+(?:ing|ion|al|ment)\b[^;:]{0,60}?,?\s+(?:which (?:it|they|he|she) did|(?:dated|published|posted|issued|served|made))\s+(?:on )?(?=\ue000)",
    re.IGNORECASE,
)

FROM_THAT = re.compile(
    r"\s*(?:from|of|after) (?:that(?: (?:date|day))?|then)\b(?! [a-z]+(?:ed|s)\b)", re.IGNORECASE
)

OF_THIS = re.compile(
    r"\s*(?:of|from|after|following)\s+(?:its|the|this)\s*(?:date of |day of |publication of )?(?:the |this )?(?:publication|notice|date|announcement|notification|decision|order)\b",
    re.IGNORECASE,
)

THIS_TEXT = re.compile(
    r"\b(?:this|present) (?:notice|announcement|order|decision|statement|invitation|publication|call|regulation)\b",
    re.IGNORECASE,
)

WORKING = re.compile(r"B(\d{1,4})")

HOURS = re.compile(r"PT(\d{1,4})H")

BROUGHT_ABOUT = (
    r"issued|signed|published|granted|delivered|filed|announced|adopted|received|awarded|approved|concluded"
)

FROM_EVENT = re.compile(
    r"\s*(?:more )?(?:of|from|after|following)\s+(?:the |its |their |his |her |this |that |such |official |final |new |present |first |original |revised )*"
    r"(?P<event>entry into force|[a-z]+)",
    re.IGNORECASE,
)

FROM_DAY = re.compile(
    r"\s*(?:from|of|after|following|starting|beginning|as of|counted from)\s+(?=\ue000)", re.IGNORECASE
)

ISSUED = re.compile(
    r"\b(?:issued|granted|signed|dated|starting|effective|running|counted)\s+(?:on |from |as of |early on |late on )?\ue000",
    re.IGNORECASE,
)

SET_ON = re.compile(
    r"\s+(?:that |which )?(?:[\w.']+\s){1,3}?(?:announced|set|given|gave|granted|imposed|named)\s+(?:on\s+)?(?=\ue000)",
    re.IGNORECASE,
)

ON_DAY = re.compile(r"\s*,?\s*(?:on\s+)?(?=\ue000)", re.IGNORECASE)

COUNTED_FROM = re.compile(
    r"[^;:.\ue000]{0,90}?,?\s+(?:counted|counting|starting|beginning|running|as)\s+(?:from|of|on)?\s*(?=\ue000)",
    re.IGNORECASE,
)

HOUR_COUNT = re.compile(
    r"(?:(?:in|within|for|the next|about|only|exactly|up to|by|another|a further)\s+)*(?P<count>[\w-]+?)[\s-]+(?:more\s+|further\s+)?hours?\b"
)

LATER = re.compile(
    r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|\d{1,3}) (?:days?|weeks?|fortnights?|months?|years?) (?:later|after that|afterwards)",
    re.IGNORECASE,
)

CLOCK_ONLY = re.compile(
    r"(?:at |by |until |from )?(?:\d{1,2}[:.]\d\d|\d{1,2} ?[ap]\.?m\.?|noon|midnight|midday)(?: ?(?:[ap]\.?m\.?|hours|[A-Z]{2,4}))?",
    re.IGNORECASE,
)
FRONTED_DAY = re.compile(
    r"(?:[A-Z]+,\s)?(?:(?:When|After|As|Once)\s[^;:\ue000]{3,120}?|[Oo]n\s)(?P<day>\ue000+)[^;:\ue000]{0,40}?,\s"
)
""" "When the order was handed down on Tuesday, the firm was given five days": from that day."""
MONTH_NAME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
MONTH_SHORT = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)")
LIMITS_BEFORE = re.compile(
    r"\b(?:until|till|by|before|through|no later than|not later than)\s+(?:the end of )?$", re.IGNORECASE
)
HANDED = re.compile(
    r"\b(?:issued|gave|set|handed|served|announced|delivered)\s+(?:an?|another|its|their)\s+(?:new |final |fresh )?$",
    re.IGNORECASE,
)
HANDED_ON = re.compile(
    rf"\W?(?:[\w-]+ )?(?:ultimatum|deadline|notice|time limit|warning)\b[^,;:.{DAY}{LENGTH}]{{0,80}}?\s(?:late |early )?on\s(?={DAY})",
    re.IGNORECASE,
)
""" "issued a four-week deadline to the cabinet on Monday": from the day on which it was issued."""
HAD_TIME = re.compile(
    r"\b(?:had|(?:was|were) (?:then |also )?(?:given|granted|allowed))\s+(?:only |just |exactly |up to |a period of |an? )*$",
    re.IGNORECASE,
)
""" "The firm had 30 days to appeal": from an act told before."""
STARTED_IT = re.compile(
    r"\b(?:ruled|ordered|issued|handed down|gave|served|sentenced|fined|decided|dismissed|rejected|published|notified|told|warned|signed|granted|imposed|announced|convicted|suspended|refused|informed|wrote|demanded|ruling|order|decision|judgment|verdict|notice|letter)\b",
    re.IGNORECASE,
)

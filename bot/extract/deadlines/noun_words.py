"""The patterns that find and bound noun phrases, and the common nouns that can be bound to do something."""

from __future__ import annotations

import re

from bot.extract.deadlines.lexicon import SAID
from bot.extract.deadlines.line import DAY, LENGTH

CAPITALISED = re.compile(r"\b(?:(?:U\.S\.|US|UK|EU)(?!\w)|[A-Z][a-z]+(?: (?:[A-Z][a-z]+))?)")

TIMES = f"[{DAY}{LENGTH}]+"

BREAK = re.compile(
    r"[;:\"]|\s[-–—]+\s|—|"
    r"(?:^|(?<=[\s,]))(?:that|because|while|whereas|although|though|unless|if|when|after|before|but|so|(?<!more )(?<!less )(?<!fewer )than|until|under which|"
    rf"in which|by which|{SAID})(?=\s)",
    re.IGNORECASE,
)

VERBISH = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|must|may|can|could|should|said|says|do|does|did|met|gave|set|told|began|"
    r"\w{3,}(?<!unit)(?<!relat)ed)\b",
    re.IGNORECASE,
)

OPENER = re.compile(
    r"^(?:\(?(?:\d{1,3}|[a-z])[.)]\s|(?:and|but|or|yet|so|then|now|also|still|however|meanwhile|instead|both|even|only|moreover|otherwise|separately|if)\b|"
    rf"(?:by|on|from|in|at|until|within|since|before|after|under|as of)\s+{TIMES}|{TIMES}|in (?:return|exchange|addition|turn)\b|,|\s|-|–|—|\*|•|\.)+",
    re.IGNORECASE,
)

RELATIVE = re.compile(r"^(?:both of |all of |each of )?(?:which|who|that)$", re.IGNORECASE)

ADVERB_TAIL = re.compile(
    r"\s+(?:now|also|then|still|therefore|thus|had|has|have|will|would|is|are|was|were|today|each|all|both|earlier|first|once|twice|never|"
    r"always|instead|meanwhile|separately|even|only|just|recently|(?!family|early|supply|july|italy|assembly|ally|monopoly|reply)[a-z]{3,}ly|"
    rf"already|later|again|in turn|(?:(?:late |early )?(?:on|in|at) )?{TIMES}|"
    r"(?:threaten(?:s|ed)?|wants?|wanted|plans?|planned|agreed|agrees|decided|decides|vow(?:s|ed)|mov(?:es|ed)|intends?|intended|seeks?|"
    r"sought|propos(?:es|ed)|offer(?:s|ed)|hop(?:es|ed)|prepar(?:es|ed)|aims?|aimed|expects?|promis(?:es|ed)|pledg(?:es|ed)|used|going|voted|"
    r"ready|prepared|set|due|about|likely) to|agreed|decided|voted|vowed|pledged|resolved|not)\s*$",
    re.IGNORECASE,
)

DETERMINER = re.compile(
    r"^(?:the|a|an|its|their|his|her|our|these|those|this|that|any|other|such)\s+", re.IGNORECASE
)

ANTECEDENT = re.compile(
    r"(?:(?<=\s)|^)(?:the|a|an|its|their|his|her|this|that|these|those|certain|some|all|new|\w+'s)\s+(?:[^\s,;:]+\s+){0,8}?[^\s,;:]+$",
    re.IGNORECASE,
)

BARE = re.compile(
    r"(?:[A-Z][\w'-]*|[a-z]+s)(?: (?:of|in|from|for|on) [\w'-]+| [\w'-]+){0,3}$|(?<=, )[a-z]+s$"
)

GROUP_HEADS = frozenset(
    "companies company firms firm businesses business enterprises enterprise undertakings undertaking operators operator traders "
    "trader importers exporters producers makers manufacturers suppliers retailers banks lenders insurers airlines carriers "
    "shipowners owners owner holders holder shareholders investors creditors bidders bidder applicants applicant candidates "
    "parties party members member states state countries country nations governments government authorities authority agencies "
    "agency regulator regulators ministry ministries minister ministers court courts tribunal commission commissioner council "
    "parliament senate congress assembly lawmakers legislators deputies mps senators hospitals hospital clinics clinic schools "
    "school universities university drivers driver hauliers truckers workers employees employers staff unions union strikers "
    "residents citizens people persons person individuals households taxpayers customers consumers passengers users clients "
    "tenants landlords farmers growers fishermen fishers doctors nurses teachers students pupils judges prosecutors police army "
    "troops soldiers forces rebels militants militia group groups factions delegations negotiators mediators ones others rest "
    "side sides smallest largest both each platforms platform developers providers provider vendors contractors contractor "
    "utilities utility port ports city cities municipalities municipality towns provinces regions districts board boards "
    "directors executives management trustees administrators administrator liquidator receivers buyers buyer sellers seller "
    "offeror offerors acquirer consortium publishers broadcasters outlets associations association charities ngos clubs club "
    "committee committees panel bureau office department departments treasury cabinet kingdom republic union federation "
    "league organisation organization organisations organizations bank fund ship ships vessels shippers migrants asylum-seekers "
    "refugees detainees prisoners hostages captors kidnappers families voters electors refineries plants mills mines landowners "
    "patients sponsors respondents stakeholders petitioners defendants defendant plaintiffs plaintiff claimants claimant "
    "appellant lawyers counsel auditors inspectors monitors observers peacekeepers line lines trust trusts terminal terminals "
    "crew crews mediator arbitrator chair chairman chairwoman ombudsman governor mayor judge panel captains pilots dockers stevedores dockworkers longshoremen law farms households pensioners vessels mines restaurants bars hotels shops pubs county borough canton consultants factories labs buyers jury parents children families family "
    "attorneys nationals junta regime coalition alliance personnel anyone everyone everybody duo chains officials rulers leaders partners "
    "community subscriber resident motorist opposition whip beneficiaries airline".split()
)
"""Common nouns that can be told to do something."""

PLURAL_AGENT = re.compile(r"(?:ers|ors|ists|ants|ees|men|women|ians)$")


def names_people(noun: str) -> bool:
    """Whether a plural is one of people, companies or other doers."""
    noun = noun.lower()
    return noun in GROUP_HEADS or PLURAL_AGENT.search(noun) is not None


FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|must|may|can|could|should|shall|said|says|does|did|met|gave|set|told|asks?|calls?|wants?|orders?|gives?|sent|took|made|won|held|wrote|kept|sold|bought|"
    r"paid|broke|brought|fell|rose|came|went|found|built|drew|withdrew|began|chose|sought|taught|saw|spoke|froze|cut(?= (?:the|its|his|her|their|an?)\b)|"
    r"\w{3,}(?<!unit)(?<!relat)ed)\b"
)

RELATIVE_THAT = re.compile(
    r"(?<=[a-z])\s(?P<that>that)\s+(?:(?:together|jointly|now|already|still|also|between them|\w{3,}ly)\s+)?(?:holds?|has|have|had|owns?|carr(?:y|ies)|wants?|wish(?:es)?|fails?|does|do|are|is|were|was|uses?|sells?|produces?|imports?|exports?|makes?|"
    r"receives?|employs?|runs?|operates?|lives?|works?|recycles?|apply|applies|bu(?:y|ys)|needs?|lost|missed|bought|held|[a-z]{3,}ed)\s[^,;:]{0,60}$"
)

PLURAL_THAT = re.compile(
    r"(?P<noun>[a-z-]+(?:s|men|people))\s(?P<that>that)\s+[a-z]+\s[^,;:]{0,60}$", re.IGNORECASE
)
INFORMED = re.compile(
    r"\b(?:told|tells?|warn(?:ed|s)?|inform(?:ed|s)?|assur(?:ed|es?)|remind(?:ed|s)?|promis(?:ed|es?)|notif(?:ied|ies)|show(?:ed|s)?|persuad\w+|convinc\w+) (?:[\w'-]+ ){0,3}$",
    re.IGNORECASE,
)

SAYING = re.compile(
    rf"(?:\b{SAID}|\b(?:clear|sure|likely|certain|so|ensure|ensures|demand(?:s|ed)?|require[sd]?|propos(?:es|ed)|means|meant|hopes?|hoped|believes?))$",
    re.IGNORECASE,
)

FRONTED = re.compile(
    r"(?:[Uu]nder|[Ii]n|[Aa]t|[Ff]or|[Ww]ith|[Bb]y|[Aa]ccording to|[Aa]s part of) (?:the|its|their|an?|this|that) [^,;:]{2,50}? (?=(?:the|each|every|all|both) [a-z]|(?:it|they|he|she) )|"
    r"(?:[Uu]nder|[Ii]n|[Aa]t|[Ff]or|[Ww]ith|[Bb]y|[Aa]ccording to) (?:the|its|their|an?|this|that) (?:[a-z]\S* ){1,4}(?=[A-Z])",
)

ONE_HOLDER = re.compile(r"^(company|firm|operator|holder|owner|licensee|carrier|bidder) (?:for|in|at|on) .*$")
CAPITAL_OF = re.compile(r"(?:[Tt]he )?[A-Z][a-z]+ (?:[A-Z][a-z]+ )?of (?:the )?")
OFFICE_OF = re.compile(
    r"(?:the |a )?(?:[a-z]+ ){0,2}(?:ministry|government|court|parliament|regulator|authority|agency|council|commission|office|police|board|cabinet|port|municipality|inspectorate|department|treasury|hall|university|college|mint|union|chamber|bank|board) (?:of|in) (?:the )?$"
)

PROPER = re.compile(
    r"(?:the |The )?(?P<name>[A-Z][\w&'.-]*(?: (?:[A-Z&][\w&'.-]*|of|and|for)){0,5}?)(?: \([^)]{2,40}\))?,?"
)

PROPER_ALONE = re.compile(r"[A-Z][\w&'-]+(?: (?:of|and|for|the|[A-Z&][\w&'-]*))+")

CALENDAR_NAME = re.compile(
    r"^(?:The|It|They|He|She|We|This|That|These|Those|Under|If|When|But|And|There|No|All|Each|Every|Any|By|From|Until|Its|Their|His|Her|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)

PRONOUN = re.compile(
    r"(?:it|they|he|she|we|i|you|this|that|who|which|there|them|him|her|us|one)", re.IGNORECASE
)

OFFICE = re.compile(
    r"\b(?:president|minister|ministry|government|commission(?:er)?|council|parliament|court|judge|regulator|authority|agency|"
    r"board|chair(?:man|woman)?|chief|secretary|governor|mayor|department|treasury|white house|kremlin|central bank|cabinet|"
    r"administration|congress|senate|chancellor|premier|tribunal|watchdog|bureau|office|ombudsman|speaker|prosecutor|union|"
    r"organisers|organizers|committee|exchange|law|statute|regulation|directive|act|order|ruling|decree|treaty)\b",
    re.IGNORECASE,
)

EMPHASIS = re.compile(
    r",?\s+(?:(?:it|them|him|her)sel(?:f|ves)|alone|in turn|for (?:its|their|his|her) part|too|as well|meanwhile)\s*,?\s*$"
)
""" "the clinics themselves": words that only stress who is meant."""

ABSTRACT = re.compile(
    r"(?:\w{2,}(?:[aiuepc]tion|ssion|ments?|ness|ivity|bility)|accounts?|works?|reports?|votes?|ballots?|ruling|decision|talks|payments?|offers?|refunds?|fees?|repl(?:y|ies)|answers?)"
)
"""Nouns of deeds and papers: nobody who can be bound."""

ACTING = re.compile(
    r"(?:administration|corporation|association|federation|confederation|organi[sz]ation|delegation|opposition|coalition|institution|foundation|commission|mission|"
    r"government|parliament|department|regiment|establishment|management|constitution|regulation|resolution|legislation|settlement)s?"
)
"""Nouns that look like those of deeds and are bodies, or texts that bind."""

OUTER = re.compile(
    r"(?:(?:[Tt]he|[Aa]ll|[Ss]ome|[Mm]any|[Ii]ts|[Tt]heir) )?(?P<group>(?:[\w-]+ )?[A-Za-z][a-z-]+s|governor|mayor|port|harbour|city|town|district|province|region|bishop|archbishop|chief) (?:to|of|in|at|for|from|with|on|by|near|around) (?:the )?(?:[a-z-]+ ){0,4}$"
)
OUTER_ONE = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er) (?P<group>(?:[a-z-]+ ){0,2}?(?P<noun>[a-z-]+)) "
    r"(?:at|in|on|into|around|behind|near|within|outside|inside|set up|led|run|chaired|owned|backed|[a-z]{3,}ing) .*"
)
""" "An outside panel looking into leaks at [Ravn College]": the panel, wherever it looks."""
UNION_FOR = re.compile(
    r"(?:[Tt]he |[Aa] )?(?P<group>(?:[a-z-]+ ){0,2}(?:union|association|guild|group|coalition|federation|body|council|team)) (?:for|representing|of|that represents|which represents) .*"
)
""" "The union representing 900 nurses at [Ravn Hospital]": who acts, whatever name stands behind."""
OUTER_NAME = re.compile(
    r"(?P<group>(?:[A-Za-z]?[a-z-]+ )?[A-Za-z]?[a-z-]+s) (?:to|of|in|at|for|from|with|on|near) (?:the )?(?:[a-z-]+ )?[A-Z]"
)

BUSY = re.compile(
    r"(?P<group>(?:[\w-]+ )?[A-Za-z]?[a-z-]+(?:ers|ors|ants|ents|ees|ies|people|men|women|[a-z]s)) (?:holding|owning|named|based|living|working|seeking|wishing|affected|listed|concerned|"
    r"wanting|willing|selling|using|relying|applying|registered|subject|responsible) "
)
""" "lessors holding 14 of its jets": the people, without what they do."""

PEOPLE = re.compile(
    r"(?:(?:[Tt]he|[Aa]ll|[Aa]ny|[Ss]ome|[Tt]hose|[Mm]ost|[Mm]any) )?(?P<group>(?:[A-Za-z]?[a-z-]+ ){0,2}?(?P<noun>[Pp]eople|[A-Za-z]?[a-z-]+(?:s|men|people))) "
    r"(?:that|who|which|whose|outside|inside|with|without|for|around|behind|owed|held|sold|made|built|born|bought|hit|sent|run|[a-z]{3,}ing|[a-z]{3,}ed) \S"
)
""" "Producers established outside the union", "airlines flying the jet": who they are, without what tells which of them."""

ABOUT = re.compile(
    r"(?:(?:the|an?|its|their|his|her|this|that|any) )?(?:[\w-]+ ){0,3}?(?P<head>[A-Za-z][a-z-]+) (?:to|for|on|against|about|over|with|from|by|at|in|under|between|of) (?:(?:the|an?|its|their) )?(?:[a-z-]+ ){0,3}",
    re.IGNORECASE,
)

HOLDERS_OF = re.compile(
    r"(?P<group>(?:[\w-]+ )?(?:[Ss]hare|[Bb]ond|[Nn]ote|[Uu]nit)?(?:[Hh]olders|[Oo]wners)) of (?:the |all |its |their )?(?:remaining|other|rest|more than|at least|fewer than|less than|over|under|\d|shares?|stock|bonds?|notes|units)\b"
)
""" "owners of the remaining 12%", "holders of more than 5%": who they are needs no share."""
PROPER_PAIR = re.compile(r"[A-Z][\w&-]+(?: [A-Z][\w&-]+){0,3} and [A-Z][\w&-]+(?: [A-Z][\w&-]+){0,3}")
NO_NOUN = re.compile(
    r"in|on|at|by|of|to|for|from|with|as|if|a|an|the|its|their|his|her|hold|present|subject|until|before|after|up|out|off",
    re.IGNORECASE,
)
"""What cannot head a noun phrase, where a phrase was cut too early."""

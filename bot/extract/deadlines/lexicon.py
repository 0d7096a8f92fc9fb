"""The words deadlines are told with, as alternations for the frames."""

from __future__ import annotations

import re

LIMIT = (
    r"(?:deadline|ultimatum|cut-?off(?: date| point)?|time limit|time frame|limit|target date|due date|closing date|expir(?:y|ation) date|compliance date|"
    r"end date|final date|grace period|notice period|comment period|expiry|long-?stop date|due-by date|date)"
)
LIMIT_STRICT = r"(?:deadlines?|ultimatums?|cut-?offs?(?: date)?|time limits?|(?:target|due|closing|expir(?:y|ation)|compliance|outside|bar|long-?stop) date|effective dates?|grace periods?|notice periods?)"
"""What bears a limit in its name; `LIMIT` adds words that only count next to a verb of setting or moving."""

INSTRUMENT = (
    r"(?:truce|ceasefire|cease-fire|armistice|licen[cs]e|permit|permission|concession|contract|lease|mandate|agreement|"
    r"accord|deal|treaty|pact|pause|suspension|extension|prolongation|waiver|exemption|exclusions?|derogation|moratorium|"
    r"freeze|sanctions?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?|fees?|surcharge|charge|toll|ban|embargo|blockade|"
    r"restrictions?|curbs?|controls?|measures?|rules?|regulations?|directive|law|act|legislation|statute|bill|ordinance|"
    r"decree|order|injunction|penalt(?:y|ies)|fines?|obligations?|requirements?|duties|provisions?|amendments?|quotas?|cap|"
    r"price cap|rates?|subsid(?:y|ies)|programme|program|scheme|offer|bid|tender|consultation|window|period|term|"
    r"authori[sz]ation|approval|clearance|registration|accreditation|visas?|status|protection|protections|guarantee|"
    r"insurance|cover|bond|loan|facility|funding|grant|emergency|curfew|lockdown|notice|reprieve|stay|ultimatum|deadline|"
    r"option|patent|policy|standards?|system|code|phase|stage|increase|cut|changes?|threshold|limit|stop-?gap|regime|"
    r"100%|applications?|submissions?|nominations?|bids|bidding|entries|comments?|observations?|objections?|acceptances?|date|dates|timetable|procedure|service|corridor|detention|custody|remand|tenure|presidency|"
    r"(?:observer|observation|peacekeeping|monitoring|training|stabili[sz]ation|naval|police) (?:mission|force|operation)|undertaking|commitment|validity|moorings?|rights?|franchise|subscription|quarantine|recall)"
)
"""Nouns for what runs, starts, applies and ends on a day."""

LAW = (
    r"(?:law|regulation|directive|act|legislation|rules?|statute|ordinance|decree|code|obligations?|amendments?|"
    r"order|standards?|requirements?|scheme|regime|measures?|tariffs?|dut(?:y|ies)|sanctions?)"
)

MEETING = re.compile(
    r"\b(?:meet(?:s|ing|ings)?|met|summit|talks|visit(?:s|ed|ing)?|travel(?:s|led)?|fly|flies|flew|trip|sit(?:s|ting)? down|see|sees|"
    r"host(?:s|ed)?|receive[sd]?(?! (?:at least|\d|[$£€]|(?:\w+ ){0,3}(?:doses?|jabs?|payments?|money|compensation|approval|permits?|notice|refunds?)\b))|dinner|lunch|breakfast|conference|gather(?:s|ing)?|session|round|arrive[sd]?|attend|speak|"
    r"call(?:s)? (?:him|her|them|the)|telephone|phone|negotiat(?:e|ions)|interview|encounter|speech|address|rally|match|game|"
    r"play|race|concert|festival|film|season|airs|aired|broadcast|wedding|funeral|(?:birthday|dinner|garden|farewell|tea) party|premiere|exhibition)\b",
    re.IGNORECASE,
)
"""What belongs to meetings and to life, and so is no deadline when it is merely planned for a day."""

DECIDE = (
    r"(?:vote|rule|decide|give (?:its|her|his|their) (?:ruling|decision|verdict)|deliver (?:its|her|his|their|a|the) "
    r"(?:ruling|judgment|verdict|decision|opinion|report|findings)|hand down|issue|publish|release|announce|adopt|approve|"
    r"ratify|endorse|report|present|submit|unveil|table|conclude|complete|finish|respond|reply|file|sign|pronounce|"
    r"be (?:handed down|announced|published|delivered|decided|issued|taken|made)|review|reconsider|determine|settle|elect|close)"
)
DECISION = (
    r"(?:vote|votes|ruling|decision|verdict|judgment|judgement|election|elections|referendum|ballot|sentencing|"
    r"determination|completion|closing|settlement|publication|announcement|ratification|adoption|report|final report|findings|results|opinion|"
    r"review|auction|award|launch|opening|inspection|audit)"
)

MOVABLE = r"(?:start|beginning|introduction|opening|closing|close|closure|switch(?:-?over)?|roll-?out|abolition|move|handover|takeover|delivery|payment|repayment|maturity|instalment|filing|hearing|trial)"
"""What has a day that can be moved, beside limits and instruments."""

DEED = (
    r"(?:publish|present|propose|submit|file|deliver|report|pay|repay|complete|finish|conclude|decide|respond|reply|answer|"
    r"withdraw|close|open|reopen|launch|ratify|sign|implement|remove|restore|hand|set down|release|provide|introduce|dispose|"
    r"sell|divest|appoint|adopt|vote|lift|resume|comply|leave|vacate|clear|return|free|ship|supply|notify|inform|appeal|"
    r"issue|send|produce|draft|draw up|table|unveil|update|review|rule|give|settle|agree|end|halt|stop|cease|begin|start|"
    r"build|install|repair|replace|refund|reimburse|compensate|cut|reduce|transfer|register|apply|approve|clear|"
    r"be (?:set down|published|presented|submitted|filed|delivered|paid|repaid|completed|finished|concluded|made|lifted|"
    r"removed|restored|handed|released|provided|introduced|signed|ratified|reopened|opened|closed|sent|issued|ready|"
    r"in place|settled|repaired|replaced|returned|dismantled|withdrawn|implemented|put|taken|done|decided|announced|back))"
)
"""Deeds that someone can promise or plan for a day; a forecast ("will double by 2050") is none of them."""

RIGHT = (
    r"(?:appeal|object|comment|apply|submit|file|respond|bid|withdraw|vote|opt|claim|register|challenge|lodge|sell|accept|"
    r"tender|reply|contest|seek|request|send|enrol|enroll|return|cancel|be (?:lodged|filed|submitted|appealed|challenged|sent))"
)

SAID = (
    r"(?:said|says|say|saying|told [^,;:]{1,50}?|tells [^,;:]{1,50}?|adds|added|adding|announced|announces|insisted|insists|warned|warns|"
    r"confirmed|confirms|wrote|writes|stated|ruled|decided|declared|argued|noted|stressed|explained|"
    r"reported|repeated|promised|pledged|agreed)"
)

PROPOSED = re.compile(
    r"\b(?:propos(?:e|es|ed|al|als|ing)|draft|wants?|wanted|seeks?|seeking|sought|suggest(?:s|ed|ing|ion)?|"
    r"threat(?:s|en|ens|ened|ening)?|consider(?:s|ed|ing)?|could|might|(?-i:may)(?= )|"
    r"mull(?:s|ed|ing)?|weigh(?:s|ed|ing)?|float(?:s|ed|ing)?|calls? for|called for|calling for|"
    r"urg(?:e|es|ed|ing)|asks?|asked|asking|demand(?:s|ed|ing)?|requests?|requested|requesting|possible|possibly|"
    r"hop(?:e|es|ed|ing)|plans? to|planned to|planning to|intends? to|intended to|aims? to|aimed to|looks? to|"
    r"provisional(?:ly)?(?! (?:deadline|date))|tentative(?:ly)?|preliminary|in principle|recommend(?:s|ed|ing|ation)?|"
    r"appl(?:y|ied) for|bill would|would like|should|ought to|envisag(?:e|es|ed)|if (?:approved|adopted|agreed|passed|"
    r"endorsed|ratified|lawmakers|parliament|governments|ministers|the council|member states)|subject to|pending|"
    r"(?:offers|offered|(?<!d )(?<!its )(?<!an )(?<!the )(?<!his )(?<!bid )(?<!cash )(?<!share )(?<!hostile )(?<!unsolicited )(?<!takeover )offer) to|prepared to|ready to|willing to|likely|unlikely|perhaps|reportedly|rumou?red|according to people)\b",
    re.IGNORECASE,
)
"""What keeps a day from being in force: asked for, threatened, drafted, hoped for."""

WOULD = re.compile(r"\b(?:would|could|might|'d)\b", re.IGNORECASE)
IN_FORCE = re.compile(
    r"\b(?:as (?:the law|things|matters) stands?|under (?:current|existing|present) (?:law|rules)|current(?:ly)?|existing|"
    r"still|remains?|as planned|original(?:ly)?|without the (?:amendment|change|delay|extension)|unless)\b",
    re.IGNORECASE,
)
PROVISIONAL = re.compile(
    r"\b(?:agreement is provisional|deal is provisional|provisional (?:agreement|deal|accord)|must still (?:endorse|approve|adopt|"
    r"agree|ratify|be (?:approved|endorsed|adopted|ratified))|still (?:needs?|ha(?:s|ve)) to be (?:approved|endorsed|adopted|"
    r"ratified|agreed)|needs? the (?:consent|approval|backing|agreement) of|(?:still )?(?:needs?|requires?) (?:the )?(?:consent|"
    r"approval|backing)|subject to (?:approval|consent|ratification|a vote)|both have to approve|yet to be (?:approved|adopted|"
    r"ratified|endorsed)|have to approve|has to approve|awaits? (?:approval|ratification))\b",
    re.IGNORECASE,
)
APPROVE = re.compile(
    r"\b(?:approve|endorse|adopt|ratify|consent|vote on|printed|official journal|be signed into law|rubber-stamp)\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"\b(?:signed|issued|published|adopted|enacted|passed|gazetted|promulgated|ordered|ratified)\b",
    re.IGNORECASE,
)

MOVE_LATER = (
    r"(?:extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|push(?:es|ed|ing)? (?:(?:the|its|their|his|her|that|this) (?:[\w'-]+ ){1,4}?)?(?:back|off|out)|(?<!new )(?<!the )(?<!a )(?<!this )(?<!further )(?<!latest )(?<!any )delay(?:s|ed|ing)?|"
    r"put(?:s|ting)? (?:(?:the|its|their|his|her|that|this) (?:[\w'-]+ ){1,4}?)?(?:off|back)|defer(?:s|red|ring)?|roll(?:s|ed|ing)? over|renew(?:s|ed|ing)?|stretch(?:es|ed)?|"
    r"lengthen(?:s|ed)?|slip(?:s|ped)(?= (?:by|to|back|from))|set back|shift(?:s|ed|ing)?|kept|keeps)"
)
MOVE_SOONER = (
    r"(?:br(?:ings?|ought|inging) (?:[\w'’%-]+ ){0,8}?forward|advanc(?:e|es|ed)|shorten(?:s|ed|ing)?|slash(?:es|ed|ing)?|cut(?:s|ting)? short|"
    r"cut(?:s|ting)?(?!-|\w| off)|move[sd]? (?:up|forward)|pull(?:s|ed)? forward|speed(?:s|ed)? up|hasten(?:s|ed)?|accelerat(?:e|es|ed))"
)
MOVE_ANY = r"(?:(?<!the )(?<!a )(?<!this )(?<!that )(?<!any )move[sd]?|moving|push(?:es|ed|ing)?(?= (?:the|its|their|his|her|to|until|from)\b)|changed?|changes|reset|rescheduled|revised|revises)"

MADE_BY_SIDES = frozenset("truce ceasefire cease-fire deal agreement accord pact contract talks".split())
"""What two sides make: whoever only tells of its end has not set it."""

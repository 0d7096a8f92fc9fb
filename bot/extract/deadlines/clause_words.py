"""What verbs, links and nouns around a time tell about it, as patterns over a marked sentence."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import DAY
from bot.extract.deadlines.patterns import TIMES, rx

TIME = rx(
    rf"(?:(?P<link>\b(?:by|before|no later than|not later than|at the latest (?:by|on)|until|till|through|up to(?: and including)?|"
    rf"within(?: the(?: next| first)?)?|on or before|ahead of|to|with effect from|effective(?: from)?|as (?:of|from)|from|on|at|in|for|after|beyond|past))"
    rf"\s+(?:the (?:end|close) of |at the latest )?[\"']?)?(?P<due>{TIMES})"
)

LIMITS = re.compile(
    r"(?:by|before|no later than|not later than|at the latest (?:by|on)|until|till|through|up to.*|within.*|on or before|ahead of)",
    re.IGNORECASE,
)

OPEN_END = re.compile(r"until|till|through|up to.*|to|for", re.IGNORECASE)

CLAUSE_BREAK = re.compile(
    r"[;:]|\s[-–—|]\s|—|,\s+(?:but|while|whereas|although|though|because|(?:after|as|since|despite|following) (?=(?:the|an?|its|their|his|her|it|he|she|they|[A-Z]\w+) )|(?=who )|and (?=[^,;]{2,50}\b(?:is|are|was|were|has|have|had|will|would|must|can|may)\b))|\swhen\s(?=(?:the|its|their|his|her|they|it|this|that|those|these)\s)|"
    r"\b(?:said|says|say|saying|added|adds|insist(?:s|ed)|warn(?:s|ed)|confirm(?:s|ed)|wrote|writes|stated|noted|stressed|explained|(?:told|tells) [^,;:]{1,40}? that|"
    r"(?:announc|rul|declar|decid|report|argu)(?:es|ed) that)\b(?: that\b|,|:)?(?=\s)|\b(?:because|although|though|after which)\b",
    re.IGNORECASE,
)

DUTY = (
    r"(?:must|shall|ha(?:s|ve|d) to|need(?:s|ed)? to|should|ought to|(?:is|are|was|were|been|be|being) (?:\w+ly |also |now |still |both |all |each |then |never |not )?"
    r"(?:required|obliged|ordered|told|instructed|directed|bound|compelled|supposed|meant|invited|asked|requested|advised|urged|due|given|warned) to|"
    r"(?:is|are|was|were) to|supposed to|(?:is|are|was|were) (?:owed|payable|due|wanted|needed|required))"
)

PREDICATE = rx(
    rf"\b(?:(?P<duty>{DUTY})|(?P<permit>(?:(?:is|are|was|were) (?:free|allowed|permitted|entitled|able) to)|(?:can|(?-i:may)|could)(?= (?:still |also |then |now |only |be )?[a-z]))|(?P<future>will|would|'ll|won't|(?:is|are) going to)|"
    r"(?P<promise>promis(?:es|ed)|pledg(?:es|ed)|vow(?:s|ed)|undert(?:ook|akes|aken)|commit(?:s|ted)|guarante(?:es|ed)|agreed? to|agrees to|speaks? of)|"
    r"(?P<plan>(?:aim|plan|hope|intend|expect|mean|propos|prepar)(?:s|e|es|ed|ned|ing)? (?:to|on)|(?:is|are|was|were|been|be|now) (?:\w+ly |now |not |also |still )?(?:planned|scheduled|slated|expected|set|due|pencilled in|earmarked)|planned|scheduled|target(?:s|ed)?|goals?)|"
    r"(?P<ask>needs?(?= until)|wants?|wanted|would like|asks?|asked|(?<!of )(?<!the )(?<!its )(?<!their )demand(?:s|ed)|urg(?:es|ed)|call(?:s|ed) (?:for|on|upon)|request(?:s|ed)|seeks?|sought|appeal(?:s|ed) (?:for|to)|press(?:es|ed)|insist(?:s|ed)|invited|consider(?:s|ed|ing)|propos(?:es|ed)|suggest(?:s|ed)|recommend(?:s|ed)|threaten(?:s|ed))|"
    r"(?P<revoke>(?:replac|revok|rescind|cancel|terminat|annul|scrapp|shelv|abolish)\w*|withdr(?:aw\w*|ew)(?! (?:[\w'-]+ ){0,3}(?:troops|forces|soldiers|fighters|units|tanks|army|weapons|staff|personnel|from)\b))|"
    r"(?P<move>extend(?:s|ed|ing)?|prolong(?:s|ed|ing)?|postpon(?:e|es|ed|ing)|defer(?:s|red|ring)?|delay(?:ed|ing)?|(?<!several )(?<!repeated )(?<!further )(?<!more )(?<!many )(?<!some )(?<!any )(?<!long )(?<!two )(?<!three )(?<!of )(?<!these )(?<!such )(?<!the )delays(?! (?:of|in|to|and|that|which|have|had|were|are)\b)|push(?:es|ed|ing)? back|put(?:s|ting)? (?:off|back)|renew(?:s|ed|ing)?|rolled over|rescheduled|adjourn(?:s|ed)?|(?<!the )(?<!a )(?<!this )(?<!that )(?<!any )moved?|slipped)|"
    r"(?P<end>expir(?:e|es|ed|y|ing)|laps(?:e|es|ed|ing)|elaps(?:e|es)|runs? out|running out|dies?|ends?|ending|ceas(?:e|es)(?!-)|clos(?:e|es|ing)|terminates?|matur(?:e|es)|falls? away|dr(?:ies|y|ied) up|peters? out|winds? up|comes? to an end|come to an end|(?:is|are) (?:up(?! for)|over|gone)|stops?|shuts?|no longer)|"
    r"(?P<begin>(?:tak(?:e|es)|com(?:e|es)|go(?:es)?|enter(?:s)?) (?:effect|into (?:force|effect|operation|circulation|use)|out|back)|enters? (?:circulation|into)|appl(?:y|ies)|kicks? in|comes? in|comes? up for|(?:is|are) up for|reverts?|returns?|opens?(?!-)|reopens?|starts?|begins?|resumes?|(?<!the )(?<!its )(?<!their )(?<!a )launch(?:es)?|"
    r"be (?:introduced|imposed|lifted|banned|published|released|reopened|opened|raised|cut|issued|applied|charged)|goes? live|becomes? \w+|go ahead|goes? ahead|votes?|rules?|decides?|elects?|hears?|resigns?|leaves?|steps? down|takes? over|(?:walks?|goes?) out|(?<!a )(?<!an )(?<!the )(?<!and )(?<!warning )(?<!day )(?<!week )(?<!hour )(?<!general )(?<!air )(?<!drone )(?<!\" )strikes?|downs? tools|stops? work)|"
    r"(?P<stay>(?<!a )(?<!the )(?:remain|stay|stand|continue|keep|kept|last|run|hold|serve|apply)(?:s|ed|ing)?|valid|binding|open|in force|in place|in effect|good|available|committed|guaranteed|secured|reserved|waive[ds]?|suspended|frozen|exempt|accepted|closed|banned|barred|allowed|authori[sz]ed|permitted|protected|covered)|"
    r"(?P<pay>payable|owed|fall(?:s|ing)? due))\b"
)

NOUN = rx(
    rf"\b(?:leave to|permission|rights? to|{words.LIMIT_STRICT}|exemption|grace|window|moratorium|truce|ceasefire|pause|mandate|licen[cs]e|permit|waiver|offer|consultation|term|penalt(?:y|ies)|appeals?|objections?|applications?|submissions?|nominations?|registration|entries)\b"
)

CONDITION = rx(r"\b(?:if|unless|conditional|condition|provided|on condition|or else|otherwise|failing)\b")

NOT = rx(
    r"\b(?:den(?:y|ies|ied|ying)|no (?:deadline|ultimatum|date|limit)|never (?:set|gave|had|been)|(?:not|n't|never|without|refus\w+ to|no need to|no longer) (?:wait\w*|set|give|given|impose|expected|decide|be ready|be)|not)\b"
)

FORECAST = rx(
    r"\b(?:forecasts?|grow(?:s|th)?|rise|rising|fall by|double|triple|halve|reach|analysts?|economists?|population|temperatures?|inflation|gdp|market size|shortfall|degrees|rain|snow|weather|average|billion people)\b"
)

LIFE = rx(
    r"\b(?:born|died|lived|worked|slept|waited|talked|lasted|stayed|sat|stood|queued|danced|played|sang|was seen|were seen|had seen|arrived|left|returned|served as|headed|has (?:headed|led)|shops?|store|museum|school play|kitchen|bakery|cafe|season|festival|match|game|concert|film|race|(?:lawmakers|senators|members|deputies|mps|ministers|leaders|negotiators|teams?|sides|he|she|they|we) (?:will|would|are to|is to|are due to|to) (?:return|reconvene|be back))\b"
)

PAST_DUTY = rx(
    r"\b(?:(?:was|were) (?:\w+ )?(?:to|supposed to|meant to|due|required to|obliged to)|should have|had to|supposed to|promised|pledged|vowed|undertook|agreed to|had until|target)\b"
)

STRONG_DUTY = rx(
    r"(?:must|shall|ha(?:s|ve|d) to|need|.*(?:required|obliged|ordered|told|instructed|directed|bound|compelled))"
)

NO_MEETING = rx(
    r"\b(?:travel (?:bans?|restrictions?)|season tickets?|party lists?|parties|see (?:an? |the |any |no |their )?(?:[\w-]+ ){0,3}?(?:increase|rise|hike|cut|change|reduction|benefit|return)s?|call(?:s|ed)? off)\b"
)

SIGNED_BEFORE = rx(
    r"(?<!\bbe )(?<!be officially )(?<!be formally )(?<!be publicly )\b(?:show(?:ed|s)|reveal(?:ed|s)|heard|learn(?:ed|t)|signed|concluded|established|issued|dated|born|built|bought|booked|placed|acquired|registered|entered into|granted|made|filed|committed|published|announced|released|adopted|gazetted)(?:\s(?:by|in|at)\s[^,;:]{2,50}?)?\s*$"
)

DONE_BEFORE = rx(
    r"(?<!be )(?<!is )(?<!are )(?<!to )(?<!being )\b(?:imposed|unleashed|launched|declared|staged|held|reached|brokered|struck|unveiled|embarked on [^,;:]{2,40}|killed|arrested|detained|elected|appointed|attacked|invaded|sworn in)\s*$"
)

NOT_TO_COME = rx(r"\b(?:will|would) (?:now )?not\b|\bwon't\b")
""" "The port will not shut on Friday": nothing is told to happen on that day."""

DID_ON = rx(r"\bwhich (?:it|they|he|she) did\s*$")

HAD_BEEN = rx(
    r"\bwould (?:otherwise )?have (?:otherwise )?(?:expired|lapsed|ended|run out|terminated)\b|\b(?:had (?:originally |initially |first |previously )?been|(?:was|were) (?:originally|initially|previously|first)) (?:\w+ )?(?:due|payable|scheduled|planned|set|supposed|expected|slated|valid|in force|to)\b"
)

DECIDES = rx(r"(?:votes?|rules?|decides?|elects?|hears?)")

BACK = rx(
    r"\b(?:earlier|previous|last|this past|failed|missed|reached|(?:was|were) (?:\w+ )?(?:supposed|meant)|should have)\b"
)

DONE_AFTER = re.compile(
    r"^[^.;]{0,60}?\b(?:was|were|had been)\s+(?:reached|met|missed|kept|beaten|ignored)\b", re.IGNORECASE
)

CLOSED = rx(
    r"\b(?:round|window|registration|applications?|nominations?|consultation|offer|tender|period|subscription|bidding|entries|polls?)(?: [\w]+){0,3} (?:closed|ended)\s*$"
)

FAILS = rx(r"\b(?:that|who|which|those|anyone|whoever)\b[^,;]{0,25}\b(?:not|fails?)\b")

GIVEN_MORE = rx(
    r"\b(?:gave|given|giving|grant(?:ed|ing)|allow(?:ed|ing))\s+(?P<who>[^,;:]{2,60}?)\s+(?:an? extra|another|an additional|a further|more|extra|\w+ more|\w+ extra)\s[^,;:]{0,20},?\s*$"
)

IN_PLACE = rx(r"\b(?:is|are|was|were) (?:now |also )?due (?:back |home )?(?:in|at) [A-Z]")

WEAK_STAY = rx(r"(?:remain|stay|stand|continue|keep|kept|last|run|hold|serve|apply)(?:s|ed|ing)?")

RUNS = rx(
    rf"\b(?:{words.INSTRUMENT}|closure|closed|shut|road|bridge|line|strike|walkout|works?|maintenance|diversion|authority|coverage|protection|funding|service|it|they)\b"
)

WAS_TO_END = rx(r"(?:was|were) (?:\w+ )?(?:due |set |scheduled |supposed )?to")

THEREAFTER = rx(r"^[^;:.]{0,60}?\b(?:will|shall|must|may|can|would)\b")

MODALS = ("duty", "permit", "future", "promise", "plan", "ask")

STAYS_ON = rx(r"\b(?:stays?|remains?|continues?|renewed|extended|prolonged|rolled over|kept)\b")

OLD_END = rx(
    rf"\b(?:(?:(?:was|were|had been|is|are)\s+)?(?:due|set|scheduled|to)?\s*to (?:have )?|would have )(?:lapsed?|expired?|end(?:ed)?|run out|terminated?|closed?)\s+(?:on |in |at )?(?P<prev>{DAY}+)"
)

PERIOD = rx(
    r"\b(?:valid|runs?|open|period|window|acceptance|lasts?|in force|available|suspended|subscription|registration|(?:able|allowed|free|permitted) to)\b"
)

FROM_TO = re.compile(r"\b(?:to|until|and|through)\b|[-–]", re.IGNORECASE)

LEAVES = rx(r"(?:resigns?|leaves?|steps? down|takes? over)")

RECEIVES = rx(r"\s*(?:then |also |now |each )?(?:get|receive|lose|recover)\b")

AGREED_PAUSE = rx(
    r"\bagreed? to (?:an?|the|another) (?:[\w-]+ )?(?:pause|standstill|waiver|extension|moratorium|freeze|truce|ceasefire|deferral|stay|delay)\b"
)

DOERS_OWN = rx(
    rf"'s?\s(?:[\w{DAY}-]+ ){{0,3}}(?:reports?|payments?|repl(?:y|ies)|answers?|instal?ments?|accounts|filings?|returns?|bids?|plans?|contributions?|share|documents?|submissions?)$"
)

EARLIER_VERSION = rx(
    r"\b(?:earlier|previous|first|original) versions? (?:of (?:this|the) (?:story|article|report|page|notice) )?(?:said|gave|stated|put|named|carried)\b"
)

MAY_BE_PUT = rx(
    r"\b(?:can|may|will|would|could|shall) (?:also |then |now |still )?(?:be (?:\w+ly )?\w+(?:ed|en|t|n|ut)|take|seize|claim|sell|call in|recover|cancel|terminate|use|charge|collect|hire|dismiss|fine|block|board|search)\b"
)

IF_FIRST = rx(r"(?:^\W*|,\s(?:and|but)\s)(?:if|should|unless)\b[^,;]*,\s")

LAPSED_AFTER = rx(
    r"^[^.;:]{0,40}?\b(?:(?:will|shall|can|may|must|would) (?:not|no longer)|cannot|will be (?:ignored|rejected|discarded|disregarded|returned|refused|excluded|destroyed)|(?:is|are) (?:void|invalid|ignored|excluded|worthless))\b"
)

THREATENS = rx(r"(?:threaten\w*|vow\w*|promis\w*|pledg\w*|undert\w*)")

OFF_FROM = re.compile(r"as of|as from|with effect from|effective(?: from)?", re.IGNORECASE)

RULED_FROM = rx(
    r"\b(?:is|are|be|becomes?|become)\s+(?:also |again |once more )?(?:off limits|mandatory|compulsory|obligatory|required|banned|barred|charged|liable|subject to|exempt|illegal|legal|void|invalid|"
    r"obliged|allowed|forbidden|prohibited|restricted|limited|capped|taxed|tax-free|free of charge|no longer)\b[^,]{0,50}$"
)

BORN_FROM = rx(
    r"\b(?:letter|photo|picture|report|story|post|video|interview|recording|data|figures|statement|email|message|decision|ruling|judgment|document|note|order|quote|line|passage|up|down|rise|fall|changed|apart|different|recovered|back)\s*$"
)

BARE_LIMIT = re.compile(
    r"by|before|until|till|no later than|not later than|at the latest by|on or before|ahead of", re.IGNORECASE
)

NO_LIMIT = rx(
    r"\b(?:wait(?:ed|s)?|stay(?:ed|s)? (?:at|in|with)|tour|travel(?:s|led)?|visit(?:s|ed)?|trip|holiday|guest|sleeps?|sings?|plays?|weather|forecast|back (?:at|in|home)|home|speaks?|tell|brief|call|"
    r"see|seen|meet|join|return|arrive|leave for|fly|attend|receive|host|continue|reconvene|resume talks|take place|be held|gather)\b[^,]{0,60}$"
)

OCCASION = rx(
    r"\b(?:talks|negotiations?|summit|conference|ceremony|concert|match|game|race|festival|rally|march|parade|funeral|wedding|debate|lecture|premiere|exhibition|film|show|book|memoir|album|episode|"
    r"closed|offices|birthday|anniversary|trial continues|hearing|breakfast|lunch|dinner|lands?|flight|train|plane)\b"
)

QUOTED = rx(r"^\W*\"[^\"]*$")

PAST_VERB = rx(
    r"(?<!be )(?<!been )(?<!is )(?<!are )(?<!to be )\b(?:was|were|had|did|said|told|went|came|saw|made|took|gave|held|began|met|spoke|broke|won|lost|sent|wrote|found|showed|rose|fell|grew|became|"
    r"(?!need|proceed|exceed|speed|feed|embed|indeed|bed|shed|seed|breed|deed)[a-z]{3,}ed)\b"
)

DID_THEN = rx(
    r"\s*(?:night|morning|afternoon|evening)?,?\s+(?:also |again |then |unanimously )*(?:put|set|let|cut|hit|was|were|had|did|said|told|went|came|took|gave|held|began|won|lost|sent|(?!need|proceed|exceed|speed|indeed)[a-z]{3,}ed)\b"
)
""" "The court on Friday put the order on hold": the day of what was done."""

NAME_LAST = re.compile(r"[A-Z][\w.'-]+\s*$")
""" "Judge Ines Vale on Monday granted": the day stands between a doer and the deed."""

COERCES = rx(
    r"\s*(?:then |also |now |still )?(?:close|revoke|suspend|terminate|withdraw|cancel|impose|seize|fine|ban|bar|block|cut|dismiss|evict|foreclose|call in)\b"
)

IS_SO = rx(r"\b(?:is|are|remains?|stays?)\s+(?:\w+ly )?(?!(?:in|at|on|with|away|here|there)\b)\w+")

MIGHT_DO = rx(
    r"\s*(?:then |also |now |still )?(?:ban|bar|impose|introduce|raise|close|shut|cut|strike|walk out|block|suspend|scrap|abolish|tax|launch|levy|restrict|reimpose|expel|sanction|start|begin|end)\b"
)

ORDERED_THAT = rx(
    r"\b(?:orders?|demands?|rulings?|requirements?|rules?|requests?|instructions?|directives?|decrees?|condition|insist(?:s|ed|ing)|demand(?:s|ed|ing)|requir(?:es|ed|ing)) that (?:[\w'-]+ ){1,6}[a-z]+[^,;:]{0,60}$"
)
""" "the order that growers file by 18 May"."""

WAS_PLANNED = rx(
    r"\b(?:was|were|had been)\s(?:\w+ly\s|first\s|also\s)?(?:due|set|scheduled|supposed|meant|expected|planned|slated|to)\b[^,]{0,80}$"
)
MUST_DO = rx(
    r"\b(?:must|shall|ha(?:s|ve) to|needs? to) (?!have\b|be\b(?! [a-z]+(?:ed|en|id|de|nt)\b)|not\b|\w+ed\b|admire|beat\b|win\b|play\b|wait|see\b|say\b|think|believe|remember)[a-z]+\b(?!.*\b(?:did|was|were|had|said)\b)[^,;:()]{0,80}$"
)
WAS_DONE = rx(
    r"\b(?:that|which|who|when) (?:was|were) (?:\w+ly |first |then )?(?!due|set|scheduled|planned|expected|slated|supposed|meant|ordered|told|required|asked)(?:[a-z]{3,}ed|frozen|made|sold|built|taken|given|bought|held|paid|sent|hired|born)(?: [\w'-]+){0,4}\s*$"
)
""" "contracts that were frozen before 13 May": which ones are meant, and nothing to come."""
LATELY = 120  # days

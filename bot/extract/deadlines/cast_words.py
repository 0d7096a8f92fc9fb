"""What articles call the parties of a deadline when they do not name them, and how they introduce them."""

from __future__ import annotations

import re

PLAIN_FIRM = frozenset("company firm group business corporation enterprise concern issuer".split())
"""Nouns that fit every company."""

FIRM = PLAIN_FIRM | frozenset(
    "operator lender bank insurer broker maker manufacturer producer supplier bidder buyer suitor predator acquirer purchaser "
    "offeror target offeree seller carrier airline shipper shipowner line miner driller retailer grocer chain developer contractor "
    "builder employer utility network broadcaster station publisher platform startup brewer refiner refinery shipbuilder yard "
    "licensee holder concessionaire owner provider borrower debtor creditor investor fund trader exporter importer applicant "
    "carmaker drugmaker chipmaker automaker airport railway telecoms conglomerate consortium subsidiary parent newspaper landlord "
    "tenant foundation club retailer haulier paper magazine hospital clinic university".split()
)
"""Nouns that a company or another private body is called by."""

OFFICIAL = frozenset(
    "court tribunal authority commission ministry regulator watchdog agency council panel department committee inspectorate "
    "supervisor supervisors office bureau board parliament assembly senate congress chamber treasury directorate registry mission "
    "cabinet government administration ombudsman central_bank exchange city municipality town district secretariat presidency".split()
)
"""Nouns that a public body is called by."""

SUPERVISING = frozenset("authority regulator watchdog agency supervisor supervisors body office".split())
"""Nouns that fit every public body that supervises."""

SIDE = frozenset(
    "front militia party union rebels movement army league faction alliance bloc guild federation association camp group".split()
)
"""Nouns of a side in a conflict or a labour dispute."""

OFFICE = frozenset(
    "president chancellor premier minister governor mayor judge chair chairman chairwoman director secretary-general secretary "
    "commissioner leader chief king emir speaker envoy mediator senator prosecutor ombudsman administrator liquidator".split()
)
"""Nouns of offices that one person holds."""

OFFICIAL_NAME = re.compile(
    r"\b(?:authority|commission|ministry|court|tribunal|regulator|office|agency|council|panel|department|treasury|bureau|government|"
    r"inspectorate|parliament|congress|senate|cabinet|committee|assembly|central bank|directorate|municipality|city|exchange|police|"
    r"customs|secretariat|presidency|white house|kremlin|downing street|pentagon|synod|watchdog|ombudsman|united nations|european union|chamber of)\b"
)

FIRM_NAME = re.compile(
    r"\b(?:plc|ltd|inc|ag|ab|as|sa|nv|gmbh|corp|llc|co|company|group|holdings?|foods?|motors?|air|airlines?|airways|bank|savings|"
    r"capital|partners|mobile|media|data|systems?|software|pharma|medical|steel|minerals|mining|mines|metals|energy|power|grid|oil|gas|"
    r"petroleum|shipping|lines?|ferries|ports?|docks|harbou?rs|rail|railways?|logistics|transport|telecom|networks?|radio|television|tv|"
    r"studios?|press|books|stores?|retail|insurance|mutual|trust|fund|works|yards?|chemicals?|dair(?:y|ies)|breweries|brewers?|hotels?|"
    r"properties|estates|homes|construction|engineering|industries|technologies|labs?|robotics|utilities|water|waste|farms?|fisheries|"
    r"& [a-z]+|bridge|brothers|sons)$"
)

SIDE_NAME = re.compile(
    r"\b(?:front|militia|party|union|movement|army|league|alliance|bloc|guild|federation|association|brigades?|forces?|greens|"
    r"democrats|liberals|conservatives|socialists|workers|society|institute|coalition|congress)$"
)

FIRM_OWNS = re.compile(
    r"^(?:'s|’s|'|’)\s+(?:\w+\s+)?(?:shares?|shareholders|stock|board|licen[cs]e|permit|concession|bondholders|directors|customers|"
    r"factor(?:y|ies)|plants?|fleet|products|managing|chief executive|profits?|bid|offer|network|mine|rivals)\b",
    re.IGNORECASE,
)

STATE_OWNS = re.compile(
    r"^(?:'s|’s|'|’)\s+(?:\w+\s+)?(?:constitutional|supreme|parliament|government|president|prime minister|premier|army|ambassador|"
    r"foreign|defen[cs]e|finance|interior|justice|health|transport|economy|trade|state|courts?|voters|elections?|central bank)\b",
    re.IGNORECASE,
)

BEFORE_NAME = re.compile(
    r"(?:\b(?:the|a|an|its|their|his|her|this|that|and|of|for|by|told|ask(?:ed)?|against|with|from|rival|former)\s+|['’]s\s+|^\W*)"
    r"(?P<nouns>(?:[a-z][\w-]*\s+){0,2}[a-z][\w-]+)\s+$"
)
""" "the biscuit maker [Marrow & Kline]"."""

BEFORE_COMMA = re.compile(r"\b[Tt]he\s+(?P<nouns>(?:[a-z][\w'-]*\s+){0,3}[a-z][\w-]+),\s+$")
""" "The communications regulator, [Telcom],"."""

AFTER_COMMA = re.compile(
    r"^,\s+(?:the|a|an|its|one of the|(?:the )?(?:country|city|region|state|world)['’]s)\s+(?P<nouns>(?:[\w'’-]+\s+){0,4}?[a-z][\w-]+)(?=\s+(?:that|which|who|of|in|for|based|behind|with)\b|[,.;])"
)
""" "[Vela], a contractor,"."""

LEADER = re.compile(
    r"(?:[Tt]he )?(?P<state>[A-Z][\w.]+(?: [A-Z]\w+)?)(?:'s|’s)? (?:president|prime minister|premier|chancellor|leader|king|emir)(?:'s|’s)?"
)
HEAD_OF = re.compile(
    r"\b(?:head|chief|chair(?:man|woman)?|director|president|boss|leader|governor|member|secretary|minister|founder|owner|spokes\w+) (?:of|for|at) $"
)
CALLED = re.compile(r"(?:\s+(?:plc|Ltd|Inc|AG|AB|SA|NV|Corp)\.?)?\s*\((?P<names>[^()]{2,80})\)")
DEFINED = re.compile(r"[\"“'‘](?:the )?(?P<name>[A-Z][\w& ]{1,40})[\"”'’]")
""" '("Orlan" or "the Company")'."""

OFFER_FOR = re.compile(
    r"\b(?:bid|offer|takeover|approach|buyout|merger with|purchase of|takeover of|acquisition of|to (?:buy|acquire|take over))\s+(?:for\s+|of\s+)?(?:the\s+)?(?:[a-z-]+\s+){0,3}$"
)
MAKES_OFFER = re.compile(
    r"^[^.;:]{0,60}?\b(?:rais\w+|launch\w+|made|makes|improv\w+|lift\w+|sweeten\w+|extend\w+|prolong\w+|table[sd]|bid for|offer(?:s|ed) (?:to buy|for)|agreed to buy|"
    r"announc\w+)\b[^.;:]{0,40}?\b(?:bid|offer|buy|takeover)\b",
    re.IGNORECASE,
)
HOLDS = re.compile(
    r"^(?:'s|’s|'|’)\s+(?:[\w-]+\s+){0,3}?(?:licen[cs]e|permit|concession|franchise|frequencies|authori[sz]ation)\b",
    re.IGNORECASE,
)
BIDDER = frozenset("bidder buyer suitor predator acquirer purchaser offeror".split())
TARGET = frozenset("target offeree".split())
HOLDER = frozenset("licensee holder concessionaire operator permit-holder".split())
BANKISH = frozenset("bank lender".split())
NOT_LIKE = frozenset("central".split())

PHRASE = re.compile(
    r"(?:(?P<det>(?:[Tt]he|[Tt]his|[Tt]hat|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Bb]oth|[Aa]n?))\s+)?(?P<mods>(?:[A-Z][a-z]+(?:-based)?\s+)?(?:[a-z][\w-]*\s+){0,2})(?P<noun>[A-Za-z][\w-]+)"
)
ROLES = frozenset(
    "bank lender insurer bidder buyer suitor predator acquirer purchaser offeror target offeree seller supplier owner provider borrower debtor creditor "
    "investor fund trader exporter importer applicant parent subsidiary landlord tenant shareholder union club licensee holder concessionaire".split()
)
"""Nouns that say in which role a company stands to another: they single one out, and never fit just any."""
SEVERAL = re.compile(
    r"(?:(?:the|both|these) )?(?:two |three )?(?:(?P<firms>companies|firms|operators|groups|banks|airlines|carriers|lenders|retailers|rivals|bidders|makers|producers|suppliers|utilities|partners)|pair|duo)",
    re.IGNORECASE,
)
GOVERNMENT_OF = re.compile(
    r"(?:the )?(?:government|authorities|leadership|administration) of (?:the )?(?P<state>[A-Z][\w .'-]{2,40})",
    re.IGNORECASE,
)
FILLERS = frozenset("former same big large small state-owned troubled embattled".split())

SPOKES = re.compile(
    r"(?:an?|the|its|their|his|her)?\s*(?:[a-z]+ )?(?:spokes(?:man|woman|person)|press officer|press secretary)\b(?:\s+(?:for|of)\s+(?P<of>.+))?",
    re.IGNORECASE,
)
OWN_SPOKES = re.compile(
    r"(?P<of>.+?)(?:'s|’s|s'|s’)\s+(?:[a-z]+ )?(?:spokes(?:man|woman|person)|secretary)", re.IGNORECASE
)
LEGAL_FORM = re.compile(
    r",? (?:AB|ASA|AS|A/S|AG|SE|NV|BV|Oy|Oyj|SA|SpA|GmbH|plc|PLC|Ltd|Limited|Inc|Corp|LLC|Co)\.?$"
)
DETERMINED = re.compile(r"^(?:the|a|an|its|their|his|her|this|that|both)\s+", re.IGNORECASE)

"""Words of encounters: verbs and nouns that tell one, the people they take, and phrases that only look like one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.model.facts import Mode, Role


class Frame(StrEnum):
    """How a verb takes the other side.

    OBJECT: "A received B", "B was received by A". WITH: "A conferred with B". BOTH: "A met B", "A met with B",
    "A and B met". TOGETHER: "A and B shook hands", "A shook hands with B". GATHER: one group is enough.
    """

    OBJECT = "object"
    WITH = "with"
    BOTH = "both"
    TOGETHER = "together"
    GATHER = "gather"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb of encounter.

    doer, other: roles its subject and object get. persons: the object must be people, so that things do not fire.
    needs: one of these must stand in the same clause, for verbs with many other senses.
    """

    form: str
    frame: Frame
    mode: Mode | None = None
    doer: Role | None = None
    other: Role | None = None
    persons: bool = False
    needs: frozenset[str] = frozenset()


_MEET = Verb(form="meeting", frame=Frame.BOTH, mode=Mode.IN_PERSON)
_SPEAK = Verb(form="talks", frame=Frame.WITH)
_CALL = Verb(form="call", frame=Frame.OBJECT, mode=Mode.PHONE, persons=True)
_HOST = Verb(
    form="meeting",
    frame=Frame.OBJECT,
    mode=Mode.IN_PERSON,
    doer=Role.HOST,
    other=Role.VISITOR,
    persons=True,
)
_SEE = Verb(form="meeting", frame=Frame.OBJECT, mode=Mode.IN_PERSON, persons=True)
_CONFER = Verb(form="talks", frame=Frame.WITH, mode=Mode.IN_PERSON)
_TOGETHER = Verb(form="meeting", frame=Frame.TOGETHER, mode=Mode.IN_PERSON)
_GATHER = Verb(form="session", frame=Frame.GATHER, mode=Mode.IN_PERSON)
_BRIEF = Verb(form="meeting", frame=Frame.OBJECT, mode=Mode.IN_PERSON)
_VISIT = Verb(form="visit", frame=Frame.OBJECT, mode=Mode.IN_PERSON, doer=Role.VISITOR, other=Role.HOST)
_HEAR = Verb(form="hearing", frame=Frame.OBJECT, mode=Mode.IN_PERSON)
_INVITE = Verb(
    form="invitation",
    frame=Frame.OBJECT,
    mode=Mode.IN_PERSON,
    doer=Role.HOST,
    other=Role.VISITOR,
    persons=False,
)
_CONSULT = Verb(form="talks", frame=Frame.BOTH, mode=Mode.IN_PERSON)
_QUESTION = Verb(form="hearing", frame=Frame.OBJECT, mode=Mode.IN_PERSON, persons=False)
_DISCUSS = Verb(form="talks", frame=Frame.WITH)
_SPEND = Verb(form="meeting", frame=Frame.WITH, mode=Mode.IN_PERSON)
_NEGOTIATE = Verb(form="talks", frame=Frame.TOGETHER, mode=Mode.IN_PERSON)


def _forms(verb: Verb, words: str) -> dict[str, Verb]:
    return {word.replace("_", " "): verb for word in words.split()}


VERBS: dict[str, Verb] = {
    **_forms(_MEET, "meet meets met meeting re-met"),
    **_forms(_MEET, "get gets got getting"),
    **_forms(_HEAR, "hear hears heard hearing appear appears appeared appearing testify testifies testified"),
    **_forms(_INVITE, "invite invites invited inviting"),
    **_forms(_SPEAK, "speak speaks spoke spoken speaking talk talks talked talking"),
    **_forms(
        _CALL, "telephone telephones telephoned telephoning phone phones phoned phoning rang dialled dialed"
    ),
    **_forms(_CALL, "call called calls calling"),
    **_forms(_HOST, "receive receives received receiving host hosts hosted hosting"),
    **_forms(_HOST, "welcome welcomes welcomed welcoming greet greets greeted greeting"),
    **_forms(_HOST, "fete fetes feted feting"),
    **_forms(_SEE, "see sees saw seen seeing"),
    **_forms(_CONFER, "confer confers conferred conferring huddle huddled huddles"),
    **_forms(_CONFER, "dine dines dined dining lunched breakfasted stroll strolled strolling walked golfed"),
    **_forms(_CONFER, "sit sits sat sitting seated"),
    **_forms(_TOGETHER, "shook shake"),
    **_forms(
        _GATHER, "gather gathers gathered gathering convene convenes convened reconvene reconvenes reconvened"
    ),
    **_forms(_CONSULT, "consult consults consulted"),
    **_forms(
        _QUESTION,
        "question questions questioned questioning grill grills grilled grilling quiz quizzed quizzes",
    ),
    **_forms(_DISCUSS, "discuss discusses discussed discussing exchanged"),
    **_forms(_SPEND, "spent"),
    **_forms(_INVITE, "summon summons summoned"),
    **_forms(_BRIEF, "brief briefs briefed"),
    **_forms(_VISIT, "visit visits visited visiting"),
    **_forms(_NEGOTIATE, "negotiate negotiates negotiated negotiating bargain bargains bargained"),
}

# Verbs of going somewhere: an encounter only with "for talks", "to meet", or, when announced, to a state.
TRAVEL = frozenset(
    """travel travels travelled traveled travelling traveling fly flies flew flown flying go goes went gone going
    head heads headed heading come comes came coming arrive arrives arrived arriving return returns returned
    returning land landed""".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noun:
    """A noun of encounter. event: it names one by itself; weaker ones need parties or a light verb."""

    form: str
    mode: Mode | None = None
    event: bool = True


def _nouns(noun: Noun, words: str) -> dict[str, Noun]:
    return {word.replace("_", " "): noun for word in words.split()}


NOUNS: dict[str, Noun] = {
    **_nouns(
        Noun(form="talks", mode=Mode.IN_PERSON),
        "talks negotiations consultations consultation discussions mediation conciliation talk discussion bargaining negotiation",
    ),
    **_nouns(Noun(form="talks", mode=Mode.IN_PERSON), "dialogue trilogue trilogues"),
    **_nouns(
        Noun(form="meeting", mode=Mode.IN_PERSON),
        "meeting meetings encounter encounters audience bilateral bilaterals trilateral huddle round_table roundtable",
    ),
    **_nouns(Noun(form="meeting", mode=Mode.IN_PERSON), "tête-à-tête one-on-one get-together face-to-face"),
    **_nouns(Noun(form="summit", mode=Mode.IN_PERSON), "summit summits"),
    **_nouns(
        Noun(form="call", mode=Mode.PHONE),
        "call calls phone_call phone_calls telephone_call phonecall conference_call conference_calls",
    ),
    **_nouns(
        Noun(form="call", mode=Mode.PHONE),
        "phone_conversation telephone_conversation telephone_conversations",
    ),
    **_nouns(Noun(form="call", mode=Mode.VIDEO), "video_call video_calls video_conference videoconference"),
    **_nouns(
        Noun(form="call", mode=Mode.VIDEO),
        "video_link video_meeting virtual_meeting video_conferences videoconferences",
    ),
    **_nouns(Noun(form="talks"), "conversation conversations"),
    **_nouns(Noun(form="session", mode=Mode.IN_PERSON), "session sessions"),
    **_nouns(Noun(form="talks", mode=Mode.IN_PERSON, event=False), "round rounds"),
    **_nouns(Noun(form="visit", mode=Mode.IN_PERSON, event=False), "visit visits"),
    **_nouns(
        Noun(form="meeting", mode=Mode.IN_PERSON, event=False),
        "sit-down breakfast lunch luncheon dinner supper banquet iftar coffee tea drinks appointment reception conclave chat courtesy_call "
        "interview",
    ),
    **_nouns(Noun(form="invitation", mode=Mode.IN_PERSON, event=False), "invitation"),
    **_nouns(Noun(form="hearing", mode=Mode.IN_PERSON, event=False), "hearing"),
}

# Objects that make "meet", "host", "receive", "see", "call" mean something else.
NOT_PEOPLE = frozenset(
    """demand demands need needs deadline deadlines target targets goal goals criteria criterion condition conditions
    requirement requirements standard standards obligation obligations expectation expectations challenge challenges
    cost costs bill bills price payment payments quota quotas commitment commitments threshold test tests half
    match approval resistance opposition criticism fate end ends death date schedule eye eyes rent objection
    letter letters report reports money aid payment support training treatment news reply word request offer
    message invitation call calls complaint complaints information funds funding vote votes""".split()
)

# People who are told things, not met: "spoke to reporters" is no meeting.
PRESS = frozenset(
    """reporters reporter journalists journalist press media broadcaster newspaper television radio correspondents
    newspapers viewers voters supporters crowd crowds audience fans lawmakers parliament council congress nation
    public readers listeners network magazine agency""".split()
)

# Names of outlets: who speaks to one of them gives words, and meets nobody.
OUTLET = re.compile(
    r"\b(?:TV|Television|Radio|News|Newspaper|Times|Post|Press|Agency|Broadcasting|Channel|Daily|Gazette|Herald|Tribune|Today|"
    r"Reuters|Bloomberg|BBC|CNN|AFP|AP|Interfax|TASS|Xinhua|Politico|POLITICO|Journal|Magazine|Media|Guardian|Observer|podcast)\b"
)

# Common nouns for people in office or groups of them; what "Russian", "his", "the" stand before.
ROLE_WORDS = frozenset(
    """president presidents councillor councillors councilor councilors counsellor premier premiers minister ministers chancellor chancellors envoy envoys ambassador
    ambassadors secretary secretaries aide aides adviser advisers advisor advisors official officials negotiator
    negotiators diplomat diplomats leader leaders delegation delegations team teams representative representatives
    chief chiefs head heads commander commanders lawmaker lawmakers deputy deputies counterpart counterparts side
    sides director directors commissioner commissioners governor governors mayor mayors executive executives boss
    bosses lawyer lawyers union unions king queen prince emir sheikh sultan pope spokesman spokeswoman spokesperson
    chair chairman chairwoman chairperson senator senators general generals admiral judge prosecutor prosecutors
    monarch ruler rulers statesman statesmen politician politicians economist economists mediator mediators
    founder owner owners investor investors manager managers coach banker bankers economies companies
    families relatives parents widow wife husband daughter son
    successor predecessor colleague colleagues rival rivals opponent opponents ally allies partner partners
    bidders bidder shareholders creditors lenders farmers drivers workers strikers residents survivors hostages
    activists protesters campaigners scientists experts inspectors monitors students teachers doctors nurses
    leadership government governments cabinet premier speaker vice-president vice chancellor first lady
    treasury foreign defence defense finance interior trade economy energy justice transport health prime
    party parties coalition opposition group groups company board management faction factions envoys elders
    captain owner pair duo trio guest guests host guests member members states nations countries powers chairs
    suitor suitors bidder target landlord tenant supplier contractor customer client lender creditor insurer regulator
    watchdog operator employer conciliator arbitrator counsel treasurer rector dean superintendent bishop archbishop
    cardinal patriarch imam rabbi clerk secretary-general steward stewards delegates delegate directors trustees organiser
    organisers organizers sponsor sponsors promoter promoters breeders pilots crew founder founders majors bosses
    pensioners tenants customers suppliers operators employers regulators creditors landlords plaintiffs defendants
    plaintiff defendant applicant applicants claimants claimant parties organisations organizations bodies agencies
    ministries clubs federations associations rebels insurgents militants separatists guerrillas family crew couple jury
    officer officers lenders crews dignitary dignitaries pontiff ceo ceos chairmen chairwomen committee subcommittee panel tribunal""".split()
)

PLURAL_ROLES = frozenset(
    word
    for word in ROLE_WORDS
    if (word.endswith("s") and word not in {"boss"})
    or word in {"delegation", "team", "families", "statesmen"}
) | {
    "family",
    "crew",
    "couple",
    "jury",
    "chairmen",
    "chairwomen",
    "pair",
    "duo",
    "trio",
    "group",
    "leadership",
    "coalition",
    "union",
    "board",
    "cabinet",
}

DETERMINERS = frozenset(
    "the a an this that these those his her its their our my your two three four five six seven eight nine ten "
    "both several some many all other another senior top visiting former acting outgoing new second third fourth fifth".split()
)

# Verbs that put the speaker before the words said.
REPORTING = frozenset(
    """said says say told tells announced announces confirmed confirms reported reports wrote writes stated states
    added adds claimed claims insisted insists noted notes revealed reveals disclosed discloses indicated indicates
    acknowledged acknowledges explained explains posted posts tweeted declared declares suggested suggests denied
    denies predicted argued argues warned warns signalled signaled hinted hints maintained maintains recalled
    believed believes understood expects expected thinks thought hoped hopes promised promises pledged replied
    answered repeated stressed""".split()
)

# Finite verb forms that close a clause and do not end in -ed; enough of English to find subjects in news prose.
FINITE = (
    frozenset(
        """is are was were has have had does do did will would shall should can could may might must came come comes
    went goes go took take takes gave give gives made make makes said says say told tells saw sees led lead leads
    held hold holds met meets meet left leave leaves sent send sends set sets put puts brought bring brings
    began begin begins fell fall falls rose rise rises ran run runs kept keep keeps let lets lost lose loses
    wrote write writes spoke speak speaks sought seek seeks found find finds got get gets became become becomes
    knew know knows felt stood stand stands sat sit sits struck strike strikes won win wins built broke break
    drew draw draws drove flew fly flies paid pay pays read sold sell shook shake spent threw thought think thinks
    wants want plans plan expects expect hopes hope needs need says calls call remains remain seems seem appears
    agrees agree refuses refuse denies deny demands demand proposes propose visits visit arrives arrive
    resume resumes open opens start starts continue continues end ends collapse collapses stall stalls
    travels travel lasts last follows follow includes include marks mark faces face shows show""".split()
    )
    | REPORTING
)

# -ed words that are adjectives before a noun more often than finite verbs.
NOT_FINITE = frozenset(
    "united named based unnamed so-called armed organized organised limited need indeed hundred".split()
)

AUXILIARIES = frozenset(
    """will would shall should may might can could must is are was were be been being has have had having do does
    did to not never won't wouldn't didn't don't doesn't hasn't haven't hadn't isn't aren't wasn't weren't cannot
    can't couldn't ll 'll 'd he'd she'd they'd he'll she'll they'll we'll i'll i'd""".split()
)

# Words that may stand between subject and verb of encounter and say how firm it is.
CONTROL = frozenset(
    """going due set scheduled expected expects expect planned plans plan planning hoping hopes hope hoped wants want
    wanted wishes wish wished agreed agrees agree agreeing refused refuses refuse refusing declined declines decline
    ready willing unwilling prepared open likely unlikely supposed about able unable keen eager arranged offered
    offers offer offering seeking seeks sought asked asks trying tries tried intends intend intended promised vowed
    slated poised needs need ought reported reportedly said believed alleged allegedly rumoured rumored thought
    understood known hesitant reluctant obliged required used failed fails fail managed continue continues
    continued began begun started proposed proposes preparing prepares like loves love bound
    like liked looking forward left enough tells told thinking considering considers refuse pledged threatened
    rose went came stopped flew travelled traveled demanded demands sure certain claims claimed pretended""".split()
)

ADVERBS = frozenset(
    """also later then last first earlier again twice once still now soon already just even only both all each
    together jointly separately alone too next afterwards afterward thereafter instead often sometimes ever yet
    there here finally in-person face-to-face one-on-one however meanwhile thus therefore personally today
    tomorrow yesterday tonight always perhaps probably possibly maybe third second either neither nor himself
    herself themselves longer""".split()
)

PREPOSITIONS = frozenset(
    """with to by in at for from of on between among near after before during since until till about over under
    into onto through via against without within despite amid alongside beside opposite towards toward behind
    following ahead than as like per including outside inside around beyond across upon off involving""".split()
)

RELATIVES = frozenset("who whom which where that when whose while".split())
CONJUNCTIONS = frozenset("and or but then nor & plus yet".split())
SUBORDINATORS = frozenset("if unless whether because although though until once lest why how".split())

# Adjectives and nouns that stand between whose people they are and the office: "Russia's chief trade negotiator".
ADJECTIVES = frozenset(
    """foreign senior top chief deputy special prime vice acting former new political economic military national
    security opposition defence defense finance interior trade economy energy justice transport health environment
    agriculture coordinating central parliamentary presidential government state federal regional local diplomatic
    commercial sovereign wealth investment policy peace nuclear labour labor social young visiting incoming outgoing
    then long-serving general investor legal public european american lead shop""".split()
)

# Plurals that end as words for people do and are none.
THINGS = frozenset(
    """accelerators affairs anchors answers antioxidants barriers boilers borders browsers burgers calculators
    calendars carriers centers chairs chapters clusters colors colours computers conductors containers
    coolants corners corridors covers cylinders dangers debentures detectors disorders dollars doors
    drawers elevators encounters errors factors favors favours figures filters fingers fires floors
    flowers freezers generators grants headquarters helicopters hours indicators kilometers labors layers
    honors honours ledgers letters matters meters metres mirrors motors newsletters newspapers numbers offers orders
    others pairs papers parameters parlors plants pollutants posters powers prayers printers processors
    quarters reactors refrigerators registers repairs restaurants rivers rollers routers rumors rumours
    scooters sectors semiconductors sensors servers shoulders showers shutters simulators stairs summers
    tankers tenders timers towers trackers tractors trailers transfers tremors variants vectors vouchers
    warrants waters winters wonders years""".split()
)

# Words of ROLE_WORDS that only qualify another one: "the first" is nobody.
ROLE_MODIFIERS = frozenset(
    """first prime foreign defence defense finance interior trade economy energy justice transport health vice senior""".split()
)

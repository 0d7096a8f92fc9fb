"""How firm an encounter is by the article's own wording: held, planned, wished for, refused, denied.

All readings work on masks: the words around the trigger with parties as "P" and times as "T". Doubt always wins:
whatever is planned, wished, refused or denied anywhere in the governing words never comes out as held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.model.facts import MeetingStatus
from bot.model.when import When

S = MeetingStatus


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with the name of the rule that gave it.

    weak: the words alone do not carry a meeting (a headline's present tense); it only supports another sighting.
    purpose: told as the aim of a journey ("flew in to meet X"), so that it may turn out to be the one that was held.
    """

    status: MeetingStatus
    rule: str
    weak: bool = False
    purpose: bool = False


def any_of(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{words})(?![\w'])")


NEGATED = any_of(r"not|never|no longer|cannot|nor|neither|\w+n't")
NO_WISH = any_of(
    r"refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|unwilling|rul(?:e|es|ed|ing) out|"
    r"(?:no|any|little) (?:\w+ )?(?:plans?|intention|reason|wish|desire|interest|point|need)(?: any longer)?|"
    r"(?:turn(?:s|ed|ing)? down|reject(?:s|ed|ing)?|spurn(?:s|ed|ing)?|rebuff(?:s|ed|ing)?) (?:\w+ ){0,3}?(?:requests?|offers?|invitations?|proposals?|pleas?|appeals?)"
)
WILL = any_of(
    r"will|won't|would|wouldn't|shall|going|want(?:s|ed)?|intend(?:s|ed)?|plan(?:s|ned)?|agree[sd]?|ready|willing|"
    r"prepared|need|'ll|wish"
)
_ACHIEVED = re.compile(r"\b(?:was|were) (?:\w+ )?able to\b|\bmanaged to\b|\bgot to\b")
_UNABLE = re.compile(r"\b(?:was|were|been) (?:\w+ )?unable to\b|\bcould(?: not|n't) (?!rule)")
_FAILED = re.compile(r"\bfail(?:s|ed|ing|ures?)? to $")
_FALLEN_THROUGH = re.compile(
    r"(?:had been|have been|has been) (?:due|scheduled|supposed|set|expected|meant|slated|planning|planned) to"
    r"|(?:was|were) (?:(?:due|scheduled|supposed|set|expected|meant) )?to have|(?:was|were) (?:supposed|meant) to"
    r"|had (?:planned|hoped|intended|wanted) to"
)
_SAYING = any_of(r"said|says|told|wrote|announced|confirmed|added|reported|claimed|that")
REPORTED = any_of(
    r"reportedly|allegedly|supposedly|apparently|rumou?red|purportedly|"
    r"(?:said|believed|alleged|thought|understood|rumou?red|reported|claimed|claims|known) to (?:have|be)|may have|"
    r"might have|could have|must have"
)
_POSSIBLE = any_of(
    r"may|might|could|can|possibly|perhaps|maybe|consider(?:s|ed|ing)?|hop(?:e|es|ed|ing)|ready|willing|"
    r"prepared to|open to|like to|love to|be (?:happy|glad|able|pleased)|likely|unlikely|able|thinking|mull(?:s|ed|ing)?|"
    r"chance|interest(?:ed)? in|looking forward|keen|eager|free to|assum(?:e|es|ed)|possible|possibility|idea"
)
_WISHED = any_of(
    r"want(?:s|ed)?|wish(?:es|ed)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)?|offer(?:s|ed|ing)?|propos(?:e|es|ed|ing|al)|"
    r"demand(?:s|ed|ing)?|invit(?:e|es|ed|ing|ation)|urg(?:e|es|ed|ing)|request(?:s|ed|ing)?|should|tr(?:y|ies|ied|ying)|"
    r"desire|appeal(?:s|ed)?|call(?:s|ed|ing)? (?:for|on)|press(?:es|ed|ing)?|needs? to|must|ought"
)
_PLANNED = any_of(
    r"will|shall|would|'ll|\w+'ll|\w+'d|(?:is|are|was|were|be|being) to|due|set|scheduled|expect(?:s|ed)?|"
    r"plan(?:s|ned|ning)?|going to|agree[sd]?|intend(?:s|ed)?|arranged|slated|poised|about to|pledged|promised|"
    r"prepar(?:es|ed|ing) to|vowed|pledge|threatened|bound|decided|to"
)
_DENYING = any_of(
    r"den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|disput)(?:s|es|ed|e|ing)? (?:P's |P )?(?:a |the |any |as (?:a |an )?\w+ )*"
    r"(?:\w+ )?(?:reports?|claims?|suggestions?|rumou?rs?|speculation|accounts?|allegations?)|untrue|"
    r"no truth|there (?:was|is|were) no"
)
_DOUBTING = any_of(
    r"whether|unclear|not clear|doubt(?:s|ed|ful)?|no (?:indication|sign|evidence|confirmation)"
)
_IFFY = any_of(
    r"if|unless|provided|chance|possibility|possible|prospect|hop(?:e|es|ed|ing)|idea|imagine|speculation|wish|assumed|"
    r"could|might|may|suggestion|likely|unlikely|conditional|willingness|readiness|ready|open|only|offer(?:s|ed)?"
)
_URGING = any_of(
    r"(?:propos|demand|urg|request|recommend|insist|suggest|invit|press|ask)(?:e|s|es|ed|ing|al)?|call(?:s|ed|ing)? "
    r"(?:for|on)|appeal(?:s|ed)?|should|want(?:s|ed)?|wish(?:es|ed)?|need(?:s|ed)?"
)
CLAIMING = any_of(
    r"claim(?:s|ed)?|hears?(?= (?:that|P|T))|alleg(?:e|es|ed|ations?)|rumou?rs?|reports? (?:that|of)|reportedly|allegedly|apparently|accus(?:e|es|ed)|"
    r"unconfirmed|speculation"
)
_AFTER = any_of(r"after|following|since|upon|on|by|when|while|from|in")


def of_verb(
    *, before: str, chain: str, form: str, future: bool | None, sees: bool = False
) -> Standing | None:
    """The standing of a verb of encounter.

    before: the words that govern the clause. chain: those between subject and verb. form: "past", "base", "s",
    "ing". sees: the verb is "see": "went to see X" is done, "went to meet X" an aim. future: whether the day told lies after publication, None when there is none.
    """
    found = _by_chain(before, chain, form, future, sees)
    return None if found is None else governed(found, before)


def _by_chain(before: str, chain: str, form: str, future: bool | None, sees: bool) -> Standing | None:
    if NOT_EXCLUDED.search(f"{before} {chain}"):
        return Standing(S.POSSIBLE, "verb:not-ruled-out")
    if NO_WISH.search(chain) or (NEGATED.search(chain) and WILL.search(chain)):
        return Standing(S.REFUSED, "verb:refused")
    if _FAILED.search(f"{chain.strip()} "):
        return Standing(S.DENIED, "verb:failed-to")
    if _UNABLE.search(chain):
        return Standing(S.CANCELLED, "verb:unable")
    if NEGATED.search(chain):
        if any_of("may|might|could").search(chain):
            return Standing(S.POSSIBLE, "verb:may-not")
        if "cannot" in chain or "can't" in chain:
            return Standing(S.REFUSED, "verb:cannot")
        return Standing(S.DENIED, "verb:did-not")
    if _FALLEN_THROUGH.search(chain) and not (chain.startswith("had ") and _SAYING.search(before)):
        return Standing(S.CANCELLED, "verb:had-been-due")
    if REPORTED.search(chain):
        return Standing(S.UNCONFIRMED, "verb:reportedly")
    if form == "ing":
        aim = _GOING_ON.search(f"{before} {chain}".strip())
        if aim is not None:
            return _to_go_on(aim, future)
        return _by_gerund(before, chain, future)
    if _ACHIEVED.search(chain):
        return Standing(S.HELD, "verb:was-able-to")
    if _POSSIBLE.search(chain):
        return Standing(S.POSSIBLE, "verb:might")
    if _WISHED.search(chain):
        return Standing(S.REQUESTED, "verb:wants-to")
    if any_of(r"has|have|had|having|'ve|\w+'ve").search(chain) and form == "past":
        return Standing(S.HELD, "verb:perfect")
    if _PLANNED.search(chain):
        if re.search(r"\b(?:went in|went|came|been) to$", chain.strip()) and sees:
            return Standing(S.HELD, "verb:went-in-to")
        if _AIM.fullmatch(chain.strip()) or _CAME_TO.search(chain):
            return _by_purpose(before)
        return Standing(S.PLANNED, "verb:will")
    if form == "past":
        return Standing(S.HELD, "verb:past")
    if any_of("did|do|does").search(chain):
        return Standing(S.HELD, "verb:did")
    if form == "base" and _URGING.search(before):
        return Standing(S.REQUESTED, "verb:proposed-that")
    if future:
        return Standing(S.PLANNED, "verb:present-future")
    return Standing(S.HELD, "verb:present", weak=True)


def _by_gerund(before: str, chain: str, future: bool | None) -> Standing | None:
    if any_of("is|are|was|were|be|been|'s|'re|am").search(chain):
        if _POSSIBLE.search(chain):
            return Standing(S.POSSIBLE, "verb:may-be-meeting")
        if future or any_of("will|would|be").search(chain):
            return Standing(S.PLANNED, "verb:is-meeting-on")
        held = any_of("was|were|been").search(chain) is not None
        return Standing(S.HELD if held else S.ONGOING, "verb:is-meeting")
    tail = " ".join(f"{before} {chain}".split()[-5:])
    if any_of(r"den(?:y|ies|ied|ying)").search(tail):
        return Standing(S.DENIED, "verb:denied-meeting")
    if NO_WISH.search(tail) or any_of(
        "(?:avoid|reject|skip|shun|dodg|snubb)(?:s|e|es|ed|ing)?|without|instead of"
    ).search(tail):
        return Standing(S.REFUSED, "verb:ruled-out-meeting")
    if any_of("(?:postpon|delay|defer)(?:s|es|ed|ing)?|put(?:s|ting)? off").search(tail):
        return Standing(S.POSTPONED, "verb:postponed-meeting")
    if any_of("short of|rather than|far from").search(tail):
        return None
    if any_of(
        r"against|consider(?:s|ed|ing)?|idea of|possibility of|interest(?:ed)? in|chance of|forward to"
    ).search(tail):
        return Standing(S.POSSIBLE, "verb:nothing-against-meeting")
    if any_of(r"suggest(?:s|ed)?|propos(?:es|ed)|insist(?:s|ed)? on").search(tail):
        return Standing(S.REQUESTED, "verb:proposed-meeting")
    if any_of("before|ahead of").search(tail):
        return Standing(S.PLANNED, "verb:before-meeting")
    if _KEPT_FROM.search(tail):
        return Standing(S.REFUSED, "verb:kept-from-meeting")
    if _LEFT_OFF.search(tail):
        return None
    if _OPEN_ENDED.search(tail) and not _DONE.search(tail) and not CLAIMING.search(tail):
        return Standing(S.POSSIBLE, "verb:of-meeting")
    modal = _MODAL.search(f"{before} {chain}".strip())
    if modal is not None:
        if future is False:
            return None  # what comes after "will" has no day that is past
        told = modal.group(1) in ("will", "shall")
        return Standing(S.PLANNED if told else S.POSSIBLE, "verb:would-by-meeting")
    return Standing(S.HELD, "verb:after-meeting")


_GOING_ON = re.compile(
    r"^(?P<before>.*?)(?P<chain>(?:[\w']+ ){0,2}(?:to|\w*'ll|will|would|can|could|may|might|must|should|shall|did|does|do)"
    r"(?: not|n't)?) (?:\w+ly )?(?P<go_on>carry on|go on|continue|keep(?: on)?|start|begin|resume|stop|cease|quit)$"
)
_MODAL = re.compile(
    r"\b(will|shall|would|could|might|may|should|can) (?!have\b)(?:[^\s|,;:]+ ){0,8}(?:by|in|on|when|while|after|before|upon)$"
)
_KEPT_FROM = re.compile(
    r"\b(?:bar|bann|block|prevent|prohibit|stopp|discourag|dissuad|deterr|refrain|shr[aiu]nk|forb[ai]d|kept|keep|exclud)\w* "
    r"(?:\w+ ){0,3}from$"
)
_LEFT_OFF = re.compile(r"\b(?:stop|cease|quit)(?:s|p?ed|ping|ting)?$")
_OPEN_ENDED = re.compile(
    r"\b(?:of|to|about|for|from|against|towards?)$|\b(?:back|favour|favor|risk|fear|mean|involve)(?:s|ed|ing)?$"
)
_DONE = re.compile(
    r"\b(?:fresh|back|home|return\w*|c[ao]me|result\w*|emerg\w*|benefit\w*) (?:\w+ ){0,2}from$|"
    r"\b(?:thank|criticis|criticiz|prais|blam|condemn|fir|sack|arrest|rebuk|attack|apologis|apologiz|punish|fin|jail)\w* (?:[\w'|]+ ){0,3}for$|"
    r"\b(?:memor(?:y|ies)|account|habit|pictures?|photos?|footage|evidence|proof|guilty|day|course|way|hono[u]?r|pleasure|privilege|joy|experience|told|boast\w*) of$|"
    r"\b(?:prior|addition|admit\w*|confess\w*|own\w* up|close) to$"
)


def _to_go_on(aim: re.Match[str], future: bool | None) -> Standing | None:
    """ "intended to carry on meeting": as firm as what governs the infinitive, and never held."""
    if aim["go_on"] in ("stop", "cease", "quit"):
        return Standing(S.REFUSED, "verb:to-stop-meeting")
    return _by_chain(aim["before"], aim["chain"], "base", future, sees=False)


def _by_purpose(before: str) -> Standing | None:
    """A bare "to meet": told to, invited to, on the way to."""
    tail = " ".join(before.split()[-10:])
    if NO_WISH.search(tail):
        return Standing(S.REFUSED, "verb:no-reason-to")
    if _URGING.search(tail):
        return Standing(S.REQUESTED, "verb:urged-to")
    if _IFFY.search(tail):
        return Standing(S.POSSIBLE, "verb:chance-to")
    return Standing(S.PLANNED, "verb:to-meet", purpose=_JOURNEY.search(before) is not None)


_AIM = re.compile(r"(?:(?:on|in|at|late|early|T) )*to")
_CAME_TO = re.compile(r"\b(?:went|came|flew|travell?ed|arrived|gone|come|stopped|left)\b.{0,12}\bto$")
_JOURNEY = any_of(
    r"went|came|flew|travell?ed|arrived|arriving|gone|come|stopped|left|landed|returned|headed|was in|were in|visit(?:ed|ing)?"
)


_REPORT_THAT = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|suggestions?|allegations?|speculation|story|stories) (?:[^\s;]+ ){0,6}that\b"
)
_REPORT_OF = re.compile(
    r"\b(?:reports|claims|rumou?rs|suggestions|allegations|speculation|stories)(?: \|)?(?: P)?$"
)
_UNTRUE = re.compile(
    r"\b(?:is|was|are|were|as) (?:\w+ )?(?:wrong|false|untrue|fabricated|incorrect|nonsense|baseless|unfounded|invented|"
    r"fake|not true|inaccurate|denied|dismissed|rejected|disputed|refuted)\b"
)


_NOT_TO_BE = re.compile(
    r"\bbut\b.*\b(?:that|it|this|one|they) (would|will|did) (?:not|never) (?:happen|take place|be held|be the case|come about|materiali[sz]e)\b"
)


def with_a_day(found: Standing, when: When | None, published: date | None) -> Standing:
    """A headline's present tense says little; with a day of its own it tells what is to come, or what took place."""
    if not found.weak or when is None or when.earliest is None or when.latest is None or published is None:
        return found
    if when.latest >= published:
        return Standing(S.PLANNED, f"{found.rule}-with-day")
    return replace(found, weak=when.precision is None)


def called_untrue(found: Standing, follows: str) -> Standing:
    """ "A report that A met B is wrong": what follows takes the encounter back."""
    took_place = found.status in (S.HELD, S.ONGOING, S.UNCONFIRMED, S.PLANNED)
    if (
        found.status in (S.POSSIBLE, S.PLANNED, S.UNCONFIRMED)
        and (no := _NOT_TO_BE.search(follows)) is not None
    ):
        return Standing(S.DENIED if no.group(1) == "did" else S.REFUSED, "would-not-happen")
    return Standing(S.DENIED, "untrue") if took_place and _UNTRUE.search(follows) else found


def governed(found: Standing, before: str) -> Standing | None:
    """What the words above the clause take away from it."""
    s = found.status
    if s in (S.HELD, S.ONGOING, S.PLANNED) and any_of("if|unless").search(" ".join(before.split()[-4:])):
        return Standing(S.POSSIBLE, "governor:if")
    if _DENYING.search(before) and s in (S.HELD, S.ONGOING, S.UNCONFIRMED, S.PLANNED):
        return Standing(S.DENIED, "governor:denied")
    if (_REPORT_THAT.search(before) or _REPORT_OF.search(before)) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:report-that")
    if (_DOUBTING.search(before) or NO_WORD.search(before)) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:whether")
    if CLAIMING.search(before) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:claimed")
    if s is S.PLANNED and (_IFFY.search(before) or _DOUBTING.search(before)):
        return Standing(S.POSSIBLE, "governor:chance")
    if s is S.PLANNED and _URGING.search(before):
        return Standing(S.REQUESTED, "governor:proposed")
    if s in (S.HELD, S.ONGOING) and any_of(r"if|unless|hop(?:e|es|ed|ing)").search(before):
        return Standing(S.POSSIBLE, "governor:if")
    return found


NO_WORD = re.compile(
    r"(?:\bnot|n't|\bdeclin\w+ to|\brefus\w+ to) (?:\w+ )?"
    r"(?:confirm|say|comment|disclose|reveal|divulge|elaborate|(?:give|provide|release|offer|share|go into) (?:\w+ ){0,2}?details?)\b"
)
NOT_EXCLUDED = re.compile(
    r"(?:\bnot|n't|\bnever|\bnor) (?:\w+ )?(?:rul(?:e|ed|ing) (?:out )?|exclud(?:e|ed|ing)|oppos)"
)

"""How firm an encounter is by the article's own wording: held, planned, wished for, refused, denied.

All readings work on masks: the words around the trigger with parties as "P" and times as "T". Doubt always wins:
whatever is planned, wished, refused or denied anywhere in the governing words never comes out as held.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model.facts import MeetingStatus

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


def _any(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'])(?:{words})(?![\w'])")


_NEGATED = _any(r"not|never|no longer|cannot|nor|neither|\w+n't")
_NO_WISH = _any(
    r"refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|unwilling|rul(?:e|es|ed|ing) out|"
    r"(?:no|any|little) (?:\w+ )?(?:plans?|intention|reason|wish|desire|interest|point|need)(?: any longer)?"
)
_WILL = _any(
    r"will|won't|would|wouldn't|shall|going|want(?:s|ed)?|intend(?:s|ed)?|plan(?:s|ned)?|agree[sd]?|ready|willing|"
    r"prepared|need|'ll|wish"
)
_FALLEN_THROUGH = re.compile(
    r"(?:had been|have been|has been) (?:due|scheduled|supposed|set|expected|meant|slated|planning|planned) to"
    r"|(?:was|were) (?:(?:due|scheduled|supposed|set|expected|meant) )?to have|(?:was|were) (?:supposed|meant) to"
    r"|had (?:planned|hoped|intended|wanted) to"
)
_SAYING = _any(r"said|says|told|wrote|announced|confirmed|added|reported|claimed|that")
_REPORTED = _any(
    r"reportedly|allegedly|supposedly|apparently|rumou?red|purportedly|"
    r"(?:said|believed|alleged|thought|understood|rumou?red|reported|claimed|claims|known) to (?:have|be)|may have|"
    r"might have|could have|must have"
)
_POSSIBLE = _any(
    r"may|might|could|can|possibly|perhaps|maybe|consider(?:s|ed|ing)?|hop(?:e|es|ed|ing)|ready|willing|"
    r"prepared to|open to|like to|love to|be (?:happy|glad|able|pleased)|likely|unlikely|able|thinking|mull(?:s|ed|ing)?|"
    r"chance|interest(?:ed)? in|looking forward|keen|eager|free to|assum(?:e|es|ed)|possible|possibility|idea"
)
_WISHED = _any(
    r"want(?:s|ed)?|wish(?:es|ed)?|seek(?:s|ing)?|sought|ask(?:s|ed|ing)?|offer(?:s|ed|ing)?|propos(?:e|es|ed|ing|al)|"
    r"demand(?:s|ed|ing)?|invit(?:e|es|ed|ing|ation)|urg(?:e|es|ed|ing)|request(?:s|ed|ing)?|should|tr(?:y|ies|ied|ying)|"
    r"desire|appeal(?:s|ed)?|call(?:s|ed|ing)? (?:for|on)|press(?:es|ed|ing)?|needs? to|must|ought"
)
_PLANNED = _any(
    r"will|shall|would|'ll|\w+'ll|\w+'d|(?:is|are|was|were|be|being) to|due|set|scheduled|expect(?:s|ed)?|"
    r"plan(?:s|ned|ning)?|going to|agree[sd]?|intend(?:s|ed)?|arranged|slated|poised|about to|pledged|promised|"
    r"prepar(?:es|ed|ing) to|vowed|pledge|threatened|bound|decided|to"
)
_DENYING = _any(
    r"den(?:y|ies|ied|ying)|(?:reject|dismiss|refut|disput)(?:s|es|ed|e|ing)? (?:P's |P )?(?:a |the |any |as \w+ )?"
    r"(?:\w+ )?(?:reports?|claims?|suggestions?|rumou?rs?|speculation|accounts?|allegations?)|untrue|"
    r"no truth|there (?:was|is|were) no"
)
_DOUBTING = _any(r"whether|unclear|not clear|doubt(?:s|ed|ful)?|no (?:indication|sign|evidence|confirmation)")
_IFFY = _any(
    r"if|unless|provided|chance|possibility|possible|prospect|hop(?:e|es|ed|ing)|idea|imagine|speculation|wish|assumed|"
    r"could|might|may|suggestion|likely|unlikely|conditional|willingness|readiness|ready|open|only|offer(?:s|ed)?"
)
_URGING = _any(
    r"(?:propos|demand|urg|request|recommend|insist|suggest|invit|press|ask)(?:e|s|es|ed|ing|al)?|call(?:s|ed|ing)? "
    r"(?:for|on)|appeal(?:s|ed)?|should|want(?:s|ed)?|wish(?:es|ed)?|need(?:s|ed)?"
)
_CLAIMING = _any(
    r"claim(?:s|ed)?|alleg(?:e|es|ed|ations?)|rumou?rs?|reports? (?:that|of)|reportedly|allegedly|apparently|accus(?:e|es|ed)|"
    r"unconfirmed|speculation"
)
_AFTER = _any(r"after|following|since|upon|on|by|when|while|from|in")


def of_verb(
    *, before: str, chain: str, form: str, future: bool | None, sees: bool = False
) -> Standing | None:
    """The standing of a verb of encounter.

    before: the words that govern the clause. chain: those between subject and verb. form: "past", "base", "s",
    "ing". sees: the verb is "see": "went to see X" is done, "went to meet X" an aim. future: whether the day told lies after publication, None when there is none.
    """
    found = _by_chain(before, chain, form, future, sees)
    return None if found is None else _governed(found, before)


def _by_chain(before: str, chain: str, form: str, future: bool | None, sees: bool) -> Standing | None:
    if _NOT_EXCLUDED.search(f"{before} {chain}"):
        return Standing(S.POSSIBLE, "verb:not-ruled-out")
    if _NO_WISH.search(chain) or (_NEGATED.search(chain) and _WILL.search(chain)):
        return Standing(S.REFUSED, "verb:refused")
    if _NEGATED.search(chain):
        if _any("may|might|could").search(chain):
            return Standing(S.POSSIBLE, "verb:may-not")
        if "cannot" in chain or "can't" in chain:
            return Standing(S.REFUSED, "verb:cannot")
        return Standing(S.DENIED, "verb:did-not")
    if _FALLEN_THROUGH.search(chain) and not (chain.startswith("had ") and _SAYING.search(before)):
        return Standing(S.CANCELLED, "verb:had-been-due")
    if _REPORTED.search(chain):
        return Standing(S.UNCONFIRMED, "verb:reportedly")
    if form == "ing":
        return _by_gerund(before, chain, future)
    if _POSSIBLE.search(chain):
        return Standing(S.POSSIBLE, "verb:might")
    if _WISHED.search(chain):
        return Standing(S.REQUESTED, "verb:wants-to")
    if _any(r"has|have|had|having|'ve|\w+'ve").search(chain) and form == "past":
        return Standing(S.HELD, "verb:perfect")
    if _PLANNED.search(chain):
        if re.search(r"\b(?:went in|went|came|been) to$", chain.strip()) and sees:
            return Standing(S.HELD, "verb:went-in-to")
        if chain.strip() == "to" or _CAME_TO.search(chain):
            return _by_purpose(before)
        return Standing(S.PLANNED, "verb:will")
    if form == "past":
        return Standing(S.HELD, "verb:past")
    if _any("did|do|does").search(chain):
        return Standing(S.HELD, "verb:did")
    if form == "base" and _URGING.search(before):
        return Standing(S.REQUESTED, "verb:proposed-that")
    if future:
        return Standing(S.PLANNED, "verb:present-future")
    return Standing(S.HELD, "verb:present", weak=True)


def _by_gerund(before: str, chain: str, future: bool | None) -> Standing | None:
    if _any("is|are|was|were|be|been|'s|'re|am").search(chain):
        if _POSSIBLE.search(chain):
            return Standing(S.POSSIBLE, "verb:may-be-meeting")
        if future or _any("will|would|be").search(chain):
            return Standing(S.PLANNED, "verb:is-meeting-on")
        held = _any("was|were|been").search(chain) is not None
        return Standing(S.HELD if held else S.ONGOING, "verb:is-meeting")
    tail = " ".join(before.split()[-5:])
    if _any(r"den(?:y|ies|ied|ying)").search(tail):
        return Standing(S.DENIED, "verb:denied-meeting")
    if _NO_WISH.search(tail) or _any("avoid(?:s|ed|ing)?|without|instead of").search(tail):
        return Standing(S.REFUSED, "verb:ruled-out-meeting")
    if _any(
        r"against|consider(?:s|ed|ing)?|idea of|possibility of|interest(?:ed)? in|chance of|forward to"
    ).search(tail):
        return Standing(S.POSSIBLE, "verb:nothing-against-meeting")
    if _any(r"suggest(?:s|ed)?|propos(?:es|ed)|insist(?:s|ed)? on").search(tail):
        return Standing(S.REQUESTED, "verb:proposed-meeting")
    if _any("before|ahead of").search(tail):
        return Standing(S.PLANNED, "verb:before-meeting")
    return Standing(S.HELD, "verb:after-meeting")


def _by_purpose(before: str) -> Standing | None:
    """A bare "to meet": told to, invited to, on the way to."""
    tail = " ".join(before.split()[-10:])
    if _NO_WISH.search(tail):
        return Standing(S.REFUSED, "verb:no-reason-to")
    if _URGING.search(tail):
        return Standing(S.REQUESTED, "verb:urged-to")
    if _IFFY.search(tail):
        return Standing(S.POSSIBLE, "verb:chance-to")
    return Standing(S.PLANNED, "verb:to-meet", purpose=_JOURNEY.search(before) is not None)


_CAME_TO = re.compile(r"\b(?:went|came|flew|travell?ed|arrived|gone|come|stopped|left)\b.{0,12}\bto$")
_JOURNEY = _any(
    r"went|came|flew|travell?ed|arrived|arriving|gone|come|stopped|left|landed|returned|headed|was in|were in|visit(?:ed|ing)?"
)


_REPORT_THAT = re.compile(
    r"\b(?:reports?|claims?|rumou?rs?|suggestions?|allegations?|speculation|story|stories) (?:[^\s;]+ ){0,6}that\b"
)
_UNTRUE = re.compile(
    r"\b(?:is|was|are|were|as) (?:\w+ )?(?:wrong|false|untrue|fabricated|incorrect|nonsense|baseless|unfounded|invented|"
    r"fake|not true|inaccurate|denied|dismissed|rejected|disputed|refuted)\b"
)


def called_untrue(found: Standing, follows: str) -> Standing:
    """ "A report that A met B is wrong": what follows takes the encounter back."""
    took_place = found.status in (S.HELD, S.ONGOING, S.UNCONFIRMED, S.PLANNED)
    return Standing(S.DENIED, "untrue") if took_place and _UNTRUE.search(follows) else found


def _governed(found: Standing, before: str) -> Standing | None:
    """What the words above the clause take away from it."""
    s = found.status
    if s in (S.HELD, S.ONGOING, S.PLANNED) and _any("if|unless").search(" ".join(before.split()[-4:])):
        return Standing(S.POSSIBLE, "governor:if")
    if _DENYING.search(before) and s in (S.HELD, S.ONGOING, S.UNCONFIRMED, S.PLANNED):
        return Standing(S.DENIED, "governor:denied")
    if _REPORT_THAT.search(before) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:report-that")
    if (_DOUBTING.search(before) or _NO_WORD.search(before)) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:whether")
    if _CLAIMING.search(before) and s in (S.HELD, S.ONGOING):
        return Standing(S.UNCONFIRMED, "governor:claimed")
    if s is S.PLANNED and (_IFFY.search(before) or _DOUBTING.search(before)):
        return Standing(S.POSSIBLE, "governor:chance")
    if s is S.PLANNED and _URGING.search(before):
        return Standing(S.REQUESTED, "governor:proposed")
    if s in (S.HELD, S.ONGOING) and _any(r"if|unless|hop(?:e|es|ed|ing)").search(before):
        return Standing(S.POSSIBLE, "governor:if")
    return found


# Nominal events: what stands before "talks", "a meeting" as its governor, and what follows it as its verb.
_N_REFUSED = re.compile(
    _NO_WISH.pattern
    + r"|(?<!\w)(?:reject|spurn|snubb?|oppos)(?:s|es|ed|e|ing)?(?!\w)|turn(?:s|ed) down|no plans"
)
_N_CANCELLED = _any(
    r"cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)? (?:it )?off|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|(?:failed|fails|did not|didn't) (?:to )?(?:turn|show) up|will be no|(?:was|were|been|finally) (?:dropped|axed)|abandon(?:s|ed)?|fell through|"
    r"(?:will|would|did) (?:not|no longer) go ahead|(?:will|would) (?:not|no longer) (?:take place|be held|happen)|pull(?:s|ed)? out of|"
    r"(?:was|were) to have"
)
_N_POSTPONED = _any(
    r"postpon(?:e|es|ed|ing)|put(?:ting|s)? (?:off|back)|push(?:es|ed|ing)? back|delay(?:s|ed|ing)?|reschedul(?:e|es|ed|ing)|adjourn(?:s|ed|ing)?|"
    r"deferred|moved|brought forward|suspend(?:s|ed)?"
)
_N_NONE = re.compile(
    r"(?:\bnone\b|\bno\b).{0,60}?\b(?:scheduled|planned|arranged|set|agreed|fixed|confirmed|due|foreseen|expected|attached|named)\b|"
    r"\bnamed no\b|\bno (?:date|day|place)\b"
)
_N_NEVER = _any(
    r"(?:did not|never|didn't|not) (?:take place|took place|taken place|happen(?:ed)?|occur(?:red)?|held|hold|have|met)|"
    r"was never|were never|no such|never been|has not been|had not been|have not been"
)
_N_WISHED = _any(
    r"request(?:s|ed|ing)?(?! by)|ask(?:s|ed|ing)? (?:\w+ |P )?for|ask(?:s|ed|ing)? to|s(?:eek|eeks|ought|eeking)|"
    r"call(?:s|ed|ing)? (?:\w+ )?for|propos(?:e|es|ed|ing)|offer(?:s|ed|ing)?|demand(?:s|ed|ing)?|want(?:s|ed|ing)?|"
    r"urg(?:e|es|ed|ing)|invit(?:e|es|ed|ing|ation)|push(?:es|ed|ing)? for|need(?:s|ed)?|requir(?:e|es|ed|ing)|"
    r"press(?:es|ed|ing)? for|appeal(?:s|ed)? for|suggest(?:s|ed|ing)?|insist(?:s|ed)? on|wish(?:es|ed)? for|should|would like|"
    r"lobb(?:y|ied|ying) for"
)
_N_POSSIBLE = _any(
    r"possib\w+|potential|work(?:s|ed|ing)? (?:on|towards?)|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|rais(?:e|es|ed|ing)|hop(?:e|es|ed|ing)|"
    r"prospects?|chances?|may|might|could|ready|open to|willing(?:ness)?|float(?:s|ed)?|idea|room for|explor(?:e|es|ed|ing)|"
    r"talk of|speculation|would be|favou?r(?:s|ed)?|if|likely|unlikely|whether|unless|depends|weigh(?:s|ed|ing)?|"
    r"discuss(?:ed|ing)? (?:a|another|holding|the possib\w+)|prepared for|nothing against|unclear|another matter|eventual"
)
_N_PLANNED = _any(
    r"will|'ll|would|shall|(?:is|are|was|were|be) (?:also )?(?:to|due|set|scheduled|planned|expected|slated)|plan(?:s|ned|ning)?|"
    r"schedul(?:e|es|ed|ing)|set (?:for|to)|due|expect(?:s|ed|ing)?|arrang(?:e|es|ed|ing)|prepar(?:e|es|ed|ing|ations?)|"
    r"agree[sd]?(?: to| on)?|announc(?:e|es|ed)|ahead of|before|upcoming|forthcoming|planned|scheduled|next|going to|for|"
    r"looking forward|confirmed|intend(?:s|ed)?|promised|to"
)
_N_ONGOING = _any(
    r"under way|underway|ongoing|in progress|continu(?:e|es|ing)|(?:is|are) (?:in|holding|having|conducting)|engaged in|"
    r"(?:is|are) (?:still )?(?:meeting|talking)"
)
_N_HELD = _any(
    r"held|had|has|have|conducted|attended|after|following|during|since|end(?:ed|ing)?|concluded|wrapp?(?:ed|ing) up|"
    r"finished|completed|at|in|on|joined|opened|began|started|resumed|from|chaired|led|hosted|left|lasted|took place|"
    r"was|were|produced|followed|ran|brought|yielded|focused|covered|came|broke|failed|emerged|by|through|over|with|"
    r"mediated|brokered|saw|took|received|got|made|placed|gave|granted|paid|exchanged|watched|(?:walked|stormed) out of|broke off|quit|called|described|meeting"
)
_N_PRESENT = _any(
    r"hold|holds|host|hosts|have|has|attend|attends|join|joins|open|opens|begin|begins|start|starts|resume|resumes"
)


_NO_WORD = re.compile(r"(?:\bnot|n't|\bdeclin\w+ to|\brefus\w+ to) (?:\w+ )?(?:confirm|say|comment)\b")
_NOT_EXCLUDED = re.compile(
    r"(?:\bnot|n't|\bnever|\bnor) (?:\w+ )?(?:rul(?:e|ed|ing) (?:out )?|exclud(?:e|ed|ing)|oppos)"
)


def of_noun(
    *, lead: str, governor: str, follows: str, subject: bool, definite: bool, future: bool | None
) -> Standing | None:
    """The standing of a noun of encounter.

    lead: the words above its clause. governor: from the clause's subject up to the noun, determiners included.
    follows: the words after the noun and its parties, when the noun is the `subject` of what follows.
    definite: it speaks of an encounter already known ("the talks", "Friday's summit").
    """
    near = f"{governor} | {follows}" if subject else governor
    if _NOT_EXCLUDED.search(near):
        return Standing(S.POSSIBLE, "noun:not-ruled-out")
    if _N_NONE.search(f"{lead} {near}"):
        return None
    if _NO_WORD.search(near):
        return Standing(S.UNCONFIRMED, "noun:not-confirmed")
    for pattern, status, rule in (
        (_N_CANCELLED, S.CANCELLED, "noun:called-off"),
        (_N_NEVER, S.DENIED, "noun:never-took-place"),
        (_N_POSTPONED, S.POSTPONED, "noun:postponed"),
        (_N_REFUSED, S.REFUSED, "noun:refused"),
    ):
        if pattern.search(near):
            return Standing(status, rule)
    if re.search(r"\bno\b", governor):
        return Standing(S.DENIED, "noun:no")
    if _any(r"den(?:y|ies|ied|ying)").search(governor):
        return Standing(S.DENIED, "noun:denied")
    if _NEGATED.search(near):
        refused = _WILL.search(near) is not None
        return Standing(S.REFUSED if refused else S.DENIED, "noun:not")
    found = _noun_firmness(governor, follows, subject, definite, future)
    return None if found is None else _governed(found, lead)


def _noun_firmness(
    governor: str, follows: str, subject: bool, definite: bool, future: bool | None
) -> Standing | None:
    near = f"{governor} | {follows}" if subject else governor
    if _REPORTED.search(near) or _CLAIMING.search(near):
        return Standing(S.UNCONFIRMED, "noun:reported")
    own = " ".join(governor.split()[-6:])
    if subject and (done := _SUBJECT_DONE.match(follows)) is not None:
        return Standing(S.HELD, f"noun:{done.group().split()[0]}")
    if _FIRM_AFTER.search(own):
        return Standing(S.HELD, "noun:after")
    if _N_WISHED.search(near):
        return Standing(S.REQUESTED, "noun:called-for")
    if _N_POSSIBLE.search(near):
        return Standing(S.POSSIBLE, "noun:possible")
    if _any(
        r"(?:has|have|had) (?:also |already |since )?(?:held|had|hosted|attended|conducted|joined)"
    ).search(near):
        return Standing(S.HELD, "noun:have-held")
    if not subject and _WITHIN.search(own) and _PAST.search(governor) and not _MODAL.search(governor):
        return Standing(S.HELD, "noun:in")
    if _N_ONGOING.search(near):
        return Standing(S.ONGOING, "noun:under-way")
    if _N_PLANNED.search(near):
        return Standing(S.PLANNED, "noun:planned")
    if future and (subject or _N_PRESENT.search(near)):
        return Standing(S.PLANNED, "noun:present-future")
    if _N_PRESENT.search(own) and not _any("held|had").search(own):
        return Standing(S.HELD, "noun:present", weak=True)
    if _N_HELD.search(near):
        return Standing(S.HELD, "noun:held")
    if definite:
        return Standing(S.HELD, "noun:definite", weak=True)
    return None


_WITHIN = re.compile(r"\b(?:in|at|over|during|through)(?: [\w'-]+){0,5}$")
_PAST = re.compile(
    r"\b(?!need|unit|hundred)(?:\w{2,}ed|said|told|met|took|gave|made|was|were|spoke|sought|won|lost|left|saw|went|came|"
    r"began|found|struck|got|kept|set|put|brought|led|fell|rose|sat|stood)\b"
)
_MODAL = _any(
    r"will|would|shall|should|may|might|can|could|must|\w*n't|not|plan(?:s|ned)?|is to|are to|expected|scheduled|due|"
    r"agreed|set to|invited|hop(?:e|es|ed)|want(?:s|ed)?|(?:is|are|was|were) (?:to|expected|scheduled|due|set)"
)
_SUBJECT_DONE = re.compile(
    r"(?:(?:also|alone|already|later|P|T|in|at|on) )*(?:lasted|took|ended|began|opened|produced|followed|ran|came|brought|"
    r"concluded|broke|collapsed|stalled|foundered|failed|yielded|focused|covered|(?:was|were|has been|have been|had been) (?:held|attended|hosted|"
    r"chaired|mediated|brokered|followed|productive|useful|constructive|frank))\b"
)
_FIRM_AFTER = re.compile(r"\b(?:after|following|during|since)\b(?: [\w'-]+){0,5}$")

"""How firm an encounter told by a noun is: "talks were called off", "asked for a meeting", "after the summit"."""

from __future__ import annotations

import re

from bot.extract.meetings.standing import (
    CLAIMING,
    NEGATED,
    NO_WISH,
    NO_WORD,
    NOT_EXCLUDED,
    REPORTED,
    WILL,
    Standing,
    any_of,
    governed,
)
from bot.model.facts import MeetingStatus

S = MeetingStatus

# Nominal events: what stands before "talks", "a meeting" as its governor, and what follows it as its verb.
_N_REFUSED = re.compile(
    NO_WISH.pattern
    + r"|(?<!\w)(?:reject|spurn|snubb?|oppos)(?:s|es|ed|e|ing)?(?!\w)|turn(?:s|ed) down|no plans"
)
_N_CANCELLED = any_of(
    r"cancel(?:s|l?ed|l?ing)?|call(?:s|ed|ing)? (?:it )?off|scrap(?:s|ped|ping)?|shelv(?:e|es|ed|ing)|(?:failed|fails|did not|didn't) (?:to )?(?:(?:turn|show) up|appear|attend|arrive|materiali[sz]e|come)|stay(?:s|ed|ing)? away from|skip(?:s|ped|ping)?|boycott(?:s|ed|ing)?|cried off|withdr(?:aw|awn|ew) from|will be no|(?:was|were|been|finally) (?:dropped|axed)|abandon(?:s|ed)?|fell through|"
    r"never (?:came (?:about|off)|materiali[sz]ed|went ahead|got off the ground|happened because)|(?:will|would|did) (?:not|no longer) go ahead|(?:will|would) (?:not|no longer) (?:take place|be held|happen)|pull(?:s|ed)? out of|"
    r"(?:was|were) to have|scratched|(?:struck|removed|dropped|deleted) from|taken off|axed"
)
_N_UNABLE = any_of(r"(?:failure|unable|inability) to (?:(?:turn|show) up|appear|attend|come|take part|join)")
_N_POSTPONED = any_of(
    r"postpon(?:e|es|ed|ing)|put(?:ting|s)? (?:off|back)|push(?:es|ed|ing)? back|delay(?:s|ed|ing)?|reschedul(?:e|es|ed|ing)|adjourn(?:s|ed|ing)?|"
    r"put on (?:hold|ice)|deferred|moved|mov(?:e|es|ing)(?= (?:the|their|a|an|its|his|her|T's)\b)|brought forward|suspend(?:s|ed|ing)?|halt(?:s|ed|ing)?|fr(?:oze|eezes?|ozen|eezing)|paus(?:es|ed|ing)"
)
_N_NONE = re.compile(
    r"(?:\bnone\b|\bno\b).{0,60}?\b(?:scheduled|planned|arranged|set|agreed|fixed|confirmed|due|foreseen|expected|attached|named)\b|"
    r"\bno mention of\b|\bden(?:y|ies|ied|ying) (?:that )?it (?:is|was)\b|\bnamed no\b|\bno (?:date|day|place)\b"
)
_N_NEVER = any_of(
    r"(?:did not|never|didn't|(?<!will )(?<!would )not) (?:take place|took place|taken place|happen(?:ed)?|occur(?:red)?|held|hold|have|met)|"
    r"was never|were never|no such|never been|has not been|had not been|have not been"
)
_N_WISHED = any_of(
    r"request(?:s|ed|ing)?(?! by)|ask(?:s|ed|ing)? (?:\w+ |P )?for|ask(?:s|ed|ing)? to|s(?:eek|eeks|ought|eeking)|"
    r"call(?:s|ed|ing)? (?:\w+ )?for|propos(?:e|es|ed|ing)|offer(?:s|ed|ing)?|demand(?:s|ed|ing)?|want(?:s|ed|ing)?|"
    r"urg(?:e|es|ed|ing)|invit(?:e|es|ed|ing|ation)|push(?:es|ed|ing)? for|need(?:s|ed)?|requir(?:e|es|ed|ing)|"
    r"press(?:es|ed|ing)? for|appeal(?:s|ed)? for|suggest(?:s|ed|ing)?|insist(?:s|ed)? on|wish(?:es|ed)? for|should|would like|"
    r"lobb(?:y|ied|ying) for"
)
_N_POSSIBLE = any_of(
    r"possib(?!le \w+ (?:at|in|to|for|with|on|during)\b)\w+|potential(?!ly)(?! \w+ (?:at|in|to|for|with|on|during)\b)|work(?:s|ed|ing)? (?:on|towards?)|consider(?:s|ed|ing)?|mull(?:s|ed|ing)?|rais(?:e|es|ed|ing)|hop(?:e|es|ed|ing)|"
    r"prospects?|chances?|may|might|could|ready|open to|willing(?:ness)?|float(?:s|ed)?|idea|room for|explor(?:e|es|ed|ing)|"
    r"talk of|speculation|would be|favou?r(?:s|ed)?|if|likely|unlikely|whether|unless|depends|weigh(?:s|ed|ing)?|"
    r"discuss(?:ed|ing)? (?:a|another|holding|the possib\w+)|prepared (?:for|to)|nothing against|unclear|another matter|eventual"
)
_N_PLANNED = any_of(
    r"will|'ll|would|shall|(?:is|are|was|were|be) (?:also )?(?:to|due|set|scheduled|planned|expected|slated)|planned|planning|"
    r"(?<!the )(?<!its )(?<!his )(?<!her )(?<!a )plans?|plans?(?! (?:at|during)\b)|"  # "blocked the plan at a meeting"
    r"schedul(?:e|es|ed|ing)|set (?:for|to)|due|expect(?:s|ed|ing)?|arrang(?:e|es|ed|ing)|prepar(?:e|es|ed|ing|ations?)|"
    r"agree[sd]?(?! (?:in|at|during|after)\b)(?: to| on)?|announc(?:e|es|ed)|ahead of|before|upcoming|forthcoming|planned|scheduled|next|going to|for|"
    r"looking forward|confirmed|intend(?:s|ed)?|promised|to"
)
_N_ONGOING = any_of(
    r"under way|underway|ongoing|in progress|continu(?:e|es|ing)|(?:is|are) (?:T |also )?(?:in|holding|having|conducting)|engaged in|"
    r"(?:is|are) (?:still )?(?:meeting|talking)"
)
_TO_GO_ON = any_of(r"(?:will|shall|(?:is|are) to) (?:then |later |again )?continue")
_N_HELD = any_of(
    r"held|had|has|have|conducted|attended|after|following|during|since|end(?:ed|ing)?|concluded|wrapp?(?:ed|ing) up|"
    r"finished|completed|at|in|on|joined|opened|began|started|resumed|from|chaired|led|hosted|left|lasted|took place|"
    r"was|were|produced|followed|ran|brought|yielded|focused|covered|came|broke|failed|emerged|by|through|over|with|"
    r"mediated|brokered|continued|pursued|addressed|participated|took part|presided|spoke at|saw|took|received|got|made|placed|gave|granted|paid|exchanged|watched|(?:walked|stormed) out of|broke off|quit|called|described|meeting"
)
_N_PRESENT = any_of(
    r"hold|holds|host|hosts|have|has|attend|attends|join|joins|open|opens|begin|begins|start|starts|resume|resumes"
)


# "Has no plans to meet A during the talks with B": what is denied is the verb, not the talks beside it.
_BESIDE = re.compile(r"\b(after|following|during|amid)(?: (?!to\b|of\b|for\b)\S+){0,5}$")
_FATE = re.compile(
    "|".join(
        p.pattern
        for p in (
            NEGATED,
            NO_WISH,
            _N_CANCELLED,
            _N_POSTPONED,
            any_of(r"refus(?:e|es|ed|ing)|den(?:y|ies|ied|ying)"),
        )
    )
)
_ARRANGED = any_of(r"(?:planned|scheduled|announced|agreed|pencilled in)(?! by)")


UNABLE = "noun:unable"  # somebody could not come, which calls off only what is told with both sides


def of_noun(
    *, lead: str, governor: str, follows: str, subject: bool, definite: bool, future: bool | None
) -> Standing | None:
    """The standing of a noun of encounter.

    lead: the words above its clause. governor: from the clause's subject up to the noun, determiners included.
    follows: the words after the noun and its parties, when the noun is the `subject` of what follows.
    definite: it speaks of an encounter already known ("the talks", "Friday's summit").
    """
    near = f"{governor} | {follows}" if subject else governor
    if not subject and (beside := _BESIDE.search(governor)) is not None and _FATE.search(governor):
        over = beside.group(1) in ("after", "following")
        return governed(Standing(S.PLANNED if future else S.HELD, "noun:beside", weak=not over), lead)
    if NOT_EXCLUDED.search(near):
        return Standing(S.POSSIBLE, "noun:not-ruled-out")
    if _N_NONE.search(f"{lead} {near}"):
        return None
    if NO_WORD.search(near):
        return Standing(S.UNCONFIRMED, "noun:not-confirmed")
    for pattern, status, rule in (
        (_N_CANCELLED, S.CANCELLED, "noun:called-off"),
        (_N_UNABLE, S.CANCELLED, UNABLE),
        (_N_NEVER, S.DENIED, "noun:never-took-place"),
        (_N_POSTPONED, S.POSTPONED, "noun:postponed"),
        (_N_REFUSED, S.REFUSED, "noun:refused"),
    ):
        if pattern.search(near):
            arranged = status is S.DENIED and _ARRANGED.search(near) is not None
            return Standing(S.CANCELLED, "noun:fell-through") if arranged else Standing(status, rule)
    if re.search(r"\bno\b", governor):
        return Standing(S.DENIED, "noun:no")
    if any_of(r"den(?:y|ies|ied|ying)").search(governor):
        return Standing(S.DENIED, "noun:denied")
    if NEGATED.search(near) and _DETAILS_OF.search(governor):
        return None  # "has not released details of the visit" does not say that there was none
    if NEGATED.search(near):
        refused = WILL.search(near) is not None
        return Standing(S.REFUSED if refused else S.DENIED, "noun:not")
    found = _noun_firmness(governor, follows, subject, definite, future)
    return None if found is None else governed(found, lead)


def _noun_firmness(
    governor: str, follows: str, subject: bool, definite: bool, future: bool | None
) -> Standing | None:
    near = f"{governor} | {follows}" if subject else governor
    if REPORTED.search(near) or CLAIMING.search(near):
        return Standing(S.UNCONFIRMED, "noun:reported")
    own = " ".join(governor.split()[-6:])
    if subject and _IN_THE_DIARY.match(follows):
        return Standing(S.PLANNED, "noun:on-the-agenda")
    if subject and _LOOKED_FORWARD_TO.match(follows):
        return Standing(S.PLANNED, "noun:anticipated")
    if subject and _IN_THE_WORKS.match(follows):
        return Standing(S.POSSIBLE, "noun:in-the-works")
    if subject and (done := _SUBJECT_DONE.match(follows)) is not None:
        return Standing(S.HELD, f"noun:{done.group().split()[0]}")
    if (behind := _FIRM_AFTER.search(own)) is not None:
        to_come = behind.group().startswith("during") and _TO_COME.search(governor) is not None
        return Standing(S.PLANNED, "noun:during") if to_come else Standing(S.HELD, "noun:after")
    if not subject and _STAYED_FOR.search(governor) and not MODAL.search(governor):
        return Standing(S.HELD, "noun:sat-down-for")
    if _N_WISHED.search(near):
        return Standing(S.REQUESTED, "noun:called-for")
    if _N_POSSIBLE.search(near):
        return Standing(S.POSSIBLE, "noun:possible")
    if any_of(
        r"(?:has|have|had) (?:also |already |since )?(?:held|had|hosted|attended|conducted|joined|opened|begun|started|entered|resumed|concluded|completed|ended|finished)"
    ).search(near):
        return Standing(S.HELD, "noun:have-held")
    if not subject and _HAD_BEEN_DUE.search(governor):
        return Standing(S.CANCELLED, "noun:had-been-due")
    if not subject and _IN_TALKS.search(governor):
        return Standing(S.ONGOING, "noun:is-in")
    if not subject and _WITHIN.search(own) and _PAST.search(governor) and not MODAL.search(governor):
        return Standing(S.HELD, "noun:in")
    if _N_ONGOING.search(near) and not _TO_GO_ON.search(near):
        return Standing(S.ONGOING, "noun:under-way")
    if _N_PLANNED.search(near):
        return Standing(S.PLANNED, "noun:planned")
    if future and (subject or _N_PRESENT.search(near)):
        return Standing(S.PLANNED, "noun:present-future")
    if _N_PRESENT.search(own) and not any_of("held|had").search(own):
        return Standing(S.HELD, "noun:present", weak=True)
    if _N_HELD.search(near):
        return Standing(S.HELD, "noun:held")
    if definite:
        return Standing(S.HELD, "noun:definite", weak=True)
    return None


_BE = r"(?:(?:is|are|was|were|be|been|has|have|had|also|now|still|already|reportedly|currently) )+"
_IN_THE_DIARY = re.compile(
    _BE + r"(?:on (?:the|his|her|their) (?:agenda|calendar|diary|books)|in the (?:diary|calendar))\b"
)
_LOOKED_FORWARD_TO = re.compile(_BE + r"(?:\w+ly )?(?:anticipated|awaited|mooted|touted|floated|foreseen)\b")
_IN_THE_WORKS = re.compile(
    _BE
    + r"(?:on the (?:cards|table|horizon)|in the (?:works|offing|pipeline|air)|under (?:discussion|consideration)|"
    r"being (?:arranged|planned|prepared|organi[sz]ed|set up|discussed|considered|explored|lined up))\b"
)
_WITHIN = re.compile(
    r"\b(?:in|at|over|during|through)(?: (?!for\b|to\b|of\b|before\b)[\w'-]+){0,3}?(?: (?:rounds?|days?|hours?|weeks?|months?|"
    r"sessions?|series|marathon) of)?(?: (?!for\b|to\b|of\b|before\b)[\w'-]+){0,3}$"
)
_PAST = re.compile(
    r"\b(?!need|unit|hundred)(?:\w{2,}ed|said|told|met|took|gave|made|was|were|spoke|sought|won|lost|left|saw|went|came|"
    r"began|found|struck|got|kept|set|put|brought|led|fell|rose|sat|stood)\b"
)
_DETAILS_OF = re.compile(
    r"\b(?:details?|dates?|agenda|contents?|outcome|results?|venue|terms|minutes|readout|purpose|subject) (?:of|for)(?: [\w'-]+){0,2}$"
)
MODAL = any_of(
    r"will|would|shall|should|may|might|can|could|must|\w*n't|not|plan(?:s|ned)?|is to|are to|expected|scheduled|due|"
    r"agreed(?! (?:in|at|during|after|over)\b)|set to|invited|hop(?:e|es|ed)|want(?:s|ed)?|(?:is|are|was|were) (?:to|expected|scheduled|due|set)"
)
_HAD_BEEN_DUE = re.compile(
    r"\bhad been (?:due|scheduled|supposed|set|expected|meant|slated) to\b|\b(?:was|were) to have\b"
)
_IN_TALKS = re.compile(
    r"\b(?:is|are|remains?|'s|'re) (?:still |now |currently |also |already |back )*(?:in|at|engaged in)(?: (?!the\b)[\w'-]+){0,3}$"
)
# Past verbs behind which "for talks", "for a call" tells what took place; "flew in for talks" tells an aim.
_STAYED_FOR = re.compile(
    r"\b(?:sat|slipped|stepped|stopped|stayed|met|gathered|joined|convened|paused|retired|withdrew|huddled|remained|"
    r"broke|came together|got together|assembled|crowded|squeezed)\b[^,;]{0,40}\bfor(?: [\w'-]+){0,4}$"
)
_SUBJECT_DONE = re.compile(
    r"(?:(?:also|alone|already|later|P|T|in|at|on) )*(?:lasted|went (?:on|ahead|well|badly|into)|dragged|stretched|proved|wound up|took|ended|began|opened|produced|followed|ran|came|brought|"
    r"concluded|broke|collapsed|stalled|foundered|failed|yielded|focused|covered|(?:was|were|has been|have been|had been) (?:held|attended|hosted|"
    r"chaired|mediated|brokered|followed|productive|useful|constructive|frank))\b|(?:\w+ly )?(?!need|expect|schedul|plann|propos|"
    r"intend|request|suppos|slated|call|aim|convened|arrang|announc|promis|agreed|rumou?r)[a-z]{3,}ed (?!by\b|at\b|for\b|to\b|as\b|in\b|on\b|T\b|with\b)"
)
_TO_COME = any_of(r"will|'ll|would|shall|(?:is|are|was|were) (?:\w+ )?to|plans? to|due to")
_FIRM_AFTER = re.compile(r"\b(?:after|following|during|since|follow-?up to)\b(?: [\w'-]+){0,5}$")

"""Whether a clause only asks for, threatens or considers its day."""

from __future__ import annotations

import re

from bot.extract.deadlines import lexicon as words
from bot.extract.deadlines.line import Line


def is_kept_open(line: Line, begin: int, end: int, match: re.Match[str], rule: str, firm: bool) -> bool:
    """Whether the clause only asks for, threatens or considers the day."""
    verb_end = match.end("verb") if "verb" in match.groupdict() and match["verb"] else match.end()
    clause = (
        line.marked[clause_start(line, begin) : max(verb_end, match.start())]
        + " "
        + line.marked[match.start() : end]
    )
    if rule in ("was_to_expire", "may_within", "won") or (
        rule == "by_then" and match["modal"].lower() in ("may", "can")
    ):
        return False
    if rule == "dated_limit":  # "could miss a Friday deadline" takes for granted that there is one
        return _PERHAPS_SET.search(line.marked, 0, match.start()) is not None
    if rule == "moved" and _NOT_MOVED.search(line.marked, 0, match.start()):
        return True
    if rule == "moved" and _HAS_BEEN.search(line.marked, 0, match.start()):
        return False
    if _MAY_NOT.search(clause):
        return False
    before = line.marked[clause_start(line, begin) : verb_end]
    if (
        rule in ("order_by", "oblige", "clause.duty")
        and (joint := _JOINT.search(line.marked, begin, match.start())) is not None
    ):
        before = line.marked[joint.end() : verb_end]  # what an earlier verb of the sentence only considers
    if rule in ("expire", "until", "due", "before_limit"):
        before = line.marked[begin:verb_end]
    if rule == "limit_is" and (cut := _WHICH_PUT.search(line.marked, 0, match.start())) is not None:
        before, clause = line.marked[cut.start() : verb_end], line.marked[cut.start() : end]
    if rule == "limit_is" and (other := _OWN_CLAUSE.search(line.marked, 0, match.start())) is not None:
        before, clause = line.marked[other.end() : verb_end], line.marked[other.end() : end]
    before, clause = LEAD_IN.sub("", before), LEAD_IN.sub("", clause)
    before, clause = _ON_DRAFT.sub("", _WOULD_HAVE.sub("", before)), _WOULD_HAVE.sub("", clause)
    before, clause = _RESTRICTING.sub("", before), _RESTRICTING.sub("", clause)
    before = _MEETS_THEM.sub("", before)
    before = re.sub(r",\s*who [^,]{0,80},", "", before)
    clause = re.sub(r",\s*who [^,]{0,80},", "", clause)
    before = re.sub(r"\bwould (?:still|continue|remain)\b", "", before)
    clause = re.sub(r"\bwould (?:still|continue|remain)\b", "", clause)
    if rule in ("have_until", "oblige", "by_then", "until", "expire", "moved", "give") and _told(line, begin):
        before, clause = re.sub(r"\bwould\b", "", before), re.sub(r"\bwould\b", "", clause)
    if rule in (
        "expire",
        "before_limit",
        "listed",
        "scheduled_noun",
        "schedule",
        "order_by",
        "given",
        "expected_by",
    ):
        return bool(
            re.search(
                r"\b(?:propos|threaten|could|might|draft|if (?:approved|adopted|agreed))",
                before,
                re.IGNORECASE,
            )
        ) or (
            rule in ("schedule", "given", "order_by")
            and bool(re.search(r"\b(?:would|could|might|(?-i:may))\b", before, re.IGNORECASE))
        )
    if rule == "promise":
        return bool(
            re.search(
                r"\b(?:propos\w*|threaten\w*|could|might|(?-i:may)|plans? to|hopes? to|wants? to|(?:under|in) (?:the|a|its|this) (?:[\w-]+ )?draft|draft [\w-]+ (?:would|will))\b",
                clause,
                re.IGNORECASE,
            )
        )
    if words.WOULD.search(clause) and not (
        firm and not re.search(r"\b(?:could|might)\b", clause, re.IGNORECASE)
    ):
        return True
    if rule == "oblige" and re.search(r"\bmust|required|ordered\b", match.group(), re.IGNORECASE):
        return bool(
            re.search(
                r"\b(?:propos\w*|draft|threaten\w*|if (?:approved|adopted|agreed)|could|might|recommend\w*)\b",
                before,
                re.IGNORECASE,
            )
        )
    return bool(words.PROPOSED.search(_ATTRIBUTIVE.sub(" ", before)))


_MAY_NOT = re.compile(r"\b(?:may|can|shall|must) ?not\b[^,;:]{0,80}\bbefore\s", re.IGNORECASE)
""" "Fees may not be raised before 2029": a ban, and no guess."""
_WOULD_HAVE = re.compile(
    r",\s(?:which|that|who) (?:would|should) (?:otherwise |then |already )?have [^,;:]{2,70},", re.IGNORECASE
)
""" "The permit, which would have expired in July, was extended"."""
_ON_DRAFT = re.compile(
    r"\b(?:comments?|submissions?|consultations?|responses?|feedback|objections?|views)\s(?:on|to|about)\s[^,;:]{0,40}?\b(?:draft|propos)\w*",
    re.IGNORECASE,
)
""" "Comments on the draft close on 26 March": the day is no draft."""
_MEETS_THEM = re.compile(
    r"\b(?:meet|met|accept|reject|fulfil|satisf|answer|comply with|grant|approv|allow|agreed to)\w* [^,;:]{0,30}?\b(?:demands?|requests?|proposals?|applications?|petitions?|pleas?)\b",
    re.IGNORECASE,
)
""" "unless he meets the strikers' demands, giving him two days": the days are given, not asked for."""
_WHICH_PUT = re.compile(
    r",\s(?:(?:which|that) (?:\w+ )?(?:puts?|placed|places|set|sets|made|makes|left|fixed|moved|pushed)|(?!(?:propos|threaten|consider|want|seek|ask|demand|suggest|hop)ing)[a-z]+ing)\s[^,;:]*$"
)
""" "said it could run for 75 days, which put the deadline at 5 April"."""
_OWN_CLAUSE = re.compile(
    r".*\b(?:and|but|although|though|while|whereas) (?=(?:the|its|their|a|an|this|that) (?:[\w'-]+ ){0,3}$)",
    re.IGNORECASE | re.DOTALL,
)
""" "It plans to cut the hours, and the final date for comments is 31 October": what is planned is not the day."""
LEAD_IN = re.compile(
    r"^\W*(?:as|while|although|though|because|since|after|with|amid|despite|following) [^,;:]{4,140},\s+(?=(?:the|an?|its|their|his|her|it|he|she|they|[A-Z][\w.-]*)\b)",
    re.IGNORECASE,
)
""" "As the review of these proposals goes on, the ministry": what is proposed is not the day."""
_RESTRICTING = re.compile(
    r"\s(?:who|that|which) (?:(?:do|does|did) not |(?:would )?want|wish|plan|propose|intend|hope|could|might)[^,;:]{2,60}?(?=\s(?:have|has|had|must|may|can|will|shall|should|need)\s)",
    re.IGNORECASE,
)
""" "Customers who do not want this have until": what they want says who they are."""
_ATTRIBUTIVE = re.compile(
    r"\b(?:sent out|sent|published|releas(?:es|ed)|issu(?:es|ed)|circulat(?:es|ed))\s(?:an?\s|the\s|its\s|new\s)*draft\s(?=[a-z])|"
    r"\b(?:the|an?|its|their|his|her|this|that|any|all|those|these) (?:originally |newly )?proposed (?=[a-z])"
)
""" "Comments on the proposed rule are due": what is proposed is the rule, not the day."""
_NOT_MOVED = re.compile(
    r"\b(?:against|almost|nearly|(?:reject|oppos|block|avoid|rul)\w* (?:out )?|(?:refus|declin|fail)\w* to|short of|(?:had|has|have|did) not|(?:attempt|effort|call|plan|bid|push|pressure|request|propos)\w*(?: by [^,;:]{2,50})? to)\s+(?:been\s+)?$",
    re.IGNORECASE,
)
""" "Voted against extending", "was almost extended": the day stands."""
_HAS_BEEN = re.compile(r"\b(?:has|have)\s+(?:\w+\s+){0,2}been\s+$")


_PERHAPS_SET = re.compile(
    r"\b(?:could|might|(?-i:may)|would|should|propos\w*|suggest\w*|float\w*|threaten\w*|consider\w*|mull\w*|weigh\w*|seeks?|sought|wants?|wanted|"
    r"call\w* for)\s+(?:(?:to )?(?:be )?(?:set|setting|impose|imposing|give|fix|fixing|announce|have|introduce|adopt)\s+)?"
    r"(?:(?:an?|the|its|their|his|her|new|another|fresh)\s+)*$",
    re.IGNORECASE,
)


_TELLS = re.compile(
    r"\b(?:said|announced|added|confirmed|ruled|decided|promised|warned|told [^,;:]{2,40}?)(?: on [\ue000\ue001]+)?(?:,? that)?\s*$",
    re.IGNORECASE,
)


_DRAFTED = re.compile(
    r"\b(?:propos\w*|draft|amendment|bill|version|if (?:approved|adopted|passed|agreed)|under the (?:plan|deal|offer|paper))\b",
    re.IGNORECASE,
)


def _told(line: Line, begin: int) -> bool:
    """Whether the clause is reported speech, so that its "would" is somebody's "will"; what a draft says stays open."""
    return _TELLS.search(line.marked[:begin]) is not None and _DRAFTED.search(line.marked) is None


_JOINT = re.compile(r",?\s(?:and|but)\s(?:then |also |now |it |they |he |she )?(?=\S+\s*$|$)")


def clause_start(line: Line, position: int) -> int:
    left = line.marked[:position]
    return max(
        (m.end() for m in re.finditer(r"[;:]|\s[-–—]\s|,\s[^,]{2,50}\s(?:said|says)[:,]", left)), default=0
    )

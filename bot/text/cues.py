"""Words that tell how sure a sentence is and who stands behind it: hedges, denials, plans, reporting verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from bot.text.anycase import AnyCase


class Modality(StrEnum):
    """How real a sentence says its content is, from firm to loose.

    DONE: told as fact. PLANNED: will be, is due to. ALLEGED: told at second hand or as an accusation. POSSIBLE: may
    be, is hoped or feared. ASKED: demanded, proposed, threatened or invited. DENIED: said not to be so.
    """

    DONE = "done"
    PLANNED = "planned"
    ALLEGED = "alleged"
    POSSIBLE = "possible"
    ASKED = "asked"
    DENIED = "denied"

    @property
    def strength(self) -> int:
        """3 for DONE, 2 for PLANNED, 1 for what is only alleged, possible or asked, 0 for DENIED."""
        return _STRENGTH[self]


_STRENGTH = {
    Modality.DONE: 3,
    Modality.PLANNED: 2,
    Modality.ALLEGED: 1,
    Modality.POSSIBLE: 1,
    Modality.ASKED: 1,
    Modality.DENIED: 0,
}


class Reporting(StrEnum):
    """What a reporting verb does: SAY plain speech, CLAIM an assertion others may contest, DENY, WRITE, ASK a request,
    WARN, JUDGE ("called the talks useful"), MIGHT content held open by the verb ("did not rule out", "hinted")."""

    SAY = "say"
    CLAIM = "claim"
    DENY = "deny"
    WRITE = "write"
    ASK = "ask"
    WARN = "warn"
    JUDGE = "judge"
    MIGHT = "might"


def _forms(lemma: str) -> tuple[str, ...]:
    """Base, third person, past and -ing form of a regular verb."""
    if lemma.endswith("e"):
        return lemma, lemma + "s", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma, lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith(("ss", "sh", "ch")):
        return lemma, lemma + "es", lemma + "ed", lemma + "ing"
    return lemma, lemma + "s", lemma + "ed", lemma + "ing"


_LEMMAS: dict[Reporting, tuple[str, str]] = {
    # regular verbs; irregular forms written out
    Reporting.SAY: (
        "add announce answer comment confirm conclude declare disclose explain reply respond remark recall reiterate "
        "repeat report reveal state stress clarify mention inform predict observe testify caution note notify "
        "emphasise emphasize affirm lament highlight underscore underline joke quip reaffirm reassure promise vow pledge agree acknowledge admit concede",
        "regret regrets regretted regretting say says said saying tell tells told telling speak speaks spoke speaking",
    ),
    Reporting.CLAIM: (
        "claim allege assert contend insist maintain argue accuse boast complain suggest charge counter",
        "objected objecting",
    ),
    Reporting.DENY: ("deny dismiss reject refute contradict dispute disavow", ""),
    Reporting.WRITE: ("post tweet publish", "write writes wrote writing"),
    Reporting.ASK: ("urge demand request propose appeal recommend invite", "ask asks asked asking"),
    Reporting.WARN: ("warn threaten", ""),
    Reporting.JUDGE: (
        "call describe hail praise criticise criticize condemn welcome denounce characterise characterize label slam "
        "blast laud brand thank",
        "",
    ),
    Reporting.MIGHT: ("hint signal speculate indicate", "believes believed doubts doubted"),
}

REPORTING_VERBS: dict[str, Reporting] = {
    form: kind
    for kind, (regular, irregular) in _LEMMAS.items()
    for form in [*(f for lemma in regular.split() for f in _forms(lemma)), *irregular.split()]
} | {"admitted": Reporting.SAY, "admitting": Reporting.SAY, "conceded": Reporting.SAY}
"""Every inflected form of a verb that reports speech, and what it does."""

NOUN_LIKE = frozenset(
    "call calls answer answers appeal appeals brand brands charge charges claim claims comment comments demand demands dispute "
    "disputes label labels note notes posts promise promises proposal report reports request requests signal signals "
    "state states stress vow vows welcome post joke warning pledge pledges blast counter caution remark remarks tweet tweets highlight highlights lament laments".split()
)
"""Forms of reporting verbs that are nouns as often as verbs."""

FINITE_BEHIND_NOUN = frozenset("must should shall will would may might can could are were have had".split())
"""What shows that such a form in "s" is a plural noun: "written comments must be received"."""


def _phrases(words: Iterable[str]) -> AnyCase:
    longest_first = sorted(words, key=len, reverse=True)
    return AnyCase(
        r"(?<![\w-])(?:"
        + "|".join(w.replace(" ", r"\s+").replace("'", "['’]") for w in longest_first)
        + r")(?![\w-])"
    )


_HEDGES = _phrases(
    [
        *"could perhaps maybe possibly probably presumably likely unlikely apparently reportedly allegedly purportedly "
        "seemingly potentially conceivably supposedly tentatively provisionally rumoured rumored".split(),
        *("good chance", "a chance", "chances are", "expected to", "expects", "expected", "is said to", "are said to",
          "was said to", "were said to", "would seek", "would consider", "not ruled out", "did not rule out",
          "not rule out", "cannot rule out", "on the table", "in principle", "appears to", "appeared to", "appear to",
          "seems to", "seemed to", "seem to", "hopes", "hoped", "hoping", "assumed", "believes", "believed",
          "it is unclear", "not clear", "unclear", "whether", "is thought to", "are thought to", "if needed"),
    ]
)  # fmt: skip
# "may" and "might" have namesakes: the month, and strength.
_MAY_MIGHT = re.compile(
    r"(?<![\w-])(?:may(?!\s+\d)|might(?!\s+of\b))(?![\w-])|(?<=[\w,]\s)(?-i:May)(?=\s+(?:be|have|not)\b)"
)
_DENIALS = _phrases(
    [
        *"denied denies deny denying refuted refutes dismissed dismisses untrue false fabricated baseless unfounded "
        "rejected rejects disputed disputes contradicted refused refuses".split(),
        *("never met", "never took place", "did not take place", "no such", "not true", "no truth", "not met",
          "did not meet", "have not met", "has not met", "had not met", "ruled out", "rules out"),
    ]
)  # fmt: skip
_NEGATIONS = _phrases(
    [
        *"not no never none neither nor nobody nothing nowhere without cannot cancelled canceled".split(),
        *("don't", "doesn't", "didn't", "won't", "wouldn't", "can't", "couldn't", "isn't", "aren't", "wasn't",
          "weren't", "haven't", "hasn't", "hadn't", "shouldn't", "failed to", "fails to", "declined to", "called off"),
    ]
)  # fmt: skip
_PLANS = _phrases(
    [
        *"will plans planned planning scheduled intends intended aims upcoming forthcoming arranged due pledged promised "
        "vowed agreed".split(),
        *("is to", "are to", "was to", "were to", "set to", "due to meet", "going to", "is set", "would", "set for",
          "to be held", "slated", "'ll", "won't"),
    ]
)  # fmt: skip
_ASKED = _phrases(
    [
        *"proposed proposes proposal suggested urged urges demanded demands threatened threatens requested requests "
        "invited invites invitation wants wanted asked asks calls sought seeks offered offers should must ultimatum".split(),
        *("called for", "calls for", "would like"),
    ]
)  # fmt: skip
_ALLEGED = _phrases(
    [
        *"reportedly allegedly alleged alleges purported purportedly claimed claims rumoured rumored accused "
        "accuses".split(),
        *("is said to", "are said to", "was said to", "were said to", "according to people", "familiar with"),
    ]
)  # fmt: skip


def hedge_in(text: str) -> str | None:
    """The first word or phrase in `text` that holds its content open ("might", "probably"), as printed, or None."""
    found = [m for m in (_HEDGES.search(text), _MAY_MIGHT.search(text)) if m is not None]
    return text[slice(*min(found, key=lambda m: m.start()).span())] if found else None


def denial_in(text: str) -> str | None:
    """The first word or phrase that denies or rejects ("denied", "never met"), as printed, or None."""
    match = _DENIALS.search(text)
    return text[slice(*match.span())] if match else None


def negation_in(text: str) -> str | None:
    """The first negating word ("not", "without", "failed to"), as printed, or None."""
    match = _NEGATIONS.search(text)
    return text[slice(*match.span())] if match else None


def modality_of(text: str) -> Modality:
    """The loosest reading that the words of `text` give: a denial anywhere makes it DENIED, and so on."""
    if _DENIALS.search(text):
        return Modality.DENIED
    if _HEDGES.search(text) or _MAY_MIGHT.search(text):
        return Modality.ALLEGED if _ALLEGED.search(text) else Modality.POSSIBLE
    if _ASKED.search(text):
        return Modality.ASKED
    if _ALLEGED.search(text):
        return Modality.ALLEGED
    if _PLANS.search(text):
        return Modality.PLANNED
    return Modality.DONE

"""Words that tell how something ended; one of them out of nowhere turns a demand into a deal."""

from __future__ import annotations

from bot.model.answers import Sentence
from bot.text.anycase import AnyCase
from bot.text.cover import same_family
from bot.text.synonyms import synonyms
from bot.text.words import stem, words_of


def claims_outcome(sentence: Sentence) -> bool:
    """Whether it tells an outcome ("agreed", "signed", "resigned") in a word for which its quotes have nothing.

    The gate weighs all words alike; one such word turns a demand into a deal.
    """
    printed = {stem(word) for c in sentence.citations for word in words_of(c.quote.text)}
    told = {stem(word) for word in words_of(sentence.text)} & _OUTCOMES
    return any(
        word not in printed
        and synonyms(word).isdisjoint(printed)
        and not any(same_family(word, other) for other in printed)
        for word in told
    )


def denies_told(sentence: Sentence) -> bool:
    """Whether it denies a whole sentence ("it is not true that …") where its quotes deny nothing so: the denial stands too
    far from the words it turns round for a check that reads word by word."""
    if _DENIAL.search(sentence.text) is None:
        return False
    return not any(_DENIAL.search(citation.quote.text) for citation in sentence.citations)


_DENIAL = AnyCase(
    r"\b(?:(?:not|n['’]t|never|hardly) (?:at all )?(?:true|correct|accurate|the case|so|happen\w*)|untrue|false|incorrect|wrong|no truth|"
    r"no such|fake|hoax|myth|fabricat\w+|made up|a lie|lies|den(?:y|ies|ied|ying)|refut\w+|rebut\w+|debunk\w+|contrary to)\b",
)
_OUTCOMES = frozenset(
    stem(word)
    for word in (
        "agree agreed accept approve sign ratify adopt reject refuse decline resign quit withdraw cancel postpone confirm deny "
        "admit concede promise win lose surrender release arrest charge convict sentence kill die injure destroy invade "
        "attack ban impose lift suspend extend sack appoint elect buy sell merge fail succeed collapse"
    ).split()
)

"""Questions that a near miss would answer wrongly: none of those that were mended is answered wrongly again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import bot.intake  # noqa: F401  (reads its tables when it is first used, which must not happen in the loop here)
from bot.evaluate.answers import answer_questions
from tests.e2e.conftest import opened

SET = Path(__file__).parents[1] / "evals" / "own-set-traps"
VERDICTS = (
    ("Yes,", "yes"),
    ("No,", "no"),
    ("Said to be so", "said"),
    ("Said not to be so", "denied"),
    ("Denied", "denied"),
)


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a file of the set."""
    return [json.loads(line) for line in (SET / name).read_text(encoding="utf-8").splitlines()]


def kind(told: dict[str, Any]) -> str:
    """What an answer is: an abstention, a verdict, or words without one."""
    if told["abstain"]:
        return "abstains"
    return next((name for opening, name in VERDICTS if told["answer"].startswith(opening)), "words")


def is_right(asked: dict[str, Any], told: dict[str, Any]) -> bool:
    """Whether an answer is of a kind that the set allows and holds what it must."""
    if kind(told) == "abstains" or not asked["answers"]:
        return kind(told) in asked["may"]
    holds = any(words.casefold() in told["answer"].casefold() for words in asked["answers"])
    return kind(told) in asked["may"] and holds


TRAPS, DOCUMENTS = rows("questions.jsonl"), rows("documents.jsonl")


async def answers(asked: list[dict[str, Any]], folder: Path) -> list[dict[str, Any]]:
    """What is told to each question."""
    return [one async for one in answer_questions(asked, DOCUMENTS, lambda: opened(folder / "traps.sqlite3"))]


async def test_no_trap_that_was_mended_is_fallen_into_again(tmp_path: Path) -> None:
    """What is still open is marked in the set, and the mark goes when it is mended."""
    told = await answers(TRAPS, tmp_path)
    wrong = {
        q["id"]: f"{q['question']} {a['answer'][:200]}"
        for q, a in zip(TRAPS, told, strict=True)
        if not is_right(q, a)
    }
    known = {q["id"] for q in TRAPS if q.get("open")}
    assert {name: text for name, text in wrong.items() if name not in known} == {}
    assert known - wrong.keys() == set(), "mended: take the mark away"


async def test_no_yes_is_said_that_the_set_does_not_allow(tmp_path: Path) -> None:
    """A false yes or no is worse than a miss: of these none is open."""
    asked = [
        q
        for q in TRAPS
        if q["question"].split()[0]
        in ("Is", "Are", "Was", "Were", "Did", "Does", "Do", "Has", "Have", "Will")
    ]
    told = await answers(asked, tmp_path)
    false = [
        q["question"]
        for q, a in zip(asked, told, strict=True)
        if kind(a) not in ("abstains", "words", *q["may"])
    ]
    assert false == []

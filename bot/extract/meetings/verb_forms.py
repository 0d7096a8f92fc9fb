"""In which form a verb of encounter stands."""

from __future__ import annotations

from bot.extract.meetings.clauses import Row


def verb_form(row: Row, at: int, start: int) -> str:
    word = row.word(at)
    if word.endswith("ing"):
        return "ing"
    if word in (
        "meet",
        "see",
        "speak",
        "talk",
        "call",
        "phone",
        "telephone",
        "receive",
        "host",
        "welcome",
        "greet",
        "confer",
        "sit",
        "shake",
        "gather",
        "convene",
        "brief",
        "visit",
        "negotiate",
        "huddle",
        "dine",
        "stroll",
        "consult",
        "question",
        "grill",
        "quiz",
        "discuss",
        "summon",
    ):
        return "base"
    return "s" if word.endswith("s") else "past"

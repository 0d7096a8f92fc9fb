"""Pieces of Block Kit: lines as rich text, small print, rows of buttons. Words come in harmless already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from adapters.slack.limits import (
    ACTIONS_ELEMENTS,
    BUTTON_CHARS,
    CONTEXT_ELEMENTS,
    NOTE_CHARS,
    RICH_TEXT_CHARS,
)
from adapters.slack.words import cut, harmless, one_line
from bot.desk.layout import Line, Style
from bot.model.chat import Action, ActionKind

Block = dict[str, Any]

PREFIX = "dateline"  # of every action_id of ours
FEEDBACK = "feedback"

_ROW = 5  # buttons in a row


def chars_of(value: object) -> int:
    """How many characters of text a piece of Block Kit shows."""
    match value:
        case {"text": str(text)}:
            return len(text)
        case dict():
            return sum(chars_of(one) for one in value.values())
        case list() | tuple():
            return sum(chars_of(one) for one in value)
        case _:
            return 0


def check_words(line: Line) -> str:
    return " (check this)" if line.check else ""


def sections(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines, a new list from each heading on: blocks of their own stand apart."""
    current: list[Line] = []
    for line in lines:
        if current and line.style is Style.HEADING and current[-1].style is not Style.HEADING:
            yield current
            current = []
        current.append(line)
    if current:
        yield current


def groups(lines: Sequence[Line], urls: dict[int, str | None]) -> Iterator[Block]:
    """Rich text elements: plain lines with a break between them, grouped ones as bullets."""
    plain: list[Block] = []
    bullets: list[Block] = []
    for line in lines:
        if line.style is Style.GROUPED:
            if plain:
                yield section(plain)
                plain = []
            bullets.append(section(_runs(line, urls)))
            continue
        if bullets:
            yield from _list(bullets)
            bullets = []
        if plain and (sum(map(chars_of, plain)) > RICH_TEXT_CHARS // 3 or line.style is Style.HEADING):
            yield section(plain)
            plain = []
        plain += [text_run("\n")] if plain else []
        plain += _runs(line, urls)
    if plain:
        yield section(plain)
    if bullets:
        yield from _list(bullets)


def _list(items: list[Block]) -> Iterator[Block]:
    """Bullets, in as many lists as fit into one block each."""
    current: list[Block] = []
    for item in items:
        if current and sum(map(chars_of, current)) + chars_of(item) > RICH_TEXT_CHARS // 2:
            yield {"type": "rich_text_list", "style": "bullet", "elements": current}
            current = []
        current.append(item)
    yield {"type": "rich_text_list", "style": "bullet", "elements": current}


def _runs(line: Line, urls: dict[int, str | None]) -> list[Block]:
    """A line as runs of text, its marks as links where their article has an address."""
    style = {Style.HEADING: {"bold": True}, Style.REMARK: {"italic": True}}.get(line.style)
    runs = [text_run(line.text, style)]
    for mark in line.marks:
        url = urls.get(mark)
        runs += [
            text_run(" "),
            {"type": "link", "url": url, "text": f"[{mark}]"} if url else text_run(f"[{mark}]"),
        ]
    if line.check:
        runs.append(text_run(check_words(line), {"italic": True}))
    return runs


def rich_blocks(elements: Iterator[Block]) -> list[Block]:
    """The elements in as few rich_text blocks as their length allows."""
    blocks: list[Block] = []
    current: list[Block] = []
    for element in elements:
        if current and sum(map(chars_of, current)) + chars_of(element) > RICH_TEXT_CHARS:
            blocks.append({"type": "rich_text", "elements": current})
            current = []
        current.append(element)
    if current:
        blocks.append({"type": "rich_text", "elements": current})
    return blocks


def joined(names: Sequence[str]) -> list[str]:
    """Names side by side, in as few lines as small print allows."""
    rows = [""]
    for name in names:
        longer = f"{rows[-1]} · {name}" if rows[-1] else name
        if len(longer) > NOTE_CHARS:
            rows.append(name)
        else:
            rows[-1] = longer
    return rows


def small_print(rows: Sequence[str]) -> list[Block]:
    return [
        {"type": "context", "elements": [plain(row) for row in rows[start : start + CONTEXT_ELEMENTS]]}
        for start in range(0, len(rows), CONTEXT_ELEMENTS)
    ]


# ---------------------------------------------------------------------- buttons


def buttons_of(actions: Sequence[Action]) -> list[Block]:
    """Rows of buttons; a pair of "good" and "bad" as Slack's own feedback buttons."""
    rated: dict[ActionKind, Action] = {a.kind: a for a in actions if a.kind in _RATINGS}
    others = [a for a in actions if a.kind not in rated or len(rated) < 2 or rated[a.kind] is not a]
    row = _ROW if len(others) <= 6 * _ROW else ACTIONS_ELEMENTS
    buttons = [_button(action, number) for number, action in enumerate(others)]
    blocks: list[Block] = [
        {"type": "actions", "elements": buttons[start : start + row]} for start in range(0, len(buttons), row)
    ]
    if len(rated) == 2:
        blocks.append({"type": "context_actions", "elements": [_feedback(rated)]})
    return blocks


_RATINGS = {ActionKind.GOOD, ActionKind.BAD}


def _button(action: Action, number: int) -> Block:
    """One button; the number keeps the names of two buttons of one kind apart."""
    return {
        "type": "button",
        "action_id": f"{PREFIX}:{action.kind.value}" + (f":{number}" if number else ""),
        "text": plain(cut(one_line(harmless(action.label)) or "…", BUTTON_CHARS)),
        "value": action.value or "-",
    }


def _feedback(rated: dict[ActionKind, Action]) -> Block:
    def button(kind: ActionKind) -> Block:
        label = cut(one_line(harmless(rated[kind].label)) or "…", BUTTON_CHARS)
        return {"text": plain(label), "value": f"{kind.value}:{rated[kind].value}"}

    return {
        "type": "feedback_buttons",
        "action_id": f"{PREFIX}:{FEEDBACK}",
        "positive_button": button(ActionKind.GOOD),
        "negative_button": button(ActionKind.BAD),
    }


# ---------------------------------------------------------------------- pieces of Block Kit


def text_run(words: str, style: dict[str, bool] | None = None) -> Block:
    element: Block = {"type": "text", "text": words}
    return {**element, "style": style} if style else element


def section(elements: list[Block]) -> Block:
    return {"type": "rich_text_section", "elements": elements}


def plain(words: str) -> Block:
    return {"type": "plain_text", "text": words, "emoji": False}

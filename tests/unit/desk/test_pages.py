"""A long list is leafed through in its message, and every entry of it can be reached."""

from __future__ import annotations

import pytest

from bot.desk.pages import ENTRIES, as_list, page_of, page_value, read_page_value
from bot.model.answers import Briefing, Coverage, Section, Sentence, SentenceKind
from bot.model.chat import Action, ActionKind, Notice, Reply
from bot.model.ids import PostId

POST = PostId("p_0123456789abcdef0123")
GOOD = Action(kind=ActionKind.GOOD, label="Helpful", value=POST)


def reply(count: int, *, per_entry: int = 2, sections: tuple[Section, ...] = ()) -> Reply:
    """A list of entries of some sentences each."""
    sentences = tuple(
        Sentence(text=f"entry {n}, line {k}", kind=SentenceKind.NOTE, group=f"g{n}")
        for n in range(count)
        for k in range(per_entry)
    )
    body = Briefing(
        sentences=sentences, coverage=Coverage(articles=1, outlets=1), sections=sections, note="By rules."
    )
    return Reply(body=body, actions=(GOOD,))


def words(one: Reply) -> list[str]:
    assert isinstance(one.body, Briefing)
    return [sentence.text for sentence in one.body.sentences]


def leaves(one: Reply) -> dict[str, str]:
    return {action.label: action.value for action in one.actions if action.kind is ActionKind.PAGE}


@pytest.mark.parametrize("count", [1, ENTRIES])
def test_a_list_that_fits_is_shown_whole(count: int) -> None:
    """No buttons that lead nowhere."""
    assert as_list(reply(count)) == reply(count)
    assert page_of(reply(count), POST) == reply(count)


@pytest.mark.parametrize(
    "other",
    [
        Reply(body=Notice(text="x")),
        reply(
            30,
            sections=(Section(heading="Open", sentences=(Sentence(text="x", kind=SentenceKind.NOTE),)),),
        ),
    ],
)
def test_what_is_no_list_is_shown_whole(other: Reply) -> None:
    """A brief and a digest are read from the top."""
    assert as_list(other) == other


def test_all_entries_are_on_some_page_and_none_is_torn() -> None:
    """Leafing from the first page to the last shows every line once, in order."""
    whole = as_list(reply(3 * ENTRIES + 1))
    seen, page, pages = list[str](), 0, 0

    while True:
        shown = page_of(Reply(body=whole.body, actions=whole.actions, page=page), POST)
        seen += words(shown)
        pages += 1
        assert len(words(shown)) <= 2 * ENTRIES
        assert GOOD in shown.actions
        if "More" not in leaves(shown):
            break
        named = read_page_value(leaves(shown)["More"])
        assert named is not None
        page = named[1]

    assert seen == words(whole)
    assert pages == 4


def test_a_page_says_where_it_is_and_leads_both_ways() -> None:
    """So that nobody takes a page for the whole."""
    whole = as_list(reply(3 * ENTRIES))
    middle = page_of(Reply(body=whole.body, page=1), POST)

    assert isinstance(middle.body, Briefing)
    assert middle.body.note == "Page 2 of 3. By rules."
    assert leaves(middle) == {"Back": page_value(POST, 0), "More": page_value(POST, 2)}


def test_a_page_beyond_the_end_is_the_last() -> None:
    """A button of an older, longer list."""
    whole = as_list(reply(2 * ENTRIES))

    assert words(page_of(Reply(body=whole.body, page=9), POST)) == words(whole)[2 * ENTRIES :]


@pytest.mark.parametrize("value", ["", "p_1", "p_1.", ".3", "p_1.x", "p_1.²"])
def test_a_value_of_another_kind_is_no_page(value: str) -> None:
    """Values come back from platforms."""
    assert read_page_value(value) is None


def test_a_page_fits_into_a_buttons_value() -> None:
    """Eighty characters is what every platform takes beside our prefix."""
    assert read_page_value(page_value(POST, 999)) == (POST, 999)
    assert len(page_value(POST, 999)) <= 80

"""What became of a text that was looked up, as an answer with receipts."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.phrases import short_day
from bot.answer.verify import Outcome, Printed, Verification
from bot.model.answers import Abstention, Answer, Briefing, Citation, Coverage, Sentence, SentenceKind
from bot.model.text import Told

MAX_LISTED = 5


def tell_verification(found: Verification, coverage: Coverage) -> Answer:
    """Printed by whom, when and where first; what was changed; from where it was stitched; or not in store."""
    match found.outcome:
        case Outcome.FOUND:
            sentences = tuple(_found(found))
        case Outcome.ALTERED:
            sentences = tuple(_altered(found))
        case Outcome.STITCHED:
            sentences = tuple(_stitched(found))
        case Outcome.NOT_IN_STORE:
            nearest = (_print("Words like these", found.first),) if found.first else ()
            return Abstention(missing=f"these words: “{found.asked}”", coverage=coverage, nearest=nearest)
    return Briefing(sentences=sentences, coverage=coverage)


def _found(found: Verification) -> Iterator[Sentence]:
    assert found.first is not None
    yield _print("Found, printed like this; first", found.first)
    for other in found.elsewhere[:MAX_LISTED]:
        yield _print("Also", other)
    if len(found.elsewhere) > MAX_LISTED:
        yield _note(f"And {len(found.elsewhere) - MAX_LISTED} more.")


def _altered(found: Verification) -> Iterator[Sentence]:
    assert found.first is not None
    yield _note("Altered: no stored article prints these words, but one prints words close to them.")
    yield _print("Printed", found.first)
    for change in found.changes[:MAX_LISTED]:
        match bool(change.asked), bool(change.printed):
            case True, True:
                yield _note(f"You wrote “{change.asked}” where it says “{change.printed}”.")
            case True, False:
                yield _note(f"You wrote “{change.asked}”, which is not there.")
            case _:
                yield _note(f"You left out “{change.printed}”.")


def _stitched(found: Verification) -> Iterator[Sentence]:
    yield _note("Stitched: the words are printed, but not together.")
    for piece in found.pieces[:MAX_LISTED]:
        yield _print("One part", piece.source)


def _print(label: str, printed: Printed) -> Sentence:
    told = printed.told
    return Sentence(
        text=f"{label}: {_who(told)}.",
        kind=SentenceKind.NOTE,
        citations=(Citation(quote=printed.quote, told=told),),
    )


def _who(told: Told) -> str:
    outlet = told.outlet or "an article without an outlet"
    day = short_day(told.published.date()) if told.published else "undated"
    revision = f", revision {told.number}" if told.number > 1 else ""
    later = ", since replaced by a newer revision" if told.superseded else ""
    return f"{outlet}, {day}{revision}{later}"


def _note(text: str) -> Sentence:
    return Sentence(text=text, kind=SentenceKind.NOTE)

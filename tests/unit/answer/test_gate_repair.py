"""The gate on a draft and on a whole briefing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answer.gate import Fault, Outcome, check_briefing, gate
from bot.model.answers import Citation, Evidence, Sentence
from bot.model.facts import Deadline, DeadlineStatus
from bot.model.ids import ArticleId, FactId, RecordId, RevisionId
from bot.model.records import Conflict, ConflictValue, DeadlineRecord, DeadlineStep
from bot.model.text import Quote
from tests.unit.answer.gate_samples import (
    DEADLINE,
    EVIDENCE,
    MARSH,
    MEETING,
    NOW,
    TOLD,
    day,
    sentence,
)

TRUE = "Marsh must lift the grain ban by Friday 8 August 2025."


def run(*sentences: Sentence, twin: Sentence | None = None) -> list[tuple[Outcome, str | None]]:
    gated = gate(sentences, EVIDENCE, now=NOW, zone="UTC", fallback=lambda _: twin)
    return [(g.outcome, g.sentence.text if g.sentence else None) for g in gated]


def test_a_true_sentence_with_the_wrong_citation_gets_the_right_one() -> None:
    """A misplaced citation is repaired from the evidence, not shown."""
    wrong = sentence(TRUE, MEETING)

    (gated,) = gate([wrong], EVIDENCE, now=NOW, zone="UTC")

    assert gated.outcome is Outcome.REPAIRED
    assert gated.sentence is not None
    assert [c.fact for c in gated.sentence.citations] == [DEADLINE.id]
    assert gated.sentence.text == TRUE


def test_an_inexact_quote_is_swapped_for_the_exact_one() -> None:
    """A model's near-quote is replaced by the stored words."""
    altered = Quote(
        revision=RevisionId("r"), span=DEADLINE.quote.span, text=DEADLINE.quote.text.replace("grain", "wheat")
    )
    near = sentence(TRUE, DEADLINE, citations=(Citation(quote=altered, told=TOLD, fact=DEADLINE.id),))

    (gated,) = gate([near], EVIDENCE, now=NOW, zone="UTC")

    assert gated.outcome is Outcome.REPAIRED
    assert gated.sentence is not None
    assert gated.sentence.citations[0].quote == DEADLINE.quote


def test_a_sentence_that_cannot_be_repaired_gives_way_to_its_extractive_twin() -> None:
    """The fact is told even when the model told it wrongly."""
    false = sentence("Marsh must lift the grain ban by Saturday 9 August 2025.", DEADLINE)
    twin = sentence(DEADLINE.quote.text, DEADLINE)

    assert run(false, twin=twin) == [(Outcome.REPLACED, DEADLINE.quote.text)]


def test_a_false_sentence_without_a_twin_is_dropped() -> None:
    """Silence is better than an unsupported claim."""
    false = sentence("Boris Falk must lift the wheat tax by 1 May 2031.", DEADLINE)

    assert run(false) == [(Outcome.DROPPED, None)]


def test_a_false_twin_is_dropped_too() -> None:
    """The fallback passes through the same checks."""
    false = sentence("Boris Falk must lift the wheat tax by 1 May 2031.", DEADLINE)

    assert run(false, twin=false) == [(Outcome.DROPPED, None)]


def test_the_same_words_are_shown_once() -> None:
    """Two failing sentences about one fact must not bring its extractive sentence twice."""
    assert run(sentence(TRUE, DEADLINE), sentence(TRUE, DEADLINE)) == [
        (Outcome.PASSED, TRUE),
        (Outcome.DROPPED, None),
    ]


OLD = replace(DEADLINE, id=FactId("f_old"), due=day("Wednesday", date(2025, 8, 6)))
NEW = replace(DEADLINE, id=FactId("f_new"), status=DeadlineStatus.EXTENDED)


def record(*, conflicts: tuple[Conflict, ...] = ()) -> DeadlineRecord:
    def step(fact: Deadline) -> DeadlineStep:
        return DeadlineStep(
            status=fact.status,
            due=fact.due,
            valid=None,
            known=NOW,
            fact=fact.id,
            revision=RevisionId("r"),
            article=ArticleId("a"),
        )

    return DeadlineRecord(
        id=RecordId("rec"),
        facts=(OLD.id, NEW.id),
        known=NOW,
        updated=NOW,
        origins=1,
        conflicts=conflicts,
        setter=None,
        addressee=MARSH,
        requirement="lift the grain ban",
        consequence=None,
        due=NEW.due,
        status=DeadlineStatus.EXTENDED,
        kind=DEADLINE.kind,
        history=(step(OLD), step(NEW)),
    )


def evidence(*records: DeadlineRecord) -> Evidence:
    return replace(EVIDENCE, records=records, facts=(OLD, NEW), told={OLD.id: TOLD, NEW.id: TOLD})


DISPUTED = Conflict(
    slot="due",
    values=(
        ConflictValue(value="2025-08-06", facts=(OLD.id,), articles=(ArticleId("a"),)),
        ConflictValue(value="2025-08-08", facts=(NEW.id,), articles=(ArticleId("a"),)),
    ),
)


def test_one_side_of_a_conflict_alone_is_a_fault() -> None:
    """Facts that disagree are shown side by side, never one for both."""
    (finding,) = check_briefing([sentence(TRUE, NEW)], evidence(record(conflicts=(DISPUTED,))))

    assert finding.fault is Fault.ONE_SIDED
    assert finding.facts == (OLD.id,)


def test_both_sides_in_one_group_are_fine_and_apart_are_not() -> None:
    """The reader must see at once that two accounts speak of one thing."""
    sides = [sentence(TRUE, NEW), sentence("Marsh had until Wednesday.", OLD)]
    held = evidence(record(conflicts=(DISPUTED,)))

    assert check_briefing([replace(s, group="due") for s in sides], held) == ()
    assert [f.fault for f in check_briefing(sides, held)] == [Fault.APART]


def test_a_day_that_was_replaced_says_so() -> None:
    """An old deadline told as if it held is the error people act on."""
    plain = sentence("Marsh must lift the grain ban by Wednesday.", OLD)
    marked = sentence("Originally Marsh had to lift the grain ban by Wednesday.", OLD)

    (finding,) = check_briefing([plain], evidence(record()))

    assert (finding.fault, finding.facts) == (Fault.OUTDATED, (NEW.id,))
    assert check_briefing([marked, sentence(TRUE, NEW)], evidence(record())) == ()


def test_a_superseded_revision_says_so() -> None:
    """A corrected article's old words are shown only as old words."""
    old = replace(TOLD, superseded=True)
    made = sentence(TRUE, DEADLINE, citations=(Citation(quote=DEADLINE.quote, told=old),))

    assert [f.fault for f in check_briefing([made], EVIDENCE)] == [Fault.OUTDATED]

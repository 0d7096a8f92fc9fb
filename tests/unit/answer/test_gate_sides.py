"""Setter and addressee of a deadline against sentences that exchange them: names, forms and stored roles drawn by seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.answer.gate import ReasonCode, check_sentence, sides
from bot.model.answers import Citation, Sentence
from bot.model.facts import Party, PartyKind
from bot.model.ids import FactId
from bot.model.text import Quote, Span
from tests.unit.answer.gate_samples import COMMON, EVIDENCE, GIVEN, NOW, TOLD

PEOPLE = ("Anna Kovar", "Peter Szabo", "Mirel Oduya", "Jonas Brandt", "Lucia Ferro", "Ewa Lis", "Paulo Reis")
STATES = ("Norvania", "Estovia", "Karsland", "Tavria")
# {s} sets, {a} is bound.
QUOTES = (
    "{s} gave {a} until Friday to open the bridge.",
    "{s} set {a} a deadline of Friday to open the bridge.",
    "{s} has set a deadline of Friday for {a} to open the bridge.",
    "{a} must open the bridge by Friday, {s} said.",
    "{s} said {a} has until Friday to open the bridge.",
    "{a} was given until Friday by {s} to open the bridge.",
    "{s} demanded that {a} open the bridge by Friday.",
    "According to {s}, {a} must open the bridge by Friday.",
    "{s} issued an ultimatum to {a}: open the bridge by Friday.",
    "{a} has to meet {s}'s Friday deadline to open the bridge.",
    "{a} faces a Friday deadline set by {s} to open the bridge.",
    "{s} is giving {a} until Friday to open the bridge.",
    "{s} and its allies set {a} a deadline of Friday to open the bridge.",
    "The bridge must be opened by {a} by Friday, said {s}.",
    "{s} has given {a} two weeks, until Friday, to open the bridge.",
    "{s} wants {a} to open the bridge by Friday.",
)
CLAIMS = (
    "{s} set {a} a deadline.",
    "{s} gave {a} until Friday to open the bridge.",
    "{a} was given a deadline by {s}.",
    "{s} set a deadline for {a}.",
    "A deadline for {a} was set by {s}.",
    "The deadline that {s} set for {a} is Friday.",
    "{s} said {a} must open the bridge by Friday.",
    "{a} has until Friday to open the bridge, according to {s}.",
    "{a} must open the bridge by Friday 8 August 2025.",
    "By Friday, {a} has to open the bridge.",
    "{s}'s deadline for {a} is Friday.",
    "{a} faces a deadline of Friday from {s}.",
    "Due: open the bridge, Friday, set by {s} for {a}.",
    "{s} asked {a} to open the bridge by Friday.",
    "It was {s} who set {a} a deadline.",
    "{a} is required by {s} to open the bridge by Friday.",
    "The one who set the deadline is {s}.",
    "{s} insisted that {a} open the bridge by Friday.",
    "For {a}, the deadline is Friday.",
    "{s} handed {a} a deadline.",
)
# Which roles the stored fact has; without any, the quote decides.
STORED = ("both", "setter", "addressee", "none")


def party(name: str) -> Party:
    kind = PartyKind.PERSON if " " in name else PartyKind.STATE
    return Party(key=f"{kind}:{name.casefold()}", name=name, kind=kind)


def codes(text: str, quote: str, *, setter: Party | None, addressee: Party | None) -> frozenset[ReasonCode]:
    """What the gate holds against `text` with the receipt of a deadline told by `quote`."""
    told = Quote(revision=COMMON["revision"], span=Span(0, len(quote)), text=quote)  # type: ignore[arg-type]
    fact = replace(GIVEN, quotes=(told,), setter=setter, addressee=addressee, requirement="open the bridge")
    cited = (Citation(quote=told, told=TOLD, fact=fact.id),)
    evidence = replace(EVIDENCE, facts=(fact,), told={fact.id: TOLD})
    made = Sentence(text=text, citations=cited, facts=(fact.id,))
    return check_sentence(made, evidence, now=NOW, zone="UTC").codes


def drawn(seed: int) -> Iterator[tuple[frozenset[ReasonCode], frozenset[ReasonCode]]]:
    """For every quote and claim, what is held against the true sentence and against the swapped one."""
    draw = random.Random(seed)
    for form in QUOTES:
        setter, addressee = draw.sample(draw.choice((PEOPLE, STATES, PEOPLE + STATES)), 2)
        short = {name: name.split()[-1] if draw.random() < 0.4 else name for name in (setter, addressee)}
        stored = draw.choice(STORED)
        roles = {
            "setter": party(setter) if stored in ("both", "setter") else None,
            "addressee": party(addressee) if stored in ("both", "addressee") else None,
        }
        quote = form.format(s=setter, a=addressee)
        for claim in CLAIMS:
            true = claim.format(s=short[setter], a=short[addressee])
            swapped = claim.format(s=short[addressee], a=short[setter])
            yield codes(true, quote, **roles), codes(swapped, quote, **roles)


@pytest.mark.parametrize("seed", range(6))
def test_a_deadline_is_never_told_the_other_way_round(seed: int) -> None:
    """A reader who is told that the other side has until Friday acts wrongly; the true sentence stays."""
    pairs = list(drawn(seed))

    assert all(swapped for _, swapped in pairs)
    assert sum(ReasonCode.ROLES not in true for true, _ in pairs) >= 0.98 * len(pairs)
    assert sum(not true for true, _ in pairs) >= 0.9 * len(pairs)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (
            "Kovar gave Szabo until Friday to open the bridge, and Szabo gave Kovar until Monday to answer.",
            "Szabo gave Kovar until Monday to answer.",
        ),
        (
            "Kovar told Szabo to open the bridge by Friday; Szabo asked Kovar to wait.",
            "Szabo asked Kovar to wait.",
        ),
        (
            "Norvania's parliament must pass the law by Friday, Kovar said.",
            "Norvania's parliament must pass the law by Friday.",
        ),
        ("Kovar said she must answer Szabo by Friday.", "Kovar must answer Szabo by Friday."),
        ("The bridge, closed by Szabo, must open by Friday, Kovar said.", "The bridge must open by Friday."),
    ],
)
def test_who_is_told_on_both_sides_may_be_told_on_either(quote: str, text: str) -> None:
    """Only what is told the other way alone is a swap."""
    assert ReasonCode.ROLES not in codes(text, quote, setter=None, addressee=None)


def test_a_chain_of_deadlines_may_name_any_of_its_setters() -> None:
    """What two states set together and one of them moved was set by both, though the last telling binds one of the two."""
    both = Party(key="group:state:estovia+state:norvania", name="Norvania and Estovia", kind=PartyKind.GROUP)
    words = ("Norvania and Estovia set a truce until Friday.", "Kovar extended Estovia's truce until Friday.")
    quotes = [Quote(revision=COMMON["revision"], span=Span(0, len(one)), text=one) for one in words]  # type: ignore[arg-type]
    facts = (
        replace(GIVEN, quotes=(quotes[0],), setter=both, addressee=both),
        replace(
            GIVEN,
            id=FactId("moved"),
            quotes=(quotes[1],),
            setter=party("Anna Kovar"),
            addressee=party("Estovia"),
        ),
    )
    cited = tuple(Citation(quote=q, told=TOLD, fact=f.id) for q, f in zip(quotes, facts, strict=True))
    evidence = replace(EVIDENCE, facts=facts, told={fact.id: TOLD for fact in facts})
    text = "The truce set by Norvania and Estovia runs until Friday."

    made = Sentence(text=text, citations=cited, facts=tuple(fact.id for fact in facts))

    assert ReasonCode.ROLES not in check_sentence(made, evidence, now=NOW, zone="UTC").codes


@pytest.mark.parametrize(
    "form", [*QUOTES, *CLAIMS, "{s} waits for {a} to act.", "It binds {a}.", "{a}'s time is up."]
)
def test_a_pattern_is_passed_over_only_where_it_finds_nothing(form: str) -> None:
    """The letters beside a pattern spare the search; they must never spare a find."""
    for written in (form, form.upper().replace("{S}", "{s}").replace("{A}", "{a}")):
        signed = written.format(s="\ue000", a="\ue001")
        for side, letters, pattern in sides._PATTERNS:
            if pattern.search(signed):
                assert any(one in signed.casefold() for one in letters), (side, pattern.pattern)

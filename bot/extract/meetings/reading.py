"""Every telling of an encounter in a document, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.extract.document import Document
from bot.extract.meetings import lexicon as lex
from bot.extract.meetings.clauses import Row, row_of
from bot.extract.meetings.companions import with_companions
from bot.extract.meetings.company import JOINING, joining_sightings, listed_sightings
from bot.extract.meetings.constructions import WORDS as CONSTRUCTED
from bot.extract.meetings.continuing import WORDS as CONTINUING
from bot.extract.meetings.continuing import continuing_sightings
from bot.extract.meetings.delegations import WORDS as DELEGATED
from bot.extract.meetings.delegations import delegation_sightings
from bot.extract.meetings.distributing import one_each
from bot.extract.meetings.invitations import invitation_sightings
from bot.extract.meetings.journeys import travel_sightings
from bot.extract.meetings.modality import weighed
from bot.extract.meetings.nexts import ORDINALS, next_sightings
from bot.extract.meetings.nodes import Kind
from bot.extract.meetings.noun_phrases import noun_at
from bot.extract.meetings.nouns import noun_sightings
from bot.extract.meetings.rosters import WORDS as LISTING
from bot.extract.meetings.rosters import roster_sightings
from bot.extract.meetings.sightings import Sighting
from bot.extract.meetings.verbs import construction_sightings, verb_sightings
from bot.text.anycase import AnyCase

_TRIGGER = AnyCase(
    r"\b(?:"
    + "|".join(
        sorted(
            {re.escape(w.split()[0]) for w in (*lex.VERBS, *lex.NOUNS, *lex.TRAVEL)}
            | {
                "took part",
                "joined",
                "chaired",
                "on the line",
                "invit",
                "one-on-one",
                "agreed",
                "struck",
                "mediat",
                "screen",
                "table",
                "flanked",
                "accompanied",
                "part",
                "brought",
                "present",
                "attend",
                "participants",
                "listened",
                "looked in",
                "dropped in",
                "led",
                "were with",
                "was with",
                "presided",
                "clinched",
                "reached",
                "includ",
                "compris",
                "consisted",
                "joining",
                "accompan",
                "represent",
                "will continue",
                "to continue",
                "resume",
                "return",
                "second",
                "third",
                "fourth",
                "fifth",
                "another",
                "follow-up",
                "attending",
                "seated",
                "they were",
                "those",
                "with her",
                "with him",
                "taking part",
                "faced",
                "face ",
                "faces",
                "facing",
                "face to face",
                "across from",
                "opposite",
                "paths",
                "in on",
                "bread",
                "base with",
                "in touch",
                "contact",
                "questions",
                "evidence",
                "testimony",
                "committee",
                "panel",
                "inquiry",
                "tribunal",
                "guest",
                "hours with",
                "hour with",
                "minutes with",
                "days with",
                "together",
                "through the night",
                "into the",
                "bargain",
                "haggle",
                "where",
                "broke",
                "break",
                "presence",
                "headed",
                "sent",
                "room",
            },
            key=len,
            reverse=True,
        )
    )
    + r")",
)


def sightings_of(doc: Document) -> Iterator[Sighting]:
    """Every telling of an encounter, sentence by sentence."""
    for index, span in enumerate(doc.sentences):
        if any(_TRIGGER.places(doc.text, span.start, span.end)):
            row = row_of(doc, index)
            yield from listed_sightings(doc, row)
            for sighting in _of_row(doc, row):
                told = weighed(doc, row, sighting)
                if told is not None:
                    yield from one_each(row, with_companions(row, told))


def _of_row(doc: Document, row: Row) -> Iterator[Sighting]:
    taken = -1
    for at, node in enumerate(row.nodes):
        if at < taken or (node.kind is not Kind.WORD and node.word != ":"):
            continue
        found: tuple[Sighting, ...] = ()
        noun = noun_at(row, at)
        if node.word in CONSTRUCTED:
            found = tuple(construction_sightings(doc, row, at))
        if not found and at < 3 and node.word in ORDINALS:
            found = tuple(next_sightings(doc, row, at))
        if found:
            pass
        elif noun is not None:
            found = tuple(invitation_sightings(doc, row, at)) if noun.form == "invitation" else ()
            found = found or tuple(noun_sightings(doc, row, at, noun))
        elif (verb := lex.VERBS.get(node.word)) is not None:
            found = tuple(verb_sightings(doc, row, at, verb))
        elif node.word in lex.TRAVEL:
            found = tuple(travel_sightings(doc, row, at))
        if not found and node.word in LISTING:
            found = tuple(roster_sightings(doc, row, at))
        if not found and node.word in DELEGATED:
            found = tuple(delegation_sightings(doc, row, at))
        if not found and node.word in CONTINUING:
            found = tuple(continuing_sightings(doc, row, at))
        if not found and node.word in JOINING:
            found = tuple(joining_sightings(doc, row, at))
        yield from found

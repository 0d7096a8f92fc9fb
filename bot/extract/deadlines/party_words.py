"""The words by which a noun phrase that can be a party is told from one that cannot, and is cut where it begins and ends."""

from __future__ import annotations

import re

from bot.extract.deadlines import cast_words
from bot.extract.deadlines.noun_words import GROUP_HEADS
from bot.text.cues import REPORTING_VERBS
from bot.text.parties.lexicon import words

LEADS = frozenset(
    "as or and but yet nor so also while when where whether if then than with without alongside including like unlike amid among about after "
    "before by for from in into of on to under until via what how why because since though although despite per particularly especially "
    "mainly mostly only even just still again too not no initial original initially last first next previous current former however meanwhile now nearly almost".split()
)
"""Words that a phrase may be cut behind: nothing of the party's name."""

VERBS = frozenset(
    "accept accepts adds affect affects allow allows announce announces appoint appoints approve approves ask asks avoid avoids ban bans became become bars "
    "became began believe believes blame blames bring brings brought build builds built buy buys call calls came causes charges chose chooses come "
    "comes covers decide decides defend denies did do does elect employ employs enable enables enter expects face faces feed fell find finds fire "
    "force forces' found gather gathers gave get gets give gives giving got had has have help helps hire hires hit hits hold holds holding held "
    "includes inform join joins keep keeps kept kidnap kills lack lacks left let lets lists made make makes means meets met moves need needs "
    "notify obliges offers oust overthrew overthrow owns pay pays paid permit plunges point protect protecting provide provides push pushes put "
    "puts reach reaches receive receives reinstate relinquish remain remove removes replace replaces represents require requires return returns "
    "said saw says see sees sell sells send sends sent serve serves shows sold sorts spoke supply supplies takes take told took taken tell tells treat "
    "encourage encourages release releases urge urges use uses vacate want wants warn warns was is are were will would must may can could should shall been be being wins withdraw withdraws "
    "withdrew won wrote".split()
)
"""Forms of verbs that stand before an object; words that are nouns as often are left out."""

SAID_LAST = frozenset(
    "warned said says told added announced confirmed insisted argued claimed noted admitted wrote ordered ruled declared "
    "has had have did does is are was were".split()
)
"""Verbs that a phrase may be cut before."""

PEOPLE_NAMED_BY_DEED = frozenset(
    "unemployed accused deceased wounded injured disabled detained displaced insured self-employed elected retired convicted".split()
)

PLURAL_MODIFIERS = frozenset(
    "customs sales sports arms futures savings systems operations logistics communications securities rights human-rights news goods services works "
    "materials electronics foods parks forces affairs relations markets resources standards affairs cross-parties nations airlines veterans "
    "veterans' women's drugs games jobs claims accounts appeals armed-forces railways".split()
)
"""Plurals that stand before another noun: "customs officers"; any other word in -s there is a verb ("includes students")."""

ADVERB = re.compile(
    r"(?!family|early|daily|weekly|monthly|yearly|quarterly|supply|assembly|elderly|ally|monopoly|only|anomaly|italy|friendly|costly)[a-z]{3,}ly"
)

TEXTS = frozenset(
    "law laws rule rules act statute constitution ordinance rulebook regulation regulations directive code resolution licence license order decree ruling "
    "agreement treaty contract charter".split()
)
"""Texts that bind: they can set a limit and are never bound."""

_THINGS = (
    "deadline date day week month year hour period time window moment extension delay reprieve visa permit licence license card id identification form letter "
    "document paper file filing report statement notice ultimatum order decree ruling judgment judgement plan proposal bill budget measure tariff duty "
    "tax levy sanction ban curb waiver exemption exception exclusion deal agreement accord treaty contract pact truce ceasefire cease-fire pause "
    "strike walkout stoppage talk negotiation meeting summit hearing vote election referendum trial case lawsuit appeal motion petition complaint request "
    "application bid offer sale takeover merger transaction payment debt loan bond share stock price wage salary pension cost fee fine money aid oil "
    "gas energy water food product import export car weapon arm flight route flow stay change increase decrease rise result decision provision condition "
    "term requirement obligation signature seal house-rule work construction project programme program scheme process progress move step action "
    "attack war peace crisis pandemic storm weather season match race signal barrier layer number figure paperwork answer reply response approval clearance "
    "consent review inquiry enquiry investigation probe study consultation survey poll campaign offensive withdrawal pullout evacuation suspension "
    "closure shutdown launch opening start end expiry expiration cut reduction cap limit threshold target goal schedule timetable calendar agenda "
    "route list register regime-change law-and-order resolution amendment clause article section chapter rulebook memo memorandum record copy update version "
    "story photo picture video image website site page post tweet message email mail call telephone signatory-list stake asset profit loss revenue "
    "income subsidy grant fund-raising funding financing credit refund compensation damages bail"
).split()
THINGS = (
    frozenset(
        (
            *_THINGS,
            *(f"{word}s" for word in _THINGS),
            *(f"{word[:-1]}ies" for word in _THINGS if word.endswith("y")),
        )
    )
    - cast_words.FIRM
    - cast_words.OFFICIAL
    - GROUP_HEADS
)
"""Nouns of papers, deeds, times and goods: nobody."""

NO_NAMES = frozenset(
    "however please meanwhile although though moreover furthermore otherwise therefore instead unlike along once most many several few earlier later "
    "further also photo photos video image picture read sign see source sources editor reporting update breaking note notes starting following "
    "according including based returning addressing adding closing ending higher lower new old last first next former total time accusations none even "
    "twitter facebook instagram youtube mr mrs ms dr col gov rep sen gen lt prof section rule article chapter form tranche list annex schedule "
    "appendix paragraph part phase stage step base sectoral story subscribe share click covid brexit christmas easter ramadan delay fine failure "
    "payment certainty once total vaccine pentecost passover hanukkah thanksgiving overseas".split()
)
"""Words with a capital that name nobody."""

NAMED_THINGS = re.compile(
    r"(?:agreement|list|plan|notes?|register|journal|order|report|treaty|protocol|amendment|bill|decree|resolution|decision|statement|notice|deadline|day|"
    r"elections?|summit|conference|games|cup|festival|street|avenue|road|river|sea|strip|airport|peninsula|islands?|lake|mount|square|photo|card|"
    r"tariffs?|statutes|index|award|prize|investigation|warrant|contract|guide|accord|pact|announcement|release|edition|program|programme|"
    r"section|reports|signature)$"
)
""" "Withdrawal Agreement", "Gaza Strip": names of papers, places and days."""

OUTLET = re.compile(
    r"(?:the )?(?:(?:thomson )?reuters|afp|associated press|ap|xinhua|bloomberg|bbc|cnn|cnbc|politico|al jazeera|interfax|tass|dpa|upi|"
    r".*\b(?:news|newspaper|gazette|herald|tribune|newswire|news agency))"
)
"""Who only reports."""
LOCATIVE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|within|[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Nn]orthern|[Ss]outhern|[Ee]astern|[Ww]estern|central|downtown|nearby|"
    r"rebel-held|into|towards?|leave|enter|told)(?: the)? (?:[A-Z][\w'-]+, )?$"
)
DATELINE = re.compile(
    r"(?:, [A-Z][a-z]+\.?)?(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([A-Z][\w .-]{1,20}\)|[-–—]{1,2} |: )"
)
MODIFYING = re.compile(
    r"(?:['’]s?)? (?:orders?|licen[cs]es?|licen[cs]ing|permits?|cards?|seats?|training|tests?|memorandum|privilege|power)\b"
)
""" "an [executive] order", "a [driver]'s licence": somebody's word that means nobody here."""
GROUND = re.compile(r" (?:capital|city|town|coast|border|soil|territory|village|port|island|side of)\b")
""" "the [Swedish] capital": a place, not who acts."""
BASED = re.compile(r"[A-Z][\w.]*-(?:based|backed|led|owned|run|listed|controlled)")
""" "[Orvale-based] Brint": where somebody sits is no part of the name."""

ACTS = re.compile(
    rf"['’]s?\b|,|\)| \(| (?:and|can|should|needs?|needed|{'|'.join(sorted(words('acting_verbs') | set(REPORTING_VERBS)))})\b"
)
"""What follows a word that only the beginning of its sentence gives a capital, where the word names somebody: what somebody does or owns."""

"""What a question asks for in one word, articles tell in others: "leave" by a resignation, "depend" by a condition.

Looser than synonyms and one way only: the word of the question stands first, what may tell its matter behind it.
"""

from __future__ import annotations

from functools import lru_cache

from bot.text.synonyms import synonyms
from bot.text.words import stem

_TOLD_BY = """
leave: resign resignation depart departure quit retire retirement exit
resign: leave departure exit quit retire
retire: leave pension
die: death dead fatal perish succumb drown toll
kill: death dead die fatal toll
victim: dead die death kill injure casualty
injure: hurt wound hospital treat
pay: price cost buy purchase sell fee bill fund finance
cost: price pay worth fee sell buy fare bill
price: cost pay sell fetch auction
fetch: sell price auction
worth: value price estimate
sell: buy price auction
buy: acquire stake
depend: condition conditional subject require hinge contingent approval
condition: conditional subject require provide only
reject: against refuse veto oppose
approve: vote pass accept adopt
oppose: against reject object criticise
support: favour endorse
decide: vote choose agree resolve rule
start: begin break erupt launch outbreak originate
fire: blaze flame burn arson
cause: because spark trigger blame result origin
arrest: detain custody capture
charge: accuse indict prosecute
sentence: jail prison year term
accuse: charge blame allege
warn: caution danger risk
offer: propose announce promise pledge
replace: successor succeed interim appoint
succeed: replace successor interim appoint
lead: head chief secretary director president chair chairman chairwoman captain general
head: lead chief director president chair chairman chairwoman
run: head manage director operate chief
own: owner belong stake property
found: establish create
build: construct builder
design: architect
write: author letter
win: victory beat defeat winner champion title
lose: defeat beat
join: member enter accession
visit: arrive tour trip host
meet: talk dinner receive host session
discuss: talk topic agenda focus raise
agree: deal accord accept sign settle
sign: agreement seal initial
demand: want insist require
want: demand seek hope wish aim
ask: demand request want seek
plan: intend aim propose schedule scheme
expect: forecast predict
delay: postpone late slip
postpone: delay move defer
close: shut closure
open: launch inaugurate reopen
move: transfer relocate shift
live: resident home reside
employ: worker staff job
flee: escape leave
rescue: save recover
find: discover locate recover spot
recover: find retrieve return
steal: theft rob thief loot
search: look hunt
investigate: probe inquiry examine
publish: release issue print appear
affect: hit suffer
damage: destroy hit ruin loss
receive: award
earn: salary wage pay income profit
rise: increase climb jump grow gain higher
fall: drop decline slip lower
grow: increase rise expand
cut: reduce slash lower
raise: increase lift hike collect
spend: cost invest budget pay fund
borrow: loan debt credit
sue: lawsuit court complaint
appeal: challenge
convict: guilty sentence
acquit: clear innocent
testify: court witness evidence
elect: win vote
appoint: choose
hire: appoint recruit sign
strike: walkout stoppage picket
protest: demonstrate rally march
crash: collide collision accident plunge
sink: capsize
explode: blast explosion bomb
evacuate: flee
resume: restart reopen return continue
end: finish expire close conclude
stop: halt suspend cease
ban: forbid prohibit bar
allow: permit let
require: must need
complain: complaint criticise
criticise: slam condemn blast
blame: fault responsible accuse
suffer: ill illness disease injury
ill: illness disease sick
marry: wedding wife husband
weigh: kilo ton pound weight
attend: present
represent: lawyer behalf
deliver: supply
salary: pay wage earn
profit: earn gain
boss: director manager
successor: replace succeed
accident: crash collision
survive: rescue alive
survivor: survive rescue alive
toll: dead killed die
renovate: refurbish restore repair
renovation: refurbish refurbishment restoration repair overhaul
refurbishment: renovation restoration repair
make: manufacturer maker producer manufacture produce
fly: ground aircraft
airline: flight carrier air
return: home back
add: extra additional more
doctor: surgeon physician hospital
illness: disease cancer sick ill infection
trip: journey visit
picture: photograph image
contract: deal agreement
talks: negotiation meeting discussion
loan: debt credit borrow
fee: charge price
wage: pay salary
crime: charge offence
rule: regulation law
vote: ballot majority
maker: manufacturer producer
building: house hall
job: post position role
dispute: row quarrel conflict
quarrel: row dispute
row: dispute quarrel
"""
# Endings that make a noun of what is done.
_NOUN_ENDINGS = ("ation", "ment", "ion", "al", "ance", "ure", "ing")


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in _TOLD_BY.strip().splitlines():
        asked, told = line.split(":")
        found[stem(asked)] = frozenset(stem(word) for word in told.split())
    return found


@lru_cache(maxsize=4096)
def told_by(stemmed: str) -> frozenset[str]:
    """Stems that may tell the matter of `stemmed` in looser words, with the nouns made of them and of its synonyms."""
    loose = _table().get(stemmed, frozenset())
    verbs = loose | synonyms(stemmed)
    return loose | frozenset(noun for verb in verbs for noun in _nouns(verb))


def _nouns(verb: str) -> tuple[str, ...]:
    """What nouns made of a verb would be, "resignation" of "resign"; most that are no words stand in no text."""
    if len(verb) < _LEAST_CHARS or not verb.isalpha():
        return ()
    return tuple(stem(verb + ending) for ending in _NOUN_ENDINGS)


_LEAST_CHARS = 4

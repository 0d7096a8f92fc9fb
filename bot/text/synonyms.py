"""Words that news uses for one another, so that "called off" answers a question about "cancelled"."""

from __future__ import annotations

from functools import lru_cache

from bot.text.words import stem

# One group a line. A word may stand in several groups; groups do not chain.
_GROUPS = """
meet meeting talk talks summit conference session sit encounter receive host visit see negotiate negotiation discuss dine
call telephone phone ring line speak spoke
speak talk discuss converse conversation address
say tell state declare announce note add remark comment describe claim argue assert insist stress write report post
deny reject dismiss refute dispute untrue false
announce unveil reveal disclose publish declare
agree agreement accord deal pact treaty settle consent accept
deadline ultimatum limit date due cutoff
expire expiry end lapse run finish elapse
extend extension prolong prolongation renew renewal lengthen
postpone postponement delay defer put adjourn suspend suspension pause push
cancel cancellation scrap abandon drop call withdraw axe
start begin launch open commence kick effect force
stop end halt cease quit finish close suspend
increase rise grow climb jump surge gain raise higher hike up expand
decrease fall drop decline cut reduce reduction lower shrink slump plunge slash down
buy purchase acquire acquisition takeover snap
sell sale offload dispose
propose proposal suggest suggestion offer idea plan recommend
offer bid tender takeover
licence license permit permission authorisation concession
strike walkout stoppage work picket
report study survey
remain stay keep continue
valid force effect apply stand hold remain
demand ask request require urge seek call insist want appeal plead beg
threaten threat warn warning vow
attack strike hit bomb shell assault raid
kill die death dead fatal lose life murder slay
hurt injure injury wound casualty bruise fracture
win victory beat defeat triumph prevail
lose loss defeat
vote ballot poll election elect
decide decision rule ruling verdict judgment conclude conclusion
promise pledge vow assurance assure guarantee commit commitment undertaking
promise offer
reopen open reopening
chair preside head lead led
replace replacement succeed successor substitute
appoint name nominate pick choose select hire designate
resign quit leave depart departure withdraw withdrawal
attend attendance come appear present show join
free release liberate hand
responsible blame behind accuse fault culprit
continue resume proceed
lay submit present give deliver
borrow loan credit lend
fire sack dismiss oust remove
arrest detain detention hold custody seize
charge accuse accusation allege allegation indict
convict sentence jail prison imprison guilty
sue lawsuit court case trial legal
law act regulation rule bill legislation statute
approve approval pass adopt adoption ratify endorse clear clearance
refuse reject decline rebuff deny turn
tariff duty levy tax
sanction penalty punish measure restriction
fine penalty
company firm business corporation group enterprise
worker employee staff employment job
boss chief head leader director chair
lead leader head chair
leader president chief head premier prime
official officer aide representative authority
envoy ambassador emissary representative diplomat
spokesman spokeswoman spokesperson press
reporter journalist correspondent
medium outlet newspaper paper magazine agency
doctor physician medic
child kid youngster boy girl
film movie picture
car vehicle automobile
lorry truck
ship vessel boat
plane aircraft jet flight
house home residence
job post position role office
money fund cash payment sum
price cost fee charge rate sell
pay spend cost payment salary wage
pay repay reimburse refund
earn make income revenue profit
reason cause because why blame due
problem trouble difficulty issue
goal aim objective purpose target
result outcome consequence effect
large big great huge major
small little minor tiny micro
fast quick rapid speed
old age aged elderly
begin origin originate found foundation establish create set
build construct construction erect
destroy demolish ruin wreck
happen occur take place
live reside inhabitant resident population
bear born birth
marry wed wife husband spouse
author writer write novel book
create make produce develop invent design
use employ utilise apply
show display reveal exhibit indicate demonstrate
help aid assist support
support back favour endorse
oppose opposition against object critic criticise
think believe consider regard view opinion
expect forecast predict predict anticipate estimate project
include contain comprise consist
locate location situate site place venue where lie
travel go fly trip journey head visit
arrive arrival come reach land
return back
sign signature
send deliver dispatch ship supply hand
get receive obtain
supply provide give furnish supplier provider
keep retain maintain remain
allow permit let enable authorise
ban forbid prohibit bar block outlaw
try attempt seek bid
investigate inquiry probe investigation examine look
find discover detect spot locate
teach school education student pupil
miss fail late
comply follow obey meet
submit file hand lodge present deliver report
war conflict invasion fighting hostilities
ceasefire truce armistice
peace ceasefire settlement
soldier troop army military force
country nation state
city town capital
america american us u.s united
britain british uk u.k
russia russian moscow kremlin
ukraine ukrainian kyiv
china chinese beijing
european eu brussels europe
half 50
double twice two
first earliest initial
last latest final recent
sick ill illness disease
lunch breakfast dinner meal
dine dinner meal supper
paperwork burden bureaucracy
run manage manager head lead operate operator
rival competitor compete competition opponent
missing disappear disappearance vanish lost
search hunt look seek
steal theft rob robbery embezzle loot thief
crash collide collision accident
flee escape
hide conceal
sink capsize
fire blaze burn
flood inundate
admit confess plead acknowledge concede
apologise apologize apology sorry regret
praise laud hail welcome commend
criticise criticize slam condemn denounce blast rebuke
worry fear concern afraid
angry fury anger furious outrage
glad happy pleased delighted
donate donation contribute give
evacuate evacuation
shut close closure block
layoff redundancy dismiss
hire recruit employ work
work serve
save rescue
weapon gun rifle missile arm
bomb explosion blast explode
body corpse remains
lawyer attorney solicitor counsel barrister
police cop constable
rent lease
debt loan owe borrow
bankrupt bankruptcy insolvent insolvency
merge merger combine
revenue sales turnover
share stock
customer client consumer
phone smartphone handset
photo photograph picture image
video footage clip
mother mum mom parent
father dad parent
drug medicine medication
vaccine vaccination jab inoculate
virus infection outbreak
hospital clinic
prize award medal
team squad club
coach manager trainer
celebrate celebration mark commemorate
hold host stage
crowd audience spectator
protest demonstration demonstrate rally march
riot unrest clash
refugee migrant asylum
border frontier
road highway motorway street
wind gust gale storm
electricity power
inform tell notify brief
teach learn train
guilty blame responsible
admit confirm deny
share tie joint
warm hot heat
gym gymnasium
lab laboratory
exam examination test
ad advert advertisement
flu influenza
vet veterinarian
passenger traveller traveler commuter
resume restart start reopen continue
stuck strand stranded maroon idle
fly flight aviation
trip journey travel
owner own keep possess
cold freeze ice
train rail railway
"""


@lru_cache(maxsize=1)
def _table() -> dict[str, frozenset[str]]:
    near: dict[str, set[str]] = {}
    for line in _GROUPS.strip().splitlines():
        group = {stem(word) for word in line.split()}
        for word in group:
            near.setdefault(word, set()).update(group - {word})
    return {word: frozenset(others) for word, others in near.items()}


def synonyms(stemmed: str) -> frozenset[str]:
    """Stems that may stand for `stemmed`; empty when none are known."""
    return _table().get(stemmed, frozenset())

"""Days that a sentence names without setting them: time nobody was given, duties that bind nobody, moves only expected."""

from __future__ import annotations

import pytest

from bot.extract.deadlines import find_deadlines
from bot.model.facts import IN_FORCE, Deadline, DeadlineStatus
from tests.unit.extract.deadline_cases import document

PUBLISHED = "2027-04-06"

NOT_SET = (
    "Governor Freya Lund may give Estovia until 28 May to clear the wreck.",
    "Governor Freya Lund is thinking of giving Estovia until 28 May to clear the wreck.",
    "Governor Freya Lund ruled out giving Estovia until 28 May to clear the wreck.",
    "Governor Freya Lund did not give Estovia until 28 May to clear the wreck.",
    "Governor Freya Lund almost gave Estovia until 28 May to clear the wreck.",
    "If elected, Freya Lund will give Estovia until 28 May to clear the wreck.",
    "The board has not set a deadline of 28 May.",
    "The board never set a deadline of 28 May.",
    "The board is expected to set a deadline of 28 May for offers.",
    "There is no 28 May deadline for offers, the board said.",
    "Reports of a 28 May deadline for offers are wrong.",
    "There is no requirement for skippers to register by 28 May.",
    "Skippers need not register by 28 May.",
    "Skippers are no longer required to register by 28 May.",
    "Nobody is obliged to register by 28 May.",
    "The court refused to order the yard to pay by 28 May.",
    "The court stopped short of ordering the yard to pay by 28 May.",
    "The yard was wrongly told to pay by 28 May.",
    "The yard did not get until 28 May to pay.",
    "The licence does not expire on 28 May.",
    "The truce is not due to end on 28 May.",
    "The levy is unlikely to take effect on 28 May.",
    "Ministers doubt the levy will take effect on 28 May.",
    "Should the yard have until 28 May to pay, its owners would be relieved.",
    "Had the board set a deadline of 28 May, the wreck would be gone.",
    "The board is expected to extend the 30 April deadline to 28 May.",
    "The court has yet to decide whether to extend the 30 April deadline to 28 May.",
    "The board ruled out an extension of the 30 April deadline to 28 May.",
    "A rumour that the 30 April deadline was extended to 28 May is false.",
    "The governor is thinking of closing the port by 28 May.",
    "Some councillors favour making skippers register by 28 May.",
    "It would be wise to clear the wreck by 28 May, the engineer said.",
    "The report's authors advise skippers to register by 28 May.",
    "One idea is to make skippers register by 28 May.",
    "If the bill passes, skippers must register by 28 May.",
    "The candidate said he would close the port by 28 May if elected.",
    "Lawmakers will debate a bill to make skippers register by 28 May.",
    "The judge is weighing whether to order skippers to register by 28 May.",
    "The judge will decide whether skippers must register by 28 May.",
    "The council has yet to order skippers to register by 28 May.",
    "The two sides failed to agree on a deadline of 28 May.",
    "No skipper is obliged to register by 28 May.",
    "Nobody has ordered skippers to register by 28 May.",
    "There is no deadline of 28 May, the ministry said.",
    "The alleged deadline of 28 May does not exist.",
    "A forged letter ordered skippers to register by 28 May.",
    "The email, which turned out to be fake, told staff to leave by 28 May.",
    "The minister apologised for saying skippers had until 28 May to register.",
    "The president may sign a law that requires skippers to register by 28 May.",
    "The council plans to adopt a rule requiring skippers to register by 28 May.",
    "The permit would have expired on 28 May.",
    "A columnist wrote that the council has to act by 28 May.",
    "Analysts say the bank must raise cash by 28 May.",
    "Without the ruling, the permit would expire on 28 May.",
)
SET = (
    "Governor Freya Lund, not wanting to wait, gave Estovia until 28 May to clear the wreck.",
    "The board does not give Estovia much time: it has until 28 May to clear the wreck.",
    "Skippers that do not have to file accounts must register by 28 May.",
    "No doubt the board set a deadline of 28 May to be rid of the wreck.",
    "Offers are due not by 30 April but by 28 May.",
    "Nobody may enter the port until 28 May.",
    "Lawmakers passed a law that requires skippers to register by 28 May.",
    "The union said the firm must reply by 28 May or face a strike.",
    "The permit was to expire on 28 May.",
    "The council issued an order that requires the yard to pay by 28 May.",
    "The yard has yet to pay the fine that is due by 28 May.",
    "There is no time to lose: the yard must pay by 28 May.",
    "A letter ordered skippers to register by 28 May.",
)


def _of_28_may(text: str) -> list[Deadline]:
    return [
        one for one in find_deadlines(document(text, PUBLISHED)) if one.due and one.due.iso() == "2027-05-28"
    ]


@pytest.mark.parametrize("text", NOT_SET)
def test_a_day_that_nobody_set_does_not_apply(text: str) -> None:
    """Whatever is refused, denied, doubted or only expected comes out as proposed, withdrawn, or not at all."""
    assert [one.status for one in _of_28_may(text) if one.status in IN_FORCE] == []


@pytest.mark.parametrize("text", SET)
def test_a_day_that_was_set_still_applies(text: str) -> None:
    """Words of doubt about something else take nothing away."""
    assert [one.status for one in _of_28_may(text)] == [DeadlineStatus.SET]


@pytest.mark.parametrize("act", ["announced", "granted"])
def test_a_noun_can_move_a_day(act: str) -> None:
    """ "An extension of the 30 April deadline to 28 May": the one day is new, the other old, and no third is told."""
    (moved,) = find_deadlines(
        document(f"The court {act} an extension of the 30 April deadline to 28 May.", PUBLISHED)
    )

    assert moved.status is DeadlineStatus.EXTENDED
    assert moved.due is not None
    assert moved.due.iso() == "2027-05-28"
    assert moved.previous_due is not None
    assert moved.previous_due.iso() == "2027-04-30"


@pytest.mark.parametrize("way", ["nearly missed", "almost missed"])
def test_a_deadline_that_was_nearly_missed_was_met(way: str) -> None:
    """Almost is not quite, the other way round as well."""
    (met,) = find_deadlines(document(f"Estovia {way} the 30 March deadline to clear the wreck.", PUBLISHED))

    assert met.status is DeadlineStatus.MET


@pytest.mark.parametrize("verb", ["thinks", "claims", "believes"])
def test_who_thinks_that_it_has_time_is_named_alone(verb: str) -> None:
    """The pronoun is the subject, not all that stands before it."""
    (told,) = find_deadlines(document(f"The company {verb} it has until 28 May to pay.", PUBLISHED))

    assert told.addressee is not None
    assert told.addressee.name == "company"

"""Who said what in the ways newspapers print it: broken quotations, several paragraphs, long titles, relative clauses."""

from __future__ import annotations

import pytest

from bot.extract.statements import find_statements
from bot.text.words import fold
from tests.unit.extract.revisions import document

# A text, and under it the speakers with words of what each one said. "/" is the end of a line.
TOLD = """
“The cuts will add scale and growth," Tarn Bank chief executive Ada Holm said in a press release unveiling the deal.
  Ada Holm: The cuts will add
"Nobody should have their holidays ruined. / "The unions need to get round the table," said Ada Holm.
  Ada Holm: The unions need
A harbour spokeswoman said: "Nobody should have their travel plans disrupted. / "The unions need to get round the table and sort this out."
  harbour spokeswoman: Nobody should
  harbour spokeswoman: The unions need
A No 9 spokeswoman said: "Nobody should have their travel plans disrupted."
  No 9 spokeswoman: Nobody should
Ada Holm said: "We have offered to talk. / "The gap is five million. / "Rooms are free today."
  Ada Holm: We have offered
  Ada Holm: The gap is
  Ada Holm: Rooms are free
"We will appeal," said Ada Holm. / "This is not over by any means."
  Ada Holm: We will appeal
  Ada Holm: This is not over
“The code would let miners write their own rules,” said Deep Water Coalition legal adviser Jon Aas. “There is not even a committee in place.”
  Jon Aas: The code would
  Jon Aas: There is not even
Mr Brandt blamed the board, saying “It is no coincidence that trade has fallen.”
  Brandt: It is no coincidence
The union representing Norrair pilots has warned its members that the fight is long.
  union: the fight is long
The ministry is urging Norrair and the pilots to sort out their dispute.
  ministry: sort out
Ministers are warning that the cuts will bite.
  Ministers: the cuts will bite
The Lagos Labour Congress (LLC) President, Jon Aas, has vowed to go on with the strike.
  Jon Aas: to go on
Jon Aas, president of the Lagos Labour Congress (LLC), said the strike would go on.
  Jon Aas: the strike would go on
The strike will go on, the Lagos Labour Congress (LLC) said on Monday.
  Lagos Labour Congress: The strike will go on
Jon Aas further affirmed that the union would stay firm.
  Jon Aas: the union would stay
Jon Aas asserted that such challenges were not new to him.
  Jon Aas: such challenges
Jon Aas highlighted that the firm had served the nation for 67 years.
  Jon Aas: the firm had served
"It serves the nation," the company's president director, Jon Aas, remarked.
  Jon Aas: It serves the nation
The union made this known in a letter by its president, Jon Aas, who claimed that the talks had failed.
  Jon Aas: the talks had failed
The two princes met on Sunday in Al Tarn, hours after a summit in Karpia, reports AFQ.
  AFQ: The two princes met
“The royals reviewed regional developments”, the state's official WAN news agency said.
  official WAN news agency: The royals reviewed
“The royals reviewed regional developments”, the WAN news agency said. / “They underscored the need for concerted efforts.”
  WAN: The royals reviewed
  WAN: They underscored
In a letter to shareholders on Monday, Tarn Bank said it proposed that the firms could map out a way.
  Tarn Bank: it proposed
Tarn Bank "recently agreed" to the plan to look at sales, Aldo Group said on Monday.
  Aldo Group: to the plan
Separately, Aldo Group said Jon Aas stepped down as a director.
  Aldo Group: Jon Aas stepped down
"We have a clear path to approval," a Tarn Bank spokesperson said in an emailed statement.
  Tarn Bank spokesperson: We have a clear path
"It is a great day," Ada Holm wrote on X.
  Ada Holm: It is a great day
In a post on X, Ada Holm wrote: "It is a great day for Karpia."
  Ada Holm: It is a great day
Ada Holm posted on Truth Social that the deal was done.
  Ada Holm: the deal was done
The deal was done, Ada Holm told a news conference.
  Ada Holm: The deal was done
The deal is done, according to two people with knowledge of the talks.
  two people: The deal is done
According to Tarn media, it was the prince's first visit since 2021.
  Tarn media: it was the prince
Tarn Bank refuted the claims, calling them baseless.
  Tarn Bank: the claims
Ada Holm dismissed reports that she would quit.
  Ada Holm: reports that she
Ada Holm denied she had met the envoy.
  Ada Holm: she had met
The envoy did not deny that he had met Holm, Ada Holm said.
  Ada Holm: The envoy did not deny
The minister is reported to have left, the agency said.
  agency: The minister is reported
Asked about the visit, the official said Karpia had always been open to talks.
  official: Karpia had always
Speaking to reporters on Thursday, a ministry official discouraged talk of a split, noting that the letter was only one of many.
  ministry official: the letter was only
‘We are not afraid,’ said Ada Holm, who chairs the board.
  Ada Holm: We are not afraid
'We are not afraid of anyone here,' Ada Holm said.
  Ada Holm: We are not afraid
The report, Holm said, had been ‘broadly consistent’ in what it told.
  Holm: The report
"We all met," Jon Aas, the envoy, told the BBC, "and we agreed to go on."
  Jon Aas: We all met
  Jon Aas: and we agreed
Jon Aas's lawyer, Ada Holm, said he was innocent.
  Ada Holm: he was innocent
Lawyers for Jon Aas said he was innocent.
  Lawyers: he was innocent
Holm's office said she was ill.
  Holm's office: she was ill
The company said in a filing it would cut 400 jobs.
  company: it would cut
Sources told Reuters the talks had ended without a deal.
  Sources: the talks had ended
Talks have ended without a deal, sources told Reuters.
  Sources: Talks have ended
A person familiar with the matter said the board would meet on Friday.
  person familiar with the matter: the board would meet
Police said they were looking for two men. "They may be armed," a spokesman added.
  Police: they were looking
  spokesman: They may be armed
State TV quoted Holm as saying the talks would go on.
  Holm: the talks would go on
Holm told state television: "We are ready for talks with anyone."
  Holm: We are ready
Holm - who has led the bank since 2019 - said the cuts were over.
  Holm: the cuts were over
The cuts, said Ada Holm, were over.
  Ada Holm: The cuts
“We want peace. We want it now. And we want it signed,” President Ada Holm said.
  Ada Holm: We want peace
Ada Holm added: “That is what we told them in May.”
  Ada Holm: That is what
Commenting on the ruling, Jon Aas of law firm Brandt & Co said: "It is a clear result for tenants."
  Jon Aas: It is a clear
The minister expressed hope that the talks would go on.
  minister: hope that
Deutland and Norrbank announced talks in March and two people with knowledge of the matter said they were going well.
  two people with knowledge of the matter: they were going well
In a note shown by state media WAN, Ada Holm, an influential figure, said Karpia had no interest in talks.
  Ada Holm: Karpia had no interest
The halt of the broadcasts was a “scourge they have invited,” Ada Holm said in a statement. / “Thus it is for them to settle it.”
  Ada Holm: The halt of the broadcasts
  Ada Holm: Thus it is for them
Ada Holm added that the secretary of the interior, Jon Aas, among other officials, will receive him.
  Ada Holm: the secretary of the interior
Ada Holm regretted that Karpia had expelled the envoy.
  Ada Holm: Karpia had expelled
The company Tarn Bank pointed out that it had met the union twice.
  Tarn Bank: it had met
Aldo Group confirmed receipt of a proposal to buy it.
  Aldo Group: receipt of a proposal
"""


def _cases() -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    text = ""
    for line in TOLD.strip().splitlines():
        if line.startswith("  "):
            speaker, content = line.split(": ", 1)
            found.append((text, speaker.strip(), content))
        else:
            text = line.replace(" / ", "\n")
    return found


# A title of several capitals in front of a name is not taken off it.
GAPS = {"“The code would let miners write their own rules,” said Deep Water Coalition legal adviser Jon Aas."}


@pytest.mark.parametrize(
    ("text", "speaker", "content"),
    [
        pytest.param(
            *case, marks=[pytest.mark.xfail(strict=True)] if any(gap in case[0] for gap in GAPS) else []
        )
        for case in _cases()
    ],
)
def test_what_is_told_in_print_has_its_speaker(text: str, speaker: str, content: str) -> None:
    """A statement that is lost, or given to somebody else, is missing from every answer about its speaker."""
    at = text.index(content)

    speakers = [
        s.speaker.name
        for s in find_statements(document(text))
        if s.content.span.start < at + len(content) and at < s.content.span.end
    ]

    assert fold(speaker) in {fold(name) for name in speakers}, speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "A spokesperson for transport minister Joost Visser said the minister might step in.",
            "spokesperson for transport minister Joost Visser",
        ),
        (
            "Two aides to former President Ada Lind said she was tired.",
            "Two aides to former President Ada Lind",
        ),
        ("A letter to President Ada Lind said taxes were too high.", "letter to President Ada Lind"),
        ("A letter from Ada Lind said taxes were too high.", "Ada Lind"),
        ("A lawyer for the company, Ada Lind, said it would appeal.", "Ada Lind"),
        ("Deputy Prime Minister Jon Aas said the bridge was closed.", "Jon Aas"),
    ],
)
def test_who_speaks_for_somebody_is_somebody_else(text: str, speaker: str) -> None:
    """Words of a spokesperson or of a paper are not put into the mouth of whom it names."""
    (told,) = find_statements(document(text))

    assert told.speaker.name == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Written comments must be received by December 4.",
        "President Lind and Premier Roos spoke for about 90 minutes at Stenbock House.",
        "Protesters held signs saying “Hands off our harbour and our jobs”.",
        "The airline is adding routes to the islands next year.",
        "Ada Holm, who left in May, spoke. / “A quotation from nobody at all stands here.” It was long.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    """A wrong speaker is worse than none."""
    assert find_statements(document(text.replace(" / ", "\n"))) == ()

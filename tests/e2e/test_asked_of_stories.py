"""Questions asked of small stories: a no that is only silence, days that have gone by, who tells it differently."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_stories import ask, told


def row(name: str, day: str, outlet: str, text: str) -> dict[str, Any]:
    at = f"{day}T09:00:00-04:00"
    return {
        "title": f"News of {name}",
        "outlet": outlet,
        "url": f"https://{name}.example/{day}",
        "text": text,
        "published": at,
        "received": at,
    }


BRIDGE = [
    row(
        "bridge",
        "2026-03-02",
        "Sund Post",
        "The port board of Marle wants to sell the swing bridge to Ostra Rail. The sale needs the approval of the "
        "Rail Authority.\n\nOstra Rail has until 30 April to sign the contract.",
    ),
    row(
        "bridge",
        "2026-03-20",
        "Sund Post",
        "Ostra Rail's time to sign the contract for the swing bridge was extended from 30 April to 28 May, the port "
        "board said.\n\nA crane fell on the quay overnight. The port board blames Ostra Rail, which denies it and "
        "says the crane was too old.",
    ),
    row(
        "bridge",
        "2026-04-10",
        "Marle Radio",
        "Ground crews of Ostra Rail will walk out on 4 May. The board's chairwoman, Ines Bold, and union leader Karl "
        "Prinz are to speak by telephone on 14 April.",
    ),
    row(
        "bridge",
        "2026-04-16",
        "Marle Radio",
        "Ines Bold and Karl Prinz are to speak again by telephone on 22 April, the union said.",
    ),
    row(
        "rally",
        "2026-04-24",
        "Sund Post",
        "Ostra Rail must pay the dockers by Friday. Otherwise no ferry will be unloaded, Karl Prinz told a rally in "
        "Marle on Thursday. Ines Bold, who had been invited, did not come. The rally ended after two hours.",
    ),
]


@pytest.mark.parametrize(
    ("question", "day", "wanted", "not_wanted"),
    [
        (
            "Had the Rail Authority approved the sale?",
            "2026-04-01",
            "No, not by what was stored up to",
            "Yes",
        ),
        ("Was the time to sign the contract extended beyond 28 May?", "2026-04-01", "No", "Yes"),
        ("Was the time to sign the contract extended beyond 30 April?", "2026-04-01", "Yes", "No,"),
        ("When were Bold and Prinz to speak?", "2026-04-18", "22 April", "14 April"),
        ("When is the strike of the ground crews to begin?", "2026-04-12", "4 May", "28 May"),
        ("Had Ostra Rail signed the contract?", "2026-04-01", "No, not by what was stored up to", "Yes"),
        ("What happens if the dockers are not paid?", "2026-04-25", "no ferry will be unloaded", "28 May"),
        ("Did Ines Bold attend the rally?", "2026-04-25", "had been invited, did not come", "Yes"),
        ("How long did the rally last?", "2026-04-25", "ended after two hours", "28 May"),
        (
            "Who caused the fall of the crane?",
            "2026-03-25",
            "which denies it and says the crane was too old",
            "Yes",
        ),
    ],
)
async def test_a_question_is_answered_as_things_stood(
    tmp_path: Path, question: str, day: str, wanted: str, not_wanted: str
) -> None:
    """Each wording is one that strangers' stories were asked in and that was once answered wrongly or not at all."""
    until = [article for article in BRIDGE if article["received"][:10] <= day]
    async with told(tmp_path, until) as service:
        found = await ask(service, question, date.fromisoformat(day))

    assert wanted in found, found
    assert not_wanted not in found, found


HARBOUR = [
    row(
        "harbour",
        "2026-06-01",
        "Coast Wire",
        "BRANN, June 1 - The harbour office of Brann gave Selmer Lines until June 20 to move its tanker from the quay.\n\n"
        "A second round of talks between harbour master Iris Moe and Selmer's director, Olaf Krog, is pencilled in for June 9.\n\n"
        "Some 310 sailors of Selmer Lines are waiting for their pay, Moe said.",
    ),
    row(
        "harbour",
        "2026-06-10",
        "Radio Brann",
        "Iris Moe and Olaf Krog met for the second time on Tuesday. The talks lasted two and a half hours, the harbour office "
        "said. Krog had promised Brann a new crane, Moe told Radio Brann.\n\n"
        "The dockers' speaker, Nina Ask, is leaving. Coast Wire had reported on Monday that she would go.",
    ),
    row(
        "harbour",
        "2026-06-11",
        "Brann Evening",
        "Iris Moe and Olaf Krog spent barely an hour together on Tuesday, two clerks of the harbour office in Brann said.\n\n"
        "Krog said on Thursday that he had made no commitment on a crane to Brann. Moe would not comment.",
    ),
    row(
        "harbour",
        "2026-06-18",
        "Coast Wire",
        "Selmer Lines now has until July 4 to move its tanker from the quay at Brann, the harbour office said.",
    ),
]


@pytest.mark.parametrize(
    ("question", "day", "wanted"),
    [
        (
            "How long did Moe and Krog talk on Tuesday?",
            "2026-06-12",
            ("two and a half hours", "barely an hour"),
        ),
        (
            "Did Krog promise Brann a crane?",
            "2026-06-12",
            ("Accounts differ", "had promised", "no commitment"),
        ),
        (
            "Was the second round of talks held, as known on 8 June 2026?",
            "2026-06-08",
            ("No, not by what was stored",),
        ),
        (
            "Who first reported that Nina Ask is leaving?",
            "2026-06-12",
            ("Coast Wire had reported on Monday",),
        ),
        ("From which day was the deadline for the tanker moved?", "2026-06-19", ("20 June", "4 July")),
    ],
)
async def test_what_several_outlets_tell_is_put_together(
    tmp_path: Path, question: str, day: str, wanted: tuple[str, ...]
) -> None:
    """Both accounts, whoever an article itself credits, both days of a move, and no answer of things to come as done."""
    until = [article for article in HARBOUR if article["received"][:10] <= day]
    async with told(tmp_path, until) as service:
        found = await ask(service, question, date.fromisoformat(day))

    assert all(words in found for words in wanted), found

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

"""Following at the installed command, as far as that goes without a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Run

TEXT = (
    "VIENNA, Aug 5 (Ledger) - Foreign Minister Anna Kovar met her Hungarian counterpart Peter Szabo in Vienna on "
    "Tuesday. Hungary has until September 30 to open the bridge or lose the grant.\n"
)
OPML = """<opml version="2.0"><body><outline text="Post" xmlUrl="https://post.example/feed"/>
<outline text="Inside" xmlUrl="http://inside.example:8080/feed"/></body></opml>"""


def test_subscriptions_come_and_go_as_opml(run: Run, tmp_path: Path) -> None:
    """Moving from another reader, and away again, is one command each."""
    (tmp_path / "in.opml").write_text(OPML)
    imported = run("feeds", "import", "in.opml")
    listed = run("feeds", "list")
    exported = run("feeds", "export", "out.opml")
    removed = run("feeds", "remove", "https://post.example/feed")

    assert (imported.returncode, imported.stdout) == (2, "1 new, 0 followed already\n")
    assert "only ports 80 and 443" in imported.stderr
    assert "https://post.example/feed" in listed.stdout
    assert exported.stdout == "out.opml: 1 source\n"
    assert 'xmlUrl="https://post.example/feed"' in (tmp_path / "out.opml").read_text()
    assert removed.stdout == "no longer following Post\n"
    assert run("feeds", "list").stdout == "Nothing is followed yet.\n"
    assert run("feeds", "show", "nothing").returncode == 4


@pytest.mark.parametrize("words", [("ingest",), ("feeds", "add"), ("feeds", "add", "--page")])
def test_addresses_inside_are_refused_in_one_line(run: Run, words: tuple[str, ...]) -> None:
    """The command runs on machines that can reach more than the internet."""
    done = run(*words, "http://127.0.0.1/admin")

    assert done.returncode == 6
    assert "127.0.0.1 is not on the public internet; such addresses are never opened" in done.stderr
    assert "Traceback" not in done.stderr


def test_what_an_edit_changed_is_shown_with_both_quotes(run: Run, tmp_path: Path) -> None:
    """Was and now, in the outlet's own words; a comma is said to be cosmetic."""
    for text in (
        TEXT,
        TEXT.replace("September 30", "October 15"),
        TEXT.replace("September 30", "October 15").replace("lose", "forgo"),
    ):
        (tmp_path / "a.txt").write_text(text)
        assert (
            run(
                "ingest", "a.txt", "--url", "https://ledger.example/a", "--published", "2025-08-05"
            ).returncode
            == 0
        )
    [article] = json.loads(run("articles", "--json").stdout)

    shown = run("changes", article["article"])

    assert shown.returncode == 0, shown.stderr
    assert 'was  "Hungary has until September 30' in shown.stdout
    assert 'now  "Hungary has until October 15' in shown.stdout
    assert run("changes", "a_0").returncode == 4
    assert len(json.loads(run("changes", article["article"], "--json").stdout)) == 2

"""The installed command, as a person or a script would use it."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path

import pytest

from bot.values import hide_password
from tests.e2e.conftest import ARTICLE, COMMAND, PATIENCE_S, Run


def test_the_demo_answers_the_suggested_questions_in_a_pipe(run: Run) -> None:
    """The first thing a newcomer runs must work without a terminal, a key or a server."""
    done = run("demo")

    assert done.returncode == 0, done.stderr
    assert "? Who met Putin?" in done.stdout
    assert "Steve Witkoff" in done.stdout
    assert "8 August 2025" in done.stdout
    offered = done.stdout.split("? What did Russia offer?")[1].split("? Who attended")[0]
    assert "do not tell" in offered
    happened = done.stdout.split("? What happened to the deadline?")[1]
    assert "it has passed" in happened.split("Sources")[0]
    assert not (Path.cwd() / "dateline.sqlite3").exists()


def test_an_answer_carries_its_receipt(stored: Run) -> None:
    """No sentence without a receipt, in a pipe as on a screen."""
    done = stored("ask", "Who met Anna Kovar?", "--now", "2025-08-06")

    assert done.returncode == 0, done.stderr
    assert "Peter Szabo" in done.stdout
    assert "[1] The Ledger, 5 August 2025" in done.stdout
    assert "\x1b[" not in done.stdout


def test_json_spans_give_the_exact_words(stored: Run) -> None:
    """A program that reads our JSON can check every quote against the article."""
    answer = json.loads(stored("ask", "Who met Anna Kovar?", "--json", "--now", "2025-08-06").stdout)

    quotes = [c["quote"] for s in answer["sentences"] for c in s["citations"]]
    assert quotes
    assert all(ARTICLE[q["span"]["start"] : q["span"]["end"]] == q["text"] for q in quotes)


def test_what_the_articles_do_not_tell_has_an_exit_code_of_its_own(stored: Run) -> None:
    """A script must tell an abstention from an answer without reading prose."""
    done = stored("ask", "What did the president of Peru eat?", "--now", "2025-08-06")

    assert done.returncode == 10
    assert "do not tell" in done.stdout


def test_deadlines_count_down_from_now(stored: Run) -> None:
    """The countdown is arithmetic on the stored day, as of the day asked."""
    done = stored("deadlines", "Hungary", "--now", "2025-09-28")

    assert "Tuesday 30 September 2025" in done.stdout
    assert "in 2 days" in done.stdout


def test_deadlines_become_a_calendar(stored: Run, tmp_path: Path) -> None:
    """Anybody's calendar program can take the deadlines."""
    done = stored("deadlines", "--ics", "out.ics", "--now", "2025-08-06")

    assert done.stdout == "out.ics: 1 deadline\n"
    text = (tmp_path / "out.ics").read_text(encoding="utf-8")
    assert "BEGIN:VCALENDAR" in text
    assert "DTSTART;VALUE=DATE:20250930" in text


def test_show_and_explain_lead_back_to_the_words(stored: Run) -> None:
    """Every fact can be followed to the sentence it came from and the rule that read it."""
    listed = json.loads(stored("meetings", "--json").stdout)
    fact = listed[0]["record"]["facts"][0]

    shown = stored("show", fact).stdout
    explained = stored("explain", fact).stdout

    assert ">>" in shown
    assert "The Ledger, 5 August 2025" in shown
    assert "participants: Anna Kovar, Peter Szabo" in explained or "Kovar" in explained


def test_the_same_article_twice_is_one_article(stored: Run) -> None:
    """Feeds repeat themselves; facts must not."""
    again = stored("ingest", "talks.txt", "--outlet", "The Ledger", "--published", "2025-08-05")

    assert again.stdout.startswith("known")
    assert len(json.loads(stored("articles", "--json").stdout)) == 1


def test_an_article_that_got_its_day_later_is_one_report(run: Run, tmp_path: Path) -> None:
    """Nobody must read two sources where there is one."""
    (tmp_path / "a.txt").write_text(ARTICLE.removeprefix("VIENNA, Aug 5 (Ledger) - "), encoding="utf-8")
    run("ingest", "a.txt")
    run("ingest", "a.txt", "--outlet", "The Ledger", "--published", "2025-08-05")

    drawn = run("meetings").stdout

    assert "1 report of 1 outlet, 1 origin; first: The Ledger, 5 August 2025" in drawn
    assert "held → held" not in drawn


def test_an_edit_is_a_revision(stored: Run, tmp_path: Path) -> None:
    """An outlet's correction must replace what it said before, and stay visible as such."""
    url = "https://example.org/ledger/talks"
    (tmp_path / "v1.txt").write_text(ARTICLE.replace("two hours", "three hours"), encoding="utf-8")
    (tmp_path / "v2.txt").write_text(ARTICLE.replace("two hours", "four hours"), encoding="utf-8")
    stored("ingest", "v1.txt", "--url", url, "--outlet", "L", "--published", "2025-08-05")

    second = stored("ingest", "v2.txt", "--url", url, "--outlet", "L", "--published", "2025-08-05")

    assert second.stdout.startswith("revision 2")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.bin", bytes(range(256)) * 8, "binary file"),
        ("huge.txt", b"word " * 4_100_000, "the limit is 20,000,000"),
        ("long.txt", b"All the words of it. " * 110_000, "the limit is 2,000,000"),
        ("broken.pdf", b"%PDF-1.7\nnothing", "PDF"),
        ("shell.html", b"<html><body><nav>Home</nav></body></html>", "no article text"),
        ("rows.jsonl", b'{"text": "no end', "rows.jsonl, line 1: it is not JSON"),
        ("missing.txt", None, "cannot be opened"),
    ],
)
def test_bad_input_is_one_clear_line_and_nothing_is_lost(
    stored: Run, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    """Whatever is handed in, the archive stays as it was and the person learns what to do."""
    if data is not None:
        (tmp_path / name).write_bytes(data)

    done = stored("ingest", name)

    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert len(json.loads(stored("articles", "--json").stdout)) == 1


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("deadlines", "--ics", "nowhere/out.ics"), "nowhere/out.ics cannot be written: no such file"),
        (("feeds", "export", "."), ". cannot be written: is a directory"),
        (("articles", "--db", "mysql://me:s3cret@db/x"), "must be sqlite:///FILE or postgresql://"),
        (("meetings", "--since", "2025-08-09", "--until", "2025-08-01"), "give the earlier day first"),
        (("ask", "?!"), "ask something"),
        (("ingest", "ftp://a.example/1"), "only http:// and https:// addresses are opened"),
        (("ingest", "."), ".: is a folder"),
        (("correct", "merge", "FACT"), "two facts or more"),
        (("correct", "edit", "FACT", "status", "lost"), "choose one of held, ongoing"),
    ],
)
def test_a_slip_is_told_in_one_line(stored: Run, command: tuple[str, ...], words: str) -> None:
    """Whoever types a wrong name, day or address reads what to change, and no traceback or password."""
    listed = json.loads(stored("meetings", "--json").stdout)

    done = stored(*(listed[0]["record"]["facts"][0] if word == "FACT" else word for word in command))

    assert done.returncode in (2, 6), done.stderr
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "s3cret" not in done.stderr


def test_an_empty_list_says_what_was_looked_for(stored: Run) -> None:
    """A misspelled name must not pass for silence of the articles."""
    listed = stored("meetings", "Kovarr")
    briefed = stored("brief", "Kovarr")

    assert "which meetings took place, of “Kovarr”" in listed.stdout
    assert "Perhaps meant: Anna Kovar" in listed.stdout
    assert "Perhaps meant: Anna Kovar" in briefed.stdout
    assert (listed.returncode, briefed.returncode) == (0, 10)


def test_a_future_date_is_refused(stored: Run, tmp_path: Path) -> None:
    """A slip in the year would shift every day counted from it."""
    done = stored(
        "ingest",
        "talks.txt",
        "--published",
        "2035-08-05",
        "--url",
        "https://example.org/x",
        "--now",
        "2025-08-06",
    )

    assert done.returncode == 2
    assert "lies in the future" in done.stderr


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(run: Run, tmp_path: Path, encoding: str) -> None:
    """Old archives are not in UTF-8."""
    text = ARTICLE.replace("Szabo", "Szabó").replace("Kovar", "Kovář" if encoding != "cp1252" else "Kovar")
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))

    run("ingest", "a.txt", "--outlet", "L", "--published", "2025-08-05")

    assert "Szabó" in run("meetings", "--now", "2025-08-06").stdout


def test_one_broken_line_of_an_archive_costs_only_itself(run: Run, tmp_path: Path) -> None:
    """Ten thousand rows must not fail for one."""
    good = json.dumps({"text": ARTICLE, "outlet": "L", "date": "2025-08-05"})
    (tmp_path / "rows.jsonl").write_text(f"{good}\n{{broken\n", encoding="utf-8")

    done = run("ingest", "rows.jsonl")

    assert done.returncode == 2
    assert done.stdout.startswith("new")
    assert "line 2" in done.stderr


def test_a_damaged_or_unwritable_database_is_told_plainly(stored: Run, tmp_path: Path) -> None:
    """The operator must see which part failed and that nothing was written."""
    (tmp_path / "notadb.sqlite3").write_bytes(b"this is no database at all, just words" * 100)

    damaged = stored("articles", "--db", "notadb.sqlite3")
    unreachable = stored("articles", "--db", "no/such/folder/x.sqlite3")

    for done in (damaged, unreachable):
        assert done.returncode == 5
        assert "Traceback" not in done.stderr
        assert done.stderr.startswith("dateline: ")


def test_a_locked_database_is_told_plainly(stored: Run, tmp_path: Path) -> None:
    """Another process that holds the database must not look like lost work."""
    holder = sqlite3.connect(tmp_path / "dateline.sqlite3", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    (tmp_path / "second.txt").write_text(ARTICLE.replace("Vienna", "Graz"), encoding="utf-8")

    done = stored("ingest", "second.txt", "--outlet", "L")
    holder.execute("ROLLBACK")
    holder.close()

    assert done.returncode == 5
    assert "Traceback" not in done.stderr
    assert stored("ingest", "second.txt", "--outlet", "L").returncode == 0


def test_two_processes_can_ingest_at_once(run: Run, tmp_path: Path) -> None:
    """A cron job and a person at the terminal share one archive."""
    rows = [{"text": f"{ARTICLE} Paragraph {n} of it.", "outlet": f"Outlet {n}"} for n in range(24)]
    run("articles")
    for half in (0, 1):
        lines = "\n".join(json.dumps(row) for row in rows[half::2])
        (tmp_path / f"half{half}.jsonl").write_text(lines, encoding="utf-8")

    both = [
        subprocess.Popen(
            [COMMAND, "ingest", f"half{half}.jsonl"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for half in (0, 1)
    ]
    errors = [process.communicate(timeout=PATIENCE_S)[1] for process in both]

    assert [process.returncode for process in both] == [0, 0], errors
    assert len(json.loads(run("articles", "--json", "--limit", "100").stdout)) == 24


def test_every_command_has_help() -> None:
    """Help is how a newcomer learns what there is."""
    from adapters.main import dateline

    for name, command in dateline.commands.items():
        assert command.help, name
        assert command.get_short_help_str(), name


def test_completion_scripts_are_printed(run: Run) -> None:
    """One line in a shell's start file gives completion."""
    assert "_DATELINE_COMPLETE" in run("completion", "bash").stdout


def test_doctor_hides_secrets_and_names_what_is_missing(run: Run) -> None:
    """Its output is pasted into tickets."""
    done = run("doctor", env={"DATELINE_ZONE": "Europe/Vienna"})

    assert done.returncode == 0, done.stderr
    assert "*DATELINE_ZONE = Europe/Vienna" in done.stdout


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://me:s3cret@db/x", "postgresql://me:(hidden)@db/x"),
        ("postgresql:///x?host=db&password=s3cret", "postgresql:///x?host=db&password=(hidden)"),
        ("postgresql:///x?sslpassword=s3cret&host=db", "postgresql:///x?sslpassword=(hidden)&host=db"),
        ("sqlite:///dateline.sqlite3", "sqlite:///dateline.sqlite3"),
    ],
)
def test_a_database_is_told_without_its_password(url: str, shown: str) -> None:
    """What `dateline doctor` and `dateline serve` print ends in logs and questions for help."""
    assert hide_password(url) == shown


def test_a_wrong_setting_is_one_line(run: Run) -> None:
    """A typing error in the environment must name itself."""
    done = run("articles", env={"DATELINE_ZONE": "Mars"})

    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "DATELINE_ZONE" in done.stderr

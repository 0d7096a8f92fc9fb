"""How many independent origins tell something."""

from __future__ import annotations

from bot.ledger.origins import cited_outlets, count_origins
from tests.unit.ledger.telling import told


def test_revisions_and_follow_ups_of_an_outlet_are_one_origin() -> None:
    """One newsroom that says it three times is one newsroom."""
    assert (
        count_origins(
            [
                told("Harbor-1", "2026-03-01"),
                told("Harbor-1", "2026-03-01", number=2),
                told("Harbor-2", "2026-03-04"),
            ]
        )
        == 1
    )


def test_copies_count_with_the_wire() -> None:
    """Ten papers that print one agency text are one origin."""
    copies = [told(f"Paper{n}-1", "2026-03-02", origin="Harbor-1") for n in range(10)]

    assert count_origins([told("Harbor-1", "2026-03-01"), *copies]) == 1


def test_a_paper_that_copied_once_is_an_origin_for_its_own_report() -> None:
    """What it wrote itself is its own reporting."""
    copy = told("Courier-1", "2026-03-02", origin="Harbor-1")

    assert count_origins([told("Harbor-1", "2026-03-01"), copy, told("Courier-2", "2026-03-03")]) == 2


def test_a_report_that_only_cites_another_outlet_counts_as_that_outlets() -> None:
    """ "According to the Gazette" adds no evidence to the Gazette's."""
    cites = told("Courier-1", "2026-03-02", cites=("Gazette",))

    assert count_origins([told("Gazette-1", "2026-03-01"), cites]) == 1
    assert count_origins([cites]) == 1
    assert count_origins([told("Harbor-1", "2026-03-01"), cites]) == 2


def test_citing_two_outlets_does_not_make_them_one() -> None:
    """Two papers remain two origins, whoever quotes both."""
    both = told("Courier-1", "2026-03-02", cites=("Gazette", "Harbor"))

    assert count_origins([told("Gazette-1", "2026-03-01"), told("Harbor-1", "2026-03-01"), both]) == 2


def test_articles_without_an_outlet_are_origins_of_their_own() -> None:
    """Nothing says that two pasted texts share a newsroom."""
    assert count_origins([told("-1", "2026-03-01", outlet=""), told("-2", "2026-03-01", outlet="")]) == 2


def test_an_agency_credit_and_a_named_source_in_the_lead_are_found() -> None:
    """What a report rests on stands at its beginning."""
    outlets = ("Harbor Wire", "Radio Alder", "Capital Gazette")

    assert cited_outlets("VARN, 4 March (Harbor Wire) - The council met.", outlets) == ("Harbor Wire",)
    assert cited_outlets("The minister will resign, Radio Alder reported on Monday.", outlets) == (
        "Radio Alder",
    )
    assert cited_outlets("The talks failed, according to the Capital Gazette.", outlets) == (
        "Capital Gazette",
    )
    assert cited_outlets("The council met. " * 60 + "Radio Alder reported it first.", outlets) == ()
    assert cited_outlets("He once worked for Radio Alder.", outlets) == ()


def test_odd_outlet_names_are_no_patterns() -> None:
    """Names come from pages that anybody can write."""
    assert cited_outlets("according to (a+)+$ and nothing", ("(a+)+$", "", "[")) == ("(a+)+$",)

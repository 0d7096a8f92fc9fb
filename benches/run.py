"""Every bench, one after the other: python -m benches.run"""

from __future__ import annotations

from collections.abc import Callable

from benches import reading, start

BENCHES: tuple[tuple[str, Callable[[], None]], ...] = (
    ("New process", start.main),
    ("Reading articles into facts", reading.main),
)


def main() -> None:
    """Run and print them all."""
    for name, bench in BENCHES:
        print(name)
        bench()
        print()


if __name__ == "__main__":
    main()

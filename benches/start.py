"""How long a new process takes: a bare interpreter, the command's help, the first cited answer."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
COMMAND = Path(sys.executable).with_name("dateline")
SAMPLES = Path(__file__).parents[1] / "adapters" / "terminal" / "samples.jsonl"


def main() -> None:
    """Print the median of several new processes, each beside a bare interpreter."""
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "bench.sqlite3")
        subprocess.run([COMMAND, "ingest", str(SAMPLES), "--db", database], check=True, capture_output=True)
        bare = _median([sys.executable, "-c", "pass"])
        rows = (
            ("bare interpreter", bare),
            ("import of the command line", _median([sys.executable, "-c", "import adapters.main"])),
            ("dateline --help", _median([str(COMMAND), "--help"])),
            ("first cited answer", _median([str(COMMAND), "ask", "Who met Putin?", "--db", database])),
        )
    for name, seconds in rows:
        print(f"  {name:28} {1000 * seconds:7.0f} ms   {seconds / bare:6.1f} x bare")


def _median(command: list[str]) -> float:
    # compiled modules are kept, as they are wherever Dateline is installed
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, capture_output=True, env=env)
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env=env)
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


if __name__ == "__main__":
    main()

"""Records what CPython does in the programs of `programs.jsonl`: `python3 record_programs.py`, with Python 3.13.

`--choose` chooses other programs, after `npx tsc`: small ones that do what none before them has done. `--check` writes
nothing, and fails where this Python does something else than what was recorded.
"""

import json
import platform
import re
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from compare import ours  # noqa: E402
from generate import generate  # noqa: E402
from interpret import play  # noqa: E402

FILE = Path(__file__).resolve().parent / "programs.jsonl"
CANDIDATES = 4_000
MOST = 320
LONGEST = 1400
"""How many characters a program and its trace may have."""


def line_of(seed, program, trace):
    return json.dumps({"seed": seed, "program": program, "trace": trace}, separators=(",", ":"), ensure_ascii=False)


def news_in(trace):
    """What happens in a trace, whoever it happens to: each line, and each two that follow one another."""
    lines = [re.sub(r"\d+", "", re.sub(r"^\d+ (?:[a-z]+\d* )", "", line)) for line in trace]
    return set(lines) | set(zip(lines, lines[1:], strict=False))


def choose():
    """The programs that are worth keeping: small ones that do something new."""
    seen = set()
    candidates = []
    for seed in range(CANDIDATES):
        program = generate(seed)
        trace, skipped = play(program)
        if not skipped and len(line_of(seed, program, trace)) <= LONGEST:
            candidates.append((seed, program, trace, news_in(trace)))
    # Those that differ for a reason that stands in README.md cannot be compared line for line; others are for compare.py.
    mine = ours([program for _, program, _, _ in candidates])
    candidates = [each for each, lines in zip(candidates, mine, strict=True) if lines == each[2]]
    chosen = []
    for least in range(30, 0, -1):
        for each in candidates:
            if len(chosen) == MOST:
                return sorted(chosen)
            if len(each[3] - seen) >= least:
                seen |= each[3]
                chosen.append(each[:3])
    return sorted(chosen)


def recorded():
    for line in FILE.read_text().splitlines():
        each = json.loads(line)
        yield each["seed"], each["program"], each["trace"]


def main():
    sys.unraisablehook = lambda _: None
    if sys.version_info < (3, 13):
        sys.exit(f"Cannot record with Python {platform.python_version()}: the traces are those of 3.13 or later")
    if "--choose" in sys.argv:
        programs = choose()
    else:
        programs = [(seed, program, play(program)[0]) for seed, program, _ in recorded()]
    if "--check" in sys.argv:
        different = [str(seed) for now, (seed, _, then) in zip(programs, recorded(), strict=True) if now[2] != then]
        sys.exit(f"Another trace: {', '.join(different)}" if different else 0)
    FILE.write_text("".join(line_of(*each) + "\n" for each in programs))
    print(f"{len(programs)} programs, {FILE.stat().st_size} bytes")


if __name__ == "__main__":
    main()

"""Hunts for programs that leave another trace here than on CPython: `compare.py FIRST LAST`, two seeds.

It writes the smallest program that still differs of each, with both traces. `npx tsc` must have been run.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from generate import generate  # noqa: E402
from interpret import play  # noqa: E402

REPLAY = Path(__file__).resolve().parents[3] / "dist/test/asyncio/random/replay.js"
OPERATIONS_WITH_BODY = {"with", "spawn", "child", "timeout", "timeout_at", "group", "try", "soon", "later", "on_done"}


def ours(programs):
    """The traces that evloop leaves."""
    lines = "".join(json.dumps(each) + "\n" for each in programs)
    done = subprocess.run(["node", REPLAY], input=lines, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr[-3000:], file=sys.stderr)
    traces = [json.loads(each) for each in done.stdout.splitlines()]
    return traces + [None] * (len(programs) - len(traces))


def is_body(value):
    return isinstance(value, list) and all(isinstance(each, list) and each and isinstance(each[0], str) for each in value)


def smaller(value):
    """Programs that are a little smaller."""
    if not isinstance(value, list):
        return
    if is_body(value) and not (value and value[0][0].startswith("t") and value[0][0][1:].isdigit()):
        for i, each in enumerate(value):
            yield value[:i] + value[i + 1 :]
            for inner in each if each[0] in OPERATIONS_WITH_BODY else []:
                if isinstance(inner, list) and inner and is_body(inner):
                    yield value[:i] + inner + value[i + 1 :]
    for i, each in enumerate(value):
        if isinstance(each, list):
            for less in smaller(each):
                yield value[:i] + [less] + value[i + 1 :]


def differs(theirs, mine):
    lines, skipped = theirs
    return not skipped and not alike(lines, mine or [])


def alike(theirs, mine):
    """Whether two traces are the same, but for messages of cancellations, for the reasons that README.md gives."""

    def bare(line):
        return re.sub(r"(CancelledError) [xy]\b", r"\1", line)

    others = any(re.search(" gather | as_completed ", line) for line in theirs)

    def same(one, other):
        return one in (other, bare(other)) or (others and bare(one) == bare(other))

    return len(theirs) == len(mine) and all(map(same, theirs, mine))


def shrink(program):
    """The smallest program found that still differs."""
    while True:
        candidates = list(smaller(program))[:400]
        theirs = [play(each) for each in candidates]
        for candidate, one, other in zip(candidates, theirs, ours(candidates), strict=True):
            if other is not None and differs(one, other):
                program = candidate
                break
        else:
            return program


def main():
    # What a program leaves behind may fail in many ways when it is collected.
    sys.unraisablehook = lambda _: None
    first, last = map(int, sys.argv[1:3])
    most = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    compared = found = 0
    for start in range(first, last, 500):
        seeds = range(start, min(start + 500, last))
        programs = [generate(seed) for seed in seeds]
        theirs = [play(each) for each in programs]
        for seed, program, one, other in zip(seeds, programs, theirs, ours(programs), strict=True):
            compared += not one[1]
            if differs(one, other):
                found += 1
                if found <= most:
                    least = shrink(program)
                    print(f"--- seed {seed}: {json.dumps(least)}")
                    report(play(least)[0], ours([least])[0])
                else:
                    print(f"--- seed {seed}")
                sys.stdout.flush()
    print(f"{compared} compared, {found} differ")


def report(theirs, mine):
    mine = mine or []
    for i in range(max(len(theirs), len(mine))):
        one = theirs[i] if i < len(theirs) else ""
        other = mine[i] if i < len(mine) else ""
        print(f"    {one:60} {'' if one == other else '| ' + other}")


if __name__ == "__main__":
    main()

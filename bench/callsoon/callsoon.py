"""The chain on asyncio's call_soon; on uvloop's when the first argument is "uvloop"."""

import asyncio
import json
import sys
import time


def chain(loop, count, done):
    left = count

    def step():
        nonlocal left
        left -= 1
        if left > 0:
            loop.call_soon(step)
        else:
            done()

    loop.call_soon(step)


def main(loop, count):
    def measured():
        each = (time.process_time_ns() - cpu) / count
        rate = count / (time.perf_counter() - clock) / 1e6
        print(json.dumps({"CPU ns a callback": each, "million callbacks a second": rate}))
        loop.stop()

    def warm():
        nonlocal cpu, clock
        cpu, clock = time.process_time_ns(), time.perf_counter()
        chain(loop, count, measured)

    cpu = clock = 0
    chain(loop, count // 10, warm)
    loop.run_forever()


if sys.argv[1] == "uvloop":
    import uvloop

    uvloop.install()
main(asyncio.new_event_loop(), int(sys.argv[2]))

"""asyncio's call_later, measured as measure-timers.ts does; uvloop's when the first argument is "uvloop"."""

import asyncio
import json
import sys
from time import process_time_ns

SPAN, PENDING, TURNS = 1000, 10_000, 100_000


def nothing():
    pass


def schedule(loop, count, least, callback):
    return [loop.call_later((least + index * 7919 % SPAN) / 1000, callback) for index in range(count)]


async def fire(loop, count):
    before = process_time_ns()
    fired = loop.create_future()
    left = count

    def callback():
        nonlocal left
        left -= 1
        if left == 0:
            fired.set_result(None)

    schedule(loop, count, 1, callback)
    await fired
    return (process_time_ns() - before) / count


def cancel(loop, count):
    before = process_time_ns()
    waiting = schedule(loop, min(PENDING, count), 60_000, nothing)
    for index in range(count):
        place = index % len(waiting)
        waiting[place].cancel()
        waiting[place] = loop.call_later((60_000 + index % SPAN) / 1000, nothing)
    for timer in waiting:
        timer.cancel()
    return (process_time_ns() - before) / (count + len(waiting))


async def turn(loop):
    before = process_time_ns()
    done = loop.create_future()
    left = TURNS

    def step():
        nonlocal left
        left -= 1
        if left > 0:
            loop.call_soon(step)
        else:
            done.set_result(None)

    loop.call_soon(step)
    await done
    return (process_time_ns() - before) / TURNS


async def settled_turn(loop):
    await turn(loop)
    return await turn(loop)


async def main(count):
    loop = asyncio.get_running_loop()
    idle_turn = await settled_turn(loop)
    fired = await fire(loop, count)
    cancelled = cancel(loop, count)
    waiting = schedule(loop, count, 60_000, nothing)
    busy_turn = await settled_turn(loop)
    for timer in waiting:
        timer.cancel()
    figures = {
        "ns to schedule and fire": fired,
        "ns to schedule and cancel": cancelled,
        "ns a turn, no timer": idle_turn,
        "ns a turn, all pending": busy_turn,
    }
    print(json.dumps(figures))


if sys.argv[1] == "uvloop":
    import uvloop

    uvloop.install()
asyncio.run(main(int(sys.argv[2])))

"""What scenarios of several areas share."""

import asyncio


async def work(trace, name, ms, failure=None):
    try:
        await asyncio.sleep(ms)
    except asyncio.CancelledError:
        trace(name, "cancelled")
        raise
    trace(name, "ends")
    if failure is not None:
        raise failure
    return name


async def stubborn(trace, name, ms):
    try:
        await asyncio.sleep(ms)
    except asyncio.CancelledError:
        trace(name, "swallows")
        await asyncio.sleep(5)
        trace(name, "ends late")
    return name


def spawn(work, *names):
    return [asyncio.create_task(work(name)) for name in names]


async def turns(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def ticker(trace, count):
    """Marks the turns, so that a trace shows in which one something happens."""
    for i in range(count):
        trace("turn", i)
        await asyncio.sleep(0)

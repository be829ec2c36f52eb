"""call_soon, call_later and call_at: order, cancellation, callbacks that throw."""

import asyncio


async def soon_in_order(trace):
    loop = asyncio.get_running_loop()
    for i in range(3):
        loop.call_soon(trace, "callback", i)
    trace("handed over")
    await asyncio.sleep(0)
    trace("after one turn")


async def later_in_order_of_time(trace):
    loop = asyncio.get_running_loop()
    loop.call_later(20, trace, "b")
    loop.call_later(10, trace, "a")
    loop.call_at(loop.time() + 30, trace, "c")
    await asyncio.sleep(40)
    trace("slept")


async def throwing_callback_is_reported(trace):
    loop = asyncio.get_running_loop()

    def throws():
        trace("throws")
        raise ValueError("from the callback")

    loop.call_soon(throws)
    loop.call_soon(trace, "next")
    await asyncio.sleep(0)
    trace("goes on")


async def future_that_nobody_sets(trace):
    trace("waits")
    await asyncio.get_running_loop().create_future()


async def unseen_failure_is_reported(trace):
    future = asyncio.get_running_loop().create_future()
    future.set_exception(ValueError("unseen"))
    return [1, None, True]

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


async def soon_within_soon(trace):
    loop = asyncio.get_running_loop()

    def outer(name):
        trace(name)
        loop.call_soon(trace, name, "inner")

    loop.call_soon(outer, "a")
    loop.call_soon(outer, "b")
    for turn in range(3):
        await asyncio.sleep(0)
        trace("turn", turn)


async def soon_is_cancelled(trace):
    loop = asyncio.get_running_loop()
    first = loop.call_soon(trace, "never")
    loop.call_soon(trace, "second")
    first.cancel()
    trace(first.cancelled())
    await asyncio.sleep(0)


async def soon_cancelled_by_the_one_before(trace):
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_soon(lambda: handles[0].cancel())
    handles.append(loop.call_soon(trace, "never"))
    loop.call_soon(trace, "after")
    await asyncio.sleep(0)
    trace(handles[0].cancelled())


async def cancel_of_a_callback_that_has_run(trace):
    handle = asyncio.get_running_loop().call_soon(trace, "runs")
    await asyncio.sleep(0)
    handle.cancel()
    handle.cancel()
    trace(handle.cancelled())


async def callback_that_cancels_itself(trace):
    handles = []

    def callback():
        trace("runs")
        handles[0].cancel()

    handles.append(asyncio.get_running_loop().call_soon(callback))
    await asyncio.sleep(0)
    trace(handles[0].cancelled())


async def later_is_cancelled(trace):
    loop = asyncio.get_running_loop()
    gone = loop.call_later(10, trace, "never")
    loop.call_later(11, trace, "kept")
    trace(gone.cancelled())
    gone.cancel()
    trace(gone.cancelled())
    await asyncio.sleep(20)


async def later_cancelled_by_one_at_the_same_time(trace):
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_later(10, lambda: handles[0].cancel())
    handles.append(loop.call_later(10, trace, "never"))
    await asyncio.sleep(20)


async def later_of_no_time(trace):
    loop = asyncio.get_running_loop()
    loop.call_later(0, trace, "later 0")
    loop.call_soon(trace, "soon")
    loop.call_later(-5, trace, "later -5")
    await asyncio.sleep(0)
    trace("a turn later")
    await asyncio.sleep(0)


async def later_of_no_time_is_due_in_the_next_round(trace):
    loop = asyncio.get_running_loop()

    def tick(n):
        trace("tick", n)
        if n < 4:
            loop.call_soon(tick, n + 1)
        if n == 1:
            loop.call_later(0, trace, "later 0")

    loop.call_soon(tick, 0)
    await asyncio.sleep(1)


async def at_a_time_that_is_over(trace):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(10)
    loop.call_at(5, trace, "at 5")
    loop.call_at(10, trace, "at 10")
    loop.call_at(11, trace, "at 11")
    await asyncio.sleep(0)
    trace("a turn later")
    await asyncio.sleep(5)


async def later_within_later(trace):
    loop = asyncio.get_running_loop()

    def tick(n):
        trace("tick", n)
        if n < 4:
            loop.call_later(10 * n, tick, n + 1)

    tick(1)
    await asyncio.sleep(100)


async def when_of_a_timer(trace):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(7)
    trace(loop.call_later(10, trace, "x").when(), loop.call_at(20, trace, "y").when())
    await asyncio.sleep(20)


async def timers_and_sleepers_of_different_times(trace):
    loop = asyncio.get_running_loop()

    async def sleeper(ms):
        await asyncio.sleep(ms)
        trace("sleeper", ms)

    tasks = [asyncio.create_task(sleeper(ms)) for ms in (5, 3, 9)]
    for ms in (4, 8, 2):
        loop.call_later(ms, trace, "timer", ms)
    for task in tasks:
        await task


async def timer_before_what_it_makes_ready(trace):
    loop = asyncio.get_running_loop()
    loop.call_later(5, lambda: loop.call_soon(trace, "soon of a timer"))
    loop.call_later(5, trace, "second timer")
    await asyncio.sleep(6)


async def throwing_timer_is_reported(trace):
    loop = asyncio.get_running_loop()

    def throws():
        raise KeyError

    loop.call_later(5, throws)
    loop.call_later(6, trace, "the next")
    await asyncio.sleep(10)


async def many_throw(trace):
    loop = asyncio.get_running_loop()

    def throws(kind):
        raise kind

    for kind in (ValueError, KeyError, RuntimeError):
        loop.call_soon(throws, kind)
    loop.call_soon(trace, "last")
    await asyncio.sleep(0)


async def told_by_hand_and_by_a_callback(trace):
    loop = asyncio.get_running_loop()

    def throws():
        raise ValueError

    loop.call_exception_handler({"message": "by hand", "exception": KeyError()})
    loop.call_soon(throws)
    await asyncio.sleep(0)


async def a_long_chain_and_a_timer(trace):
    loop = asyncio.get_running_loop()
    count = 0

    def link():
        nonlocal count
        count += 1
        if count < 500:
            loop.call_soon(link)

    loop.call_soon(link)
    loop.call_later(1, lambda: trace("links", count))
    await asyncio.sleep(2)


async def soon_takes_arguments(trace):
    asyncio.get_running_loop().call_soon(trace, 1, None, [True, "x"])
    await asyncio.sleep(0)


async def time_stands_while_callbacks_run(trace):
    loop = asyncio.get_running_loop()
    before = loop.time()
    for _ in range(100):
        await asyncio.sleep(0)
    trace(loop.time() - before)
    await asyncio.sleep(12)
    trace(loop.time() - before)

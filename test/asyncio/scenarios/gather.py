"""gather and shield: results, failures, cancellation."""

import asyncio

from common import stubborn, work


async def gather_nothing(trace):
    return await asyncio.gather()


async def gather_results_in_order_of_arguments(trace):
    return await asyncio.gather(work(trace, "a", 30), work(trace, "b", 10), work(trace, "c", 20))


async def gather_first_failure_at_once(trace):
    b = asyncio.create_task(work(trace, "b", 30))
    try:
        await asyncio.gather(work(trace, "a", 10, ValueError()), b)
    except ValueError as error:
        trace("caught", error, b.done())
    return await b


async def gather_second_failure_is_silent(trace):
    try:
        await asyncio.gather(work(trace, "a", 10, ValueError()), work(trace, "b", 20, KeyError()))
    except ValueError as error:
        trace("caught", error)
    await asyncio.sleep(50)


async def gather_return_exceptions(trace):
    return await asyncio.gather(
        work(trace, "a", 30), work(trace, "b", 10, ValueError()), return_exceptions=True
    )


async def gather_duplicates(trace):
    a = asyncio.create_task(work(trace, "a", 10))
    return await asyncio.gather(a, a, work(trace, "b", 5), a)


async def gather_child_cancelled(trace):
    a = asyncio.create_task(work(trace, "a", 30))
    b = asyncio.create_task(work(trace, "b", 40))
    asyncio.get_running_loop().call_later(10, a.cancel)
    outer = asyncio.gather(a, b)
    try:
        await outer
    except asyncio.CancelledError as error:
        trace("caught", error, outer.done(), outer.cancelled(), b.done())
    return await b


async def gather_child_cancelled_return_exceptions(trace):
    a = asyncio.create_task(work(trace, "a", 30))
    asyncio.get_running_loop().call_later(10, a.cancel)
    return await asyncio.gather(a, work(trace, "b", 20), return_exceptions=True)


async def gather_cancelled(trace):
    a = asyncio.create_task(work(trace, "a", 30))
    b = asyncio.create_task(work(trace, "b", 40))
    outer = asyncio.gather(a, b)
    asyncio.get_running_loop().call_later(10, outer.cancel)
    try:
        await outer
    except asyncio.CancelledError as error:
        trace("caught", error, a.done(), b.done(), outer.cancelled())
    await asyncio.sleep(5)
    trace(a.cancelled(), b.cancelled())


async def gather_cancelled_return_exceptions(trace):
    outer = asyncio.gather(work(trace, "a", 30), work(trace, "b", 40), return_exceptions=True)
    asyncio.get_running_loop().call_later(10, outer.cancel)
    try:
        trace(await outer)
    except asyncio.CancelledError as error:
        trace("caught", error)


async def gather_cancelled_but_a_child_swallows(trace):
    outer = asyncio.gather(work(trace, "a", 30), stubborn(trace, "b", 40), return_exceptions=True)
    asyncio.get_running_loop().call_later(10, outer.cancel)
    try:
        trace(await outer)
    except asyncio.CancelledError as error:
        trace("caught", error)


async def gather_cancelled_says_what_the_last_of_the_list_says(trace):
    future = asyncio.get_running_loop().create_future()
    future.cancel("before")
    outer = asyncio.gather(asyncio.create_task(work(trace, "a", 30)), future, return_exceptions=True)
    await asyncio.sleep(0)
    outer.cancel("now")
    try:
        await outer
    except asyncio.CancelledError as error:
        trace("caught", error, str(error))


async def gather_cancelled_when_done(trace):
    outer = asyncio.gather(work(trace, "a", 10))
    trace(await outer)
    return outer.cancel()


async def gather_cancelled_after_a_failure(trace):
    b = asyncio.create_task(work(trace, "b", 30))
    outer = asyncio.gather(work(trace, "a", 10, ValueError()), b)
    try:
        await outer
    except ValueError:
        trace("cancel", outer.cancel())
    return await b


async def gather_in_cancelled_task(trace):
    async def main():
        try:
            await asyncio.gather(work(trace, "a", 30), work(trace, "b", 40))
        finally:
            trace("main ends")

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    trace(task.cancel(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error, task.cancelled())


async def gather_of_done_futures(trace):
    loop = asyncio.get_running_loop()
    a, b = loop.create_future(), loop.create_future()
    a.set_result(1)
    b.set_exception(ValueError())
    outer = asyncio.gather(a, b, return_exceptions=True)
    trace(outer.done())
    return await outer


async def gather_in_gather(trace):
    inner = asyncio.gather(work(trace, "a", 10), work(trace, "b", 20))
    return await asyncio.gather(inner, work(trace, "c", 5))


async def gather_order_of_turns(trace):
    async def step(name, turns):
        for i in range(turns):
            trace(name, i)
            await asyncio.sleep(0)

    await asyncio.gather(step("a", 3), step("b", 1), step("c", 2))
    trace("gathered")


async def shield_result(trace):
    return await asyncio.shield(work(trace, "a", 10))


async def shield_failure(trace):
    try:
        await asyncio.shield(work(trace, "a", 10, ValueError()))
    except ValueError as error:
        trace("caught", error)


async def shield_outer_cancelled(trace):
    inner = asyncio.create_task(work(trace, "inner", 30))

    async def main():
        await asyncio.shield(inner)

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error, inner.done())
    return await inner


async def shield_inner_cancelled(trace):
    inner = asyncio.create_task(work(trace, "inner", 30))
    asyncio.get_running_loop().call_later(10, inner.cancel)
    outer = asyncio.shield(inner)
    try:
        await outer
    except asyncio.CancelledError as error:
        trace("caught", error, outer.cancelled())


async def shield_outer_cancelled_then_inner_fails(trace):
    inner = asyncio.create_task(work(trace, "inner", 30, ValueError()))
    outer = asyncio.shield(inner)
    await asyncio.sleep(10)
    trace(outer.cancel())
    await asyncio.sleep(30)
    trace(inner.done())
    del inner, outer


async def shield_gather_outer_cancelled(trace):
    a = asyncio.create_task(work(trace, "a", 30))
    inner = asyncio.gather(a)
    outer = asyncio.shield(inner)
    asyncio.get_running_loop().call_later(10, outer.cancel)
    try:
        await outer
    except asyncio.CancelledError as error:
        trace("caught", error, a.done())
    return await inner


async def shield_of_a_done_future(trace):
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    return asyncio.shield(future) is future

"""wait, as_completed and wait_for: who is done, when, and what a cancellation reaches."""

import asyncio

from common import stubborn, work


def _tasks(trace, **times):
    tasks = []
    for name, ms in times.items():
        failure = ValueError() if ms < 0 else None
        tasks.append(asyncio.create_task(work(trace, name, abs(ms), failure), name=name))
    return tasks


def _names(tasks):
    return {task.get_name() for task in tasks}


async def wait_all_completed(trace):
    done, pending = await asyncio.wait(_tasks(trace, a=20, b=-10))
    trace(_names(done), _names(pending))
    for task in done:
        task.exception()


async def wait_looks_at_nothing(trace):
    done, pending = await asyncio.wait(_tasks(trace, a=-10, b=20))
    trace(_names(done), _names(pending))


async def wait_first_completed(trace):
    tasks = _tasks(trace, a=20, b=10)
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    trace(_names(done), _names(pending))
    return await tasks[0]


async def wait_first_completed_of_the_same_turn(trace):
    loop = asyncio.get_running_loop()
    a, b = loop.create_future(), loop.create_future()

    def settle():
        a.set_result(1)
        b.set_result(2)

    loop.call_later(10, settle)
    done, pending = await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    trace(len(done), len(pending))


async def wait_first_completed_and_one_turn_later(trace):
    loop = asyncio.get_running_loop()
    a, b = loop.create_future(), loop.create_future()

    def settle():
        a.set_result(1)
        loop.call_soon(b.set_result, 2)

    loop.call_later(10, settle)
    done, pending = await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    trace(len(done), len(pending))


async def wait_first_exception(trace):
    tasks = _tasks(trace, a=10, b=-20, c=30)
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    trace(_names(done), _names(pending))
    trace(tasks[1].exception())


async def wait_first_exception_without_one(trace):
    done, pending = await asyncio.wait(_tasks(trace, a=10, b=20), return_when=asyncio.FIRST_EXCEPTION)
    trace(_names(done), _names(pending))


async def wait_first_exception_is_no_cancellation(trace):
    tasks = _tasks(trace, a=10, b=20)
    asyncio.get_running_loop().call_later(5, tasks[0].cancel)
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    trace(_names(done), _names(pending))


async def wait_timeout(trace):
    done, pending = await asyncio.wait(_tasks(trace, a=10, b=30), timeout=20)
    trace(_names(done), _names(pending))


async def wait_timeout_zero(trace):
    tasks = _tasks(trace, a=10, b=30)
    done, pending = await asyncio.wait(tasks, timeout=0)
    trace(_names(done), _names(pending))
    await asyncio.sleep(20)
    done, pending = await asyncio.wait(tasks, timeout=0)
    trace(_names(done), _names(pending))


async def wait_of_the_done(trace):
    tasks = _tasks(trace, a=10)
    await tasks[0]
    done, pending = await asyncio.wait(tasks)
    trace(_names(done), _names(pending))


async def wait_cancelled_leaves_the_tasks_alone(trace):
    tasks = _tasks(trace, a=20)
    waiter = asyncio.create_task(asyncio.wait(tasks, timeout=50))
    await asyncio.sleep(10)
    waiter.cancel()
    try:
        await waiter
    except asyncio.CancelledError as error:
        trace("caught", error, tasks[0].cancelled())
    return await tasks[0]


async def wait_wrong_arguments(trace):
    task = asyncio.create_task(asyncio.sleep(0))
    for make in (
        lambda: asyncio.wait([]),
        lambda: asyncio.wait(task),
        lambda: asyncio.wait([task], return_when="whenever"),
    ):
        try:
            await make()
        except Exception as error:
            trace(error)


async def as_completed_in_order(trace):
    for next_one in asyncio.as_completed([work(trace, "a", 30), work(trace, "b", 10), work(trace, "c", 20)]):
        trace("got", await next_one)


async def as_completed_failure(trace):
    for next_one in asyncio.as_completed([work(trace, "a", 20), work(trace, "b", 10, ValueError())]):
        try:
            trace("got", await next_one)
        except ValueError as error:
            trace("caught", error)


async def as_completed_timeout(trace):
    tasks = [asyncio.create_task(work(trace, "a", 10)), asyncio.create_task(work(trace, "b", 50))]
    for next_one in asyncio.as_completed(tasks, timeout=20):
        try:
            trace("got", await next_one)
        except TimeoutError as error:
            trace("caught", error)
    return await tasks[1]


async def as_completed_duplicates(trace):
    task = asyncio.create_task(work(trace, "a", 10))
    for next_one in asyncio.as_completed([task, task]):
        trace("got", await next_one)


async def as_completed_of_the_done(trace):
    task = asyncio.create_task(work(trace, "a", 10))
    await task
    for next_one in asyncio.as_completed([task]):
        trace("got", await next_one)


async def as_completed_slow_consumer(trace):
    for next_one in asyncio.as_completed([work(trace, "a", 10), work(trace, "b", 20)]):
        trace("got", await next_one)
        await asyncio.sleep(30)


async def as_completed_consumer_cancelled(trace):
    tasks = [asyncio.create_task(work(trace, "a", 30))]

    async def main():
        for next_one in asyncio.as_completed(tasks):
            await next_one

    consumer = asyncio.create_task(main())
    await asyncio.sleep(10)
    consumer.cancel()
    try:
        await consumer
    except asyncio.CancelledError as error:
        trace("caught", error)
    return await tasks[0]


async def wait_for_in_time(trace):
    return await asyncio.wait_for(work(trace, "a", 10), 20)


async def wait_for_without_a_limit(trace):
    return await asyncio.wait_for(work(trace, "a", 10), None)


async def wait_for_too_late(trace):
    try:
        await asyncio.wait_for(work(trace, "a", 30), 20)
    except TimeoutError as error:
        trace("caught", error, asyncio.current_task().cancelling())


async def wait_for_task_too_late(trace):
    task = asyncio.create_task(work(trace, "a", 30))
    try:
        await asyncio.wait_for(task, 20)
    except TimeoutError as error:
        trace("caught", error, task.cancelled())


async def wait_for_failure(trace):
    try:
        await asyncio.wait_for(work(trace, "a", 10, ValueError()), 20)
    except ValueError as error:
        trace("caught", error)


async def wait_for_zero(trace):
    started = []

    async def work():
        started.append(1)

    try:
        await asyncio.wait_for(work(), 0)
    except TimeoutError as error:
        trace("caught", error, started)


async def wait_for_zero_of_the_done(trace):
    task = asyncio.create_task(work(trace, "a", 10))
    await asyncio.sleep(20)
    return await asyncio.wait_for(task, 0)


async def wait_for_zero_of_a_stubborn_task(trace):
    task = asyncio.create_task(stubborn(trace, "a", 10))
    await asyncio.sleep(0)
    return await asyncio.wait_for(task, 0)


async def wait_for_swallowed_cancellation(trace):
    task = asyncio.create_task(stubborn(trace, "a", 50))
    result = await asyncio.wait_for(task, 10)
    trace(result, asyncio.current_task().cancelling())


async def wait_for_cancelled(trace):
    inner = asyncio.create_task(work(trace, "inner", 30))
    task = asyncio.create_task(asyncio.wait_for(inner, 50))
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error, inner.cancelled(), task.cancelling())


async def wait_for_cancelled_while_it_times_out(trace):
    inner = asyncio.create_task(_stubborn_cancel(trace))
    task = asyncio.create_task(asyncio.wait_for(inner, 10))
    await asyncio.sleep(12)
    task.cancel()
    try:
        await task
    except (asyncio.CancelledError, TimeoutError) as error:
        trace("caught", error, task.cancelling())


async def _stubborn_cancel(trace):
    try:
        await asyncio.sleep(50)
    finally:
        trace("cleans up")
        try:
            await asyncio.sleep(5)
        finally:
            trace("has cleaned up")


async def wait_for_inner_cancelled(trace):
    inner = asyncio.create_task(work(trace, "inner", 30))
    asyncio.get_running_loop().call_later(10, inner.cancel)
    try:
        await asyncio.wait_for(inner, 50)
    except asyncio.CancelledError as error:
        trace("caught", error)


async def wait_first_exception_looks_at_it(trace):
    tasks = [
        asyncio.create_task(work(trace, "fails", 0, ValueError())),
        asyncio.create_task(work(trace, "a", 10)),
    ]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    trace(len(done), len(pending))


async def as_completed_cancelled_when_one_is_there(trace):
    loop = asyncio.get_running_loop()
    futures = [loop.create_future(), loop.create_future()]

    async def take():
        completed = iter(asyncio.as_completed(futures))
        try:
            await next(completed)
        except asyncio.CancelledError as error:
            trace("caught", error)
        return await next(completed)

    task = asyncio.create_task(take())
    await asyncio.sleep(0)
    futures[0].set_result("first")
    await asyncio.sleep(0)
    task.cancel()
    return await task


async def as_completed_cancelled_when_a_failure_is_there(trace):
    future = asyncio.get_running_loop().create_future()

    async def take():
        for each in asyncio.as_completed([future]):
            await each

    task = asyncio.create_task(take())
    await asyncio.sleep(0)
    future.set_exception(ValueError())
    await asyncio.sleep(0)
    trace(task.cancel())
    await asyncio.wait([task])
    trace(task.cancelled())


async def wait_for_shielded(trace):
    inner = asyncio.create_task(work(trace, "inner", 30))
    try:
        await asyncio.wait_for(asyncio.shield(inner), 10)
    except TimeoutError as error:
        trace("caught", error)
    return await inner


async def wait_for_in_wait_for(trace):
    async def inner():
        try:
            await asyncio.wait_for(work(trace, "a", 50), 30)
        except TimeoutError:
            trace("the inner one")

    try:
        await asyncio.wait_for(inner(), 10)
    except TimeoutError as error:
        trace("caught", error)

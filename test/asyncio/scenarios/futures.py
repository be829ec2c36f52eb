"""Futures: states, results, exceptions, done callbacks, cancellation, waiting."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _states(future):
    return [future.done(), future.cancelled()]


def _try(trace, word, call):
    """Traces what a call gives or raises."""
    try:
        trace(word, call())
    except (Exception, asyncio.CancelledError) as error:
        trace(word, "raises", error)


async def states_of_one_with_a_result(trace):
    future = _future()
    trace(_states(future))
    future.set_result(1)
    trace(_states(future), future.result(), future.exception())


async def states_of_one_that_failed(trace):
    future = _future()
    future.set_exception(ValueError("no"))
    trace(_states(future), future.exception(), str(future.exception()))
    _try(trace, "result", future.result)


async def states_of_one_that_was_cancelled(trace):
    future = _future()
    trace(future.cancel())
    trace(_states(future))
    _try(trace, "result", future.result)
    _try(trace, "exception", future.exception)


async def result_of_a_pending_one(trace):
    future = _future()
    _try(trace, "result", future.result)
    _try(trace, "exception", future.exception)


async def result_is_set_twice(trace):
    future = _future()
    future.set_result(1)
    _try(trace, "result again", lambda: future.set_result(2))
    _try(trace, "exception after", lambda: future.set_exception(ValueError()))
    return await future


async def exception_is_set_twice(trace):
    future = _future()
    future.set_exception(ValueError("first"))
    _try(trace, "exception again", lambda: future.set_exception(KeyError()))
    _try(trace, "result after", lambda: future.set_result(2))
    await future


async def set_after_cancel(trace):
    future = _future()
    future.cancel()
    _try(trace, "result", lambda: future.set_result(2))
    _try(trace, "exception", lambda: future.set_exception(ValueError()))
    trace(_states(future))


async def cancel_after_done(trace):
    for settle in (lambda f: f.set_result(1), lambda f: f.set_exception(ValueError()), lambda f: f.cancel()):
        future = _future()
        settle(future)
        trace(future.cancel("late"), _states(future))
        if not future.cancelled():
            future.exception()


async def result_may_be_nothing(trace):
    future = _future()
    future.set_result(None)
    trace(future.done(), future.result(), await future)


async def a_failure_can_be_read_again(trace):
    future = _future()
    future.set_exception(ValueError("same"))
    first = future.exception()
    trace(first is future.exception())
    for _ in range(2):
        try:
            await future
        except ValueError as error:
            trace("awaited", error is first)


async def await_of_a_done_one_gives_no_turn(trace):
    loop = asyncio.get_running_loop()
    future = _future()
    future.set_result("ready")
    loop.call_soon(trace, "soon")
    trace(await future)
    trace("before any callback")
    await asyncio.sleep(0)


async def await_of_a_pending_one(trace):
    loop = asyncio.get_running_loop()
    future = _future()
    loop.call_later(10, future.set_result, "late")
    trace("waits")
    return await future


async def await_of_one_that_fails_later(trace):
    loop = asyncio.get_running_loop()
    future = _future()
    loop.call_later(5, future.set_exception, ValueError("later"))
    try:
        await future
    except ValueError as error:
        trace("caught", error, str(error))
    raise KeyError


async def await_of_a_cancelled_one(trace):
    future = _future()
    future.cancel("stop")
    try:
        await future
    except asyncio.CancelledError as error:
        trace("caught", error, str(error))


async def await_of_one_cancelled_meanwhile(trace):
    future = _future()
    asyncio.get_running_loop().call_later(3, future.cancel, "meanwhile")
    try:
        await future
    except asyncio.CancelledError as error:
        trace("caught", error, str(error))
    trace(_states(future), asyncio.current_task().cancelling())


async def cancel_without_a_message(trace):
    future = _future()
    future.cancel()
    try:
        await future
    except asyncio.CancelledError as error:
        trace("caught", error, [str(error)])


async def the_first_message_counts(trace):
    future = _future()
    trace(future.cancel("one"), future.cancel("two"))
    try:
        future.result()
    except asyncio.CancelledError as error:
        trace(str(error))


async def callbacks_run_in_order_and_later(trace):
    future = _future()
    for i in range(4):
        future.add_done_callback(lambda f, i=i: trace("callback", i, f.result()))
    future.set_result("x")
    trace("set")
    await asyncio.sleep(0)
    trace("a turn later")


async def callback_added_to_a_done_one(trace):
    future = _future()
    future.set_result(1)
    future.add_done_callback(lambda f: trace("called", f is future))
    trace("added")
    await asyncio.sleep(0)
    trace("a turn later")


async def callback_added_by_a_callback(trace):
    future = _future()

    def first(f):
        trace("first")
        f.add_done_callback(lambda f: trace("third"))

    future.add_done_callback(first)
    future.add_done_callback(lambda f: trace("second"))
    future.set_result(None)
    for turn in range(3):
        await asyncio.sleep(0)
        trace("turn", turn)


async def the_same_callback_twice(trace):
    future = _future()

    def callback(f):
        trace("called")

    future.add_done_callback(callback)
    future.add_done_callback(callback)
    future.set_result(None)
    await asyncio.sleep(0)


async def removed_callbacks(trace):
    future = _future()

    def gone(f):
        trace("never")

    def stays(f):
        trace("stays")

    future.add_done_callback(gone)
    future.add_done_callback(stays)
    future.add_done_callback(gone)
    trace(future.remove_done_callback(gone), future.remove_done_callback(gone))
    future.set_result(None)
    await asyncio.sleep(0)


async def callback_removed_after_done(trace):
    future = _future()

    def callback(f):
        trace("called all the same")

    future.add_done_callback(callback)
    future.set_result(None)
    trace(future.remove_done_callback(callback))
    await asyncio.sleep(0)


async def a_throwing_callback_stops_no_other(trace):
    future = _future()

    def throws(f):
        trace("throws")
        raise ValueError

    future.add_done_callback(throws)
    future.add_done_callback(lambda f: trace("the next"))
    future.set_result(None)
    await asyncio.sleep(0)
    return await asyncio.sleep(1, "goes on")


async def callbacks_of_a_cancelled_one(trace):
    future = _future()
    future.add_done_callback(lambda f: trace("told", f.cancelled()))
    future.cancel()
    trace("cancelled")
    await asyncio.sleep(0)


async def callbacks_between_call_soons(trace):
    loop = asyncio.get_running_loop()
    future = _future()
    future.add_done_callback(lambda f: trace("done callback"))
    loop.call_soon(trace, "soon, before")
    future.set_result(None)
    loop.call_soon(trace, "soon, after")
    await asyncio.sleep(0)


async def waiters_wake_in_order(trace):
    future = _future()

    async def waiter(name):
        trace(name, await future)

    tasks = [asyncio.create_task(waiter(name)) for name in "abc"]
    await asyncio.sleep(0)
    future.set_result("go")
    for task in tasks:
        await task


async def waiters_and_callbacks_in_order_of_coming(trace):
    future = _future()

    async def waiter(name):
        trace(name, await future)

    asyncio.create_task(waiter("task 1"))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: trace("callback 1"))
    asyncio.create_task(waiter("task 2"))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: trace("callback 2"))
    future.set_result("go")
    await asyncio.sleep(0)


async def two_waiters_see_the_same_failure(trace):
    future = _future()
    seen = []

    async def waiter():
        try:
            await future
        except ValueError as error:
            seen.append(error)
            trace("caught", error)

    tasks = [asyncio.create_task(waiter()) for _ in range(2)]
    await asyncio.sleep(0)
    future.set_exception(ValueError())
    for task in tasks:
        await task
    trace("the same", seen[0] is seen[1])


async def two_waiters_of_a_cancelled_one(trace):
    future = _future()

    async def waiter(name):
        try:
            await future
        except asyncio.CancelledError as error:
            trace(name, "caught", error, str(error))
            raise

    tasks = [asyncio.create_task(waiter(name)) for name in "ab"]
    await asyncio.sleep(0)
    future.cancel("both")
    await asyncio.sleep(0)
    trace([task.cancelled() for task in tasks])


async def future_of_futures(trace):
    outer, inner = _future(), _future()
    outer.set_result(inner)
    got = await outer
    trace(got is inner, got.done())
    inner.set_result("deep")
    return await got


async def unseen_failures_are_told_once(trace):
    for error in (ValueError(), KeyError()):
        _future().set_exception(error)
    seen = _future()
    seen.set_exception(RuntimeError())
    seen.exception()
    called = _future()
    called.add_done_callback(lambda f: trace("callback", f.exception()))
    called.set_exception(OSError())
    await asyncio.sleep(0)


async def cancellation_unseen_is_not_told(trace):
    _future().cancel()
    await asyncio.sleep(0)
    return "quiet"


async def failures_that_were_cancelled_are_not_told(trace):
    future = _future()
    future.set_exception(ValueError())

    async def fails():
        raise KeyError

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    trace(future.cancel(), task.cancel(), task.cancelling())


async def callback_that_cancels_another(trace):
    first, second = _future(), _future()
    first.add_done_callback(lambda f: trace("cancels", second.cancel("by the first")))
    second.add_done_callback(lambda f: trace("second", f.cancelled()))
    first.set_result(None)
    try:
        await second
    except asyncio.CancelledError as error:
        trace("caught", str(error))


async def callback_that_settles_another(trace):
    first, second = _future(), _future()
    first.add_done_callback(lambda f: second.set_result(f.result() + 1))
    asyncio.get_running_loop().call_soon(first.set_result, 1)
    return await second


async def callback_that_settles_twice_is_reported(trace):
    future = _future()
    future.set_result(1)
    future.add_done_callback(lambda f: f.set_result(2))
    await asyncio.sleep(0)
    return await future


async def sleep_gives_its_result(trace):
    trace(await asyncio.sleep(0, "at once"))
    trace(await asyncio.sleep(10, "later"))
    trace(await asyncio.sleep(-5, "the past"))


async def loop_of_a_future(trace):
    trace(_future().get_loop() is asyncio.get_running_loop())

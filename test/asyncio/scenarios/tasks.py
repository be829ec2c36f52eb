"""Tasks: the order of their steps, cancellation, names, which one is running, eager start."""

import asyncio


def _future():
    return asyncio.get_running_loop().create_future()


def _create(coro, **options):
    return asyncio.create_task(coro, **options)


def _states(task):
    return [task.done(), task.cancelled()]


async def _until_cancelled(trace, awaitable, word="caught"):
    try:
        await awaitable
    except asyncio.CancelledError as error:
        trace(word, error, str(error))


async def first_step_is_taken_later(trace):
    async def child():
        trace("child")

    task = _create(child())
    trace("made", task.done())
    await asyncio.sleep(0)
    trace("a turn later", task.done())


async def tasks_begin_in_order_among_call_soons(trace):
    loop = asyncio.get_running_loop()

    async def child(name):
        trace("child", name)

    loop.call_soon(trace, "soon 1")
    one = _create(child(1))
    loop.call_soon(trace, "soon 2")
    two = _create(child(2))
    loop.call_soon(trace, "soon 3")
    await one
    await two


async def steps_interleave(trace):
    async def child(name, steps):
        for i in range(steps):
            trace(name, i)
            await asyncio.sleep(0)
        trace(name, "ends")

    tasks = [_create(child(*each)) for each in (("a", 3), ("b", 1), ("c", 2))]
    for task in tasks:
        await task


async def sleep_zero_is_one_turn(trace):
    loop = asyncio.get_running_loop()

    def tick(n):
        trace("tick", n)
        if n < 3:
            loop.call_soon(tick, n + 1)

    loop.call_soon(tick, 0)
    for i in range(3):
        await asyncio.sleep(0)
        trace("step", i)


async def coroutines_add_no_turns(trace):
    asyncio.get_running_loop().call_soon(trace, "soon")

    async def inner(depth):
        if depth > 0:
            return 1 + await inner(depth - 1)
        return 0

    trace("depth", await inner(5))
    await asyncio.sleep(0)


async def awaited_task_takes_turns(trace):
    loop = asyncio.get_running_loop()

    def tick(n):
        trace("tick", n)
        if n < 4:
            loop.call_soon(tick, n + 1)

    async def child():
        trace("child begins")
        await asyncio.sleep(0)
        trace("child ends")
        return "x"

    task = _create(child())
    loop.call_soon(tick, 0)
    trace("got", await task)


async def done_callbacks_before_the_awaiting_task(trace):
    async def child():
        return 1

    task = _create(child())
    task.add_done_callback(lambda t: trace("callback", t.result()))
    trace("awaited", await task)


async def result_and_exception_of_a_task(trace):
    async def gives():
        return "value"

    async def fails():
        raise ValueError("why")

    one, two = _create(gives()), _create(fails())
    await asyncio.sleep(0)
    trace(one.result(), one.exception(), _states(one))
    trace(two.exception(), str(two.exception()), _states(two))
    await two


async def result_of_a_task_cannot_be_set(trace):
    async def child():
        return "its own"

    task = _create(child())
    for call in (lambda: task.set_result(1), lambda: task.set_exception(ValueError())):
        try:
            call()
        except RuntimeError as error:
            trace(error)
    return await task


async def failed_task_that_nobody_awaits(trace):
    async def fails():
        raise ValueError

    _create(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("main ends")


async def failed_task_awaited_later(trace):
    async def fails(after):
        await asyncio.sleep(after)
        raise ValueError(str(after))

    slow, fast = _create(fails(20)), _create(fails(5))
    for task in (slow, fast):
        try:
            await task
        except ValueError as error:
            trace(str(error))


async def cancel_before_the_first_step(trace):
    async def child():
        trace("never begins")

    task = _create(child())
    trace(task.cancel("early"), _states(task))
    await _until_cancelled(trace, task)
    trace(_states(task))


async def cancel_while_asleep(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        finally:
            trace("finally")

    task = _create(child())
    await asyncio.sleep(10)
    trace(task.cancel("wake up"), _states(task))
    await _until_cancelled(trace, task)


async def cancel_is_thrown_in_a_turn_later(trace):
    loop = asyncio.get_running_loop()

    async def child():
        await _until_cancelled(trace, _future(), "child caught")

    task = _create(child())
    await asyncio.sleep(0)
    loop.call_soon(trace, "soon 1")
    task.cancel()
    loop.call_soon(trace, "soon 2")
    trace("cancelled")
    await task


async def cancel_between_bare_turns(trace):
    async def child():
        for i in range(5):
            trace("step", i)
            await asyncio.sleep(0)

    task = _create(child())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    trace("cancelled")
    await _until_cancelled(trace, task)


async def cancel_twice_at_once(trace):
    async def child():
        try:
            await _future()
        except asyncio.CancelledError as error:
            trace("first", str(error))
        try:
            await asyncio.sleep(0)
            trace("no second one")
        except asyncio.CancelledError as error:
            trace("second", str(error))
        return asyncio.current_task().cancelling()

    task = _create(child())
    await asyncio.sleep(0)
    trace(task.cancel("one"), task.cancel("two"), task.cancelling())
    return await task


async def cancel_again_in_the_cleanup(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        finally:
            trace("cleanup begins")
            try:
                await asyncio.sleep(50)
            finally:
                trace("cleanup is cancelled, too")

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel("one")
    await asyncio.sleep(1)
    task.cancel("two")
    await _until_cancelled(trace, task)


async def swallowed_cancel(trace):
    async def child():
        await _until_cancelled(trace, asyncio.sleep(100), "swallows")
        await asyncio.sleep(5)
        return "survives"

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel("go")
    trace(await task, task.cancelling(), _states(task))


async def swallowed_cancel_then_return(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            return "instead"

    task = _create(child())
    await asyncio.sleep(1)
    trace(task.cancel())
    return await task


async def another_error_after_cancel(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            raise ValueError("instead")

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel()
    try:
        await task
    except ValueError as error:
        trace(error, str(error), _states(task))


async def exception_in_finally(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        finally:
            raise KeyError("from finally")

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel()
    await task


async def return_in_finally(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        finally:
            return "from finally"

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel()
    trace(await task, _states(task))


async def cancel_just_before_the_end(trace):
    async def child():
        asyncio.current_task().cancel("myself")
        return "value"

    task = _create(child())
    await _until_cancelled(trace, task)
    trace(_states(task))


async def cancel_oneself_and_wait(trace):
    async def child():
        task = asyncio.current_task()
        trace(task.cancel("myself"), task.cancelling())
        await asyncio.sleep(10)
        trace("never")

    await _until_cancelled(trace, _create(child()))


async def cancel_oneself_and_take_it_back(trace):
    async def child():
        task = asyncio.current_task()
        task.cancel()
        trace(task.cancelling(), task.uncancel())
        await asyncio.sleep(10)
        return "not cancelled"

    return await _create(child())


async def cancel_when_the_future_is_done(trace):
    future = _future()

    async def child():
        try:
            trace("value", await future)
            await asyncio.sleep(0)
            trace("goes on")
        except asyncio.CancelledError as error:
            trace("cancelled", str(error))

    task = _create(child())
    await asyncio.sleep(0)
    future.set_result("x")
    trace(task.cancel("late"))
    await task


async def cancel_when_the_future_has_failed(trace):
    future = _future()

    async def child():
        try:
            await future
        except (ValueError, asyncio.CancelledError) as error:
            trace("caught", error)

    task = _create(child())
    await asyncio.sleep(0)
    future.set_exception(ValueError())
    task.cancel()
    await task


async def cancel_after_done_is_refused(trace):
    async def child():
        return 1

    task = _create(child())
    await task
    trace(task.cancel(), task.cancelling(), _states(task))


async def uncancel_counts(trace):
    async def child():
        task = asyncio.current_task()
        await _until_cancelled(trace, asyncio.sleep(100))
        trace(task.cancelling(), task.uncancel(), task.uncancel(), task.uncancel())
        await asyncio.sleep(1)
        return "ends"

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel()
    task.cancel()
    return await task


async def uncancel_all_before_it_is_delivered(trace):
    async def child():
        trace("begins")
        await asyncio.sleep(1)
        return "never told"

    task = _create(child())
    task.cancel()
    trace(task.uncancel())
    return await task


async def cancel_reaches_the_awaited_task(trace):
    async def inner():
        try:
            await asyncio.sleep(100)
        finally:
            trace("inner ends")

    inner_task = _create(inner())

    async def outer():
        try:
            await inner_task
        finally:
            trace("outer ends")

    outer_task = _create(outer())
    await asyncio.sleep(1)
    trace(outer_task.cancel("deep"), inner_task.cancelling())
    await _until_cancelled(trace, outer_task)
    trace(_states(inner_task), _states(outer_task))


async def awaited_task_swallows_the_cancel(trace):
    async def inner():
        await _until_cancelled(trace, asyncio.sleep(100), "inner swallows")
        return "value"

    async def outer():
        return await _create(inner())

    task = _create(outer())
    await asyncio.sleep(1)
    task.cancel()
    trace(await task, task.cancelling(), _states(task))


async def cancelled_task_cancels_no_waiter(trace):
    async def inner():
        await asyncio.sleep(100)

    inner_task = _create(inner())

    async def outer():
        await _until_cancelled(trace, inner_task, "outer caught")
        return asyncio.current_task().cancelling()

    task = _create(outer())
    await asyncio.sleep(1)
    inner_task.cancel("inner only")
    return await task


async def one_of_two_waiters_is_cancelled(trace):
    future = _future()

    async def waiter(name):
        try:
            trace(name, "got", await future)
        except asyncio.CancelledError:
            trace(name, "cancelled")
            raise

    one, two = _create(waiter("one")), _create(waiter("two"))
    await asyncio.sleep(0)
    one.cancel()
    trace("future", _states(future))
    await asyncio.sleep(0)
    trace([_states(task) for task in (one, two)])


async def chain_of_three_tasks_is_cancelled(trace):
    async def link(depth):
        try:
            if depth == 0:
                await asyncio.sleep(100)
            else:
                await _create(link(depth - 1))
        finally:
            trace("link", depth, "ends")

    task = _create(link(2))
    await asyncio.sleep(1)
    task.cancel()
    loop = asyncio.get_running_loop()

    def tick(n):
        trace("tick", n)
        if n < 4:
            loop.call_soon(tick, n + 1)

    loop.call_soon(tick, 0)
    await _until_cancelled(trace, task)


async def cleanup_may_wait(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        finally:
            await asyncio.sleep(7)
            trace("cleaned up")

    task = _create(child())
    await asyncio.sleep(1)
    task.cancel()
    await _until_cancelled(trace, task)


async def main_is_cancelled(trace):
    main = asyncio.current_task()
    asyncio.get_running_loop().call_later(4, main.cancel, "from outside")
    try:
        await asyncio.sleep(100)
    finally:
        trace("main", main.cancelling())


async def done_callback_that_cancels_a_task(trace):
    async def child():
        await _until_cancelled(trace, asyncio.sleep(100), "child caught")

    task = _create(child())
    future = _future()
    future.add_done_callback(lambda f: trace(task.cancel("by callback")))
    asyncio.get_running_loop().call_later(3, future.set_result, None)
    await task


async def task_names(trace):
    async def child():
        task = asyncio.current_task()
        trace("inside", task.get_name())
        task.set_name("renamed")

    task = _create(child(), name="given")
    trace(task.get_name())
    await task
    trace(task.get_name())


async def current_task_in_tasks_and_callbacks(trace):
    loop = asyncio.get_running_loop()
    main = asyncio.current_task()

    async def child():
        trace("child", asyncio.current_task() is task)
        await asyncio.sleep(0)
        trace("child again", asyncio.current_task() is task)

    task = _create(child())
    loop.call_soon(lambda: trace("callback", asyncio.current_task()))
    trace("main", asyncio.current_task() is main)
    await task
    trace("main again", asyncio.current_task() is main)


async def all_tasks_are_those_not_done(trace):
    async def child(ms):
        await asyncio.sleep(ms)

    for ms in (10, 20):
        _create(child(ms), name=f"child {ms}")
    asyncio.current_task().set_name("main")
    for _ in range(3):
        trace({task.get_name() for task in asyncio.all_tasks()})
        await asyncio.sleep(15)


async def eager_task_begins_at_once(trace):
    loop = asyncio.get_running_loop()

    async def child():
        trace("begins")
        await asyncio.sleep(0)
        trace("ends")
        return "x"

    task = asyncio.Task(child(), loop=loop, eager_start=True)
    trace("made", _states(task))
    return await task


async def eager_task_that_never_waits(trace):
    loop = asyncio.get_running_loop()

    async def child():
        return "at once"

    task = asyncio.Task(child(), loop=loop, eager_start=True)
    trace(_states(task), task.result())
    loop.call_soon(trace, "soon")
    trace(await task)


async def eager_task_that_fails_at_once(trace):
    async def child():
        raise ValueError("at once")

    task = asyncio.Task(child(), loop=asyncio.get_running_loop(), eager_start=True)
    trace(_states(task), task.exception())
    await task


async def eager_task_is_the_current_one(trace):
    main = asyncio.current_task()

    async def child():
        task = asyncio.current_task()
        trace("inside", task is main, task.get_name())

    asyncio.Task(child(), loop=asyncio.get_running_loop(), eager_start=True, name="eager")
    trace("outside", asyncio.current_task() is main)
    await asyncio.sleep(0)


async def eager_tasks_within_one_another(trace):
    loop = asyncio.get_running_loop()

    async def child(depth):
        trace("begins", depth)
        if depth > 0:
            inner = asyncio.Task(child(depth - 1), loop=loop, eager_start=True)
            trace("made", depth, inner.done())
            await inner
        else:
            await asyncio.sleep(0)
        trace("ends", depth)

    await asyncio.Task(child(2), loop=loop, eager_start=True)


async def eager_task_is_cancelled(trace):
    async def child():
        trace("begins")
        await _until_cancelled(trace, _future(), "child caught")
        return "ends"

    task = asyncio.Task(child(), loop=asyncio.get_running_loop(), eager_start=True)
    trace(task.cancel("soon"))
    return await task


async def waiting_for_oneself(trace):
    async def child():
        try:
            await asyncio.current_task()
        except RuntimeError as error:
            trace(error)

    await _create(child())


async def task_of_a_task_that_failed(trace):
    async def inner():
        await asyncio.sleep(2)
        raise ValueError("inner")

    async def outer():
        await _create(inner())

    task = _create(outer())
    try:
        await task
    except ValueError as error:
        trace(error is task.exception(), str(error))


async def two_tasks_hand_over_to_each_other(trace):
    box = [_future(), _future()]

    async def player(me):
        for i in range(3):
            trace(me, await box[me])
            box[me] = _future()
            box[1 - me].set_result(f"ball {i}")

    tasks = [_create(player(0)), _create(player(1))]
    await asyncio.sleep(0)
    box[0].set_result("serve")
    for task in tasks:
        await task


async def deadlock_of_two_tasks(trace):
    tasks = []

    async def waits_for(other):
        trace("waits", other)
        await tasks[other]

    tasks.extend([_create(waits_for(1)), _create(waits_for(0))])
    await tasks[0]


async def a_thousand_tasks_in_order(trace):
    order = []

    async def child(i):
        await asyncio.sleep(0)
        order.append(i)

    for task in [_create(child(i)) for i in range(1000)]:
        await task
    trace(order == list(range(1000)))


async def cancel_among_sleepers(trace):
    async def sleeper(name, ms):
        try:
            await asyncio.sleep(ms)
            trace(name, "slept")
        except asyncio.CancelledError:
            trace(name, "woken")
            raise

    tasks = [_create(sleeper(name, ms)) for name, ms in (("a", 30), ("b", 20), ("c", 10))]
    await asyncio.sleep(15)
    tasks[1].cancel()
    await asyncio.sleep(25)
    trace([_states(task) for task in tasks])

"""Programs of tasks, futures and cancellation on asyncio; each prints its trace under its name."""

import asyncio

out = []


def log(*what):
    out.append(" ".join(str(each) for each in what))


def name_of(error):
    text = str(error)
    return type(error).__name__ + (f"({text})" if text else "")


async def first_step_is_later():
    async def child():
        log("child runs")
        return 1

    log("before")
    task = asyncio.create_task(child())
    log("made", task.done())
    await asyncio.sleep(0)
    log("after one turn", task.done())
    log(await task)


async def two_tasks_in_turn():
    async def child(name):
        for i in range(3):
            log(name, i)
            await asyncio.sleep(0)

    a = asyncio.create_task(child("a"))
    b = asyncio.create_task(child("b"))
    await a
    log("a is done", b.done())
    await b


async def callbacks_and_tasks():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def waiter(name):
        log(name, "waits")
        log(name, "got", await future)

    w1 = asyncio.create_task(waiter("w1"))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: log("callback 1"))
    w2 = asyncio.create_task(waiter("w2"))
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: log("callback 2"))
    loop.call_soon(lambda: log("soon before"))
    future.set_result(7)
    loop.call_soon(lambda: log("soon after"))
    future.add_done_callback(lambda f: log("callback 3"))
    log("set")
    await w1
    log("w1 is done")
    await w2
    log("w2 is done")


async def done_future_is_no_wait():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.set_result("ready")
    loop.call_soon(lambda: log("soon"))
    log(await future)
    log("without a turn")
    await asyncio.sleep(0)
    log("after a turn")


async def chain_of_awaits():
    async def depth(n):
        if n == 0:
            await asyncio.sleep(0)
            return 0
        return 1 + await depth(n - 1)

    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: log("one turn"))
    loop.call_soon(lambda: loop.call_soon(lambda: log("two turns")))
    log(await depth(10))


async def task_awaits_task():
    async def inner():
        log("inner 1")
        await asyncio.sleep(0)
        log("inner 2")
        return "inner"

    async def outer():
        log("outer 1")
        result = await asyncio.create_task(inner())
        log("outer 2", result)
        return "outer"

    loop = asyncio.get_running_loop()
    task = asyncio.create_task(outer())
    for i in range(6):
        loop.call_soon(lambda i=i: log("marker", i))
        await asyncio.sleep(0)
    log(await task)


async def exception_through_awaits():
    async def deep():
        await asyncio.sleep(0)
        raise ValueError("deep")

    async def middle():
        try:
            await deep()
        finally:
            log("middle cleans up")

    task = asyncio.create_task(middle())
    try:
        await task
    except ValueError as error:
        log("caught", name_of(error))
    log(task.done(), task.cancelled(), name_of(task.exception()))


async def cancel_before_first_step():
    async def child():
        log("never")

    task = asyncio.create_task(child())
    log("cancel", task.cancel())
    log("at once", task.done(), task.cancelled())
    try:
        await task
    except asyncio.CancelledError as error:
        log("caught", name_of(error))
    log("cancelled", task.cancelled(), "again", task.cancel())


async def cancel_at_each_await():
    async def child():
        for i in range(3):
            log("step", i)
            await asyncio.sleep(0)
        future = asyncio.get_running_loop().create_future()
        log("waits")
        await future

    for turns in range(6):
        task = asyncio.create_task(child())
        for _ in range(turns):
            await asyncio.sleep(0)
        log("turns", turns, "cancel", task.cancel("stop"))
        try:
            await task
        except asyncio.CancelledError as error:
            log("caught", name_of(error))
        log(task.cancelled())


async def cancel_is_delivered_in_the_next_turn():
    loop = asyncio.get_running_loop()

    async def child():
        try:
            await loop.create_future()
        except asyncio.CancelledError:
            log("child is told")
            raise

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    loop.call_soon(lambda: log("soon before"))
    task.cancel()
    loop.call_soon(lambda: log("soon after"))
    log("asked")
    try:
        await task
    except asyncio.CancelledError:
        log("over")


async def cancel_swallowed():
    async def child():
        for i in range(2):
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError as error:
                log("swallows", name_of(error))
        return "survived"

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel("one")
    await asyncio.sleep(0)
    log(task.done(), task.cancelling())
    task.cancel("two")
    log(await task, task.cancelled(), task.cancelling())


async def cancel_swallowed_before_return():
    async def child():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "value"

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel()
    log(await task)


async def cancel_of_oneself():
    async def child():
        holder[0].cancel("me")
        log("goes on until it waits")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            log("caught", name_of(error))
            raise

    holder = []
    holder.append(asyncio.create_task(child()))
    try:
        await holder[0]
    except asyncio.CancelledError as error:
        log("outside", name_of(error))
    log(holder[0].cancelled())


async def cancel_of_oneself_then_return():
    async def child():
        holder[0].cancel("me")
        return "value"

    holder = []
    holder.append(asyncio.create_task(child()))
    try:
        log(await holder[0])
    except asyncio.CancelledError as error:
        log("outside", name_of(error))
    log(holder[0].cancelled())


async def cancel_of_oneself_then_raise():
    async def child():
        holder[0].cancel("me")
        raise ValueError("mine")

    holder = []
    holder.append(asyncio.create_task(child()))
    try:
        log(await holder[0])
    except ValueError as error:
        log("outside", name_of(error))
    log(holder[0].cancelled())


async def cancel_twice_before_a_step():
    async def child():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as error:
            log("first", name_of(error))
        try:
            await asyncio.sleep(0)
            log("not told a second time")
        except asyncio.CancelledError as error:
            log("second", name_of(error))

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    log(task.cancel("a"), task.cancel("b"), task.cancelling())
    await task
    log(task.cancelling())


async def cancel_reaches_the_inner_task():
    async def inner():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError as error:
            log("inner is told", name_of(error))
            raise

    holder = []

    async def outer():
        holder.append(asyncio.create_task(inner()))
        try:
            await holder[0]
        except asyncio.CancelledError as error:
            log("outer is told", name_of(error))
            raise

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel("from outside")
    log("asked", holder[0].cancelling(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        log("caught", name_of(error))
    log(holder[0].cancelled(), task.cancelled())


async def inner_task_swallows():
    async def inner():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            log("inner swallows")
            return "inner's value"

    async def outer():
        value = await asyncio.create_task(inner())
        log("outer gets", value)
        await asyncio.sleep(0)
        log("outer goes on")
        return "outer's value"

    task = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    log(await task, task.cancelled(), task.cancelling())


async def cancel_when_the_future_is_done_already():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def child():
        try:
            log("got", await future)
        except asyncio.CancelledError as error:
            log("told", name_of(error))
            raise

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    future.set_result("value")
    log("cancel", task.cancel("late"))
    try:
        await task
    except asyncio.CancelledError as error:
        log("caught", name_of(error))
    log(task.cancelled())


async def future_cancelled_by_somebody():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def child(name):
        try:
            await future
        except asyncio.CancelledError as error:
            log(name, "told", name_of(error))
            raise

    a = asyncio.create_task(child("a"))
    b = asyncio.create_task(child("b"))
    await asyncio.sleep(0)
    future.cancel("gone")
    for task in (a, b):
        try:
            await task
        except asyncio.CancelledError as error:
            log("caught", name_of(error))
        log(task.cancelled(), task.cancelling())


async def one_of_two_waiters_is_cancelled():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def child(name):
        try:
            log(name, "got", await future)
        except asyncio.CancelledError as error:
            log(name, "told", name_of(error))
            raise

    a = asyncio.create_task(child("a"))
    b = asyncio.create_task(child("b"))
    await asyncio.sleep(0)
    a.cancel("a only")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log("a", a.cancelled(), "b", b.cancelled(), "future", future.cancelled())


async def cleanup_waits():
    async def child():
        try:
            await asyncio.sleep(60)
        finally:
            log("cleanup 1")
            await asyncio.sleep(0)
            log("cleanup 2")

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel("x")
    await asyncio.sleep(0)
    log("in between", task.done())
    try:
        await task
    except asyncio.CancelledError as error:
        log("caught", name_of(error))


async def cleanup_is_cancelled_too():
    async def child():
        try:
            await asyncio.sleep(60)
        finally:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError as error:
                log("cleanup is told", name_of(error))
                raise

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel("one")
    await asyncio.sleep(0)
    task.cancel("two")
    try:
        await task
    except asyncio.CancelledError as error:
        log("caught", name_of(error))
    log(task.cancelling())


async def raises_something_else_when_cancelled():
    async def child():
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            raise ValueError("instead")

    task = asyncio.create_task(child())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except ValueError as error:
        log("caught", name_of(error))
    log(task.cancelled())


async def counts_of_cancelling():
    async def child():
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                log("told", holder[0].cancelling(), "left", holder[0].uncancel())
                if holder[0].cancelling() == 0:
                    return "uncancelled"

    holder = []
    holder.append(asyncio.create_task(child()))
    await asyncio.sleep(0)
    log(holder[0].cancelling(), holder[0].uncancel())
    holder[0].cancel()
    log(await holder[0], holder[0].cancelling(), holder[0].uncancel())


async def wrong_yields():
    class Bad:
        def __init__(self, value):
            self.value = value

        def __await__(self):
            return (yield self.value)

    async def child():
        for value in (5, "text"):
            try:
                await Bad(value)
                log("not refused")
            except RuntimeError:
                log("refused")
        await Bad(None)
        log("a bare turn is all right")
        return "done"

    loop = asyncio.get_running_loop()
    task = asyncio.create_task(child())
    for i in range(4):
        loop.call_soon(lambda i=i: log("turn", i))
        await asyncio.sleep(0)
    log(await task)


async def waits_for_itself():
    async def child():
        try:
            await holder[0]
        except RuntimeError:
            log("refused")
        return "done"

    holder = []
    holder.append(asyncio.create_task(child()))
    log(await holder[0])


async def failed_future_thrown_in():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    async def child(name):
        try:
            await future
        except ValueError as error:
            log(name, "caught", name_of(error))
        return name

    tasks = [asyncio.create_task(child(name)) for name in "ab"]
    await asyncio.sleep(0)
    future.set_exception(ValueError("shared"))
    for task in tasks:
        log(await task)


async def timers_in_order():
    loop = asyncio.get_running_loop()
    now = loop.time()
    for name, delay in (("c", 0.003), ("a", 0.001), ("b", 0.002)):
        loop.call_at(now + delay, log, name)
    cancelled = loop.call_at(now + 0.0015, log, "never")
    loop.call_later(-1, log, "past")
    loop.call_soon(log, "soon")
    cancelled.cancel()
    log("set")
    await asyncio.sleep(0.03)


async def done_callback_of_task():
    async def child():
        log("child")
        return 1

    task = asyncio.create_task(child())
    task.add_done_callback(lambda f: log("callback", f.result()))
    asyncio.get_running_loop().call_soon(lambda: log("soon"))
    await task
    log("awaited")
    await asyncio.sleep(0)
    log("a turn later")


async def callback_removed_by_callback():
    loop = asyncio.get_running_loop()
    future = loop.create_future()

    def second(f):
        log("second")

    def first(f):
        log("first", f.remove_done_callback(second))

    future.add_done_callback(first)
    future.add_done_callback(second)
    future.set_result(None)
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def settled_twice():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    future.set_result(1)
    for settle in (lambda: future.set_result(2), lambda: future.set_exception(ValueError())):
        try:
            settle()
        except asyncio.InvalidStateError:
            log("InvalidStateError")
    log(future.cancel(), future.result())
    pending = loop.create_future()
    for ask in (pending.result, pending.exception):
        try:
            ask()
        except asyncio.InvalidStateError:
            log("InvalidStateError")
    pending.cancel("m")
    for ask in (pending.result, pending.exception):
        try:
            ask()
        except asyncio.CancelledError as error:
            log(type(error).__name__)


async def handle_cancelled_in_the_same_turn():
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_soon(lambda: (log("first"), handles[0].cancel()))
    handles.append(loop.call_soon(lambda: log("never")))
    loop.call_soon(lambda: log("third", handles[0].cancelled()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def ping_pong():
    loop = asyncio.get_running_loop()
    balls = [loop.create_future(), loop.create_future()]

    async def player(me):
        for i in range(3):
            ball = await balls[me]
            balls[me] = loop.create_future()
            log("player", me, "ball", ball)
            balls[1 - me].set_result(ball + 1)

    a = asyncio.create_task(player(0))
    b = asyncio.create_task(player(1))
    await asyncio.sleep(0)
    balls[0].set_result(0)
    await a
    await b


programs = [each for key, each in list(globals().items()) if asyncio.iscoroutinefunction(each)]

for program in programs:
    out.append(f"# {program.__name__}")
    asyncio.run(program())

print("\n".join(out))

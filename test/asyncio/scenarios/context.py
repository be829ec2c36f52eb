"""Context variables: what callbacks and tasks see of them."""

import asyncio
import contextvars

_var = contextvars.ContextVar("var", default="none")


def _within(value, call):
    """Calls a function in a context of its own, where the variable has a value."""

    def body():
        _var.set(value)
        return call()

    return contextvars.copy_context().run(body)


async def callbacks_keep_that_of_who_hands_them_over(trace):
    loop = asyncio.get_running_loop()

    def note(name):
        trace(name, _var.get())

    _within("a", lambda: loop.call_soon(note, "soon"))
    _within("b", lambda: loop.call_later(5, note, "later"))
    _within("c", lambda: loop.call_at(6, note, "at"))
    loop.call_soon(note, "outside")
    await asyncio.sleep(10)
    note("main")


async def done_callbacks_keep_that_of_who_adds_them(trace):
    future = asyncio.get_running_loop().create_future()

    def note(name):
        return lambda f: trace(name, _var.get())

    _within("a", lambda: future.add_done_callback(note("first")))
    future.add_done_callback(note("second"))
    _within("b", lambda: future.set_result(None))
    _within("c", lambda: future.add_done_callback(note("third")))
    await asyncio.sleep(0)


async def tasks_keep_that_of_who_makes_them(trace):
    async def child(name):
        trace(name, _var.get())
        await asyncio.sleep(5)
        trace(name, _var.get())
        await asyncio.sleep(0)
        trace(name, _var.get())

    tasks = [_within(value, lambda: asyncio.create_task(child(value))) for value in "ab"]
    for task in tasks:
        await task
    trace("main", _var.get())


async def a_task_made_by_a_task(trace):
    async def inner():
        await asyncio.sleep(1)
        trace("inner", _var.get())

    async def outer():
        await asyncio.create_task(inner())
        trace("outer", _var.get())

    await _within("mine", lambda: asyncio.create_task(outer()))


async def a_task_in_a_context_of_choice(trace):
    context = _within("chosen", contextvars.copy_context)

    async def child():
        trace(_var.get())
        await asyncio.sleep(1)
        trace(_var.get())

    await asyncio.create_task(child(), context=context)


async def a_done_callback_in_a_context_of_choice(trace):
    context = _within("chosen", contextvars.copy_context)
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda f: trace(_var.get()), context=context)
    future.add_done_callback(lambda f: trace(_var.get()))
    future.set_result(None)
    await asyncio.sleep(0)


async def an_eager_task_in_a_context_of_choice(trace):
    context = _within("chosen", contextvars.copy_context)

    async def child():
        trace(_var.get())
        await asyncio.sleep(0)
        trace(_var.get())

    task = asyncio.Task(child(), loop=asyncio.get_running_loop(), context=context, eager_start=True)
    trace("main", _var.get())
    await task


async def a_callback_leaves_nothing_to_the_next(trace):
    loop = asyncio.get_running_loop()

    def note(name):
        trace(name, _var.get())

    def first():
        _within("inside", lambda: note("within the first"))
        note("the first")

    loop.call_soon(first)
    loop.call_soon(note, "the second")
    await asyncio.sleep(0)


async def cancellation_runs_in_the_context_of_the_task(trace):
    async def child():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            trace("child", _var.get())

    task = _within("child's", lambda: asyncio.create_task(child()))
    await asyncio.sleep(1)
    _within("canceller's", task.cancel)
    await task

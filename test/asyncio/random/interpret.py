"""Runs a random program on CPython's asyncio, and gives its trace; play-program.ts is its like.

What each statement means stands in README.md. Both must do the same with the same words in the trace.
"""

import asyncio
import contextlib
import gc
import math
import re
import sys
import types
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import record  # noqa: E402

from things import KINDS, Clock, Group, Watched  # noqa: E402

END = 45
"""When a program is over, in milliseconds: evloop reports what nobody has looked at for 50 ms."""

ERRORS = {"ValueError": ValueError, "KeyError": KeyError, "RuntimeError": RuntimeError}
CONDITIONS = {"all": asyncio.ALL_COMPLETED, "first": asyncio.FIRST_COMPLETED, "failure": asyncio.FIRST_EXCEPTION}


def said(error):
    """What the program itself has said in an exception."""
    return [str(error)] if isinstance(error, asyncio.CancelledError) and str(error) else []


def state_of(future):
    if not future.done():
        return "pending"
    if future.cancelled():
        return "cancelled"
    error = future.exception()
    return f"failed {record.text_of(error)}" if error is not None else f"result {record.text_of(future.result())}"


class Run:
    """One run of one program."""

    def __init__(self, trace):
        self.trace = trace
        self.loop = asyncio.get_running_loop()
        self.things = {}
        self.tasks = {}
        self.groups = {}
        self.scopes = {}
        self.handles = {}
        self.callbacks = {}
        self.awaited = []

    def thing(self, name):
        """A lock, a queue, …: made where it is named first. What stands behind the letters is its size, or a number."""
        if name not in self.things:
            kind, size = re.fullmatch(r"([a-z]+)(\d+)", name).groups()
            made = KINDS[kind](self.thing(f"lock{size}") if kind == "shared" else int(size))
            self.things[name] = made
        return self.things[name]

    def task(self, name):
        return asyncio.current_task() if name == "me" else self.tasks.get(name)

    def future(self, name):
        return self.thing(name) if name.startswith("f") else self.task(name)

    def present(self, names):
        return [each for each in map(self.future, dict.fromkeys(names)) if each is not None]

    def one_done(self, names):
        """At most one that is done: Python asks those in the order of their addresses in memory."""
        given = self.present(names)
        return [each for each in given if each.done()][:1] + [each for each in given if not each.done()]

    def names(self, futures):
        names = {each: name for name, each in [*self.tasks.items(), *self.things.items()]}
        return sorted(names[each] for each in futures)

    def awaitable(self, what):
        """A task or future by its name, or a coroutine: `[name, body]`."""
        return self.future(what) if isinstance(what, str) else self.coroutine(*what)

    async def coroutine(self, name, body):
        await self.run(name, body)
        return name

    @contextlib.contextmanager
    def looking(self, names):
        """Those that somebody collects will be looked at: evloop knows, Python's flag does not yet."""
        self.awaited.append(names)
        try:
            yield
        finally:
            self.awaited.remove(names)

    # What is done at once.

    def at_once(self, who, statement):
        op, *args = statement
        told = [op, *[each for each in args[:1] if isinstance(each, str)]]
        if op == "raise":
            raise ERRORS[args[0]]
        try:
            result = getattr(self, "do_" + op)(*args)
        except Exception as error:
            self.trace(who, *told, error)
        else:
            self.trace(who, *told, *([] if result is None else [result]))

    def all_at_once(self, who, statements):
        for statement in statements:
            self.at_once(who, statement)

    def do_set(self, event):
        self.thing(event).set()

    def do_clear(self, event):
        self.thing(event).clear()

    def do_release(self, name):
        self.thing(name).release()

    def do_notify(self, name, count):
        self.thing(name).notify(count)

    def do_notify_all(self, name):
        self.thing(name).notify_all()

    def do_put_nowait(self, name, item):
        self.thing(name).look("put")
        self.thing(name).put_nowait(item)

    def do_get_nowait(self, name):
        self.thing(name).look("get")
        return self.thing(name).get_nowait()

    def do_task_done(self, name):
        self.thing(name).task_done()

    def do_shutdown(self, name, immediate):
        self.thing(name).shutdown(immediate)

    def do_set_result(self, name, value):
        self.thing(name).set_result(value)

    def do_set_exception(self, name, error):
        self.thing(name).set_exception(ERRORS[error]())

    def do_cancel(self, name, message):
        future = self.future(name)
        return "absent" if future is None else future.cancel(message)

    def do_uncancel(self, name):
        task = self.task(name)
        return "absent" if task is None else task.uncancel()

    def do_look(self, name):
        if name == "me" or name.startswith("t"):
            task = self.task(name)
            return "absent" if task is None else f"{state_of(task)}, {task.cancelling()}"
        if name.startswith("f"):
            return state_of(self.future(name))
        thing = self.thing(name)
        if name.startswith("event"):
            return thing.is_set()
        if name.startswith("barrier"):
            return [thing.n_waiting, thing.broken]
        if name.startswith(("queue", "prio", "lifo")):
            return [thing.qsize(), thing.empty(), thing.full()]
        return thing.locked()

    def do_result(self, name):
        future = self.future(name)
        return "absent" if future is None else future.result()

    def do_exception(self, name):
        future = self.future(name)
        return "absent" if future is None else future.exception()

    def do_living(self):
        return self.names(each for each in asyncio.all_tasks() if each in self.tasks.values())

    def do_spawn(self, name, body, eager):
        task = asyncio.Task(self.coroutine(name, body), loop=self.loop, name=name, eager_start=eager)
        self.tasks[name] = task

    def do_child(self, group, name, body):
        if group not in self.groups:
            return "absent"
        self.tasks[name] = self.groups[group].create_task(self.coroutine(name, body), name=name)
        return None

    def do_reschedule(self, scope, ms):
        if scope not in self.scopes:
            return "absent"
        self.scopes[scope].reschedule(None if ms is None else self.loop.time() + ms)
        return None

    def do_on_done(self, name, callback, body):
        def done(future):
            self.trace(callback, state_of(future))
            self.all_at_once(callback, body)

        future = self.future(name)
        if future is None:
            return "absent"
        self.callbacks[callback] = done
        future.add_done_callback(done)
        return None

    def do_off_done(self, name, callback):
        future = self.future(name)
        if future is None or callback not in self.callbacks:
            return "absent"
        return future.remove_done_callback(self.callbacks[callback])

    def do_soon(self, name, body):
        self.handles[name] = self.loop.call_soon(self.all_at_once, name, body)

    def do_later(self, name, ms, body):
        self.handles[name] = self.loop.call_later(ms, self.all_at_once, name, body)

    def do_drop(self, name):
        if name not in self.handles:
            return "absent"
        self.handles[name].cancel()
        return self.handles[name].cancelled()

    # What is waited for.

    async def run(self, who, statements):
        for statement in statements:
            op, *args = statement
            wait = getattr(self, "wait_" + op, None)
            if wait is None:
                self.at_once(who, statement)
                continue
            told = [op, *[each for each in args[:1] if isinstance(each, str)]]
            try:
                result = await wait(who, *args)
            except BaseException as error:
                self.trace(who, *told, error, *said(error))
                raise
            self.trace(who, *told, *([] if result is None else [result]))

    async def wait_sleep(self, who, ms):
        await asyncio.sleep(ms)

    async def wait_acquire(self, who, name):
        await self.thing(name).acquire()

    async def wait_with(self, who, name, body):
        async with self.thing(name):
            self.trace(who, "has", name)
            await self.run(who, body)

    async def wait_event(self, who, name):
        await self.thing(name).wait()

    async def wait_cond(self, who, name):
        return await self.thing(name).wait()

    async def wait_until(self, who, name, event):
        return await self.thing(name).wait_for(self.thing(event).is_set)

    async def wait_barrier(self, who, name):
        return await self.thing(name).wait()

    async def wait_barrier_abort(self, who, name):
        await self.thing(name).abort()

    async def wait_barrier_reset(self, who, name):
        await self.thing(name).reset()

    async def wait_put(self, who, name, item):
        self.thing(name).look("put")
        await self.thing(name).put(item)

    async def wait_get(self, who, name):
        self.thing(name).look("get")
        return await self.thing(name).get()

    async def wait_join(self, who, name):
        await self.thing(name).join()

    async def wait_await(self, who, name):
        future = self.future(name)
        return "absent" if future is None else await future

    async def wait_gather(self, who, what, return_exceptions):
        given = [self.awaitable(each) for each in what if not isinstance(each, str) or self.future(each) is not None]
        with self.looking(what):
            return await asyncio.gather(*given, return_exceptions=return_exceptions)

    async def wait_wait(self, who, names, condition, ms):
        given = self.one_done(names) if condition == "failure" else self.present(names)
        with self.looking(names):
            done, pending = await asyncio.wait(given, timeout=ms, return_when=CONDITIONS[condition])
        return [self.names(done), self.names(pending)]

    async def wait_wait_for(self, who, what, ms):
        given = self.awaitable(what)
        return "absent" if given is None else await asyncio.wait_for(given, ms)

    async def wait_shield(self, who, what):
        given = self.awaitable(what)
        return "absent" if given is None else await asyncio.shield(given)

    async def wait_as_completed(self, who, names, ms):
        with self.looking(names):
            for each in asyncio.as_completed(self.one_done(names), timeout=ms):
                try:
                    self.trace(who, "completed", await each)
                except Exception as error:
                    self.trace(who, "completed", error)

    async def within(self, who, name, scope, body):
        self.scopes[name] = scope
        try:
            async with scope:
                await self.run(who, body)
        finally:
            self.trace(who, "left", name, scope.expired(), asyncio.current_task().cancelling())

    async def wait_timeout(self, who, name, ms, body):
        await self.within(who, name, asyncio.timeout(ms), body)

    async def wait_timeout_at(self, who, name, ms, body):
        await self.within(who, name, asyncio.timeout_at(ms), body)

    async def wait_group(self, who, name, body):
        try:
            async with Group() as group:
                self.groups[name] = group
                await self.run(who, body)
        finally:
            self.trace(who, "left", name, asyncio.current_task().cancelling())

    async def wait_try(self, who, body, kind, handler, then, last):
        kinds = {"cancel": asyncio.CancelledError, "error": Exception, "all": BaseException}
        try:
            await self.run(who, body)
        except kinds[kind] as error:
            self.trace(who, "caught", error, *said(error), asyncio.current_task().cancelling())
            await self.run(who, handler)
            if then == "again":
                raise
            if then != "on":
                raise ERRORS[then] from None
        finally:
            await self.run(who, last)

    def show_all(self):
        """How everything stands in the end."""
        everything = [*self.tasks.items(), *self.things.items()]
        unseen = [name for name, each in everything if getattr(each, "_log_traceback", False)]
        for name, _ in everything:
            self.trace("end", name, self.do_look(name))
        self.trace("unseen", [name for name in unseen if not any(name in names for names in self.awaited)])


def play(program):
    """The trace of a program, and why it should not be compared, if so."""
    runs = []
    clocks = []

    async def scenario(trace):
        run = Run(trace)
        runs.append(run)
        clocks.append(run.loop)
        run.do_spawn("t0", program, False)
        await asyncio.sleep(END)
        run.show_all()

    gc.disable()
    gc.freeze()
    lines = record.play(scenario)
    queues = [each for each in runs[0].things.values() if isinstance(each, Watched)]
    skipped = [
        *(["two timers at one moment"] if clocks[0].collided else []),
        *(["one in a queue is overtaken"] if any(each.overtaken for each in queues) else []),
    ]
    # What is left is closed here, and not in the middle of another program, whose task it would take for its own.
    runs.clear()
    clocks.clear()
    gc.collect()
    return [line for line in lines if " unseen " not in line or "unseen [" in line], skipped


record.VirtualLoop = Clock
# Halves of milliseconds are rounded as JavaScript does it.
record.round = lambda ms: math.floor(ms + 0.5)
# What nobody has looked at the run shows itself, so that it does not matter when it is collected.
record.gc = types.SimpleNamespace(collect=lambda: None)

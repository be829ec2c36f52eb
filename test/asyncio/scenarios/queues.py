"""Queue, PriorityQueue, LifoQueue."""

import asyncio

from common import spawn, ticker, turns


def _attempt(trace, word, call):
    try:
        trace(word, call())
    except Exception as e:
        trace(word, "raises", e)


def _getter(trace, queue):
    async def work(name):
        try:
            trace(name, "got", await queue.get(), queue.qsize())
        except asyncio.QueueShutDown as e:
            trace(name, e)
        except asyncio.CancelledError:
            trace(name, "cancelled", queue.qsize())
            raise

    return work


def _putter(trace, queue):
    async def work(name):
        try:
            await queue.put(name)
            trace(name, "put", queue.qsize())
        except asyncio.QueueShutDown as e:
            trace(name, e)
        except asyncio.CancelledError:
            trace(name, "cancelled", queue.qsize())
            raise

    return work


async def states(trace):
    queue = asyncio.Queue(2)
    trace(queue.qsize(), queue.empty(), queue.full(), queue.maxsize)
    queue.put_nowait(1)
    trace(queue.qsize(), queue.empty(), queue.full())
    await queue.put(2)
    trace(queue.qsize(), queue.empty(), queue.full())
    _attempt(trace, "put", lambda: queue.put_nowait(3))
    trace(await queue.get(), queue.get_nowait())
    _attempt(trace, "get", queue.get_nowait)
    trace(asyncio.Queue().full(), asyncio.Queue(-1).full(), asyncio.Queue(-1).maxsize)


async def first_in_first_out(trace):
    queue = asyncio.Queue()
    for i in range(4):
        queue.put_nowait(i)
    trace([await queue.get() for _ in range(4)])


async def last_in_first_out(trace):
    queue = asyncio.LifoQueue()
    for i in range(4):
        queue.put_nowait(i)
    trace([await queue.get() for _ in range(4)])


async def smallest_first(trace):
    queue = asyncio.PriorityQueue()
    for i in (3, 1, 4, 1.5, 9, 2, 6):
        queue.put_nowait(i)
    trace([await queue.get() for _ in range(7)])
    for item in ((2, "b"), (1, "z"), (2, "a"), (1,), (1, "a", 0)):
        queue.put_nowait(item)
    trace([await queue.get() for _ in range(5)])


async def items_without_order(trace):
    queue = asyncio.PriorityQueue()
    queue.put_nowait(1)
    _attempt(trace, "put", lambda: queue.put_nowait("a"))


async def getters_in_order(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b", "c")
    await asyncio.sleep(0)
    for i in range(3):
        queue.put_nowait(i)
    trace(queue.qsize())
    await ticker(trace, 2)
    await asyncio.wait(tasks)


async def getters_get_one_by_one(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    await queue.put(1)
    await ticker(trace, 2)
    await queue.put(2)
    await ticker(trace, 2)
    await asyncio.wait(tasks)


async def putters_in_order(trace):
    queue = asyncio.Queue(1)
    tasks = spawn(_putter(trace, queue), "a", "b", "c")
    await asyncio.sleep(0)
    for _ in range(3):
        trace("got", queue.get_nowait())
        await ticker(trace, 2)
    await asyncio.wait(tasks)


async def one_producer_one_consumer(trace):
    queue = asyncio.Queue(2)

    async def produce():
        for i in range(6):
            await queue.put(i)
            trace("put", i)

    async def consume():
        for _ in range(6):
            trace("got", await queue.get())

    await asyncio.gather(produce(), consume())


async def many_producers_many_consumers(trace):
    queue = asyncio.Queue(1)

    async def produce(name, pause):
        for i in range(4):
            await queue.put(f"{name}{i}")
            await asyncio.sleep(pause)

    async def consume(name, pause):
        for _ in range(4):
            trace(name, await queue.get())
            await asyncio.sleep(pause)

    await asyncio.gather(produce("p", 10), produce("q", 13), consume("c", 17), consume("d", 19))


async def item_counts_until_it_is_taken(trace):
    queue = asyncio.Queue(1)
    (task,) = spawn(_getter(trace, queue), "a")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    trace(queue.qsize(), queue.full())
    _attempt(trace, "put", lambda: queue.put_nowait(2))
    await task
    trace(queue.qsize(), queue.full())


async def best_item_is_taken_when_the_getter_runs(trace):
    queue = asyncio.PriorityQueue()
    (task,) = spawn(_getter(trace, queue), "a")
    await asyncio.sleep(0)
    queue.put_nowait(5)
    queue.put_nowait(1)
    await task
    trace(queue.get_nowait())


async def last_item_is_taken_when_the_getter_runs(trace):
    queue = asyncio.LifoQueue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    for i in range(3):
        queue.put_nowait(i)
    await asyncio.wait(tasks)
    trace(queue.get_nowait())


async def nowait_takes_the_item_of_one_that_was_woken(trace):
    queue = asyncio.Queue()
    (task,) = spawn(_getter(trace, queue), "a")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    trace("nowait", queue.get_nowait())
    await ticker(trace, 2)
    trace(task.done())
    queue.put_nowait(2)
    await task


async def nowait_takes_the_room_of_one_that_was_woken(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    (task,) = spawn(_putter(trace, queue), "a")
    await asyncio.sleep(0)
    trace(queue.get_nowait())
    queue.put_nowait("y")
    await ticker(trace, 2)
    trace(task.done())
    trace(queue.get_nowait())
    await task


async def getter_cancelled(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    tasks[0].cancel()
    queue.put_nowait(1)
    await ticker(trace, 3)
    await asyncio.wait(tasks)


async def getter_cancelled_when_woken(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    tasks[0].cancel()
    await ticker(trace, 4)
    await asyncio.wait(tasks)
    trace(queue.qsize())


async def only_getter_cancelled_when_woken(trace):
    queue = asyncio.Queue()
    (task,) = spawn(_getter(trace, queue), "a")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    task.cancel()
    await asyncio.wait([task])
    trace(task.cancelled(), queue.qsize(), await queue.get())


async def getter_cancelled_and_its_item_taken(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    trace(queue.get_nowait())
    tasks[0].cancel()
    await ticker(trace, 3)
    queue.put_nowait(2)
    await asyncio.wait(tasks)


async def putter_cancelled(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    tasks = spawn(_putter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    tasks[0].cancel()
    trace(queue.get_nowait())
    await ticker(trace, 3)
    await asyncio.wait(tasks)
    trace(queue.get_nowait(), queue.qsize())


async def putter_cancelled_when_woken(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    tasks = spawn(_putter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    trace(queue.get_nowait())
    tasks[0].cancel()
    await ticker(trace, 4)
    await asyncio.wait(tasks)
    trace(queue.get_nowait(), queue.qsize())


async def putter_that_was_cancelled_puts_nothing(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    (task,) = spawn(_putter(trace, queue), "a")
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    trace(queue.get_nowait(), queue.qsize())


async def timeout_on_get(trace):
    queue = asyncio.Queue()
    (task,) = spawn(_getter(trace, queue), "a")
    loop = asyncio.get_running_loop()
    loop.call_later(10, task.cancel)
    loop.call_later(20, queue.put_nowait, 1)
    await asyncio.wait([task])
    trace("then", await queue.get())


async def tasks_done_and_join(trace):
    queue = asyncio.Queue()
    await queue.join()
    trace("joined when empty")
    _attempt(trace, "done", queue.task_done)
    for i in range(3):
        queue.put_nowait(i)

    async def work(name):
        while True:
            item = await queue.get()
            await asyncio.sleep(10)
            trace(name, item)
            queue.task_done()

    tasks = spawn(work, "a", "b")
    await queue.join()
    trace("joined", queue.empty())
    for task in tasks:
        task.cancel()
    _attempt(trace, "done", queue.task_done)


async def join_waits_for_work_not_for_items(trace):
    queue = asyncio.Queue()
    queue.put_nowait(1)

    async def join(name):
        await queue.join()
        trace(name, "joined")

    tasks = spawn(join, "a", "b")
    await asyncio.sleep(0)
    trace(queue.get_nowait())
    await ticker(trace, 2)
    queue.task_done()
    queue.put_nowait(2)
    await ticker(trace, 2)
    trace([task.done() for task in tasks])
    await queue.join()


async def join_cancelled(trace):
    queue = asyncio.Queue()
    queue.put_nowait(1)
    task = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    trace(task.cancelled())
    queue.task_done()
    await queue.join()


async def shutdown_when_empty(trace):
    queue = asyncio.Queue()
    queue.shutdown()
    queue.shutdown()
    _attempt(trace, "put", lambda: queue.put_nowait(1))
    _attempt(trace, "get", queue.get_nowait)
    for call in (lambda: queue.put(1), queue.get):
        try:
            await call()
        except asyncio.QueueShutDown as e:
            trace(e)
    await queue.join()


async def shutdown_leaves_the_items(trace):
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    queue.put_nowait(3)
    queue.shutdown()
    trace(queue.qsize(), await queue.get(), queue.get_nowait(), await queue.get())
    _attempt(trace, "get", queue.get_nowait)
    _attempt(trace, "put", lambda: queue.put_nowait(1))
    for _ in range(3):
        queue.task_done()
    await queue.join()
    _attempt(trace, "done", queue.task_done)


async def shutdown_immediately(trace):
    queue = asyncio.Queue()
    for i in range(3):
        queue.put_nowait(i)
    trace(queue.get_nowait())
    task = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    trace(queue.qsize())
    await turns(2)
    trace(task.done())
    _attempt(trace, "get", queue.get_nowait)
    queue.task_done()
    await task
    _attempt(trace, "done", queue.task_done)


async def shutdown_immediately_lets_join_go(trace):
    queue = asyncio.Queue()
    queue.put_nowait(1)
    task = asyncio.create_task(queue.join())
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    await ticker(trace, 2)
    trace(task.done())


async def shutdown_with_getters(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b", "c")
    await asyncio.sleep(0)
    queue.shutdown()
    await ticker(trace, 2)
    await asyncio.wait(tasks)


async def shutdown_with_getters_and_an_item(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    queue.shutdown()
    await ticker(trace, 2)
    await asyncio.wait(tasks)


async def shutdown_immediately_with_getters_and_an_item(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.put_nowait(1)
    queue.shutdown(immediate=True)
    await ticker(trace, 2)
    await asyncio.wait(tasks)


async def shutdown_with_putters(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    tasks = spawn(_putter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.shutdown()
    await ticker(trace, 2)
    await asyncio.wait(tasks)
    trace(queue.get_nowait(), queue.empty())


async def shutdown_immediately_with_putters(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    tasks = spawn(_putter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.shutdown(immediate=True)
    await ticker(trace, 2)
    await asyncio.wait(tasks)
    trace(queue.empty())


async def shutdown_while_a_putter_was_woken(trace):
    queue = asyncio.Queue(1)
    queue.put_nowait("x")
    tasks = spawn(_putter(trace, queue), "a")
    await asyncio.sleep(0)
    trace(queue.get_nowait())
    queue.shutdown()
    await asyncio.wait(tasks)
    trace(queue.empty())


async def shutdown_and_cancel(trace):
    queue = asyncio.Queue()
    tasks = spawn(_getter(trace, queue), "a", "b")
    await asyncio.sleep(0)
    queue.shutdown()
    tasks[0].cancel()
    await asyncio.wait(tasks)
    trace([task.cancelled() for task in tasks])


async def shutdown_ends_a_worker(trace):
    queue = asyncio.Queue()

    async def work():
        try:
            while True:
                trace("works on", await queue.get())
                queue.task_done()
        except asyncio.QueueShutDown:
            trace("ends")

    task = asyncio.create_task(work())
    for i in range(3):
        await queue.put(i)
        await asyncio.sleep(1)
    queue.shutdown()
    await task
    await queue.join()

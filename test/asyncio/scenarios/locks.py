"""Lock, Event, Condition, Semaphore, BoundedSemaphore, Barrier."""

import asyncio

from common import spawn, ticker, turns


def _worker(trace, lock):
    async def work(name):
        try:
            got = await lock.acquire()
        except asyncio.CancelledError:
            trace(name, "cancelled")
            raise
        trace(name, "got", got)
        await asyncio.sleep(0)
        lock.release()
        trace(name, "released")

    return work


def _attempt(trace, word, call):
    try:
        trace(word, call())
    except Exception as e:
        trace(word, "raises", e)


# Lock


async def lock_states(trace):
    lock = asyncio.Lock()
    trace(lock.locked())
    trace(await lock.acquire(), lock.locked())
    lock.release()
    trace(lock.locked())
    _attempt(trace, "release", lock.release)


async def lock_in_order(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = spawn(_worker(trace, lock), "a", "b", "c")
    await asyncio.sleep(0)
    trace("releases")
    lock.release()
    trace(lock.locked())
    await ticker(trace, 8)
    await asyncio.gather(*tasks)


async def lock_is_free_until_the_next_one_runs(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    lock.release()
    trace(lock.locked())
    _attempt(trace, "release", lock.release)
    trace(await task, lock.locked())


async def lock_nobody_comes_before_those_who_wait(trace):
    lock = asyncio.Lock()
    await lock.acquire()

    async def late():
        await asyncio.sleep(0)
        lock.release()
        trace("late asks")
        await lock.acquire()
        trace("late got")
        lock.release()

    tasks = [*spawn(_worker(trace, lock), "a"), asyncio.create_task(late())]
    await asyncio.gather(*tasks)


async def lock_released_and_taken_again_at_once(trace):
    lock = asyncio.Lock()

    async def greedy(name):
        for i in range(2):
            await lock.acquire()
            trace(name, i)
            await asyncio.sleep(0)
            lock.release()

    await asyncio.gather(greedy("a"), greedy("b"))


async def lock_waiter_cancelled(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    a, b, c = spawn(_worker(trace, lock), "a", "b", "c")
    await asyncio.sleep(0)
    b.cancel()
    await ticker(trace, 2)
    lock.release()
    await asyncio.wait([a, b, c])
    trace(lock.locked())


async def lock_first_waiter_cancelled_before_release(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = spawn(_worker(trace, lock), "a", "b")
    await asyncio.sleep(0)
    tasks[0].cancel()
    lock.release()
    await ticker(trace, 5)
    await asyncio.wait(tasks)
    trace(lock.locked())


async def lock_first_waiter_cancelled_after_release(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = spawn(_worker(trace, lock), "a", "b")
    await asyncio.sleep(0)
    lock.release()
    tasks[0].cancel()
    await ticker(trace, 5)
    await asyncio.wait(tasks)
    trace(lock.locked())


async def lock_only_waiter_cancelled_after_release(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    (task,) = spawn(_worker(trace, lock), "a")
    await asyncio.sleep(0)
    lock.release()
    task.cancel()
    await ticker(trace, 2)
    trace(lock.locked(), task.cancelled())
    trace(await lock.acquire())


async def lock_all_waiters_cancelled_makes_way(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = spawn(_worker(trace, lock), "a", "b")
    await asyncio.sleep(0)
    for task in tasks:
        task.cancel()
    lock.release()
    trace("got", await lock.acquire())
    await asyncio.wait(tasks)
    trace(lock.locked())


async def lock_second_waiter_cancelled_after_release(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = spawn(_worker(trace, lock), "a", "b", "c")
    await asyncio.sleep(0)
    lock.release()
    tasks[1].cancel()
    await ticker(trace, 6)
    await asyncio.wait(tasks)


async def lock_cancelled_before_its_first_step(trace):
    lock = asyncio.Lock()
    task = asyncio.create_task(lock.acquire())
    task.cancel()
    await asyncio.wait([task])
    trace(task.cancelled(), lock.locked())


async def lock_cancelled_waiter_tries_again(trace):
    lock = asyncio.Lock()
    await lock.acquire()

    async def stubborn():
        try:
            await lock.acquire()
        except asyncio.CancelledError:
            trace("stubborn cancelled")
        await lock.acquire()
        trace("stubborn got")
        lock.release()

    stubborn_task = asyncio.create_task(stubborn())
    (other,) = spawn(_worker(trace, lock), "other")
    await asyncio.sleep(0)
    stubborn_task.cancel()
    await asyncio.sleep(0)
    lock.release()
    await asyncio.wait([stubborn_task, other])


async def lock_timeout_on_acquire(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    asyncio.get_running_loop().call_later(10, task.cancel)
    await asyncio.wait([task])
    trace(task.cancelled(), lock.locked())
    lock.release()
    trace(lock.locked())


async def lock_release_wins_against_timeout(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    task = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    loop.call_soon(lock.release)
    loop.call_soon(task.cancel)
    await asyncio.wait([task])
    trace(task.cancelled(), lock.locked())


async def lock_wait_for_expires(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    (other,) = spawn(_worker(trace, lock), "other")
    try:
        await asyncio.wait_for(lock.acquire(), 10)
    except TimeoutError as e:
        trace("expired", e)
    lock.release()
    await other
    trace(await asyncio.wait_for(lock.acquire(), 10), lock.locked())


async def lock_timeout_before_others(trace):
    lock = asyncio.Lock()
    await lock.acquire()
    loop = asyncio.get_running_loop()

    async def impatient():
        try:
            async with asyncio.timeout(10):
                await lock.acquire()
        except TimeoutError as e:
            trace("expired", e)

    task = asyncio.create_task(impatient())
    await asyncio.sleep(0)
    (other,) = spawn(_worker(trace, lock), "other")
    loop.call_later(15, lock.release)
    await asyncio.wait([task, other])
    trace(lock.locked())


async def lock_in_a_block(trace):
    lock = asyncio.Lock()

    async def work(name):
        async with lock:
            trace(name, "in", lock.locked())
            await asyncio.sleep(5)
            trace(name, "out")

    tasks = spawn(work, "a", "b", "c")
    await asyncio.sleep(1)
    tasks[1].cancel()
    await asyncio.wait(tasks)
    trace(lock.locked())


async def lock_block_cancelled_inside(trace):
    lock = asyncio.Lock()

    async def work(name):
        async with lock:
            trace(name, "in")
            await asyncio.sleep(5)

    tasks = spawn(work, "a", "b")
    await asyncio.sleep(1)
    tasks[0].cancel()
    await asyncio.wait(tasks)
    trace(lock.locked(), tasks[0].cancelled())


# Event


async def event_wakes_all_in_order(trace):
    event = asyncio.Event()

    async def work(name):
        trace(name, await event.wait())

    tasks = spawn(work, "a", "b", "c")
    await asyncio.sleep(0)
    event.set()
    trace(event.is_set())
    await ticker(trace, 2)
    await asyncio.wait(tasks)
    trace(await event.wait())


async def event_set_and_cleared_at_once(trace):
    event = asyncio.Event()

    async def work(name):
        trace(name, await event.wait(), event.is_set())

    tasks = spawn(work, "a", "b")
    await asyncio.sleep(0)
    event.set()
    event.clear()
    event.set()
    event.clear()
    await asyncio.wait(tasks)
    await event.wait()


async def event_waiter_cancelled(trace):
    event = asyncio.Event()

    async def work(name):
        try:
            trace(name, await event.wait())
        except asyncio.CancelledError:
            trace(name, "cancelled")
            raise

    tasks = spawn(work, "a", "b", "c")
    await asyncio.sleep(0)
    tasks[0].cancel()
    event.set()
    tasks[1].cancel()
    await ticker(trace, 2)
    trace([task.cancelled() for task in tasks])


# Semaphore


async def semaphore_states(trace):
    places = asyncio.Semaphore(2)
    trace(places.locked())
    trace(await places.acquire(), places.locked())
    trace(await places.acquire(), places.locked())
    places.release()
    trace(places.locked())
    _attempt(trace, "negative", lambda: asyncio.Semaphore(-1))
    places.release()
    places.release()
    trace(places.locked())


async def semaphore_in_order(trace):
    places = asyncio.Semaphore(2)
    tasks = spawn(_worker(trace, places), "a", "b", "c", "d", "e")
    await ticker(trace, 6)
    await asyncio.wait(tasks)
    trace(places.locked())


async def semaphore_of_none(trace):
    places = asyncio.Semaphore(0)
    tasks = spawn(_worker(trace, places), "a", "b")
    await asyncio.sleep(0)
    places.release()
    trace(places.locked())
    await asyncio.wait(tasks)


async def semaphore_released_twice_at_once(trace):
    places = asyncio.Semaphore(0)
    tasks = spawn(_worker(trace, places), "a", "b", "c")
    await asyncio.sleep(0)
    places.release()
    places.release()
    trace(places.locked())
    await ticker(trace, 4)
    await asyncio.wait(tasks)
    trace(places.locked())


async def semaphore_nobody_comes_before(trace):
    places = asyncio.Semaphore(0)
    (a,) = spawn(_worker(trace, places), "a")
    await asyncio.sleep(0)
    places.release()
    places.release()
    trace(places.locked())
    (b,) = spawn(_worker(trace, places), "b")
    trace("asks")
    await places.acquire()
    trace("got")
    await asyncio.wait([a, b])


async def semaphore_waiter_cancelled(trace):
    places = asyncio.Semaphore(0)
    tasks = spawn(_worker(trace, places), "a", "b", "c")
    await asyncio.sleep(0)
    tasks[0].cancel()
    places.release()
    await ticker(trace, 5)
    await asyncio.wait(tasks)
    trace(places.locked())


async def semaphore_cancelled_with_the_place_in_hand(trace):
    places = asyncio.Semaphore(0)
    tasks = spawn(_worker(trace, places), "a", "b", "c")
    await asyncio.sleep(0)
    places.release()
    tasks[0].cancel()
    await ticker(trace, 5)
    await asyncio.wait(tasks)
    trace(places.locked())


async def semaphore_two_cancelled_with_places_in_hand(trace):
    places = asyncio.Semaphore(0)
    tasks = spawn(_worker(trace, places), "a", "b", "c", "d")
    await asyncio.sleep(0)
    places.release()
    places.release()
    tasks[0].cancel()
    tasks[1].cancel()
    await ticker(trace, 5)
    await asyncio.wait(tasks)
    trace(places.locked())


async def semaphore_all_cancelled_gives_the_places_back(trace):
    places = asyncio.Semaphore(1)
    await places.acquire()
    tasks = spawn(_worker(trace, places), "a", "b")
    await asyncio.sleep(0)
    places.release()
    for task in tasks:
        task.cancel()
    trace(places.locked())
    await asyncio.wait(tasks)
    trace(places.locked())
    trace(await places.acquire(), places.locked())


async def semaphore_in_a_block(trace):
    places = asyncio.Semaphore(2)

    async def work(name):
        async with places:
            trace(name, "in")
            await asyncio.sleep(10)
        trace(name, "out")

    await asyncio.wait(spawn(work, "a", "b", "c"))
    trace(places.locked())


async def bounded_semaphore(trace):
    places = asyncio.BoundedSemaphore(1)
    _attempt(trace, "release", places.release)
    await places.acquire()
    (task,) = spawn(_worker(trace, places), "a")
    await asyncio.sleep(0)
    places.release()
    _attempt(trace, "release", places.release)
    await asyncio.wait([task])
    trace(task.exception())
    _attempt(trace, "release", places.release)
    _attempt(trace, "negative", lambda: asyncio.BoundedSemaphore(-1))


# Condition


def _waiter(trace, condition):
    async def work(name):
        await condition.acquire()
        try:
            trace(name, "waits")
            trace(name, "woken", await condition.wait(), condition.locked())
        except asyncio.CancelledError:
            trace(name, "cancelled", condition.locked())
            raise
        finally:
            condition.release()
            trace(name, "released")

    return work


async def condition_misused(trace):
    condition = asyncio.Condition()
    _attempt(trace, "notify", condition.notify)
    _attempt(trace, "notify all", condition.notify_all)
    _attempt(trace, "release", condition.release)
    try:
        await condition.wait()
    except RuntimeError as e:
        trace("wait", e)
    try:
        await condition.wait_for(lambda: False)
    except RuntimeError as e:
        trace("wait_for", e)
    trace(await condition.wait_for(lambda: 3))


async def condition_notify_one_by_one(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b", "c")
    await turns(2)
    for _ in range(3):
        async with condition:
            condition.notify()
            trace("notified")
        await ticker(trace, 3)
    await asyncio.wait(tasks)


async def condition_notify_two(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b", "c")
    await turns(2)
    async with condition:
        condition.notify(2)
        trace("notified")
        await asyncio.sleep(5)
        trace("lets go")
    await ticker(trace, 6)
    tasks[2].cancel()
    await asyncio.wait(tasks)
    trace(condition.locked())


async def condition_notify_all(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b", "c")
    await turns(2)
    async with condition:
        condition.notify_all()
        trace("notified")
    await ticker(trace, 6)
    await asyncio.wait(tasks)


async def condition_notify_nobody_and_none(trace):
    condition = asyncio.Condition()
    async with condition:
        condition.notify()
        condition.notify_all()
    tasks = spawn(_waiter(trace, condition), "a")
    await turns(2)
    async with condition:
        condition.notify(0)
        condition.notify(-1)
    await ticker(trace, 3)
    async with condition:
        condition.notify(5)
    await asyncio.wait(tasks)


async def condition_waiter_cancelled(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b")
    await turns(2)
    tasks[0].cancel()
    await ticker(trace, 3)
    async with condition:
        condition.notify()
    await asyncio.wait(tasks)


async def condition_waiter_cancelled_while_locked(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a")
    await turns(2)
    await condition.acquire()
    tasks[0].cancel()
    await ticker(trace, 3)
    trace(tasks[0].done())
    condition.release()
    await asyncio.wait(tasks)
    trace(tasks[0].cancelled(), condition.locked())


async def condition_cancelled_while_it_takes_the_lock_again(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b")
    await turns(2)
    await condition.acquire()
    condition.notify()
    await turns(2)
    tasks[0].cancel()
    await ticker(trace, 2)
    tasks[0].cancel()
    await ticker(trace, 2)
    trace(tasks[0].done())
    condition.release()
    await ticker(trace, 6)
    await asyncio.wait(tasks)
    trace([task.cancelled() for task in tasks], condition.locked())


async def condition_cancelled_when_notified(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a", "b")
    await turns(2)
    async with condition:
        condition.notify()
        tasks[0].cancel()
    await ticker(trace, 8)
    await asyncio.wait(tasks)
    trace([task.cancelled() for task in tasks], condition.locked())


async def condition_wait_for(trace):
    condition = asyncio.Condition()
    box = []

    def there():
        trace("looks", len(box))
        return len(box) > 1 and box[-1]

    async def work():
        async with condition:
            trace("got", await condition.wait_for(there))

    task = asyncio.create_task(work())
    await turns(2)
    for item in ("x", "y"):
        async with condition:
            box.append(item)
            condition.notify_all()
        await ticker(trace, 3)
    await task


async def condition_wait_for_that_throws(trace):
    condition = asyncio.Condition()
    calls = []

    def throws():
        calls.append(1)
        if len(calls) > 1:
            raise ValueError("from the predicate")
        return False

    async def work():
        async with condition:
            await condition.wait_for(throws)

    task = asyncio.create_task(work())
    await turns(2)
    async with condition:
        condition.notify()
    await asyncio.wait([task])
    trace(task.exception(), condition.locked())


async def condition_shares_a_lock(trace):
    lock = asyncio.Lock()
    first = asyncio.Condition(lock)
    second = asyncio.Condition(lock)

    async def work(name, condition, other):
        async with condition:
            trace(name, "waits", other.locked())
            await condition.wait()
            trace(name, "woken", lock.locked())
            other.notify()

    tasks = [
        asyncio.create_task(work("a", first, second)),
        asyncio.create_task(work("b", second, first)),
    ]
    await turns(3)
    async with lock:
        first.notify()
    await asyncio.wait(tasks)
    trace(lock.locked())


async def condition_waits_behind_those_who_want_the_lock(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a")
    await turns(2)
    await condition.acquire()
    tasks += spawn(_worker(trace, condition), "w")
    await asyncio.sleep(0)
    condition.notify()
    await asyncio.sleep(0)
    condition.release()
    await asyncio.wait(tasks)


async def condition_timeout_on_wait(trace):
    condition = asyncio.Condition()
    tasks = spawn(_waiter(trace, condition), "a")
    asyncio.get_running_loop().call_later(10, tasks[0].cancel)
    await asyncio.wait(tasks)
    trace(tasks[0].cancelled(), condition.locked())


async def condition_wait_for_expires(trace):
    condition = asyncio.Condition()

    async def work():
        async with condition:
            try:
                async with asyncio.timeout(10):
                    await condition.wait()
            except TimeoutError as e:
                trace("expired", e, condition.locked())

    task = asyncio.create_task(work())
    await asyncio.sleep(5)
    await condition.acquire()
    await asyncio.sleep(20)
    trace("lets go", task.done())
    condition.release()
    await task
    trace(condition.locked())


# Barrier


def _party(trace, barrier):
    async def work(name):
        try:
            trace(name, "got", await barrier.wait())
        except asyncio.BrokenBarrierError as e:
            trace(name, e)
        except asyncio.CancelledError:
            trace(name, "cancelled")
            raise

    return work


async def barrier_states(trace):
    barrier = asyncio.Barrier(2)
    trace(barrier.parties, barrier.n_waiting, barrier.broken)
    tasks = spawn(_party(trace, barrier), "a")
    await turns(2)
    trace(barrier.parties, barrier.n_waiting, barrier.broken)
    tasks += spawn(_party(trace, barrier), "b")
    await asyncio.wait(tasks)
    trace(barrier.parties, barrier.n_waiting, barrier.broken)
    _attempt(trace, "none", lambda: asyncio.Barrier(0))
    _attempt(trace, "negative", lambda: asyncio.Barrier(-3))


async def barrier_of_one(trace):
    barrier = asyncio.Barrier(1)
    trace(await barrier.wait(), await barrier.wait())


async def barrier_order(trace):
    barrier = asyncio.Barrier(3)
    tasks = spawn(_party(trace, barrier), "a", "b", "c")
    await ticker(trace, 6)
    await asyncio.wait(tasks)


async def barrier_used_again(trace):
    barrier = asyncio.Barrier(2)
    tasks = spawn(_party(trace, barrier), "a", "b", "c", "d", "e")
    await ticker(trace, 10)
    trace(barrier.n_waiting)
    await barrier.wait()
    await asyncio.wait(tasks)


async def barrier_comes_while_it_drains(trace):
    barrier = asyncio.Barrier(2)

    async def work(name):
        for i in range(3):
            trace(name, i, await barrier.wait())

    await asyncio.wait(spawn(work, "a", "b"))


async def barrier_in_a_block(trace):
    barrier = asyncio.Barrier(2)

    async def work(name):
        async with barrier as index:
            trace(name, index)

    await asyncio.wait(spawn(work, "a", "b"))


async def barrier_waiter_cancelled(trace):
    barrier = asyncio.Barrier(2)
    tasks = spawn(_party(trace, barrier), "a")
    await turns(2)
    tasks[0].cancel()
    await ticker(trace, 3)
    trace(barrier.n_waiting, barrier.broken)
    tasks += spawn(_party(trace, barrier), "b", "c")
    await asyncio.wait(tasks)


async def barrier_cancelled_while_it_drains(trace):
    barrier = asyncio.Barrier(3)
    tasks = spawn(_party(trace, barrier), "a", "b", "c")
    await turns(1)
    tasks[1].cancel()
    await ticker(trace, 8)
    await asyncio.wait(tasks)
    trace(barrier.n_waiting, barrier.broken)


async def barrier_reset(trace):
    barrier = asyncio.Barrier(3)
    tasks = spawn(_party(trace, barrier), "a", "b")
    await turns(2)
    await barrier.reset()
    trace("reset", barrier.n_waiting, barrier.broken)
    await ticker(trace, 5)
    tasks += spawn(_party(trace, barrier), "c", "d", "e")
    await asyncio.wait(tasks)


async def barrier_reset_when_empty(trace):
    barrier = asyncio.Barrier(2)
    await barrier.reset()
    tasks = spawn(_party(trace, barrier), "a", "b")
    await asyncio.wait(tasks)


async def barrier_comes_while_it_is_reset(trace):
    barrier = asyncio.Barrier(2)
    tasks = spawn(_party(trace, barrier), "a")
    await turns(2)
    await barrier.reset()
    tasks += spawn(_party(trace, barrier), "b", "c")
    await ticker(trace, 6)
    await asyncio.wait(tasks)
    trace(barrier.n_waiting, barrier.broken)


async def barrier_abort(trace):
    barrier = asyncio.Barrier(3)
    tasks = spawn(_party(trace, barrier), "a", "b")
    await turns(2)
    await barrier.abort()
    trace("aborted", barrier.n_waiting, barrier.broken)
    await ticker(trace, 5)
    try:
        await barrier.wait()
    except asyncio.BrokenBarrierError as e:
        trace(e)
    await barrier.reset()
    trace(barrier.broken)
    tasks += spawn(_party(trace, barrier), "c", "d", "e")
    await asyncio.wait(tasks)


async def barrier_aborted_by_a_party(trace):
    barrier = asyncio.Barrier(3)

    async def spoiler():
        await asyncio.sleep(5)
        await barrier.abort()
        trace("aborted")

    tasks = spawn(_party(trace, barrier), "a", "b")
    await asyncio.wait([*tasks, asyncio.create_task(spoiler())])
    trace(barrier.broken)


async def barrier_aborted_while_it_drains(trace):
    barrier = asyncio.Barrier(2)
    tasks = spawn(_party(trace, barrier), "a", "b")
    await turns(1)
    await barrier.abort()
    await ticker(trace, 4)
    await asyncio.wait(tasks)
    trace(barrier.broken)


async def barrier_timeout(trace):
    barrier = asyncio.Barrier(2)
    try:
        await asyncio.wait_for(barrier.wait(), 10)
    except TimeoutError as e:
        trace("expired", e)
    trace(barrier.n_waiting, barrier.broken)
    tasks = spawn(_party(trace, barrier), "a", "b")
    await asyncio.wait(tasks)

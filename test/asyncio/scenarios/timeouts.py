"""timeout and timeout_at: who gets the TimeoutError, who the CancelledError, and what is left of the counts."""

import asyncio


def _cancelling():
    return asyncio.current_task().cancelling()


async def timeout_in_time(trace):
    async with asyncio.timeout(20) as scope:
        trace(scope.when(), scope.expired())
        await asyncio.sleep(10)
    trace(scope.when(), scope.expired(), _cancelling())


async def timeout_expires(trace):
    try:
        async with asyncio.timeout(10) as scope:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError as error:
                trace("inside", error, scope.expired(), _cancelling())
                raise
    except TimeoutError as error:
        trace("caught", error, scope.expired(), _cancelling())


async def timeout_none(trace):
    async with asyncio.timeout(None) as scope:
        trace(scope.when())
        await asyncio.sleep(10)
    trace(scope.expired())


async def timeout_at_a_moment(trace):
    deadline = asyncio.get_running_loop().time() + 10
    try:
        async with asyncio.timeout_at(deadline) as scope:
            await asyncio.sleep(30)
    except TimeoutError as error:
        trace("caught", error, scope.when() == deadline)


async def timeout_zero_expires_at_the_first_wait(trace):
    try:
        async with asyncio.timeout(0) as scope:
            trace("begins", scope.expired())
            await asyncio.sleep(10)
            trace("never here")
    except TimeoutError as error:
        trace("caught", error)


async def timeout_in_the_past_without_a_wait(trace):
    async with asyncio.timeout(-5) as scope:
        trace("does not wait")
    trace(scope.expired())
    await asyncio.sleep(0)
    trace(_cancelling())


async def timeout_zero_and_one_bare_turn(trace):
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(0)
            trace("after one turn")
            await asyncio.sleep(0)
            trace("after two")
    except TimeoutError as error:
        trace("caught", error)


async def timeout_body_fails(trace):
    try:
        async with asyncio.timeout(10) as scope:
            await asyncio.sleep(5)
            raise ValueError
    except ValueError as error:
        trace("caught", error, scope.expired())
    await asyncio.sleep(20)


async def timeout_body_fails_while_it_expires(trace):
    try:
        async with asyncio.timeout(10) as scope:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                raise KeyError
    except KeyError as error:
        trace("caught", error, scope.expired(), _cancelling())


async def timeout_swallowed(trace):
    async with asyncio.timeout(10) as scope:
        try:
            await asyncio.sleep(30)
        except asyncio.CancelledError:
            trace("swallowed", scope.expired())
        await asyncio.sleep(5)
        trace("goes on", _cancelling())
    trace(scope.expired(), _cancelling())


async def timeout_cancelled_from_outside(trace):
    async def main():
        async with asyncio.timeout(30) as scope:
            try:
                await asyncio.sleep(50)
            finally:
                trace("inside", scope.expired())

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error, task.cancelling())


async def timeout_and_cancel_at_the_same_moment(trace):
    async def main():
        try:
            async with asyncio.timeout(10):
                await asyncio.sleep(50)
        except (TimeoutError, asyncio.CancelledError) as error:
            trace("main", error, _cancelling())
            raise

    task = asyncio.create_task(main())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_at(10, task.cancel)
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error)


async def timeout_cancel_first_then_expiry(trace):
    async def main():
        try:
            async with asyncio.timeout(20) as scope:
                try:
                    await asyncio.sleep(50)
                finally:
                    try:
                        await asyncio.sleep(50)
                    finally:
                        trace("inside", scope.expired(), _cancelling())
        except (TimeoutError, asyncio.CancelledError) as error:
            trace("main", error, scope.expired(), _cancelling())
            raise

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error)


async def timeout_expiry_first_then_cancel(trace):
    async def main():
        try:
            async with asyncio.timeout(10) as scope:
                try:
                    await asyncio.sleep(50)
                finally:
                    await asyncio.sleep(50)
        except (TimeoutError, asyncio.CancelledError) as error:
            trace("main", error, scope.expired(), _cancelling())
            raise

    task = asyncio.create_task(main())
    await asyncio.sleep(20)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error)


async def timeout_nested_outer_first(trace):
    try:
        async with asyncio.timeout(10) as outer:
            try:
                async with asyncio.timeout(20) as inner:
                    await asyncio.sleep(50)
            except (TimeoutError, asyncio.CancelledError) as error:
                trace("inner", error, inner.expired(), _cancelling())
                raise
    except TimeoutError as error:
        trace("outer", error, outer.expired(), inner.expired(), _cancelling())


async def timeout_nested_inner_first(trace):
    async with asyncio.timeout(20) as outer:
        try:
            async with asyncio.timeout(10) as inner:
                await asyncio.sleep(50)
        except TimeoutError as error:
            trace("inner", error, inner.expired(), outer.expired(), _cancelling())
        await asyncio.sleep(5)
    trace("outer", outer.expired(), _cancelling())


async def timeout_nested_at_the_same_moment(trace):
    try:
        async with asyncio.timeout(10) as outer:
            try:
                async with asyncio.timeout_at(10) as inner:
                    await asyncio.sleep(50)
            except (TimeoutError, asyncio.CancelledError) as error:
                trace("inner", error, _cancelling())
                raise
    except (TimeoutError, asyncio.CancelledError) as error:
        trace("outer", error, outer.expired(), inner.expired(), _cancelling())


async def timeout_nested_both_expire_in_a_busy_body(trace):
    async def slow_end():
        try:
            await asyncio.sleep(50)
        finally:
            try:
                await asyncio.sleep(30)
            except asyncio.CancelledError:
                trace("cancelled twice", _cancelling())
                raise

    try:
        async with asyncio.timeout(20) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await slow_end()
            except (TimeoutError, asyncio.CancelledError) as error:
                trace("inner", error, _cancelling())
                raise
    except (TimeoutError, asyncio.CancelledError) as error:
        trace("outer", error, outer.expired(), inner.expired(), _cancelling())


async def timeout_rescheduled_later(trace):
    async with asyncio.timeout(10) as scope:
        scope.reschedule(scope.when() + 20)
        await asyncio.sleep(25)
        trace(scope.when(), scope.expired())


async def timeout_rescheduled_earlier(trace):
    try:
        async with asyncio.timeout(50) as scope:
            await asyncio.sleep(5)
            scope.reschedule(10)
            await asyncio.sleep(30)
    except TimeoutError as error:
        trace("caught", error, scope.when())


async def timeout_rescheduled_to_the_past(trace):
    try:
        async with asyncio.timeout(50) as scope:
            await asyncio.sleep(5)
            scope.reschedule(1)
            trace(scope.expired())
            await asyncio.sleep(30)
    except TimeoutError as error:
        trace("caught", error)


async def timeout_rescheduled_to_never(trace):
    async with asyncio.timeout(10) as scope:
        scope.reschedule(None)
        await asyncio.sleep(30)
    trace(scope.when(), scope.expired())


async def timeout_set_from_none(trace):
    try:
        async with asyncio.timeout(None) as scope:
            scope.reschedule(10)
            await asyncio.sleep(30)
    except TimeoutError as error:
        trace("caught", error)


async def timeout_rescheduled_too_late(trace):
    async with asyncio.timeout(10) as scope:
        await asyncio.sleep(5)
    try:
        scope.reschedule(50)
    except RuntimeError as error:
        trace("finished", error)
    try:
        async with asyncio.timeout(10) as scope:
            try:
                await asyncio.sleep(50)
            except asyncio.CancelledError:
                try:
                    scope.reschedule(50)
                except RuntimeError as error:
                    trace("expiring", error)
                raise
    except TimeoutError:
        try:
            scope.reschedule(50)
        except RuntimeError as error:
            trace("expired", error)


async def timeout_keeps_an_older_request(trace):
    async def main():
        try:
            await asyncio.sleep(50)
        except asyncio.CancelledError:
            trace("first", _cancelling())
        try:
            async with asyncio.timeout(10):
                await asyncio.sleep(50)
        except TimeoutError as error:
            trace("main", error, _cancelling())
        return "ends"

    task = asyncio.create_task(main())
    await asyncio.sleep(5)
    task.cancel()
    trace(await task, task.cancelling())


async def timeout_around_gather(trace):
    async def child(name, ms):
        try:
            await asyncio.sleep(ms)
            trace(name, "ends")
        except asyncio.CancelledError:
            trace(name, "cancelled")
            raise

    try:
        async with asyncio.timeout(20):
            await asyncio.gather(child("a", 10), child("b", 30), child("c", 40))
    except TimeoutError as error:
        trace("caught", error, _cancelling())


async def timeout_in_a_task_of_its_own(trace):
    async def main():
        async with asyncio.timeout(10):
            await asyncio.sleep(30)

    task = asyncio.create_task(main())
    try:
        await task
    except TimeoutError as error:
        trace("caught", error, task.cancelled(), task.cancelling())


async def timeout_cancelled_by_itself(trace):
    async def main():
        async with asyncio.timeout(10) as scope:
            asyncio.current_task().cancel()
            try:
                await asyncio.sleep(30)
            finally:
                trace(scope.expired())

    task = asyncio.create_task(main())
    try:
        await task
    except asyncio.CancelledError as error:
        trace("caught", error)

"""TaskGroup: who is cancelled, who is waited for, and what is thrown in the end."""

import asyncio

from common import stubborn, work


async def _fails_in_cleanup(trace, name, ms, failure, cleanup=0):
    try:
        await asyncio.sleep(ms)
    finally:
        if cleanup > 0:
            await asyncio.sleep(cleanup)
        trace(name, "fails")
        raise failure


def _cancelling():
    return asyncio.current_task().cancelling()


async def group_empty(trace):
    async with asyncio.TaskGroup():
        pass
    trace("ends")


async def group_waits_for_all(trace):
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work(trace, "a", 20))
        b = group.create_task(work(trace, "b", 10))
        trace("body ends")
    return [a.result(), b.result()]


async def group_child_fails_in_the_body(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 10, ValueError()))
            group.create_task(work(trace, "b", 30))
            try:
                await asyncio.sleep(50)
            except asyncio.CancelledError as error:
                trace("body", error, _cancelling())
                raise
    except BaseException as error:
        trace("caught", error, _cancelling())
    await asyncio.sleep(5)


async def group_child_fails_after_the_body(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 10, ValueError()))
            group.create_task(work(trace, "b", 30))
    except BaseException as error:
        trace("caught", error, _cancelling())
    await asyncio.sleep(5)


async def group_several_fail_in_order(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_fails_in_cleanup(trace, "a", 30, KeyError(), 5))
            group.create_task(work(trace, "b", 10, ValueError()))
            group.create_task(_fails_in_cleanup(trace, "c", 40, RuntimeError(), 3))
    except BaseException as error:
        trace("caught", error)


async def group_body_fails(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 30))
            await asyncio.sleep(10)
            raise ValueError
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_body_fails_without_tasks(trace):
    try:
        async with asyncio.TaskGroup():
            raise ValueError
    except BaseException as error:
        trace("caught", error)


async def group_body_fails_and_so_do_children(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(_fails_in_cleanup(trace, "a", 30, KeyError()))
            await asyncio.sleep(10)
            raise ValueError
    except BaseException as error:
        trace("caught", error)


async def group_child_fails_then_body_fails(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 10, KeyError()))
            try:
                await asyncio.sleep(50)
            except asyncio.CancelledError:
                raise ValueError
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_body_swallows_our_cancellation(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 10, KeyError()))
            try:
                await asyncio.sleep(50)
            except asyncio.CancelledError:
                trace("swallowed", _cancelling())
            await asyncio.sleep(5)
            trace("goes on")
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_child_cancelled_alone(trace):
    async with asyncio.TaskGroup() as group:
        a = group.create_task(work(trace, "a", 30))
        group.create_task(work(trace, "b", 20))
        await asyncio.sleep(10)
        a.cancel()
    trace("ends", a.cancelled())


async def group_child_swallows(trace):
    try:
        async with asyncio.TaskGroup() as group:
            a = group.create_task(stubborn(trace, "a", 30))
            group.create_task(work(trace, "b", 10, ValueError()))
    except BaseException as error:
        trace("caught", error, a.result())


async def group_parent_cancelled_in_the_body(trace):
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 30))
            await asyncio.sleep(50)

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelling())


async def group_parent_cancelled_while_it_ends(trace):
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 30))

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelling())


async def group_parent_cancelled_and_a_child_swallows(trace):
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(stubborn(trace, "a", 30))

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelled())


async def group_parent_cancelled_and_a_child_fails(trace):
    async def main():
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(_fails_in_cleanup(trace, "a", 30, ValueError()))
                await asyncio.sleep(50)
        except BaseException as error:
            trace("main", error, _cancelling())
            try:
                await asyncio.sleep(5)
            except asyncio.CancelledError as again:
                trace("again", again)
                raise

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelling())


async def group_parent_cancelled_twice_while_it_ends(trace):
    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(stubborn(trace, "a", 30))

    task = asyncio.create_task(main())
    await asyncio.sleep(10)
    task.cancel()
    await asyncio.sleep(2)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelling())


async def group_parent_cancelled_while_a_failure_is_cleaned_up(trace):
    async def main():
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(stubborn(trace, "a", 30))
                group.create_task(work(trace, "b", 10, ValueError()))
        except BaseException as error:
            trace("main", error, _cancelling())
            await asyncio.sleep(5)
            trace("never here")

    task = asyncio.create_task(main())
    await asyncio.sleep(12)
    task.cancel()
    try:
        await task
    except BaseException as error:
        trace("caught", error, task.cancelling())


async def group_create_task_when_it_has_ended(trace):
    async with asyncio.TaskGroup() as group:
        group.create_task(work(trace, "a", 10))
    coroutine = work(trace, "late", 10)
    try:
        group.create_task(coroutine)
    except RuntimeError as error:
        trace("caught", error)


async def group_create_task_while_it_is_cancelled(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 10, ValueError()))
            try:
                await asyncio.sleep(50)
            finally:
                try:
                    group.create_task(work(trace, "late", 10))
                except RuntimeError as error:
                    trace("refused", error)
    except BaseException as error:
        trace("caught", error)


async def group_child_makes_children(trace):
    async def parent(group):
        await asyncio.sleep(10)
        group.create_task(work(trace, "grandchild", 20))
        trace("parent ends")

    async with asyncio.TaskGroup() as group:
        group.create_task(parent(group))
    trace("ends")


async def group_in_group_inner_fails(trace):
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(work(trace, "outer child", 30))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(work(trace, "inner child", 10, ValueError()))
                await asyncio.sleep(50)
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_in_group_outer_child_fails(trace):
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(work(trace, "outer child", 10, ValueError()))
            try:
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(work(trace, "inner child", 30))
            except BaseException as error:
                trace("inner", error, _cancelling())
                raise
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_in_group_both_fail(trace):
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(_fails_in_cleanup(trace, "outer child", 50, KeyError()))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(work(trace, "inner child", 10, ValueError()))
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_in_a_child(trace):
    async def child():
        async with asyncio.TaskGroup() as inner:
            inner.create_task(work(trace, "a", 10, ValueError()))
            inner.create_task(work(trace, "b", 20))

    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(child())
            outer.create_task(work(trace, "c", 30))
    except BaseException as error:
        trace("caught", error)


async def group_under_a_timeout(trace):
    try:
        async with asyncio.timeout(10):
            async with asyncio.TaskGroup() as group:
                group.create_task(work(trace, "a", 30))
                group.create_task(work(trace, "b", 5))
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_with_a_timeout_inside(trace):
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(work(trace, "a", 30))
            async with asyncio.timeout(10):
                await asyncio.sleep(50)
    except BaseException as error:
        trace("caught", error, _cancelling())


async def group_fails_under_a_timeout_that_expires(trace):
    try:
        async with asyncio.timeout(12) as scope:
            async with asyncio.TaskGroup() as group:
                group.create_task(work(trace, "a", 10, ValueError()))
                group.create_task(stubborn(trace, "b", 30))
    except BaseException as error:
        trace("caught", error, scope.expired(), _cancelling())


async def group_child_waits_for_a_sibling(trace):
    async def child(sibling):
        trace("got", await sibling)

    async with asyncio.TaskGroup() as group:
        sibling = group.create_task(work(trace, "a", 10))
        group.create_task(child(sibling))


async def group_first_failure_before_the_body_waits(trace):
    async def fails():
        raise ValueError

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails())
            group.create_task(work(trace, "a", 10))
            trace("body ends")
    except BaseException as error:
        trace("caught", error)
    await asyncio.sleep(20)


async def group_of_children_that_return_at_once(trace):
    async def child(name):
        trace(name)

    async with asyncio.TaskGroup() as group:
        for name in "abc":
            group.create_task(child(name))
        trace("body ends")
    trace("ends")

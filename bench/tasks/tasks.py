"""asyncio's tasks, measured as generator-tasks.ts does; uvloop's when the first argument is "uvloop"."""

import asyncio
import json
import sys
from time import process_time_ns


async def give_way(times):
    for _ in range(times):
        await asyncio.sleep(0)


async def switches(count):
    before = process_time_ns()
    other = asyncio.create_task(give_way(count // 2))
    await give_way(count // 2)
    await other
    return (process_time_ns() - before) / count


async def awaits(count):
    done = asyncio.get_running_loop().create_future()
    done.set_result(1)
    before = process_time_ns()
    for _ in range(count):
        await done
    return (process_time_ns() - before) / count


async def handovers(count):
    loop = asyncio.get_running_loop()
    before = process_time_ns()
    waiting = loop.create_future()

    async def give():
        for number in range(count):
            waiting.set_result(number)
            await asyncio.sleep(0)

    giver = asyncio.create_task(give())
    for _ in range(count):
        await waiting
        waiting = loop.create_future()
    await giver
    return (process_time_ns() - before) / count


async def children(count):
    before = process_time_ns()
    if hasattr(asyncio, "TaskGroup"):
        async with asyncio.TaskGroup() as group:
            for _ in range(count):
                group.create_task(give_way(1))
            await asyncio.sleep(0)
    else:
        await asyncio.gather(*(give_way(1) for _ in range(count)))
    return (process_time_ns() - before) / count


async def main(count):
    for _ in range(2):
        figures = {
            "ns a switch": await switches(count),
            "ns an await, done": await awaits(count),
            "ns a handover": await handovers(count),
            "ns a child of a group": await children(count),
        }
    print(json.dumps(figures))


if sys.argv[1] == "uvloop":
    import uvloop

    uvloop.install()
asyncio.run(main(int(sys.argv[2])))

"""Writes names.json: every public name of asyncio, and of the classes that its users hold."""

import asyncio
import json
import pathlib
import sys

CLASSES = [
    asyncio.AbstractEventLoop,
    asyncio.Handle,
    asyncio.TimerHandle,
    asyncio.Future,
    asyncio.Task,
    asyncio.Runner,
    asyncio.TaskGroup,
    asyncio.Timeout,
    asyncio.Lock,
    asyncio.Event,
    asyncio.Condition,
    asyncio.Semaphore,
    asyncio.Barrier,
    asyncio.Queue,
    asyncio.StreamReader,
    asyncio.StreamWriter,
    asyncio.Server,
    asyncio.subprocess.Process,
]


def public(names):
    return sorted(name for name in names if not name.startswith("_"))


if sys.version_info[:2] != (3, 13):
    sys.exit(f"Cannot list the names with Python {sys.version.split()[0]}: the guide is about those of 3.13")
names = {"asyncio": public(asyncio.__all__)}
for each in CLASSES:
    names[each.__name__] = public(dir(each))
path = pathlib.Path(__file__).parent / "names.json"
path.write_text(json.dumps(names, indent="\t") + "\n")

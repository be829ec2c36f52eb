"""Records the order in which CPython calls a subprocess protocol: `python3 record.py`.

Not as the traces of test/asyncio, since a child process knows no virtual time: each command waits for the next step, so that the order does
not depend on who is faster, and the traces have no times. Where an event is awaited, it is by its line of the trace.
"""

import asyncio
import json
import os
import pathlib
import platform
import subprocess

PIPE, STDOUT = subprocess.PIPE, subprocess.STDOUT


class Log(asyncio.SubprocessProtocol):
    def __init__(self):
        self.lines = []
        self.changed = asyncio.Event()
        self.transport = None

    def note(self, line):
        self.lines.append(line)
        self.changed.set()

    async def until(self, line):
        while line not in self.lines:
            self.changed.clear()
            await self.changed.wait()

    def connection_made(self, transport):
        self.transport = transport
        self.note("made")

    def pipe_data_received(self, fd, data):
        self.note(f"data {fd} {data.decode().strip()}")

    def pipe_connection_lost(self, fd, exc):
        self.note(f"lost {fd} {type(exc).__name__ if exc else None}")

    def process_exited(self):
        self.note(f"exited {self.transport.get_returncode()}")

    def connection_lost(self, exc):
        self.note(f"over {exc}")


async def start(command, stdin=None, stdout=None, stderr=None, **options):
    loop = asyncio.get_running_loop()
    return await loop.subprocess_shell(Log, command, stdin=stdin, stdout=stdout, stderr=stderr, **options)


async def output_end_and_exit():
    transport, log = await start("read x; echo out; exec >&-; read x; exit 3", stdin=PIPE, stdout=PIPE)
    transport.get_pipe_transport(0).write(b"go\n")
    await log.until("lost 1 None")
    transport.get_pipe_transport(0).write(b"go\n")
    transport.get_pipe_transport(0).write_eof()
    await log.until("over None")
    return log


async def both_outputs():
    transport, log = await start(
        "read x; echo err >&2; exec 2>&-; read x; echo out; exec >&-; read x; exit 0", stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    transport.get_pipe_transport(0).write(b"go\n")
    await log.until("lost 2 None")
    transport.get_pipe_transport(0).write(b"go\n")
    await log.until("lost 1 None")
    transport.get_pipe_transport(0).write_eof()
    await log.until("over None")
    return log


async def exit_before_the_pipe_ends():
    reader, writer = os.pipe()
    transport, log = await start(f"cat /dev/fd/{reader} & exit 0", stdout=PIPE, pass_fds=[reader])
    os.close(reader)
    await log.until("exited 0")
    os.write(writer, b"late\n")
    await log.until("data 1 late")
    os.close(writer)
    await log.until("over None")
    return log


async def nothing_piped():
    transport, log = await start("exit 7")
    await log.until("over None")
    return log


async def closed_by_us():
    transport, log = await start("read x; read x", stdin=PIPE, stdout=PIPE, stderr=STDOUT)
    transport.close()
    log.note(f"closing {transport.is_closing()}")
    await log.until("over None")
    return log


async def stdin_is_not_read():
    transport, log = await start("read x; exec <&-; echo closed; read x < /dev/null; exit 0", stdin=PIPE, stdout=PIPE)
    transport.get_pipe_transport(0).write(b"go\n" + b"x" * 1000000)
    await log.until("over None")
    return [line for line in log.lines if line.startswith(("made", "lost 0", "over"))]


SCENARIOS = [
    output_end_and_exit,
    both_outputs,
    exit_before_the_pipe_ends,
    nothing_piped,
    closed_by_us,
    stdin_is_not_read,
]

traces = {}
for scenario in SCENARIOS:
    result = asyncio.run(scenario())
    traces[scenario.__name__] = result if isinstance(result, list) else result.lines
path = pathlib.Path(__file__).parent / "traces.json"
path.write_text(json.dumps({"python": platform.python_version(), "scenarios": traces}, indent="\t") + "\n")

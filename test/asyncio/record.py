"""Records what CPython's asyncio does in the scenarios: `python3 record.py [area ...]`; all areas if none is named.

`--check` writes nothing, and fails where this Python does something else than what was recorded.

Each scenario runs on a loop of its own whose clock is virtual and counts MILLISECONDS: `asyncio.sleep(10)` in a scenario
is ten of them, as `sleep(10)` is in evloop. See README.md.
"""

import asyncio
import gc
import importlib.util
import inspect
import json
import pathlib
import platform
import selectors
import sys

HERE = pathlib.Path(__file__).resolve().parent


class WaitsForEver(BaseException):
    """Nothing is ready, no timer runs: the scenario would never end."""


class VirtualSelector(selectors.DefaultSelector):
    """Asks the kernel without waiting, and has the clock jump instead."""

    now = 0

    def select(self, timeout=None):
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        if timeout is None:
            raise WaitsForEver
        self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """A selector loop whose clock begins at 0 and counts milliseconds."""

    def __init__(self):
        self._virtual = VirtualSelector()
        super().__init__(self._virtual)
        self._clock_resolution = 1e-9

    def time(self):
        return self._virtual.now


def name_of(error):
    """An exception as a trace names it: its class, never the library's message."""
    if isinstance(error, BaseExceptionGroup):
        return f"group[{', '.join(name_of(each) for each in error.exceptions)}]"
    return type(error).__name__


def text_of(value):
    """A value as a trace shows it."""
    if isinstance(value, BaseException):
        return name_of(value)
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(text_of(each) for each in value)}]"
    if isinstance(value, (set, frozenset)):
        return text_of(sorted(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class Trace:
    """What a scenario writes its lines with: `trace("got", x)`."""

    def __init__(self, loop):
        self.loop = loop
        self.lines = []
        self.unseen = []
        self.ended_at = None

    def __call__(self, *what):
        if self.ended_at is not None:
            return
        line = " ".join(text_of(each) for each in what)
        self.lines.append(f"{round(self.loop.time())} {line}".rstrip())

    def end(self, *what):
        self(*what)
        if self.ended_at is None:
            self.ended_at = round(self.loop.time())

    def report(self, _loop, context):
        error = context.get("exception")
        if error is None:
            return
        if "never retrieved" in context["message"]:
            self.unseen.append(name_of(error))
        else:
            self("reported", error)


def cancel_rest(loop):
    """Ends what the scenario left behind; its trace is closed by then."""
    rest = asyncio.all_tasks(loop)
    for task in rest:
        task.cancel()
    for _ in range(100):
        loop.call_soon(loop.stop)
        loop.run_forever()
    del rest


def play(scenario):
    """The lines of one scenario."""
    loop = VirtualLoop()
    asyncio.set_event_loop(loop)
    trace = Trace(loop)
    loop.set_exception_handler(trace.report)

    async def main():
        try:
            result = await scenario(trace)
        except WaitsForEver:
            raise
        except BaseException as error:
            trace.end("raised", error)
        else:
            trace.end("returned", result)

    try:
        loop.run_until_complete(main())
    except WaitsForEver:
        trace.end("waits for ever")
    gc.collect()
    unseen = [f"{trace.ended_at} unseen {name}" for name in sorted(trace.unseen)]
    cancel_rest(loop)
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    asyncio.set_event_loop(None)
    return trace.lines + unseen


def scenarios_of(area):
    """The scenarios of an area, in order of definition."""
    spec = importlib.util.spec_from_file_location(area, HERE / "scenarios" / f"{area}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, value in vars(module).items():
        own = inspect.iscoroutinefunction(value) and value.__module__ == area
        if own and not name.startswith("_"):
            yield name, value


def record(area):
    """Writes the traces of an area."""
    traces = {name: play(scenario) for name, scenario in scenarios_of(area)}
    recorded = {"python": platform.python_version(), "scenarios": traces}
    text = json.dumps(recorded, indent="\t", ensure_ascii=False)
    (HERE / "traces" / f"{area}.json").write_text(text + "\n")
    print(f"{area}: {len(traces)} scenarios")


def check(area):
    """Tells which scenarios of an area leave another trace than the recorded one."""
    written = json.loads((HERE / "traces" / f"{area}.json").read_text())
    if written["python"].split(".")[:2] != platform.python_version().split(".")[:2]:
        sys.exit(f"Cannot check with Python {platform.python_version()}: recorded with {written['python']}")
    recorded = written["scenarios"]
    traces = {name: play(scenario) for name, scenario in scenarios_of(area)}
    names = traces.keys() | recorded.keys()
    return [f"{area}: {name}" for name in sorted(names) if traces.get(name) != recorded.get(name)]


def main():
    if sys.version_info < (3, 13):
        sys.exit(f"Cannot record with Python {platform.python_version()}: the traces are those of 3.13 or later")
    named = [each for each in sys.argv[1:] if each != "--check"]
    areas = named or sorted(path.stem for path in (HERE / "scenarios").glob("*.py"))
    if "--check" in sys.argv:
        different = [line for area in areas for line in check(area)]
        sys.exit("\n".join(different) or 0)
    for area in areas:
        record(area)


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    main()

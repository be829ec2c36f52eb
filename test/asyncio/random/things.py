"""What random programs work with: CPython's own, which notice what evloop is documented to do in another way."""

import asyncio
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import record  # noqa: E402


class InOrder(dict):
    """A set that gives its members in the order of coming: Python's own order is that of addresses in memory."""

    def add(self, each):
        self[each] = None

    def discard(self, each):
        self.pop(each, None)


class Group(asyncio.TaskGroup):
    """A TaskGroup that cancels its tasks in the order in which they were made."""

    def __init__(self):
        super().__init__()
        self._tasks = InOrder()


class Turn(asyncio.Future):
    """What waits in a queue; knows whether its task has gone on."""

    resumed = False

    def __await__(self):
        try:
            return (yield from super().__await__())
        finally:
            self.resumed = True


class Watched:
    """A queue that notices when one who was woken is overtaken: evloop's serve strictly in turn, as documented."""

    def __init__(self, size):
        super().__init__(size)
        self.turns = {"get": [], "put": []}
        self.kind = None
        self.overtaken = False

    def _get_loop(self):
        super()._get_loop()
        return self

    def create_future(self):
        turn = Turn(loop=self._loop)
        self.turns[self.kind].append(turn)
        return turn

    def look(self, kind):
        self.kind = kind
        self.turns[kind] = [each for each in self.turns[kind] if not each.resumed]
        if any(each.done() for each in self.turns[kind]):
            self.overtaken = True


class Queue(Watched, asyncio.Queue):
    pass


class PriorityQueue(Watched, asyncio.PriorityQueue):
    pass


class LifoQueue(Watched, asyncio.LifoQueue):
    pass


class Clock(record.VirtualLoop):
    """Notices where two timers are due at one moment: their order is documented to differ."""

    def __init__(self):
        super().__init__()
        self.moments = set()
        self.collided = False

    def call_at(self, when, callback, *args, context=None):
        self.collided = self.collided or when in self.moments
        self.moments.add(when)
        return super().call_at(when, callback, *args, context=context)


KINDS = {
    "lock": lambda _: asyncio.Lock(),
    "sem": asyncio.Semaphore,
    "bounded": asyncio.BoundedSemaphore,
    "event": lambda _: asyncio.Event(),
    "cond": lambda _: asyncio.Condition(),
    "shared": asyncio.Condition,
    "barrier": asyncio.Barrier,
    "queue": Queue,
    "prio": PriorityQueue,
    "lifo": LifoQueue,
    "f": lambda _: asyncio.get_running_loop().create_future(),
}

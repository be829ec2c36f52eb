"""Makes random programs: the same one from the same seed. What the statements mean stands in README.md."""

import random

OBJECTS = [
    "lock0", "lock1", "sem1", "sem2", "bounded1", "bounded2", "event0", "event1", "cond0", "cond1", "shared0", "shared1", "barrier2", "barrier3",
    "queue0", "queue1", "queue2", "prio0", "prio2", "lifo1", "f0", "f1", "f2",
]
ERRORS = ["ValueError", "KeyError", "RuntimeError"]
LOCKS = ("lock", "sem", "bounded", "cond", "shared")
QUEUES = ("queue", "prio", "lifo")


class Reference:
    """A task that is chosen once all of them are known. None waits for one before it, so that none waits for itself."""

    def __init__(self, after):
        self.after = after


class Maker:
    """Makes one program."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.counts = {}
        self.items = 0
        self.tasks = ["t0"]
        # Each program has a few things, and does a few kinds of things with them: so they meet.
        self.things = self.random.sample(OBJECTS, self.random.choice([1, 1, 2, 2, 3, 5]))
        every = self.waiting() + self.instant()
        self.liked = {each.__name__ for each in self.random.sample(every, self.random.randint(6, len(every)))} | {"cancel"}
        self.naps = self.random.choice([0.2, 0.6, 0.9])
        self.budget = 0

    def program(self):
        """Some tasks that meet, and what the first one does with them meanwhile."""
        body = []
        for _ in range(self.random.randint(1, 7)):
            self.budget = self.random.randint(2, 10)
            body.append(self.spawn(0, 0, [], []))
            if self.chance(0.2):
                body.append(self.nap())
        self.budget = 40
        for _ in range(self.random.randint(1, 8)):
            statement = self.pick(self.instant(), 0, 3, [], []) if self.chance(0.7) else self.statement(0, 2, [], [])
            body += [each for each in [statement, self.nap() if self.chance(0.5) else None] if each]
        return self.resolved(body)

    def nap(self):
        """Most often none but a turn, so that much happens in one round."""
        return ["sleep", 0 if self.chance(self.naps) else self.ms()]

    def resolved(self, value):
        """With the names of tasks in place of references."""
        if isinstance(value, Reference):
            names = self.tasks[value.after + 1 :]
            return self.random.choice(names) if names else "f0"
        return [self.resolved(each) for each in value] if isinstance(value, list) else value

    # Words.

    def chance(self, probability):
        return self.random.random() < probability

    def ms(self, most=10):
        """Sixteenths of milliseconds: their sums are exact, and seldom alike."""
        return self.random.randint(1, most * 16) / 16

    def limit(self):
        return self.random.choice([None, 0, -1]) if self.chance(0.15) else self.ms()

    def new(self, kind):
        self.counts[kind] = self.counts.get(kind, -1) + 1
        return f"{kind}{self.counts[kind]}"

    def new_task(self):
        self.tasks.append(f"t{len(self.tasks)}")
        return len(self.tasks) - 1

    def named(self, *kinds):
        """One of the program's things of these kinds; `None` if there is none."""
        found = [each for each in self.things if each.startswith(kinds) and (kinds != ("f",) or each[1].isdigit())]
        return self.random.choice(found) if found else None

    def later_one(self, me):
        """What a task may wait for."""
        future = self.named("f")
        return future if future and self.chance(0.4) else Reference(me)

    def any_one(self):
        future = self.named("f")
        if future and self.chance(0.3):
            return future
        return "me" if self.chance(0.08) else Reference(0 if self.chance(0.9) else -1)

    def later_ones(self, me):
        return [self.later_one(me) for _ in range(self.random.randint(1, 3))]

    def what(self, me, depth, scopes, groups):
        """A later one, or a coroutine."""
        if self.chance(0.6) or depth > 2:
            return self.later_one(me)
        number = self.new_task()
        return [f"t{number}", self.body(number, depth + 1, scopes, groups)]

    # Bodies.

    def body(self, me, depth, scopes, groups, most=4):
        wanted = self.random.randint(1, most)
        body = []
        while len(body) < wanted and self.budget > 0:
            statement = self.statement(me, depth, scopes, groups)
            if statement is not None:
                body.append(statement)
        return body

    def statement(self, me, depth, scopes, groups):
        self.budget -= 1
        if self.chance(0.25):
            return self.nap()
        if self.chance(0.35):
            return self.pick(self.instant(), me, depth, scopes, groups)
        return self.pick(self.waiting(), me, depth, scopes, groups)

    def pick(self, makers, *given):
        liked = [each for each in makers if each.__name__ in self.liked]
        return self.random.choice(liked)(*given) if liked else None

    def callback_body(self, scopes, groups):
        body = []
        for _ in range(self.random.randint(0, 2)):
            statement = self.pick([each for each in self.instant()], 0, 3, scopes, groups)
            if statement is not None:
                body.append(statement)
        return body

    # Statements that do not wait.

    def instant(self):
        return [
            self.flag, self.release, self.notify, self.put_nowait, self.get_nowait, self.task_done, self.shutdown,
            self.settle, self.cancel, self.cancel, self.cancel, self.uncancel, self.look, self.spawn, self.spawn,
            self.child, self.reschedule, self.on_done, self.off_done, self.soon, self.later, self.drop, self.raises, self.result,
            self.living,
        ]  # fmt: skip

    def flag(self, *_):
        event = self.named("event")
        return event and [self.random.choice(["set", "set", "clear"]), event]

    def release(self, *_):
        lock = self.named(*LOCKS)
        return lock and ["release", lock]

    def notify(self, *_):
        condition = self.named("cond", "shared")
        if condition is None:
            return None
        return ["notify_all", condition] if self.chance(0.4) else ["notify", condition, self.random.randint(1, 2)]

    def item(self):
        """No two alike: a heap promises no order for equal items."""
        self.items += 1
        return self.random.randint(0, 9) * 100 + self.items

    def put_nowait(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["put_nowait", queue, self.item()]

    def get_nowait(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["get_nowait", queue]

    def task_done(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["task_done", queue]

    def shutdown(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["shutdown", queue, self.chance(0.3)] if self.chance(0.4) else None

    def settle(self, *_):
        future = self.named("f")
        if future is None:
            return None
        if self.chance(0.6):
            return ["set_result", future, self.random.choice("abc")]
        return ["set_exception", future, self.random.choice(ERRORS)]

    def cancel(self, *_):
        return ["cancel", self.any_one(), self.random.choice([None, None, "x", "y"])]

    def uncancel(self, *_):
        return ["uncancel", "me" if self.chance(0.6) else Reference(0)]

    def look(self, *_):
        return ["look", self.random.choice(self.things) if self.chance(0.5) else Reference(-1)]

    def spawn(self, me, depth, scopes, groups):
        if depth > 3:
            return None
        number = self.new_task()
        body = self.body(number, depth + 1, scopes, groups, 6)
        return ["spawn", f"t{number}", body, self.chance(0.15)]

    def child(self, me, depth, scopes, groups):
        if depth > 4 or not groups:
            return None
        number = self.new_task()
        return ["child", self.random.choice(groups), f"t{number}", self.body(number, depth + 1, scopes, groups)]

    def reschedule(self, me, depth, scopes, groups):
        return ["reschedule", self.random.choice(scopes), self.limit()] if scopes else None

    def on_done(self, me, depth, scopes, groups):
        return ["on_done", self.any_one(), self.new("c"), self.callback_body(scopes, groups)]

    def off_done(self, *_):
        return ["off_done", self.any_one(), f"c{self.random.randint(0, self.counts['c'])}"] if "c" in self.counts else None

    def soon(self, me, depth, scopes, groups):
        return ["soon", self.new("h"), self.callback_body(scopes, groups)]

    def later(self, me, depth, scopes, groups):
        return ["later", self.new("h"), self.ms(), self.callback_body(scopes, groups)]

    def drop(self, *_):
        return ["drop", f"h{self.random.randint(0, self.counts['h'])}"] if "h" in self.counts else None

    def result(self, *_):
        return [self.random.choice(["result", "exception"]), self.any_one()]

    def living(self, *_):
        return ["living"]

    def raises(self, *_):
        return ["raise", self.random.choice(ERRORS)] if self.chance(0.4) else None

    # Statements that wait.

    def waiting(self):
        return [
            self.acquire, self.holding, self.holding, self.event, self.condition, self.barrier, self.put, self.get, self.join,
            self.awaits, self.awaits, self.gather, self.wait, self.wait_for, self.shield, self.as_completed, self.timeout,
            self.timeout_at, self.group, self.group, self.tries, self.tries,
        ]  # fmt: skip

    def acquire(self, *_):
        lock = self.named(*LOCKS)
        return lock and ["acquire", lock]

    def holding(self, me, depth, scopes, groups):
        lock = self.named(*LOCKS)
        return lock and ["with", lock, self.body(me, depth + 1, scopes, groups)]

    def event(self, *_):
        event = self.named("event")
        return event and ["event", event]

    def condition(self, *_):
        condition = self.named("cond", "shared")
        event = self.named("event")
        if condition is None:
            return None
        wait = ["until", condition, event] if event and self.chance(0.4) else ["cond", condition]
        return wait if self.chance(0.1) else ["with", condition, [wait]]

    def barrier(self, *_):
        barrier = self.named("barrier")
        return barrier and [self.random.choice(["barrier"] * 6 + ["barrier_abort", "barrier_reset"]), barrier]

    def put(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["put", queue, self.item()]

    def get(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["get", queue]

    def join(self, *_):
        queue = self.named(*QUEUES)
        return queue and ["join", queue]

    def awaits(self, me, *_):
        # Not itself: CPython then refuses whoever else awaits the task, since a mark is left on it.
        return ["await", self.later_one(me)]

    def gather(self, me, depth, scopes, groups):
        what = [self.what(me, depth, scopes, groups) for _ in range(self.random.randint(1, 3))]
        return ["gather", what, self.chance(0.4)]

    def wait(self, me, *_):
        limit = None if self.chance(0.4) else self.ms()
        return ["wait", self.later_ones(me), self.random.choice(["all", "first", "failure"]), limit]

    def wait_for(self, me, depth, scopes, groups):
        return ["wait_for", self.what(me, depth, scopes, groups), self.limit()]

    def shield(self, me, depth, scopes, groups):
        return ["shield", self.what(me, depth, scopes, groups)]

    def as_completed(self, me, *_):
        return ["as_completed", self.later_ones(me), None if self.chance(0.5) else self.ms()]

    def timeout(self, me, depth, scopes, groups):
        name = self.new("s")
        return ["timeout", name, self.limit(), self.body(me, depth + 1, [*scopes, name], groups)]

    def timeout_at(self, me, depth, scopes, groups):
        name = self.new("s")
        return ["timeout_at", name, self.ms(20), self.body(me, depth + 1, [*scopes, name], groups)]

    def group(self, me, depth, scopes, groups):
        name = self.new("g")
        inner = [*groups, name]
        children = [self.child(me, depth, scopes, [name]) for _ in range(self.random.randint(0, 3))]
        body = [*[each for each in children if each], *self.body(me, depth + 1, scopes, inner)]
        return ["group", name, body]

    def tries(self, me, depth, scopes, groups):
        def some(probability):
            return self.body(me, depth + 1, scopes, groups, 2) if self.chance(probability) else []

        body = self.body(me, depth + 1, scopes, groups)
        kind = self.random.choice(["cancel", "cancel", "error", "all"])
        then = self.random.choice(["on", "on", "again", "again", *ERRORS])
        return ["try", body, kind, some(0.5), then, some(0.5)]


def generate(seed):
    """The program of a seed."""
    return Maker(seed).program()

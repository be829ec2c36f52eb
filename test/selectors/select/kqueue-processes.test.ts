import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { release } from "node:os";
import type { ExecutionContext } from "ava";
import { OSError } from "../../../src/errors.js";
import { type Kevent, type KqueueObject, kevent, kqueue } from "../../../src/selectors/select/index.js";
import { type End, makePipe } from "../../helpers/descriptors.js";
import { eachKqueue, type UserspaceLayout } from "../../helpers/userspace-kqueue.js";

/** As long as it takes, in milliseconds; nothing takes so long. */
const long = 20_000;

/** A child, whose ID is known; a shell that waits for a line. */
function child(t: ExecutionContext, script: string): [child: ChildProcess, pid: number, input: End] {
	const [output, input] = makePipe(t);
	const shell = spawn("sh", ["-c", `read line; ${script}`], {
		stdio: [output.fileno(), "ignore", "ignore"],
	});
	t.teardown(() => shell.kill("SIGKILL"));
	return [shell, shell.pid ?? -1, input];
}

/** Asks for the end of a process; on Darwin for its status as well, which is not told unasked there. */
function watch(queue: KqueueObject, layout: UserspaceLayout, pid: number, flags = 0): Kevent {
	const k = queue.constants;
	const status = layout === "darwin" ? k.KQ_NOTE_EXITSTATUS : 0;
	return kevent(pid, k.KQ_FILTER_PROC, k.KQ_EV_ADD | flags, k.KQ_NOTE_EXIT | status, 0, 5);
}

function refusal(t: ExecutionContext, queue: KqueueObject, change: Kevent): string | undefined {
	return t.throws(() => queue.control([change], 0), { instanceOf: OSError })?.code;
}

eachKqueue("PROC tells of a child's end, once, and leaves it to be reaped", async (t, queue, { layout }) => {
	const k = queue.constants;
	const [shell, pid, input] = child(t, "exit 3");
	const change = watch(queue, layout, pid);
	t.deepEqual(queue.control([change], 4, 0), []);
	t.deepEqual(queue.control([change], 4, 0), [], "adding it again is no error");
	input.write("\n");
	const [event, ...more] = queue.control(null, 4, long);
	t.like(event, { ident: pid, filter: k.KQ_FILTER_PROC, fflags: change.fflags, data: 3 << 8, udata: 5 });
	t.deepEqual(more, []);
	t.is((event?.flags ?? 0) & k.KQ_EV_EOF, k.KQ_EV_EOF);
	t.is((event?.flags ?? 0) & k.KQ_EV_ONESHOT, k.KQ_EV_ONESHOT);
	t.deepEqual(queue.control(null, 4, 0), []);
	t.is(refusal(t, queue, kevent(pid, k.KQ_FILTER_PROC, k.KQ_EV_DELETE)), "ENOENT", "the note is gone");
	t.deepEqual(await once(shell, "exit"), [3, null]);
});

eachKqueue("PROC tells which signal it was, and of a reaped child what is known", async (t, queue, about) => {
	const [killed, pid] = child(t, "");
	queue.control([watch(queue, about.layout, pid)], 0);
	killed.kill("SIGTERM");
	t.is(queue.control(null, 4, long)[0]?.data, 15);
	const [reaped, other, input] = child(t, "exit 7");
	queue.control([watch(queue, about.layout, other)], 0);
	input.write("\n");
	t.deepEqual(await once(reaped, "exit"), [7, null]);
	const [major = 0, minor = 0] = release().split(".").map(Number);
	const known = major > 6 || (major === 6 && minor >= 15);
	t.like(queue.control(null, 4, long)[0], { ident: other, data: known ? 7 << 8 : 0 });
	t.is(refusal(t, queue, watch(queue, about.layout, other)), "ESRCH");
});

eachKqueue("PROC takes a child that has ended as its system does", async (t, queue, { layout }) => {
	const [shell, pid, input] = child(t, "exit 1");
	queue.control([watch(queue, layout, pid)], 0);
	input.write("\n");
	t.is(queue.control(null, 4, long).length, 1);
	// Nobody has reaped it: this function has not let the event loop run.
	if (layout === "darwin" || layout === "openbsd") {
		t.is(refusal(t, queue, watch(queue, layout, pid)), "ESRCH");
	} else {
		t.like(queue.control([watch(queue, layout, pid)], 4, long)[0], { ident: pid, data: 1 << 8 });
	}
	t.deepEqual(await once(shell, "exit"), [1, null]);
});

eachKqueue("PROC refuses what is no process", (t, queue, { layout }) => {
	for (const pid of [0, 2 ** 31, 2 ** 32 + process.pid, 2 ** 31 - 1]) {
		t.is(refusal(t, queue, watch(queue, layout, pid)), "ESRCH", `${pid}`);
	}
	const k = queue.constants;
	const mine = kevent(process.pid, k.KQ_FILTER_PROC, k.KQ_EV_ADD, k.KQ_NOTE_EXIT | k.KQ_NOTE_FORK);
	t.deepEqual(queue.control([mine], 4, 0), [], "any process can be watched, and this one lives");
});

eachKqueue("PROC of somebody else's child", (t, queue, { layout }) => {
	const k = queue.constants;
	const pid = Number(
		execFileSync("sh", ["-c", "sleep 1000 >/dev/null 2>&1 & echo $!"], { encoding: "utf8" }),
	);
	t.teardown(() => {
		try {
			process.kill(pid, "SIGKILL");
		} catch {
			// It is gone, as it should be.
		}
	});
	if (layout === "darwin") {
		t.is(refusal(t, queue, watch(queue, layout, pid)), "EACCES");
		t.is(refusal(t, queue, kevent(pid, k.KQ_FILTER_PROC, k.KQ_EV_DELETE)), "ENOENT");
	}
	queue.control([kevent(pid, k.KQ_FILTER_PROC, k.KQ_EV_ADD, k.KQ_NOTE_EXIT)], 0);
	process.kill(pid, "SIGKILL");
	const [event] = queue.control(null, 4, long);
	t.like(event, { ident: pid, fflags: k.KQ_NOTE_EXIT });
	// Whether its parent has reaped it already is a matter of luck; Darwin does not tell unasked.
	t.true(event?.data === 0 || (event?.data === 9 && layout !== "darwin"));
});

eachKqueue(
	"PROC: a disabled note waits, a deleted one is gone, an unasked end is not told",
	(t, queue, about) => {
		const k = queue.constants;
		const [first, pid] = child(t, "");
		queue.control([watch(queue, about.layout, pid, k.KQ_EV_DISABLE)], 0);
		const [second, deleted] = child(t, "");
		queue.control([watch(queue, about.layout, deleted)], 0);
		queue.control([kevent(deleted, k.KQ_FILTER_PROC, k.KQ_EV_DELETE)], 0);
		const [third, unasked] = child(t, "");
		queue.control([kevent(unasked, k.KQ_FILTER_PROC, k.KQ_EV_ADD, k.KQ_NOTE_FORK)], 0);
		using witness = kqueue(about.options);
		const pids = [pid, deleted, unasked];
		witness.control(
			pids.map((one) => watch(witness, about.layout, one)),
			0,
		);
		for (const shell of [first, second, third]) shell.kill("SIGKILL");
		for (const _ of pids) t.is(witness.control(null, 1, long).length, 1);
		t.deepEqual(queue.control(null, 4, 0), []);
		t.is(
			refusal(t, queue, kevent(unasked, k.KQ_FILTER_PROC, k.KQ_EV_DELETE)),
			"ENOENT",
			"it ended all the same",
		);
		t.is(queue.control([kevent(pid, k.KQ_FILTER_PROC, k.KQ_EV_ENABLE)], 4, long)[0]?.ident, pid);
	},
);

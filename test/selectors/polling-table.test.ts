import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { kqueueTables, platform } from "../../src/ffi/index.js";
import { darwin } from "../../src/ffi/platforms/darwin/index.js";
import { freebsd } from "../../src/ffi/platforms/freebsd/index.js";
import { linux } from "../../src/ffi/platforms/linux/index.js";
import { openbsd } from "../../src/ffi/platforms/openbsd/index.js";
import * as raw from "../../src/selectors/select/index.js";

const { polling } = platform;

/** What the C compiler of this machine says of its own headers. */
function askCompiler(headers: readonly string[], expressions: readonly string[]): number[] | undefined {
	const folder = mkdtempSync(join(tmpdir(), "evloop-headers-"));
	const program = join(folder, "ask");
	const source = [
		"#define _GNU_SOURCE",
		...["stdio.h", "stddef.h", ...headers].map((header) => `#include <${header}>`),
		"int main(void) {",
		...expressions.map((expression) => `printf("%lld\\n", (long long)(${expression}));`),
		"return 0; }",
	].join("\n");
	try {
		writeFileSync(`${program}.c`, source);
		execFileSync("cc", ["-o", program, `${program}.c`], { stdio: "pipe" });
		return execFileSync(program, { encoding: "utf8" }).trim().split("\n").map(Number);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
		throw error;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The names of a table that have a value here. */
function known(table: object): [string, number][] {
	return Object.entries(table).filter(([, value]) => !Number.isNaN(value));
}

test("the numbers of poll, select and pipes are those of this system's headers", (t) => {
	const constants = [
		...known(polling.poll),
		["FD_SETSIZE", polling.FD_SETSIZE],
		["PIPE_BUF", polling.PIPE_BUF],
	] as const;
	const names = constants.map(([name]) => name);
	const structs = [
		"sizeof(struct pollfd)",
		"offsetof(struct pollfd, events)",
		"offsetof(struct pollfd, revents)",
	];
	const times = [
		"sizeof(struct timeval)",
		"offsetof(struct timeval, tv_usec)",
		"offsetof(struct timespec, tv_nsec)",
	];
	const sets = ["sizeof(fd_set)"];
	const headers = ["poll.h", "limits.h", "sys/select.h", "sys/time.h", "time.h"];
	const values = askCompiler(headers, [...names, ...structs, ...times, ...sets]);
	if (values === undefined) {
		t.log("SKIP: cc: not installed");
		t.pass();
		return;
	}
	const { longBytes } = polling;
	const expected = [...constants.map(([, value]) => value), 8, 4, 6, 2 * longBytes, longBytes, longBytes];
	t.deepEqual(values, [...expected, polling.FD_SETSIZE / 8]);
});

test("the numbers and the layout of epoll are those of this system's headers", (t) => {
	if (process.platform !== "linux") {
		t.log("SKIP: epoll: Linux alone has it");
		t.pass();
		return;
	}
	const constants = known(polling.epoll);
	const layout = [
		"sizeof(struct epoll_event)",
		"offsetof(struct epoll_event, events)",
		"offsetof(struct epoll_event, data)",
	];
	const values = askCompiler(["sys/epoll.h"], [...constants.map(([name]) => `(unsigned)${name}`), ...layout]);
	if (values === undefined) {
		t.log("SKIP: cc: not installed");
		t.pass();
		return;
	}
	t.is(constants.length, 19);
	const { words, events, dataLow, dataHigh } = polling.epollEvent;
	t.deepEqual(values, [...constants.map(([, value]) => value), words * 4, events * 4, dataLow * 4]);
	t.is(dataHigh, dataLow + 1);
});

test("every table has every name, and NaN for what the system lacks", (t) => {
	for (const { polling: table } of [linux, darwin, freebsd, openbsd]) {
		for (const part of ["poll", "epoll", "kqueue"] as const) {
			const [mine, reference] =
				part === "kqueue"
					? [table.kqueue.constants, darwin.polling.kqueue.constants]
					: [table[part], linux.polling[part]];
			t.deepEqual(Object.keys(mine).sort(), Object.keys(reference).sort());
			t.true(Object.values(mine).every((value) => Number.isInteger(value) || Number.isNaN(value)));
		}
	}
	t.is(known(linux.polling.kqueue.constants).length, 0);
	for (const { polling: table } of [darwin, freebsd, openbsd]) t.is(known(table.epoll).length, 0);
});

test("the kqueues differ where they are known to", (t) => {
	const { darwin: mac, freebsd: bsd, openbsd: open, libkqueue: user } = kqueueTables;
	t.deepEqual(
		[mac, bsd, open, user].map((table) => table.keventBytes),
		[32, 64, 32, 32],
	);
	t.deepEqual(
		[mac, bsd, open, user].map((table) => table.constants.KQ_FILTER_USER),
		[-10, -11, -10, -11],
	);
	t.deepEqual(
		[mac, bsd, open, user].map((table) => table.constants.KQ_NOTE_USECONDS),
		[2, 4, 2, 2],
	);
	t.deepEqual(
		[mac, bsd, open, user].map((table) => table.constants.KQ_NOTE_NSECONDS),
		[4, 8, 3, 4],
	);
});

test("evloop/select exports every flag that the tables have", (t) => {
	const exported = raw as unknown as Record<string, unknown>;
	const internal = ["EPOLL_CTL_ADD", "EPOLL_CTL_DEL", "EPOLL_CTL_MOD"];
	for (const table of [polling.poll, polling.epoll, polling.kqueue.constants]) {
		for (const [name, value] of Object.entries(table)) {
			if (!internal.includes(name)) t.true(Object.is(exported[name], value), name);
		}
	}
	t.is(raw.FD_SETSIZE, polling.FD_SETSIZE);
	t.is(raw.PIPE_BUF, polling.PIPE_BUF);
});

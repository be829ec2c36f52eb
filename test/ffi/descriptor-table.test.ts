/** The numbers and layouts of the descriptor makers, against the C compiler's. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { decodeSignalRecord, platform, SIGNAL_RECORD_SIZE } from "../../src/ffi/index.js";
import { darwin } from "../../src/ffi/platforms/darwin/index.js";
import { freebsd } from "../../src/ffi/platforms/freebsd/index.js";
import { linux } from "../../src/ffi/platforms/linux/index.js";
import { openbsd } from "../../src/ffi/platforms/openbsd/index.js";
import { unsupported } from "../../src/ffi/platforms/unsupported.js";
import { hasCommand } from "../helpers/has-command.js";
import { skip } from "../helpers/skip.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";

const { childInfo, ...numbers } = linux.descriptors;
const names = Object.keys(numbers) as (keyof typeof numbers)[];

/** Runs a C program that prints a name and a number in each line; `undefined`, said aloud, where it cannot. */
function printedByC(
	t: ExecutionContext,
	headers: readonly string[],
	body: string,
): Map<string, number> | undefined {
	if (platform.name !== "linux") {
		skip(t, "these headers", "Linux has them");
		return undefined;
	}
	if (!hasCommand(t, "cc")) return undefined;
	const base = join(temporaryFolder(t), "program");
	const includes = ["stdio.h", "stddef.h", ...headers].map((header) => `#include <${header}>`).join("\n");
	writeFileSync(`${base}.c`, `#define _GNU_SOURCE\n${includes}\nint main(void) {\n${body}\n\treturn 0;\n}\n`);
	const compiled = spawnSync("cc", ["-o", base, `${base}.c`], { encoding: "utf8" });
	t.is(compiled.status, 0, compiled.stderr);
	const lines = spawnSync(base, { encoding: "utf8" }).stdout.trim().split("\n");
	return new Map(lines.map((line) => [line.split(" ")[0] ?? "", Number(line.split(" ")[1])]));
}

const print = (name: string, value = name) => `printf("${name} %lld\\n", (long long)(${value}));`;

test("every system's table of descriptor makers has every name, as a number", (t) => {
	for (const table of [linux, darwin, freebsd, openbsd, unsupported]) {
		for (const name of names) t.is(typeof table.descriptors[name], "number", `${table.name}: ${name}`);
		t.deepEqual(Object.keys(table.descriptors).sort(), Object.keys(linux.descriptors).sort(), table.name);
	}
	t.true(names.every((name) => Number.isInteger(linux.descriptors[name])));
	t.true(names.every((name) => Number.isNaN(unsupported.descriptors[name])));
});

test("Linux's numbers of descriptor makers are the C compiler's", (t) => {
	const headers = [
		"fcntl.h",
		"signal.h",
		"time.h",
		"sys/eventfd.h",
		"sys/file.h",
		"sys/mman.h",
		"sys/signalfd.h",
		"sys/syscall.h",
		"sys/timerfd.h",
		"sys/wait.h",
	];
	// Some are members of enumerations, which no #ifdef sees; those of later headers are left out.
	const members = new Set(["EFD_SEMAPHORE", "TFD_CLOEXEC", "TFD_NONBLOCK", "SFD_CLOEXEC", "SFD_NONBLOCK"]);
	const lines = names.map((name) =>
		members.has(name) ? print(name) : `#ifdef ${name}\n${print(name)}\n#endif`,
	);
	lines.push(print("pid", "offsetof(siginfo_t, si_pid)"));
	lines.push(
		print("status", "offsetof(siginfo_t, si_status)"),
		print("code", "offsetof(siginfo_t, si_code)"),
	);
	const actual = printedByC(t, headers, lines.join("\n"));
	if (actual === undefined) return;
	let compared = 0;
	for (const name of names) {
		const value = actual.get(name);
		if (value === undefined) continue;
		compared += 1;
		t.is(numbers[name], value, name);
	}
	t.true(compared >= 28, String(compared));
	for (const name of ["pid", "status", "code"] as const) t.is(childInfo[name], actual.get(name) ?? -1, name);
});

test("Linux's pidfd_info is laid out as the kernel's header says", (t) => {
	const probe = spawnSync("cc", ["-E", "-xc", "-"], { input: "#include <linux/pidfd.h>\nPIDFD_GET_INFO" });
	if (probe.status !== 0 || /PIDFD_GET_INFO\s*$/.test(String(probe.stdout))) {
		skip(t, "PIDFD_GET_INFO", "not in this machine's <linux/pidfd.h>");
		return;
	}
	const actual = printedByC(
		t,
		["sys/ioctl.h", "linux/types.h", "linux/pidfd.h"],
		[
			print("PIDFD_GET_INFO", "(unsigned)_IOC(_IOC_READ | _IOC_WRITE, 0xff, 11, 64)"),
			print("exit_code", "offsetof(struct pidfd_info, exit_code)"),
		].join("\n"),
	);
	if (actual === undefined) return;
	t.is(actual.get("PIDFD_GET_INFO"), linux.descriptors.PIDFD_GET_INFO);
	t.is(actual.get("exit_code"), 60);
});

test("decodeSignalRecord: every field lies where the C compiler has it", (t) => {
	const fields = Object.keys(decodeSignalRecord(new Uint8Array(SIGNAL_RECORD_SIZE)));
	const lines = fields.map((field) => print(field, `offsetof(struct signalfd_siginfo, ssi_${field})`));
	lines.push(print("size", "sizeof(struct signalfd_siginfo)"));
	const actual = printedByC(t, ["sys/signalfd.h"], lines.join("\n"));
	if (actual === undefined) return;
	t.is(actual.get("size"), SIGNAL_RECORD_SIZE);
	for (const field of fields) {
		const bytes = new Uint8Array(SIGNAL_RECORD_SIZE);
		bytes[actual.get(field) ?? -1] = 1;
		bytes[(actual.get(field) ?? 0) + 3] = 1;
		const expected = Object.fromEntries(fields.map((name) => [name, name === field ? 0x01000001 : 0]));
		const decoded = Object.entries(decodeSignalRecord(bytes)).map(([name, value]) => [name, Number(value)]);
		t.deepEqual(Object.fromEntries(decoded), expected, field);
	}
});

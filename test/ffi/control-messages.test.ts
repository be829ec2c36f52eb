/** Control buffers against a second model, written as the C macros are, and against CPython's numbers. */
import { spawnSync } from "node:child_process";
import { endianness } from "node:os";
import test from "ava";
import fc from "fast-check";
import {
	type ControlLayout,
	controlLength,
	controlSpace,
	decodeControl,
	encodeControl,
	platform,
} from "../../src/ffi/index.js";
import { darwin } from "../../src/ffi/platforms/darwin/index.js";
import { freebsd } from "../../src/ffi/platforms/freebsd/index.js";
import { linux } from "../../src/ffi/platforms/linux/index.js";
import { openbsd } from "../../src/ffi/platforms/openbsd/index.js";
import { hasCommand } from "../helpers/has-command.js";

const systems = [linux, darwin, freebsd, openbsd].map(
	({ name, sockets }) => [name, sockets.control] as const,
);
const little = endianness() === "LE";
const int = fc.integer({ min: -0x80000000, max: 0x7fffffff });
const messages = fc.array(fc.record({ level: int, type: int, data: fc.uint8Array({ maxLength: 80 }) }), {
	maxLength: 6,
});

/** Walks a buffer as CMSG_FIRSTHDR and CMSG_NXTHDR do, one byte after the other. */
function walk(layout: ControlLayout, bytes: Uint8Array): { level: number; type: number; data: number[] }[] {
	const number = (at: number, size: number) => {
		let value = 0;
		for (let i = 0; i < size; i += 1) value += (bytes[at + (little ? i : size - 1 - i)] ?? 0) * 256 ** i;
		return value;
	};
	const pad = (n: number) => (n + layout.alignment - 1) & ~(layout.alignment - 1);
	const header = pad(layout.lengthSize + 4 + 4);
	const found = [];
	for (let at = 0; at + header <= bytes.length; ) {
		const length = number(at, layout.lengthSize);
		found.push({
			level: number(at + layout.lengthSize, 4) | 0,
			type: number(at + layout.lengthSize + 4, 4) | 0,
			data: [...bytes.slice(at + header, at + length)],
		});
		at += pad(length);
	}
	return found;
}

for (const [name, layout] of systems) {
	test(`encodeControl, ${name}: a walk as C does it finds what was written, and decodeControl finds the same`, (t) => {
		fc.assert(
			fc.property(messages, (written) => {
				const bytes = encodeControl(layout, written);
				const plain = written.map((each) => ({ ...each, data: [...each.data] }));
				t.deepEqual(walk(layout, bytes), plain);
				const read = decodeControl(layout, bytes);
				t.true(read.whole);
				t.deepEqual(
					read.messages.map((each) => ({ ...each, data: [...each.data] })),
					plain,
				);
				t.is(
					bytes.length,
					written.reduce((sum, { data }) => sum + controlSpace(layout, data.length), 0),
				);
			}),
		);
	});

	test(`decodeControl, ${name}: whatever the bytes are, it ends, and reads nothing beyond them`, (t) => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(40), (bytes, length) => {
				// Most random lengths are nonsense; small ones are more telling.
				if (bytes.length > 0) bytes.set([length, 0, 0, 0].slice(0, bytes.length));
				const { messages: read } = decodeControl(layout, bytes);
				const used = read.reduce((sum, { data }) => sum + controlLength(layout, 0) + data.length, 0);
				t.true(used <= bytes.length + controlLength(layout, 0));
			}),
		);
	});

	test(`decodeControl, ${name}: cut anywhere, it gives what is whole, a part of the one that was cut, and says so`, (t) => {
		const written = [
			{ level: 1, type: 2, data: new Uint8Array([1, 2, 3, 4, 5]) },
			{ level: 3, type: 4, data: new Uint8Array([6, 7, 8]) },
		];
		const bytes = encodeControl(layout, written);
		const second = controlSpace(layout, 5);
		const end = second + controlLength(layout, 3);
		for (let length = 0; length <= bytes.length; length += 1) {
			const { messages: read, whole } = decodeControl(layout, bytes.subarray(0, length));
			const isWhole =
				length === 0 || length >= end || (length >= controlLength(layout, 5) && length <= second);
			t.is(whole, isWhole, `${length}`);
			if (length >= end) t.is(read.length, 2);
			for (const [index, { data }] of read.entries()) {
				t.deepEqual([...data], [...(written[index]?.data ?? [])].slice(0, data.length));
			}
		}
	});
}

test("controlLength and controlSpace: the numbers of each system's headers", (t) => {
	const numbers = Object.fromEntries(
		systems.map(([name, layout]) => [
			name,
			[0, 1, 4, 5].map((n) => [controlLength(layout, n), controlSpace(layout, n)]),
		]),
	);
	t.deepEqual(numbers, {
		linux: [
			[16, 16],
			[17, 24],
			[20, 24],
			[21, 24],
		],
		darwin: [
			[12, 12],
			[13, 16],
			[16, 16],
			[17, 20],
		],
		freebsd: [
			[16, 16],
			[17, 24],
			[20, 24],
			[21, 24],
		],
		openbsd: [
			[16, 16],
			[17, 24],
			[20, 24],
			[21, 24],
		],
	});
});

test("controlLength and controlSpace: those of CPython on this system", (t) => {
	if (!hasCommand(t, "python3")) return;
	const program =
		"import socket, json; print(json.dumps([[socket.CMSG_LEN(n), socket.CMSG_SPACE(n)] for n in range(300)]))";
	const { stdout } = spawnSync("python3", ["-c", program], { encoding: "utf8" });
	const { control } = platform.sockets;
	const ours = Array.from({ length: 300 }, (_, n) => [controlLength(control, n), controlSpace(control, n)]);
	t.deepEqual(ours, JSON.parse(stdout));
});

/** What no call accepts: refused in a sentence before any system call, with the socket as good as before. */
import test, { type ExecutionContext } from "ava";
import fc from "fast-check";
import { OSError, ValueError } from "../../src/errors.js";
import {
	type Address,
	AF_INET,
	AF_UNIX,
	createServer,
	fromfd,
	SOCK_DGRAM,
	SOCK_STREAM,
	Socket,
	setdefaulttimeout,
	socketpair,
} from "../../src/sockets/index.js";
import { pairOf } from "./helpers/pairs.js";
import { track } from "./helpers/track.js";

type ErrorClass = new (...args: never[]) => Error;
type Case = readonly [method: string, args: readonly unknown[], error: ErrorClass, message?: RegExp];

/** Calls a method of any socket with any arguments. */
function call(sock: Socket, method: string, args: readonly unknown[]): unknown {
	return (sock as unknown as Record<string, (...args: readonly unknown[]) => unknown>)[method]?.(...args);
}

/** A Uint8Array whose memory was transferred away. */
function detached(): Uint8Array {
	const bytes = new Uint8Array(16);
	structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
	return bytes;
}

/** A Uint8Array that lies about its length. */
function liar(): Uint8Array {
	const bytes = new Uint8Array(4);
	for (const name of ["length", "byteLength"]) Object.defineProperty(bytes, name, { value: 1 << 20 });
	return bytes;
}

const notBytes: readonly unknown[] = [
	undefined,
	null,
	0,
	true,
	1n,
	Symbol("x"),
	{},
	[1, 2],
	() => 0,
	new ArrayBuffer(4),
	new DataView(new ArrayBuffer(4)),
	new Uint16Array(4),
	new Int8Array(4),
	new Uint8ClampedArray(4),
	{ length: 4, byteLength: 4, buffer: new ArrayBuffer(4) },
	Object.create(Uint8Array.prototype),
	new Proxy(new Uint8Array(4), {}),
];
const notIntegers: readonly unknown[] = [
	"1",
	1.5,
	Number.NaN,
	Number.POSITIVE_INFINITY,
	null,
	true,
	1n,
	{},
	[1],
	Symbol("x"),
];
const tooLarge: readonly number[] = [2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e300];

const cases: Case[] = [
	// Numbers.
	...notIntegers.flatMap((value): Case[] => [
		["recv", [value], TypeError, /bufsize must be a whole number/],
		["recv", [1, value], TypeError, /flags must be a whole number/],
		["recvfrom", [value], TypeError, /bufsize/],
		["recvfrom", [1, value], TypeError, /flags/],
		["recvInto", [new Uint8Array(4), value], TypeError, /nbytes/],
		["recvInto", [new Uint8Array(4), 0, value], TypeError, /flags/],
		["recvfromInto", [new Uint8Array(4), value], TypeError, /nbytes/],
		["recvfromInto", [new Uint8Array(4), 0, value], TypeError, /flags/],
		["send", ["x", value], TypeError, /flags/],
		["sendall", ["x", value], TypeError, /flags/],
		["sendto", ["x", value, ["127.0.0.1", 1]], TypeError, /flags/],
		["listen", [value], TypeError, /backlog/],
		["shutdown", [value], TypeError, /how/],
		["getsockopt", [value, 1], TypeError, /level/],
		["getsockopt", [1, value], TypeError, /name/],
		["getsockopt", [1, 1, value], TypeError, /buflen/],
		["setsockopt", [value, 1, 1], TypeError, /level/],
		["setsockopt", [1, value, 1], TypeError, /name/],
		["sendfile", [0, value], TypeError, /offset/],
		["sendfile", [0, 0, value], TypeError, /count/],
	]),
	...tooLarge.flatMap((value): Case[] => [
		["recv", [1, value], RangeError, /flags must be between/],
		["send", ["x", value], RangeError, /flags/],
		["listen", [value], RangeError, /backlog/],
		["getsockopt", [value, 1], RangeError, /level/],
		["setsockopt", [1, value, 1], RangeError, /name/],
	]),
	["recv", [-1], RangeError, /bufsize/],
	["recv", [2 ** 53], RangeError, /bufsize/],
	["recv", [], TypeError, /bufsize/],
	["recvfrom", [-1], RangeError, /bufsize/],
	["recvInto", [new Uint8Array(4), -1], RangeError, /nbytes/],
	["recvInto", [new Uint8Array(4), 5], RangeError, /nbytes must be between 0 and 4, got 5/],
	["recvInto", [liar(), 5], RangeError, /between 0 and 4/],
	["recvfromInto", [liar(), 5], RangeError, /between 0 and 4/],
	["recvfromInto", [new Uint8Array(4).subarray(2), 3], RangeError, /between 0 and 2/],
	["shutdown", [3], RangeError],
	["shutdown", [-1], RangeError],
	["getsockopt", [1, 1, 0], RangeError, /buflen/],
	["getsockopt", [1, 1, -1], RangeError, /buflen/],
	["getsockopt", [1, 1, 65537], RangeError, /buflen/],
	["setsockopt", [1, 1, 2 ** 32], RangeError, /value/],
	["setsockopt", [1, 1, -(2 ** 31) - 1], RangeError, /value/],
	["setsockopt", [1, 1, 1.5], TypeError, /value/],
	["setsockopt", [1, 1], TypeError, /value/],
	["setsockopt", [1, 1, null], TypeError, /optlen/],
	["setsockopt", [1, 1, null, -1], RangeError, /optlen/],
	["setsockopt", [1, 1, 1, 4], TypeError, /optlen/],
	["setsockopt", [1, 1, detached()], TypeError, /transferred/],
	["setsockopt", [1, 1, new DataView(new ArrayBuffer(4))], TypeError, /value/],
	["sendfile", [0, -1], RangeError, /offset/],
	["sendfile", [0, 0, 0], RangeError, /count/],
	["sendfile", [0, 0, -1], RangeError, /count/],
	["sendfile", [0, Number.MAX_SAFE_INTEGER, 1], RangeError, /count/],
	["sendfile", [-1], RangeError, /file/],
	["sendfile", ["file"], TypeError, /file must be a descriptor/],
	["sendfile", [{}], TypeError, /file/],
	["sendfile", [null], TypeError, /file/],
	["sendfile", [{ fileno: () => "1" }], TypeError, /fileno\(\)/],
	["sendfile", [{ fileno: () => -1 }], RangeError, /fileno\(\)/],
	// Time limits and flags.
	...[-1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0.001].map(
		(value): Case => ["settimeout", [value], ValueError, /timeout/],
	),
	...["1", {}, true, 1n].map((value): Case => ["settimeout", [value], TypeError, /timeout/]),
	...[0, 1, "true", undefined, null].map((value): Case => ["setblocking", [value], TypeError, /flag/]),
	...[0, 1, "true", undefined, null].map(
		(value): Case => ["setInheritable", [value], TypeError, /inheritable/],
	),
	// Bytes.
	...notBytes.flatMap((value): Case[] => [
		["send", [value], TypeError, /data must be a Uint8Array or a string/],
		["sendall", [value], TypeError, /data/],
		["sendto", [value, ["127.0.0.1", 1]], TypeError, /data/],
		["recvInto", [value], TypeError, /buffer must be a Uint8Array/],
		["recvfromInto", [value], TypeError, /buffer/],
	]),
	["recvInto", ["text"], TypeError, /buffer/],
	["send", [detached()], TypeError, /transferred/],
	["sendall", [detached()], TypeError, /transferred/],
	["sendto", [detached(), ["127.0.0.1", 1]], TypeError, /transferred/],
	["recvInto", [detached()], TypeError, /transferred/],
	["recvfromInto", [detached()], TypeError, /transferred/],
	["recvInto", [new Uint8Array(0)], RangeError, /room/],
	["recvfromInto", [new Uint8Array(8).subarray(8)], RangeError, /room/],
	// Addresses.
	...["bind", "connect", "connectEx"].flatMap((method): Case[] => [
		[method, [], TypeError, /address must be \[host, port\]/],
		[method, [null], TypeError],
		[method, ["127.0.0.1:80"], TypeError],
		[method, [["127.0.0.1"]], TypeError],
		[method, [["127.0.0.1", "80"]], TypeError, /port/],
		[method, [["127.0.0.1", 65536]], RangeError, /port/],
		[method, [["127.0.0.1", -1]], RangeError, /port/],
		[method, [[null, 80]], TypeError, /host/],
		[method, [["\0", 80]], ValueError, /zero byte/],
		[method, [{ 0: "127.0.0.1", 1: 80, length: 2 }], TypeError],
	]),
	["sendto", ["x"], TypeError, /address/],
	["sendto", ["x", 0], TypeError, /address/],
	["sendto", ["x", 0, undefined], TypeError, /address/],
	["sendto", ["x", ["127.0.0.1", 1.5]], TypeError, /port/],
];

test("every method refuses wrong arguments and stays as it was", (t) => {
	for (const [method, args, instanceOf, message] of cases) {
		const sock = track(t, new Socket(AF_INET, method === "sendto" ? SOCK_DGRAM : SOCK_STREAM));
		const expectation = message === undefined ? { instanceOf } : { instanceOf, message };
		const error = t.throws(() => call(sock, method, args), expectation, `${method}: ${error0(args)}`);
		t.regex(error.message, /^Cannot /, method);
		t.true(sock.fileno() >= 0);
		t.is(sock.gettimeout(), undefined);
		t.deepEqual(sock.getsockname(), ["0.0.0.0", 0]);
	}
});

function error0(args: readonly unknown[]): string {
	return args
		.map((arg) => (typeof arg === "object" ? Object.prototype.toString.call(arg) : String(arg)))
		.join(", ");
}

test("a Unix socket refuses the addresses of others, and paths that are too long or cut", (t) => {
	const sock = track(t, new Socket(AF_UNIX));
	for (const [address, instanceOf] of [
		[["127.0.0.1", 80], TypeError],
		[5, TypeError],
		["x".repeat(200), ValueError],
		["a\0b", ValueError],
		[detached(), TypeError],
		[new DataView(new ArrayBuffer(4)), TypeError],
	] as const) {
		t.throws(() => sock.bind(address as Address), { instanceOf });
		t.throws(() => sock.connect(address as Address), { instanceOf });
	}
	t.is(sock.getsockname(), "");
});

test("functions refuse wrong arguments", (t) => {
	const wrong: [() => unknown, ErrorClass][] = [
		...notIntegers.flatMap((value): [() => unknown, ErrorClass][] => [
			[() => new Socket(value as never, SOCK_STREAM), TypeError],
			[() => new Socket(AF_INET, value as never), TypeError],
			[() => new Socket(AF_INET, SOCK_STREAM, value as never), TypeError],
			[() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: value as never }), TypeError],
			[() => socketpair(value as never), TypeError],
			[() => socketpair(AF_UNIX, value as never), TypeError],
			[() => socketpair(AF_UNIX, SOCK_STREAM, value as never), TypeError],
		]),
		[() => new Socket(2 ** 31), RangeError],
		[() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: -2 }), ValueError],
		[() => new Socket(AF_INET, SOCK_STREAM, 0, { fileno: 2 ** 31 }), RangeError],
		[() => fromfd(-1), RangeError],
		[() => fromfd("0" as never), TypeError],
		[() => fromfd({ fileno: 0 } as never), TypeError],
		[() => setdefaulttimeout(-1), ValueError],
		[() => setdefaulttimeout(Number.NaN), ValueError],
		[() => setdefaulttimeout("1" as never), TypeError],
		[() => createServer(undefined as never), TypeError],
	];
	for (const [attempt, instanceOf] of wrong) t.throws(attempt, { instanceOf });
});

test("an object that lies about its length is believed in nothing", (t) => {
	const [left, right] = pairOf(t);
	t.is(left.send(liar()), 4);
	left.sendall(liar());
	t.is(right.recv(1 << 20).length, 8);
	left.sendall(Buffer.alloc(100));
	t.is(right.recvInto(liar()), 4);
	t.is(right.recv(1 << 20).length, 96);
});

test("an address whose reading closes the socket reaches no other descriptor", (t) => {
	for (const method of ["bind", "connect", "connectEx", "sendto"]) {
		const sock = track(t, new Socket(AF_INET, SOCK_DGRAM));
		const address = ["127.0.0.1", 1];
		Object.defineProperty(address, 1, {
			get() {
				sock.close();
				return 1;
			},
		});
		t.throws(() => call(sock, method, method === "sendto" ? ["x", address] : [address]), {
			instanceOf: OSError,
			code: "EBADF",
		});
	}
});

test("a method taken from its socket throws a TypeError", (t) => {
	const { recv } = Socket.prototype;
	t.throws(() => recv.call({} as never, 1), { instanceOf: TypeError });
	t.throws(() => (Socket as unknown as () => unknown)(), { instanceOf: TypeError });
});

/** Runs every method with arbitrary arguments: it returns or throws an Error, and the process lives. */
function survives(
	t: ExecutionContext,
	makeSocket: () => Socket,
	argument: fc.Arbitrary<unknown>,
	more: readonly string[],
): void {
	const methods = [
		...more,
		"accept",
		"connect",
		"connectEx",
		"getpeername",
		"getsockname",
		"getsockopt",
		"listen",
		"recv",
		"recvInto",
		"recvfrom",
		"recvfromInto",
		"send",
		"sendall",
		"sendto",
		"setInheritable",
		"setblocking",
		"setsockopt",
		"settimeout",
		"shutdown",
	];
	fc.assert(
		fc.property(fc.constantFrom(...methods), fc.array(argument, { maxLength: 4 }), (method, args) => {
			const sock = makeSocket();
			try {
				call(sock, method, args);
			} catch (error) {
				t.true(error instanceof Error, method);
			} finally {
				sock.close();
			}
		}),
		{ numRuns: 3000 },
	);
}

test("no argument, however wrong, ends the process", (t) => {
	const argument = fc.oneof(
		fc.anything({
			withBigInt: true,
			withDate: true,
			withMap: true,
			withNullPrototype: true,
			withSparseArray: true,
			withTypedArray: true,
		}),
		fc.integer(),
		fc.integer({ min: -3, max: 300 }),
		fc.double(),
		fc.constantFrom(
			"",
			"\0abstract",
			"x".repeat(300),
			detached(),
			liar(),
			new Uint8Array(0),
			new Uint8Array(3),
			Buffer.alloc(200),
		),
		fc.tuple(fc.constantFrom("127.0.0.1", "::1", "\0"), fc.constantFrom(-1, 0, 1, 65536, 2 ** 40)),
	);
	const nonblocking = (sock: Socket) => {
		sock.setblocking(false);
		return sock;
	};
	t.notThrows(() => survives(t, () => nonblocking(new Socket(AF_INET, SOCK_DGRAM)), argument, ["bind"]));
	// Without bind(): any string would be a path, and leave its file behind.
	t.notThrows(() =>
		survives(
			t,
			() => {
				const [left, right] = socketpair();
				left.setblocking(false);
				right.close();
				return left;
			},
			argument,
			[],
		),
	);
});

import test from "ava";
import fc from "fast-check";
import { ValueError } from "../../../src/errors.js";
import { platform, readSockaddrFamily } from "../../../src/ffi/index.js";
import { decodeAddress, encodeAddress } from "../../../src/sockets/addresses/codecs.js";
import {
	type Address,
	AF_INET,
	AF_INET6,
	AF_UNIX,
	AF_UNSPEC,
	type Inet6Address,
} from "../../../src/sockets/index.js";

/** Through the kernel's form and back. */
function roundTrip(family: number, address: Address): Address | undefined {
	const bytes = encodeAddress(family, address, "test");
	return bytes && decodeAddress(Buffer.concat([bytes, Buffer.alloc(128, 0xaa)]), bytes.length);
}

test("encodeAddress writes sockaddr_in as the kernel reads it", (t) => {
	const bytes = Buffer.from(encodeAddress(AF_INET, ["192.0.2.1", 0x1234], "test") ?? []);
	t.is(bytes.length, 16);
	t.is(readSockaddrFamily(bytes), AF_INET);
	t.is(bytes.subarray(2).toString("hex"), "1234c00002010000000000000000");
});

test("encodeAddress writes sockaddr_in6 with flow label and scope", (t) => {
	const bytes = Buffer.from(encodeAddress(AF_INET6, ["2001:db8::1", 80, 0x12345, 7], "test") ?? []);
	t.is(bytes.length, 28);
	t.is(readSockaddrFamily(bytes), AF_INET6);
	t.is(bytes.subarray(2, 24).toString("hex"), "00500001234520010db8000000000000000000000001");
	t.is(new Uint32Array(bytes.buffer.slice(bytes.byteOffset + 24, bytes.byteOffset + 28))[0], 7);
});

test("the empty host is any address, <broadcast> is that of all", (t) => {
	t.deepEqual(roundTrip(AF_INET, ["", 1]), ["0.0.0.0", 1]);
	t.deepEqual(roundTrip(AF_INET6, ["", 1]), ["::", 1, 0, 0]);
	t.deepEqual(roundTrip(AF_INET, ["<broadcast>", 1]), ["255.255.255.255", 1]);
});

test("an IPv6 address takes its scope from behind the %, by number and by name", (t) => {
	t.deepEqual(roundTrip(AF_INET6, ["fe80::1%5", 80]), ["fe80::1", 80, 0, 5]);
	t.deepEqual(
		roundTrip(AF_INET6, ["fe80::1%5", 80, 0, 9]),
		["fe80::1", 80, 0, 9],
		"the number that is given wins",
	);
	if (process.platform === "linux")
		t.deepEqual(roundTrip(AF_INET6, ["fe80::1%lo", 80]), ["fe80::1", 80, 0, 1]);
	t.throws(() => encodeAddress(AF_INET6, ["fe80::1%nosuchif", 80], "test"), {
		instanceOf: ValueError,
		message: /nosuchif/,
	});
	t.throws(() => encodeAddress(AF_INET6, ["fe80::1%", 80], "test"), { instanceOf: ValueError });
});

test("any IPv4 and IPv6 address comes back as it went", (t) => {
	const port = fc.integer({ min: 0, max: 65535 });
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.ipV4(), port, (host, number) => {
				t.deepEqual(roundTrip(AF_INET, [host, number]), [host, number]);
			}),
		),
	);
	t.notThrows(() =>
		fc.assert(
			fc.property(
				fc.ipV6(),
				port,
				fc.integer({ min: 0, max: 0xfffff }),
				fc.integer({ min: 0, max: 0xffffffff }),
				(host, number, flow, scope) => {
					const once = roundTrip(AF_INET6, [host, number, flow, scope]) as Inet6Address;
					t.deepEqual(once.slice(1), [number, flow, scope]);
					t.deepEqual(roundTrip(AF_INET6, once), once, "the shortest form stays");
				},
			),
		),
	);
});

test("a host that is a name gives undefined: it must be looked up", (t) => {
	for (const host of ["localhost", "127.1", "1.2.3", "::1", "example.org"]) {
		t.is(encodeAddress(AF_INET, [host, 80], "test"), undefined, host);
	}
	for (const host of ["localhost", "127.0.0.1", "1::2::3", "::g", "12345::"]) {
		t.is(encodeAddress(AF_INET6, [host, 80], "test"), undefined, host);
	}
});

test("a Unix path ends with a zero byte, an abstract name does not", (t) => {
	const path = encodeAddress(AF_UNIX, "/tmp/x", "test");
	t.is(path?.length, 2 + 7);
	t.is(roundTrip(AF_UNIX, "/tmp/x"), "/tmp/x");
	t.is(roundTrip(AF_UNIX, "/tmp/ä€"), "/tmp/ä€");
	t.is(roundTrip(AF_UNIX, Buffer.from("/tmp/x")), "/tmp/x");
	if (!platform.sockets.abstractUnixNames) return;
	t.is(encodeAddress(AF_UNIX, "\0ab\0c", "test")?.length, 2 + 5);
	t.deepEqual(roundTrip(AF_UNIX, "\0ab\0c"), Buffer.from("\0ab\0c"));
	t.deepEqual(roundTrip(AF_UNIX, ""), "");
});

test("a path that is no UTF-8 comes back as bytes", (t) => {
	const bytes = Buffer.from([0x2f, 0xff, 0xfe]);
	t.deepEqual(roundTrip(AF_UNIX, bytes), bytes);
});

test("a Unix path is as long as sun_path at most", (t) => {
	const { sunPathLength, abstractUnixNames } = platform.sockets;
	const longest = "x".repeat(sunPathLength - 1);
	t.is(roundTrip(AF_UNIX, longest), longest);
	t.throws(() => encodeAddress(AF_UNIX, `${longest}x`, "test"), {
		instanceOf: ValueError,
		message: /107|103/,
	});
	t.throws(
		() => encodeAddress(AF_UNIX, "é".repeat(sunPathLength / 2), "test"),
		{ instanceOf: ValueError },
		"bytes count, not letters",
	);
	if (!abstractUnixNames) return;
	t.deepEqual(roundTrip(AF_UNIX, `\0${longest}`), Buffer.from(`\0${longest}`));
	t.throws(() => encodeAddress(AF_UNIX, `\0${longest}x`, "test"), { instanceOf: ValueError });
});

test("a path with a zero byte in it is refused", (t) => {
	t.throws(() => encodeAddress(AF_UNIX, "/tmp/a\0b", "test"), {
		instanceOf: ValueError,
		message: /zero byte/,
	});
});

test("decodeAddress gives undefined for no address, and the bytes for a family it does not know", (t) => {
	const bytes = Buffer.alloc(128);
	t.is(decodeAddress(bytes, 0), undefined);
	bytes[platform.sockets.sockaddrHasLength ? 1 : 0] = 99;
	const unknown = decodeAddress(bytes, 12);
	t.true(Buffer.isBuffer(unknown));
	t.is((unknown as Buffer).length, 12);
});

test("decodeAddress never reads past the buffer, whatever the kernel says", (t) => {
	const path = Buffer.alloc(20, 0x61);
	path.set(encodeAddress(AF_UNIX, "a", "test")?.subarray(0, 2) ?? []);
	t.is((decodeAddress(path, 5000) as string).length, 18);
});

test("encodeAddress names what is wrong with an address", (t) => {
	const cases: [number, unknown, new (...args: never[]) => Error, RegExp][] = [
		[AF_INET, undefined, TypeError, /address must be \[host, port\], got undefined/],
		[AF_INET, "127.0.0.1", TypeError, /got "127.0.0.1"/],
		[AF_INET, [], TypeError, /an array of 0/],
		[AF_INET, ["127.0.0.1"], TypeError, /an array of 1/],
		[AF_INET, ["127.0.0.1", 80, 0], TypeError, /an array of 3/],
		[AF_INET, [1, 80], TypeError, /host must be a string, got 1/],
		[AF_INET, ["127.0.0.1", "80"], TypeError, /port must be a whole number, got "80"/],
		[AF_INET, ["127.0.0.1", 1.5], TypeError, /port/],
		[AF_INET, ["127.0.0.1", Number.NaN], TypeError, /port/],
		[AF_INET, ["127.0.0.1", -1], RangeError, /port must be between 0 and 65535, got -1/],
		[AF_INET, ["127.0.0.1", 65536], RangeError, /port/],
		[AF_INET, ["a\0b", 80], ValueError, /zero byte/],
		[AF_INET6, ["::1", 80, 0x100000], RangeError, /flowinfo/],
		[AF_INET6, ["::1", 80, 0, -1], RangeError, /scopeId/],
		[AF_INET6, ["::1", 80, 0, 0, 0], TypeError, /an array of 5/],
		[AF_UNIX, ["a", 1], TypeError, /address must be a path/],
		[AF_UNIX, 5, TypeError, /got 5/],
		[AF_UNIX, null, TypeError, /got null/],
		[AF_UNSPEC, ["a", 1], ValueError, /family 0/],
		[99, "x", ValueError, /family 99/],
	];
	for (const [family, address, instanceOf, message] of cases) {
		t.throws(() => encodeAddress(family, address as Address, "test"), { instanceOf, message });
	}
});

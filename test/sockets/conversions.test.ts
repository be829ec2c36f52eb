import { networkInterfaces } from "node:os";
import test from "ava";
import fc from "fast-check";
import { OSError, ValueError } from "../../src/errors.js";
import {
	AF_INET,
	AF_INET6,
	AF_UNIX,
	htonl,
	htons,
	ifIndextoname,
	ifNameindex,
	ifNametoindex,
	inetAton,
	inetNtoa,
	inetNtop,
	inetPton,
	ntohl,
	ntohs,
} from "../../src/sockets/index.js";

test("htons, ntohs, htonl and ntohl write the network's byte order", (t) => {
	for (const value of [0, 1, 0x1234, 0xffff]) {
		t.is(new DataView(new Uint16Array([htons(value)]).buffer).getUint16(0), value);
		t.is(ntohs(htons(value)), value);
	}
	for (const value of [0, 1, 0x12345678, 0x7fffffff, 0x80000000, 0xffffffff]) {
		t.is(new DataView(new Uint32Array([htonl(value)]).buffer).getUint32(0), value);
		t.is(ntohl(htonl(value)), value);
	}
});

test("htons and the others refuse what does not fit", (t) => {
	for (const convert of [htons, ntohs]) {
		t.throws(() => convert(-1), { instanceOf: RangeError });
		t.throws(() => convert(65536), { instanceOf: RangeError });
		t.throws(() => convert(1.5), { instanceOf: TypeError });
	}
	for (const convert of [htonl, ntohl]) {
		t.throws(() => convert(-1), { instanceOf: RangeError });
		t.throws(() => convert(2 ** 32), { instanceOf: RangeError });
		t.throws(() => convert("1" as never), { instanceOf: TypeError });
	}
});

test("inetPton and inetNtop turn addresses into bytes and back", (t) => {
	t.is(inetPton(AF_INET, "192.0.2.1").toString("hex"), "c0000201");
	t.is(inetPton(AF_INET6, "2001:db8::1").toString("hex"), "20010db8000000000000000000000001");
	t.is(inetNtop(AF_INET, Buffer.from("c0000201", "hex")), "192.0.2.1");
	t.is(inetNtop(AF_INET6, new Uint8Array(16)), "::");
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), (bytes) => {
				t.deepEqual(new Uint8Array(inetPton(AF_INET6, inetNtop(AF_INET6, bytes))), bytes);
				t.deepEqual(
					new Uint8Array(inetPton(AF_INET, inetNtop(AF_INET, bytes.subarray(3, 7)))),
					bytes.slice(3, 7),
				);
			}),
		),
	);
});

test("inetPton and inetNtop refuse what is no address", (t) => {
	for (const text of ["", "localhost", "127.1", "::1", "1.2.3.4\0"]) {
		t.throws(() => inetPton(AF_INET, text), { instanceOf: ValueError }, text);
	}
	t.throws(() => inetPton(AF_INET6, "127.0.0.1"), { instanceOf: ValueError });
	t.throws(() => inetPton(AF_UNIX, "x"), { instanceOf: ValueError, message: /AF_INET/ });
	t.throws(() => inetPton(AF_INET, 5 as never), { instanceOf: TypeError });
	t.throws(() => inetPton(Number.NaN, "x"), { instanceOf: TypeError });
	t.throws(() => inetNtop(AF_INET, new Uint8Array(3)), { instanceOf: ValueError, message: /4 bytes, got 3/ });
	t.throws(() => inetNtop(AF_INET6, new Uint8Array(4)), { instanceOf: ValueError });
	t.throws(() => inetNtop(AF_UNIX, new Uint8Array(4)), { instanceOf: ValueError });
	t.throws(() => inetNtop(AF_INET, [1, 2, 3, 4] as never), { instanceOf: TypeError });
	const liar = new Uint8Array(1);
	Object.defineProperty(liar, "length", { value: 16 });
	Object.defineProperty(liar, "byteLength", { value: 16 });
	t.throws(() => inetNtop(AF_INET6, liar), { instanceOf: ValueError, message: /got 1/ });
});

test("inetAton and inetNtoa know the old forms", (t) => {
	for (const text of ["127.0.0.1", "127.1", "0x7f000001", "0177.0.0.1", "2130706433"]) {
		t.is(inetNtoa(inetAton(text)), "127.0.0.1", text);
	}
	for (const text of ["", "localhost", "1.2.3.4.5", "256.1.1.1", "1.2.3.4\0"]) {
		t.throws(() => inetAton(text), { instanceOf: ValueError }, text);
	}
	t.throws(() => inetAton(1 as never), { instanceOf: TypeError });
	t.throws(() => inetNtoa(new Uint8Array(5)), { instanceOf: ValueError });
	t.throws(() => inetNtoa({} as never), { instanceOf: TypeError });
});

test("interfaces have numbers and names that agree, with Node's, too", (t) => {
	const interfaces = ifNameindex();
	t.true(interfaces.length > 0);
	for (const [index, name] of interfaces) {
		t.is(ifNametoindex(name), index);
		t.is(ifIndextoname(index), name);
	}
	const names = interfaces.map(([, name]) => name);
	for (const name of Object.keys(networkInterfaces())) t.true(names.includes(name), name);
});

test("interfaces that are not there are errors", (t) => {
	t.throws(() => ifNametoindex("no-such-if"), { instanceOf: OSError, message: /no-such-if/ });
	t.throws(() => ifNametoindex("x".repeat(1000)), { instanceOf: OSError });
	t.throws(() => ifNametoindex(""), { instanceOf: OSError });
	t.throws(() => ifIndextoname(0x7fffffff), { instanceOf: OSError, code: "ENXIO" });
	t.throws(() => ifNametoindex("lo\0"), { instanceOf: ValueError });
	t.throws(() => ifNametoindex(1 as never), { instanceOf: TypeError });
	t.throws(() => ifIndextoname(-1), { instanceOf: RangeError });
	t.throws(() => ifIndextoname("1" as never), { instanceOf: TypeError });
});

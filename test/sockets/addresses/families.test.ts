/** The families whose addresses are plain objects: byte by byte, there and back, and what is refused. */
import { endianness } from "node:os";
import test from "ava";
import fc from "fast-check";
import { ValueError } from "../../../src/errors.js";
import { decodeAddress, encodeAddress } from "../../../src/sockets/addresses/codecs.js";
import {
	type Address,
	AF_ALG,
	AF_BLUETOOTH,
	AF_CAN,
	AF_NETLINK,
	AF_PACKET,
	AF_VSOCK,
	ifNameindex,
	type PacketAddress,
} from "../../../src/sockets/index.js";
import { skip } from "../../helpers/skip.js";

const onLinux = process.platform === "linux";
const u8 = fc.integer({ min: 0, max: 0xff });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const device = fc
	.uint8Array({ minLength: 6, maxLength: 6 })
	.map((bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(":"));

/** Through the kernel's form and back, with other bytes behind it. */
function roundTrip(family: number, address: Address): Address | undefined {
	const bytes = encodeAddress(family, address, "test");
	return bytes && decodeAddress(Buffer.concat([bytes, Buffer.alloc(128, 0xaa)]), bytes.length);
}

const hexOf = (family: number, address: Address) =>
	Buffer.from(encodeAddress(family, address, "test") ?? []).toString("hex");

test("encodeAddress: each family as its header lays it out", (t) => {
	if (!onLinux || endianness() !== "LE") {
		return skip(t, "Linux on a little-endian machine", `${process.platform}, ${endianness()}`);
	}
	t.is(hexOf(AF_NETLINK, { pid: 0x01020304, groups: 0x80000001 }), "1000000004030201" + "01000080");
	t.is(
		hexOf(AF_PACKET, {
			interface: 1,
			protocol: 0x0800,
			type: 4,
			hatype: 772,
			address: Buffer.from([2, 3, 4, 5, 6, 7]),
		}),
		"1100" + "0800" + "01000000" + "0403" + "04" + "06" + "0203040506070000",
	);
	t.is(hexOf(AF_PACKET, { interface: 0, protocol: 3 }), `1100000300000000${"0".repeat(24)}`);
	t.is(hexOf(AF_CAN, { interface: 1 }), "1d00000001000000" + "0000000000000000");
	t.is(
		hexOf(AF_CAN, { interface: 1, rxId: 0x123, txId: 0x80000456 }),
		"1d00000001000000" + "2301000056040080",
	);
	t.is(
		hexOf(AF_CAN, { interface: 1, name: 0x0102030405060708n, pgn: 0xfeca, addr: 0x20 }),
		"1d00000001000000" + "0807060504030201" + "cafe0000" + "20000000",
	);
	t.is(hexOf(AF_VSOCK, { cid: 2, port: 1024 }), "28000000" + "00040000" + "02000000" + "00000000");
	t.is(hexOf(AF_VSOCK, { cid: 0xffffffff, port: 0xffffffff, flags: 1 }), "28000000ffffffffffffffff01000000");
	t.is(hexOf(AF_BLUETOOTH, { device: 1, channel: 3 }), "1f0001000300");
	t.is(hexOf(AF_BLUETOOTH, { device: 0xffff }), "1f00ffff0000");
	t.is(hexOf(AF_BLUETOOTH, { address: "01:23:45:67:89:ab" }), "1f00ab8967452301");
	t.is(hexOf(AF_BLUETOOTH, { address: "01:23:45:67:89:AB", channel: 7 }), "1f00ab89674523010700");
	t.is(
		hexOf(AF_BLUETOOTH, { address: "01:23:45:67:89:AB", psm: 0x1001, cid: 4, addressType: 2 }),
		"1f000110ab896745230104000200",
	);
	t.is(
		hexOf(AF_ALG, { type: "hash", name: "sha256", feature: 1, mask: 2 }),
		`2600${Buffer.from("hash").toString("hex").padEnd(28, "0")}0100000002000000${Buffer.from("sha256").toString("hex").padEnd(128, "0")}`,
	);
});

test("any address of these families comes back as it went", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	const same = (family: number, address: fc.Arbitrary<Address>) =>
		t.notThrows(() =>
			fc.assert(
				fc.property(address, (each) => {
					t.deepEqual(roundTrip(family, each), each);
				}),
			),
		);
	// A number that no interface has stays a number; 0 is told as "".
	const nowhere = fc.integer({ min: 0x70000000, max: 0x7fffffff });
	same(AF_NETLINK, fc.record({ pid: u32, groups: u32 }));
	same(
		AF_PACKET,
		fc.record({
			interface: nowhere,
			protocol: u16,
			type: u8,
			hatype: u16,
			address: fc.uint8Array({ maxLength: 32 }).map((bytes) => Buffer.from(bytes)),
		}),
	);
	same(AF_CAN, fc.record({ interface: nowhere }));
	same(
		AF_CAN,
		fc.record({ interface: nowhere, rxId: u32, txId: u32 }).filter(({ rxId, txId }) => rxId !== txId),
	);
	same(
		AF_CAN,
		fc.record({ interface: nowhere, name: fc.bigInt(0n, 0xffffffffffffffffn), pgn: u32, addr: u8 }),
	);
	same(AF_VSOCK, fc.record({ cid: u32, port: u32 }));
	same(AF_VSOCK, fc.record({ cid: u32, port: u32, flags: fc.integer({ min: 1, max: 255 }) }));
	same(AF_BLUETOOTH, fc.record({ device: u16, channel: u16 }));
	same(AF_BLUETOOTH, fc.record({ address: device }));
	same(AF_BLUETOOTH, fc.record({ address: device, channel: u8 }));
	same(AF_BLUETOOTH, fc.record({ address: device, psm: u16, cid: u16, addressType: u8 }));
	const word = (most: number) => fc.stringMatching(/^[a-z0-9()-]+$/).map((text) => text.slice(0, most));
	same(AF_ALG, fc.record({ type: word(13), name: word(63), feature: u32, mask: u32 }));
});

test("an interface goes in by name or by number, and comes back by name", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	const [first] = ifNameindex();
	if (first === undefined) return skip(t, "network interfaces", "this machine has none");
	const [index, name] = first;
	t.deepEqual(roundTrip(AF_CAN, { interface: name }), { interface: name });
	t.deepEqual(roundTrip(AF_CAN, { interface: index }), { interface: name });
	t.is((roundTrip(AF_PACKET, { interface: name, protocol: 3 }) as { interface: string }).interface, name);
	t.deepEqual(roundTrip(AF_CAN, { interface: "" }), { interface: "" });
	t.deepEqual(roundTrip(AF_CAN, { interface: 0 }), { interface: "" });
	t.deepEqual(roundTrip(AF_CAN, { interface: "", name: 5, pgn: 1, addr: 2 }), {
		interface: "",
		name: 5n,
		pgn: 1,
		addr: 2,
	});
});

test("decodeAddress gives the bytes where there are too few for the family", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	for (const [family, address] of [
		[AF_NETLINK, { pid: 1, groups: 2 }],
		[AF_PACKET, { interface: 0, protocol: 3 }],
		[AF_CAN, { interface: 0 }],
		[AF_VSOCK, { cid: 1, port: 2 }],
		[AF_BLUETOOTH, { device: 1 }],
		[AF_ALG, { type: "hash", name: "md5" }],
	] as const) {
		const bytes = encodeAddress(family, address) ?? new Uint8Array(0);
		t.deepEqual(decodeAddress(bytes, 4), Buffer.from(bytes.subarray(0, 4)));
	}
});

test("a packet's hardware address never reaches past what the kernel wrote", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	const bytes = Buffer.from(encodeAddress(AF_PACKET, { interface: 0, protocol: 3 }) ?? []);
	bytes[11] = 255;
	t.is((decodeAddress(bytes, 20) as PacketAddress).address?.length, 8);
});

test("a getter is asked once, so that what was checked is what is used", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	let asked = 0;
	const address = {
		groups: 0,
		get pid() {
			asked++;
			return asked === 1 ? 7 : "no number";
		},
	};
	const bytes = encodeAddress(AF_NETLINK, address as unknown as Address) ?? new Uint8Array(0);
	t.deepEqual(decodeAddress(bytes, 12), { pid: 7, groups: 0 });
	t.is(asked, 1);
});

test("encodeAddress says what is wrong with an address that is an object", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	const cases: [number, unknown, new (...args: never[]) => Error, RegExp][] = [
		[AF_NETLINK, undefined, TypeError, /^Cannot test: address must be \{ pid, groups \}, got undefined$/],
		[AF_NETLINK, null, TypeError, /got null/],
		[AF_NETLINK, [0, 0], TypeError, /got an array of 2/],
		[AF_NETLINK, "x", TypeError, /got "x"/],
		[AF_NETLINK, Buffer.alloc(12), TypeError, /got an object/],
		[AF_NETLINK, {}, TypeError, /got no field/],
		[AF_NETLINK, { pid: 1 }, TypeError, /got the fields pid$/],
		[AF_NETLINK, { pid: 1, groups: 0, group: 1 }, TypeError, /the fields pid, groups, group/],
		[AF_NETLINK, { pid: 1, groups: undefined }, TypeError, /the fields pid/],
		[AF_NETLINK, { pid: -1, groups: 0 }, RangeError, /pid must be between 0 and 4294967295, got -1/],
		[AF_NETLINK, { pid: 0, groups: 2 ** 32 }, RangeError, /groups/],
		[AF_NETLINK, { pid: "1", groups: 0 }, TypeError, /pid must be a whole number/],
		[AF_PACKET, { interface: "lo" }, TypeError, /\{ interface, protocol, type\?, hatype\?, address\? \}/],
		[AF_PACKET, { interface: 1.5, protocol: 3 }, TypeError, /interface/],
		[AF_PACKET, { interface: -1, protocol: 3 }, RangeError, /interface/],
		[AF_PACKET, { interface: "no such if", protocol: 3 }, ValueError, /no network interface "no such if"/],
		[AF_PACKET, { interface: "x".repeat(5000), protocol: 3 }, ValueError, /no network interface/],
		[AF_PACKET, { interface: "lo\0x", protocol: 3 }, ValueError, /zero byte/],
		[AF_PACKET, { interface: 0, protocol: 0x10000 }, RangeError, /protocol/],
		[AF_PACKET, { interface: 0, protocol: 3, type: 256 }, RangeError, /type/],
		[AF_PACKET, { interface: 0, protocol: 3, hatype: -1 }, RangeError, /hatype/],
		[
			AF_PACKET,
			{ interface: 0, protocol: 3, address: "02:00" },
			TypeError,
			/must be a Uint8Array, got "02:00"/,
		],
		[
			AF_PACKET,
			{ interface: 0, protocol: 3, address: Buffer.alloc(33) },
			ValueError,
			/may have 32 bytes, this has 33/,
		],
		[AF_CAN, { interface: 0, rxId: 1 }, TypeError, /\{ interface \} or \{ interface, rxId, txId \} or/],
		[AF_CAN, { interface: 0, rxID: 1, txID: 2 }, TypeError, /the fields interface, rxID, txID/],
		[AF_CAN, { interface: 0, rxId: -1, txId: 2 }, RangeError, /rxId/],
		[AF_CAN, { interface: 0, rxId: 1, txId: 2 ** 32 }, RangeError, /txId/],
		[
			AF_CAN,
			{ interface: 0, name: "x", pgn: 1, addr: 1 },
			TypeError,
			/name must be a bigint or a whole number/,
		],
		[AF_CAN, { interface: 0, name: 2 ** 53, pgn: 1, addr: 1 }, RangeError, /a bigint past 2\^53 - 1/],
		[AF_CAN, { interface: 0, name: 2n ** 64n, pgn: 1, addr: 1 }, RangeError, /name/],
		[AF_CAN, { interface: 0, name: 1n, pgn: 1, addr: 256 }, RangeError, /addr/],
		[AF_VSOCK, { cid: 1 }, TypeError, /\{ cid, port, flags\? \}/],
		[AF_VSOCK, { cid: -1, port: 1 }, RangeError, /cid/],
		[AF_VSOCK, { cid: 1, port: 1, flags: 256 }, RangeError, /flags/],
		[AF_VSOCK, ["1", 1], TypeError, /an array of 2/],
		[AF_BLUETOOTH, { channel: 1 }, TypeError, /\{ device, channel\? \} or \{ address \} or/],
		[AF_BLUETOOTH, { device: 65536 }, RangeError, /device/],
		[AF_BLUETOOTH, { address: "aa:bb" }, ValueError, /like "AA:BB:CC:DD:EE:FF", got "aa:bb"/],
		[AF_BLUETOOTH, { address: 5 }, TypeError, /must be a string, got 5/],
		[AF_BLUETOOTH, { address: "00:00:00:00:00:00", psm: 65536 }, RangeError, /psm/],
		[AF_BLUETOOTH, { address: "00:00:00:00:00:00", channel: 256 }, RangeError, /channel/],
		[AF_ALG, { type: "hash" }, TypeError, /\{ type, name, feature\?, mask\? \}/],
		[AF_ALG, { type: "x".repeat(14), name: "md5" }, ValueError, /type may have 13 bytes, this has 14/],
		[AF_ALG, { type: "hash", name: "x".repeat(64) }, ValueError, /name may have 63 bytes/],
		[AF_ALG, { type: "hash\0", name: "md5" }, ValueError, /zero byte/],
		[AF_ALG, { type: 1, name: "md5" }, TypeError, /type must be a string/],
	];
	for (const [family, address, instanceOf, message] of cases) {
		t.throws(() => encodeAddress(family, address as Address, "test"), { instanceOf, message });
	}
});

test("a hardware address whose memory was transferred away is refused", (t) => {
	if (!onLinux) return skip(t, "the address families of Linux", process.platform);
	const address = new Uint8Array(6);
	structuredClone(address.buffer, { transfer: [address.buffer] });
	t.throws(() => encodeAddress(AF_PACKET, { interface: 0, protocol: 3, address }, "test"), {
		instanceOf: TypeError,
		message: /transferred/,
	});
});

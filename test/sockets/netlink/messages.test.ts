/** Messages and attributes of netlink: there and back, cut, refused, and gathered. */
import test from "ava";
import fc from "fast-check";
import { OSError, RuntimeError, ValueError } from "../../../src/errors.js";
import {
	decodeAttributes,
	decodeNetlink,
	encodeAttributes,
	encodeNetlink,
	NetlinkReply,
	NLM_F_DUMP_INTR,
	NLM_F_MULTI,
	NLMSG_DONE,
	NLMSG_ERROR,
	NLMSG_NOOP,
	NLMSG_OVERRUN,
} from "../../../src/sockets/index.js";
import { skip } from "../../helpers/skip.js";

const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const bytes = fc.uint8Array({ maxLength: 40 });
/** A number as an error has it in its first four bytes. */
const errorPayload = (number: number) => Buffer.from(Int32Array.of(number).buffer);

test("netlink messages come back as they went, alone and in a row", (t) => {
	const message = fc.record({ type: u16, flags: u16, sequence: u32, pid: u32, payload: bytes });
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.array(message, { maxLength: 5 }), (messages) => {
				const back = decodeNetlink(Buffer.concat(messages.map(encodeNetlink)));
				t.deepEqual(
					back.map((each) => ({ ...each, payload: new Uint8Array(each.payload) })),
					messages.map((each) => ({ ...each, payload: new Uint8Array(each.payload) })),
				);
			}),
		),
	);
	t.deepEqual(decodeNetlink(encodeNetlink({ type: 5 })), [
		{ type: 5, flags: 0, sequence: 0, pid: 0, payload: Buffer.alloc(0) },
	]);
	t.is(encodeNetlink({ type: 5, payload: Buffer.alloc(5) }).length, 24);
});

test("attributes come back as they went", (t) => {
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.array(fc.record({ type: u16, value: bytes }), { maxLength: 5 }), (attributes) => {
				t.deepEqual(
					decodeAttributes(encodeAttributes(attributes)).map(({ type, value }) => ({
						type,
						value: new Uint8Array(value),
					})),
					attributes.map(({ type, value }) => ({ type, value: new Uint8Array(value) })),
				);
			}),
		),
	);
	const [outer] = decodeAttributes(
		encodeAttributes([{ type: 0x8001, value: encodeAttributes([{ type: 2, value: Buffer.from("x") }]) }]),
	);
	t.is(Buffer.from(decodeAttributes(outer?.value ?? Buffer.alloc(0))[0]?.value ?? []).toString(), "x");
});

test("no bytes at all make decodeNetlink and decodeAttributes read past them", (t) => {
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 100 }), (data) => {
				for (const decode of [decodeNetlink, decodeAttributes]) {
					try {
						decode(data);
					} catch (error) {
						if (!(error instanceof ValueError)) throw error;
					}
				}
			}),
		),
	);
});

test("what was cut is refused", (t) => {
	const whole = encodeNetlink({ type: 16, payload: Buffer.alloc(20) });
	t.throws(() => decodeNetlink(whole.subarray(0, 30)), {
		instanceOf: ValueError,
		message: "Cannot decodeNetlink: the message at 0 has 36 bytes, and 30 are there",
	});
	t.throws(() => decodeNetlink(Buffer.concat([whole, Buffer.alloc(3)])), { instanceOf: ValueError });
	t.throws(() => decodeNetlink(Buffer.alloc(16)), { instanceOf: ValueError, message: /has 0 bytes/ });
	const attribute = encodeAttributes([{ type: 1, value: Buffer.alloc(8) }]);
	t.throws(() => decodeAttributes(attribute.subarray(0, 8)), {
		instanceOf: ValueError,
		message: "Cannot decodeAttributes: the attribute at 0 has 12 bytes, and 8 are there",
	});
	t.throws(() => decodeAttributes(Buffer.alloc(4)), { instanceOf: ValueError });
});

test("wrong arguments are named", (t) => {
	const lost = new Uint8Array(16);
	structuredClone(lost.buffer, { transfer: [lost.buffer] });
	const cases: [() => unknown, new (...args: never[]) => Error, RegExp][] = [
		[() => encodeNetlink(undefined as never), TypeError, /the message must be an object, got undefined/],
		[() => encodeNetlink({} as never), TypeError, /type must be a whole number/],
		[() => encodeNetlink({ type: 65536 }), RangeError, /type/],
		[() => encodeNetlink({ type: 1, flags: -1 }), RangeError, /flags/],
		[() => encodeNetlink({ type: 1, sequence: 2 ** 32 }), RangeError, /sequence/],
		[() => encodeNetlink({ type: 1, payload: "x" as never }), TypeError, /payload must be a Uint8Array/],
		[() => encodeNetlink({ type: 1, payload: lost }), TypeError, /transferred/],
		[() => decodeNetlink("x" as never), TypeError, /must be a Uint8Array, got "x"/],
		[() => decodeNetlink(lost), TypeError, /transferred/],
		[() => encodeAttributes({} as never), TypeError, /must be an array/],
		[() => encodeAttributes([5 as never]), TypeError, /\{ type, value \}, got 5/],
		[() => encodeAttributes([{ type: 1, value: "x" as never }]), TypeError, /value must be a Uint8Array/],
		[() => encodeAttributes([{ type: -1, value: Buffer.alloc(0) }]), RangeError, /type/],
		[() => encodeAttributes([{ type: 1, value: Buffer.alloc(65532) }]), ValueError, /65531 bytes/],
		[() => decodeAttributes(undefined as never), TypeError, /must be a Uint8Array/],
		[() => new NetlinkReply("1" as never), TypeError, /sequence must be a whole number/],
		[() => new NetlinkReply(-1), RangeError, /sequence/],
		[() => decodeAttributes(lost), TypeError, /transferred/],
	];
	for (const [call, instanceOf, message] of cases) t.throws(call, { instanceOf, message });
});

test("NetlinkReply: an answer of several parts ends with NLMSG_DONE", (t) => {
	if (process.platform !== "linux") return skip(t, "netlink", process.platform);
	const reply = new NetlinkReply(7);
	const part = { type: 16, flags: NLM_F_MULTI, sequence: 7 };
	t.false(reply.add(Buffer.concat([encodeNetlink(part), encodeNetlink({ type: NLMSG_NOOP, sequence: 7 })])));
	t.false(reply.add(encodeNetlink({ ...part, flags: NLM_F_MULTI | NLM_F_DUMP_INTR })));
	t.false(reply.add(encodeNetlink({ type: NLMSG_DONE, sequence: 6 })), "somebody else's");
	t.true(reply.add(encodeNetlink({ type: NLMSG_DONE, sequence: 7, payload: errorPayload(0) })));
	t.true(reply.done);
	t.true(reply.interrupted);
	t.is(reply.messages.length, 2);
});

test("NetlinkReply: an error is an OSError, an acknowledgement the end", (t) => {
	if (process.platform !== "linux") return skip(t, "netlink", process.platform);
	const error = t.throws(
		() =>
			new NetlinkReply(1).add(encodeNetlink({ type: NLMSG_ERROR, sequence: 1, payload: errorPayload(-19) })),
		{ instanceOf: OSError },
	);
	t.is(error.code, "ENODEV");
	t.is(error.syscall, "netlink");
	const failedDump = new NetlinkReply(1);
	t.throws(
		() => failedDump.add(encodeNetlink({ type: NLMSG_DONE, sequence: 1, payload: errorPayload(-1) })),
		{ instanceOf: OSError, message: /EPERM/ },
	);
	const acknowledged = new NetlinkReply(1);
	t.true(acknowledged.add(encodeNetlink({ type: NLMSG_ERROR, sequence: 1, payload: errorPayload(0) })));
	t.deepEqual(acknowledged.messages, []);
	t.throws(() => new NetlinkReply(1).add(encodeNetlink({ type: NLMSG_OVERRUN, sequence: 1 })), {
		instanceOf: RuntimeError,
	});
});

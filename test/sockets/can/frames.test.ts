/** CAN frames, there and back; the C program of the address tests has them byte by byte. */
import test from "ava";
import fc from "fast-check";
import { ValueError } from "../../../src/errors.js";
import { type CanFrame, decodeCanFrame, encodeCanFrame } from "../../../src/sockets/index.js";

const plain = { remote: false, error: false, fd: false, bitRateSwitch: false, errorPassive: false };

test("a frame comes back as it went, every field of it", (t) => {
	const standard = fc.record({ id: fc.integer({ min: 0, max: 0x7ff }), extended: fc.constant(false) });
	const extended = fc.record({ id: fc.integer({ min: 0, max: 0x1fffffff }), extended: fc.constant(true) });
	const classic = fc.record({ data: fc.uint8Array({ maxLength: 8 }), remote: fc.boolean() });
	const lengths = fc.constantFrom(0, 1, 8, 12, 16, 20, 24, 32, 48, 64);
	const fd = fc.record({
		data: lengths.chain((length) => fc.uint8Array({ minLength: length, maxLength: length })),
		fd: fc.constant(true),
		bitRateSwitch: fc.boolean(),
		errorPassive: fc.boolean(),
	});
	t.notThrows(() =>
		fc.assert(
			fc.property(fc.oneof(standard, extended), fc.oneof(classic, fd), (id, rest) => {
				const frame = { ...plain, ...id, ...rest };
				const back = decodeCanFrame(encodeCanFrame(frame));
				t.deepEqual(
					{ ...back, data: new Uint8Array(back.data) },
					{ ...frame, data: new Uint8Array(frame.data) },
				);
			}),
		),
	);
});

test("the identifier says whether it has 29 bits, unless the frame does", (t) => {
	const data = Buffer.alloc(0);
	t.false(decodeCanFrame(encodeCanFrame({ id: 0x7ff, data })).extended);
	t.true(decodeCanFrame(encodeCanFrame({ id: 0x800, data })).extended);
	t.true(decodeCanFrame(encodeCanFrame({ id: 1, extended: true, data })).extended);
	const error = decodeCanFrame(encodeCanFrame({ id: 0x20000, error: true, data: Buffer.alloc(8) }));
	t.deepEqual([error.id, error.extended, error.error], [0x20000, false, true]);
});

test("CAN FD data of a length that there is not are padded with zeros", (t) => {
	const frame = decodeCanFrame(encodeCanFrame({ id: 1, data: Buffer.alloc(33, 1), fd: true }));
	t.deepEqual(Buffer.from(frame.data), Buffer.concat([Buffer.alloc(33, 1), Buffer.alloc(15)]));
});

test("wrong frames are refused", (t) => {
	const data = Buffer.alloc(0);
	const encode = (frame: unknown) => () => encodeCanFrame(frame as CanFrame);
	const cases: [() => unknown, new (...args: never[]) => Error, RegExp][] = [
		[encode(null), TypeError, /the frame must be an object, got null/],
		[encode({ data }), TypeError, /id must be a whole number/],
		[encode({ id: 0x20000000, data }), RangeError, /id must be between 0 and 536870911/],
		[encode({ id: 0x800, extended: false, data }), RangeError, /between 0 and 2047, or extended/],
		[encode({ id: 1, data: "ab" }), TypeError, /data must be a Uint8Array, got "ab"/],
		[encode({ id: 1, data: Buffer.alloc(9) }), ValueError, /takes 8 bytes of data, these are 9/],
		[encode({ id: 1, data: Buffer.alloc(65), fd: true }), ValueError, /takes 64 bytes/],
		[encode({ id: 1, data, fd: true, remote: true }), ValueError, /no remote frames/],
		[encode({ id: 1, data, bitRateSwitch: true }), ValueError, /set fd/],
		[() => decodeCanFrame("x" as never), TypeError, /must be a Uint8Array/],
		[() => decodeCanFrame(Buffer.alloc(15)), ValueError, /16 bytes, or 72, these are 15/],
		[() => decodeCanFrame(Buffer.alloc(16, 0xff)), ValueError, /it has 255 bytes/],
	];
	for (const [call, instanceOf, message] of cases) t.throws(call, { instanceOf, message });
});

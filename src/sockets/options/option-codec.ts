/** One option by name: how its value is read and set. */
import { NotImplementedError } from "../../errors.js";
import { getsockopt, platform, setsockopt, syscall } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { showValue } from "../arguments/show-value.js";
import { readOption } from "../raw-options.js";
import { openDescriptor, type SocketState } from "../socket-state.js";

const { constants } = platform.sockets;

/** The name of a constant of sockets. */
export type ConstantName = keyof typeof constants;

/** How an option is read and set; what cannot be set has no `set`. */
export interface OptionCodec<T> {
	get(state: SocketState, name: string): T;
	set?(state: SocketState, name: string, value: T): void;
}

/** A codec for each property. */
export type OptionCodecs<T> = { readonly [K in keyof T]-?: OptionCodec<T[K]> };

/** Where an option is. */
export interface OptionPlace {
	readonly level: number;
	readonly option: number;
	/** Its name in C, for errors. */
	readonly constant: string;
}

/** The place of an option by its constants. */
export function placeOf(level: ConstantName, constant: ConstantName): OptionPlace {
	return { level: constants[level], option: constants[constant], constant };
}

function refuseLacking(action: string, name: string, { level, option, constant }: OptionPlace): void {
	if (Number.isNaN(level) || Number.isNaN(option)) {
		throw new NotImplementedError(`Cannot ${action} ${name}: this system has no ${constant}`);
	}
}

/** Reads an option that is a number. */
export function readNumber(state: SocketState, name: string, place: OptionPlace): number {
	refuseLacking("read", name, place);
	return readOption(openDescriptor(state, "getsockopt"), place.level, place.option);
}

/** Reads an option that is a struct or a text: as many bytes as the kernel wrote. */
export function readBytes(state: SocketState, name: string, place: OptionPlace, room: number): Buffer {
	refuseLacking("read", name, place);
	const fd = openDescriptor(state, "getsockopt");
	const bytes = Buffer.alloc(room);
	const length = new Uint32Array([room]);
	syscall("getsockopt", getsockopt(fd, place.level, place.option, bytes, length), { fd });
	return bytes.subarray(0, Math.min(room, length[0] ?? 0));
}

/** Sets an option to bytes. */
export function writeBytes(state: SocketState, name: string, place: OptionPlace, bytes: Uint8Array): void {
	refuseLacking("set", name, place);
	const fd = openDescriptor(state, "setsockopt");
	syscall("setsockopt", setsockopt(fd, place.level, place.option, bytes, bytes.length), { fd });
}

/** Numbers as C's int, which is what nearly all options are. */
export function ints(...values: readonly number[]): Uint8Array {
	return new Uint8Array(new Int32Array(values).buffer);
}

/** Leaves out the setter. */
export function readOnly<T>({ get }: OptionCodec<T>): OptionCodec<T> {
	return { get };
}

/** An option that is on or off. */
export function flag(level: ConstantName, constant: ConstantName): OptionCodec<boolean> {
	const place = placeOf(level, constant);
	return {
		get: (state, name) => readNumber(state, name, place) !== 0,
		set(state, name, value: unknown) {
			if (typeof value !== "boolean") {
				throw new TypeError(`Cannot set ${name}: it must be true or false, got ${showValue(value)}`);
			}
			writeBytes(state, name, place, ints(value ? 1 : 0));
		},
	};
}

/** An option that is a number. */
export function integer(
	level: ConstantName,
	constant: ConstantName,
	least = 0,
	most = 0x7fffffff,
): OptionCodec<number> {
	const place = placeOf(level, constant);
	return {
		get(state, name) {
			const number = readNumber(state, name, place);
			return most > 0x7fffffff ? number >>> 0 : number;
		},
		set(state, name, value) {
			writeBytes(state, name, place, ints(checkInteger(value, `Cannot set ${name}: it`, least, most)));
		},
	};
}

/** An option of one octet, as all systems take it. */
export function octet(
	level: ConstantName,
	constant: ConstantName,
	least = 0,
	most = 255,
): OptionCodec<number> {
	const place = placeOf(level, constant);
	return {
		get: (state, name) => readNumber(state, name, place),
		set(state, name, value) {
			writeBytes(
				state,
				name,
				place,
				Uint8Array.of(checkInteger(value, `Cannot set ${name}: it`, least, most)),
			);
		},
	};
}

/** An option of one octet that is 0 or 1. */
export function octetFlag(level: ConstantName, constant: ConstantName): OptionCodec<boolean> {
	const place = placeOf(level, constant);
	return {
		get: (state, name) => readNumber(state, name, place) !== 0,
		set(state, name, value: unknown) {
			if (typeof value !== "boolean") {
				throw new TypeError(`Cannot set ${name}: it must be true or false, got ${showValue(value)}`);
			}
			writeBytes(state, name, place, Uint8Array.of(value ? 1 : 0));
		},
	};
}

/** Reads and writes `struct termios`, as the platform's table says that it lies in memory. */
import { cfsetispeed, cfsetospeed } from "../libc/terminals.js";
import { platform } from "../platform.js";

const { termios, speedCodes, otherSpeed } = platform.terminals;

/** What is in it. */
export interface TermiosFields {
	readonly iflag: number;
	readonly oflag: number;
	readonly cflag: number;
	readonly lflag: number;
	/** The speed of what comes in, in bits a second. */
	readonly ispeed: number;
	/** The speed of what goes out, in bits a second. */
	readonly ospeed: number;
	/** The control characters. */
	readonly cc: Uint8Array;
}

/** How many bytes it has. */
export const TERMIOS_SIZE = termios.size;

/** How many control characters it has. */
export const CONTROL_CHARACTERS = termios.characterCount;

const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

function readWord(bytes: Buffer, at: number): number {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	return termios.wordBytes === 4 ? view.getUint32(at, isLittle) : Number(view.getBigUint64(at, isLittle));
}

function writeWord(bytes: Buffer, at: number, value: number): void {
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	if (termios.wordBytes === 4) view.setUint32(at, value, isLittle);
	else view.setBigUint64(at, BigInt(value), isLittle);
}

function readSpeed(bytes: Buffer, at: number): number {
	const code = readWord(bytes, at);
	return speedCodes.get(code) ?? code;
}

/**
 * Reads the fields.
 *
 * @param bytes a `struct termios`.
 * @returns them.
 */
export function readTermios(bytes: Buffer): TermiosFields {
	const { wordBytes, characters, characterCount } = termios;
	return {
		iflag: readWord(bytes, 0),
		oflag: readWord(bytes, wordBytes),
		cflag: readWord(bytes, 2 * wordBytes),
		lflag: readWord(bytes, 3 * wordBytes),
		ispeed: readSpeed(bytes, termios.inputSpeed),
		ospeed: readSpeed(bytes, termios.outputSpeed),
		cc: Buffer.from(bytes.subarray(characters, characters + characterCount)),
	};
}

type SetSpeed = (bytes: Buffer, speed: number) => number;

/** Whether a number is a speed's code and no speed: a C library that takes codes would take it for what it stands for. */
function isBareCode(speed: number): boolean {
	if (speed === otherSpeed) return true;
	if (!speedCodes.has(speed)) return false;
	for (const meaning of speedCodes.values()) if (meaning === speed) return false;
	return true;
}

/** The C library alone knows where all of a speed is written; whether it takes codes it tells by refusing the rest. */
function setSpeed(set: SetSpeed, bytes: Buffer, speed: number): boolean {
	if (isBareCode(speed)) return false;
	if (set(bytes, speed) === 0) return true;
	for (const [code, meaning] of speedCodes) if (meaning === speed) return set(bytes, code) === 0;
	return false;
}

/**
 * Writes the fields; what else is in it stays. A speed that is not changed is not touched.
 *
 * @param bytes a `struct termios` as it was read.
 * @param fields the fields.
 * @returns whether the speeds are such that this system has them; nothing may be done with the bytes otherwise.
 */
export function writeTermios(bytes: Buffer, fields: TermiosFields): boolean {
	const { wordBytes, characters } = termios;
	const { ispeed, ospeed } = readTermios(bytes);
	writeWord(bytes, 0, fields.iflag);
	writeWord(bytes, wordBytes, fields.oflag);
	writeWord(bytes, 2 * wordBytes, fields.cflag);
	writeWord(bytes, 3 * wordBytes, fields.lflag);
	bytes.set(fields.cc, characters);
	const outputKnown = ospeed === fields.ospeed || setSpeed(cfsetospeed, bytes, fields.ospeed);
	return outputKnown && (ispeed === fields.ispeed || setSpeed(cfsetispeed, bytes, fields.ispeed));
}

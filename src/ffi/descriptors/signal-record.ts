/** `struct signalfd_siginfo` of include/uapi/linux/signalfd.h: 128 bytes, the same on every machine. */

/** How many bytes one signal has. */
export const SIGNAL_RECORD_SIZE = 128;

const littleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** One signal as the kernel tells of it; fields that its kind does not have are 0. */
export interface SignalRecord {
	readonly signo: number;
	readonly errno: number;
	readonly code: number;
	readonly pid: number;
	readonly uid: number;
	readonly fd: number;
	readonly tid: number;
	readonly band: number;
	readonly overrun: number;
	readonly status: number;
	readonly int: number;
	readonly ptr: bigint;
	readonly utime: bigint;
	readonly stime: bigint;
	readonly addr: bigint;
}

/**
 * Decodes what a signalfd gave.
 *
 * @param bytes at least SIGNAL_RECORD_SIZE bytes.
 * @returns the signal.
 */
export function decodeSignalRecord(bytes: Uint8Array): SignalRecord {
	const view = new DataView(bytes.buffer, bytes.byteOffset, SIGNAL_RECORD_SIZE);
	const unsigned = (at: number) => view.getUint32(at, littleEndian);
	const signed = (at: number) => view.getInt32(at, littleEndian);
	const long = (at: number) => view.getBigUint64(at, littleEndian);
	return {
		signo: unsigned(0),
		errno: signed(4),
		code: signed(8),
		pid: unsigned(12),
		uid: unsigned(16),
		fd: signed(20),
		tid: unsigned(24),
		band: unsigned(28),
		overrun: unsigned(32),
		status: signed(40),
		int: signed(44),
		ptr: long(48),
		utime: long(56),
		stime: long(64),
		addr: long(72),
	};
}

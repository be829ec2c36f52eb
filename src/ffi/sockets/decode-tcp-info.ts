/** Reads `struct tcp_info`, as the platform's table says that it lies in memory. */
import { platform } from "../platform.js";
import type { TcpInfoKind } from "../platforms/tcp-info-layout.js";

const { states, fields } = platform.options.tcpInfo;
const isLittle = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;
const unlimited = 2n ** 64n - 1n;
const sizes = { u8: 1, low4: 1, high4: 1, u16: 2, u32: 4, us: 4, u64: 8, us64: 8 } as const;
/** C lays bit fields out from the lowest bit on where numbers begin with their lowest byte, and from the highest elsewhere. */
const firstHalf = isLittle ? "low4" : "high4";

function readField(view: DataView, kind: TcpInfoKind, at: number): number {
	switch (kind) {
		case "u8":
			return view.getUint8(at);
		case "low4":
		case "high4":
			return kind === firstHalf ? view.getUint8(at) & 0xf : view.getUint8(at) >> 4;
		case "u16":
			return view.getUint16(at, isLittle);
		case "u32":
			return view.getUint32(at, isLittle);
		case "us":
			return view.getUint32(at, isLittle) / 1000;
		default: {
			const value = view.getBigUint64(at, isLittle);
			if (kind === "us64") return Number(value) / 1000;
			return value === unlimited ? Number.POSITIVE_INFINITY : Number(value);
		}
	}
}

/**
 * Reads the fields.
 *
 * @param bytes what the kernel wrote.
 * @returns the state's name, and the number of each field that is whole.
 */
export function decodeTcpInfo(bytes: Buffer): Record<string, number | string> {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const state = bytes[0] ?? 0;
	const info: Record<string, number | string> = { state: states[state] ?? String(state) };
	for (const [name, kind, at] of fields) {
		if (at + sizes[kind] <= bytes.length) info[name] = readField(view, kind, at);
	}
	return info;
}

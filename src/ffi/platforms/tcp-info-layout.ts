/** How `struct tcp_info` lies in memory. */

/**
 * What a field is: a number of 8, 16, 32 or 64 bits; a half octet; or a time, which becomes milliseconds: `us` of microseconds in
 * 32 bits, `us64` in 64.
 */
export type TcpInfoKind = "u8" | "low4" | "high4" | "u16" | "u32" | "u64" | "us" | "us64";

/** The layout, for `getsockopt(IPPROTO_TCP, TCP_INFO)`. */
export interface TcpInfoLayout {
	/** The names of the states, by number; empty where the system does not tell. */
	readonly states: readonly string[];
	/** The fields, each with its name here, its kind and its place. A kernel that is older writes fewer. */
	readonly fields: readonly (readonly [name: string, kind: TcpInfoKind, at: number])[];
}

/** Of a system that does not tell, or not in this way. */
export const noTcpInfo: TcpInfoLayout = { states: [], fields: [] };

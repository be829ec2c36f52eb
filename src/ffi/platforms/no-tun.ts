/** What a system without /dev/net/tun has in its table. */
import type { TunTable } from "./socket-table.js";

/** No numbers. */
export const noTun: TunTable = {
	TUNSETIFF: Number.NaN,
	IFF_TUN: Number.NaN,
	IFF_TAP: Number.NaN,
	IFF_NO_PI: Number.NaN,
};

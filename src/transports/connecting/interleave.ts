/** The order in which a host's addresses are tried. */
import type { AddressInfo } from "../../sockets/index.js";

/**
 * Has the families take turns, as RFC 8305 (4) says: a family that does not work then costs one attempt, not all of its
 * addresses.
 *
 * @param infos the addresses, in the resolver's order.
 * @param first how many of the first family come before the first of another.
 * @returns the same addresses in their new order.
 */
export function interleave(infos: readonly AddressInfo[], first: number): AddressInfo[] {
	const byFamily = new Map<number, AddressInfo[]>();
	for (const info of infos) {
		const family = byFamily.get(info[0]);
		if (family === undefined) byFamily.set(info[0], [info]);
		else family.push(info);
	}
	const families = [...byFamily.values()];
	const ordered = families[0]?.splice(0, first - 1) ?? [];
	for (let row = 0; ordered.length < infos.length; row += 1) {
		for (const family of families) {
			const info = family[row];
			if (info !== undefined) ordered.push(info);
		}
	}
	return ordered;
}

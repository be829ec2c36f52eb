/** Brings an address into the kernel's form, looking its host up where it is a name. */
import type { Address } from "../../sockets/index.js";
import { encodeAddress, resolveAddress } from "../../sockets/internals.js";
import { closedError, type ReadyOperation } from "../readiness/index.js";
import type { SelectorEngine } from "../selector-engine.js";
import { resolveHost } from "./resolve-host.js";

/**
 * Calls a function with the kernel's form of an address: at once if it is literal, else when the name is resolved.
 *
 * A lookup that fails makes the operation fail; one that ends after the operation is forgotten.
 *
 * @param engine the engine.
 * @param operation who needs it.
 * @param family the socket's address family.
 * @param address the address.
 * @param action what it is for, for errors.
 * @param use called with it.
 * @throws TypeError, RangeError or ValueError if the address is wrong.
 */
export function withSockaddr(
	engine: SelectorEngine,
	operation: ReadyOperation<unknown>,
	family: number,
	address: Address,
	action: string,
	use: (sockaddr: Uint8Array) => void,
): void {
	const literal = encodeAddress(family, address, action);
	if (literal !== undefined) {
		use(literal);
		return;
	}
	if (engine.host.blocks) {
		useFound(() => resolveAddress(family, address, action));
		return;
	}
	const [host, port, ...ipv6] = address as readonly [string, number, number?, number?];
	const { driver } = engine;
	driver.aside.add(operation);
	const found = resolveHost(engine, host, { family });
	found.observe({
		run() {
			driver.aside.delete(operation);
			if (operation.done()) return;
			if (!operation.isCurrent()) {
				operation.abort(closedError(operation.fd));
				return;
			}
			useFound(() => {
				const numeric = found.result()[0]?.address ?? host;
				const resolved = [numeric, port, ...ipv6] as unknown as Address;
				return encodeAddress(family, resolved, action) ?? new Uint8Array(0);
			});
		},
	});

	function useFound(find: () => Uint8Array): void {
		try {
			use(find());
		} catch (error) {
			operation.abort(error);
		}
	}
}

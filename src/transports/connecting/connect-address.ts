/** One attempt to connect. */
import { OSError } from "../../errors.js";
import { type Coroutine, waitOn } from "../../futures/index.js";
import { type SelectorEngine, sockConnect } from "../../reactor/index.js";
import { type Address, type AddressInfo, Socket } from "../../sockets/index.js";

/** The first parts of an {@link AddressInfo}. */
type KindOfSocket = [family: number, type: number, proto: number];

/**
 * Connects a new socket to one address.
 *
 * @param engine the engine.
 * @param info the address and what goes with it.
 * @param local the addresses to connect from, of any family; `undefined` for the kernel's choice.
 * @returns the coroutine of the socket, non-blocking.
 * @throws OSError if the connection fails, or no local address can be bound.
 */
export function* connectAddress(
	engine: SelectorEngine,
	[family, type, proto, , address]: readonly [...KindOfSocket, canonname: string, address: Address],
	local: readonly AddressInfo[] | undefined,
): Coroutine<Socket> {
	const sock = new Socket(family, type, proto);
	try {
		sock.setblocking(false);
		if (local !== undefined) bindLocal(sock, local);
		yield* waitOn(sockConnect(engine, sock, address));
		return sock;
	} catch (error) {
		sock.close();
		throw error;
	}
}

function bindLocal(sock: Socket, local: readonly AddressInfo[]): void {
	let failure: unknown = new OSError("Cannot connect: localAddr has no address of the remote one's family");
	for (const [family, , , , address] of local) {
		if (family !== sock.family) continue;
		try {
			sock.bind(address);
			return;
		} catch (error) {
			failure = error;
		}
	}
	throw failure;
}

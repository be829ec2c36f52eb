/** A TLS server and clients of it, all of ours. */
import type { ExecutionContext } from "ava";
import type {
	EventLoop,
	LoopConnectionOptions,
	LoopServerOptions,
	Server,
	TlsSettings,
	Transport,
} from "../../../../src/loop/index.js";
import type { InetAddress } from "../../../../src/sockets/index.js";
import { eventually } from "../../../helpers/eventually.js";
import { Keeper } from "../../helpers/keeper.js";

/** A server, and the protocols of its connections. */
export interface TlsServer {
	readonly server: Server;
	readonly port: number;
	readonly protocols: readonly Keeper[];
	/** Waits for the connection of a number to be introduced to its protocol. */
	connection(index: number): Promise<Keeper>;
}

/** Serves until the test ends. */
export async function tlsServer(
	t: ExecutionContext,
	loop: EventLoop,
	ssl: TlsSettings,
	options: LoopServerOptions & { readonly keepsOpen?: boolean } = {},
): Promise<TlsServer> {
	const protocols: Keeper[] = [];
	const factory = () => {
		const protocol = new Keeper();
		protocol.keepsOpen = options.keepsOpen ?? false;
		protocols.push(protocol);
		return protocol;
	};
	const server = await loop.createServer(factory, "127.0.0.1", 0, { ssl, ...options });
	t.teardown(async () => {
		server.close();
		server.abortClients();
		await server.waitClosed();
	});
	const port = server.sockets[0]?.getsockname<InetAddress>()[1] ?? 0;
	return {
		server,
		port,
		protocols,
		async connection(index) {
			await eventually(`connection ${index}`, () => protocols[index]?.calls.includes("made") ?? false);
			return protocols[index] as Keeper;
		},
	};
}

/** Connects; the connection is ended with the test. */
export async function tlsClient(
	t: ExecutionContext,
	loop: EventLoop,
	port: number,
	ssl: TlsSettings,
	options: LoopConnectionOptions & { readonly keepsOpen?: boolean } = {},
): Promise<[transport: Transport, protocol: Keeper]> {
	const factory = () => {
		const protocol = new Keeper();
		protocol.keepsOpen = options.keepsOpen ?? false;
		return protocol;
	};
	const connection = await loop.createConnection(factory, "127.0.0.1", port, {
		ssl,
		serverHostname: "localhost",
		...options,
	});
	t.teardown(() => connection[0].abort());
	return connection;
}

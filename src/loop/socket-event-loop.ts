/** The loops over descriptors and sockets, whatever they wait with. */
import type { Future, OperationOptions } from "../futures/index.js";
import {
	type Callback,
	createWatcher,
	lookUpAddresses,
	lookUpNames,
	NodeHost,
	type MessageOptions as Options,
	type ReaderHandle,
	type SelectorEngine,
	type SendfileOptions,
	type SendMessageOptions,
	type SetAlarm,
	sockAccept,
	sockConnect,
	sockRecv,
	sockRecvFds,
	sockRecvfrom,
	sockRecvfromInto,
	sockRecvInto,
	sockRecvmmsg,
	sockRecvmsg,
	sockSend,
	sockSendall,
	sockSendFds,
	sockSendfile,
	sockSendmmsg,
	sockSendmsg,
	sockSendto,
	waitReady,
} from "../reactor/index.js";
import {
	type BaseSelector,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	fileDescriptor,
} from "../selectors/index.js";
import type {
	Address,
	AddressInfo,
	AncillaryInput,
	BytesLike,
	Datagram,
	DatagramInput,
	FileLike,
	ReceivedFds,
	ReceivedMessage,
	Socket,
	UnixAddress,
} from "../sockets/index.js";
import { addCloseListener } from "../sockets/internals.js";
import {
	type BaseProtocol,
	type ConnectAcceptedSocketOptions,
	connectAcceptedSocket,
	connectReadPipe,
	connectWritePipe,
	createConnection,
	createDatagramEndpoint,
	createServer,
	createUnixConnection,
	createUnixServer,
	type DatagramEndpointOptions,
	type DatagramProtocol,
	type DatagramTransport,
	type LoopConnectionOptions,
	type LoopServerOptions,
	type Protocol,
	type ProtocolFactory,
	type ReadTransport,
	type Server,
	type ServerHost,
	type StartTlsOptions,
	type StreamProtocol,
	type SubprocessOptions,
	type SubprocessProtocol,
	type SubprocessShellOptions,
	type SubprocessTransport,
	sendFile,
	startTls,
	subprocessExec,
	subprocessShell,
	type TlsSettings,
	type Transport,
	type UnixConnectionOptions,
	type UnixServerOptions,
	type WriteTransport,
} from "../transports/index.js";
import { checkCallback } from "./arguments.js";
import { BaseEventLoop } from "./base-event-loop.js";
import type { EventLoop } from "./event-loop.js";
import type { LoopAddressOptions, NumericAddress } from "./resolver-methods.js";

/** What a loop over descriptors and sockets is made of. */
export interface LoopParts {
	/** What it waits with, closed along with the loop. */
	readonly selector: BaseSelector;
	readonly engine: SelectorEngine;
	/** Tells the time when a timer is due; Node's timers if absent. */
	readonly setAlarm?: SetAlarm | undefined;
}

/**
 * What the loops over descriptors and sockets have in common: every method, whatever it waits with.
 *
 * @example
 * ```ts
 * import { getEventLoop, SocketEventLoop } from "evloop";
 *
 * console.log(getEventLoop() instanceof SocketEventLoop); // true
 * ```
 */
export abstract class SocketEventLoop extends BaseEventLoop implements EventLoop {
	readonly #engine: SelectorEngine;
	readonly #stopListening: () => void;

	/** @hidden */
	constructor({ selector, engine, setAlarm }: LoopParts) {
		const watch = (onReady: () => void) => createWatcher(engine.driver.watchTarget(), onReady);
		const host = new NodeHost(engine, watch, setAlarm);
		super(engine, host);
		selector.onRebuild = () => host.watchRebuilt();
		this.#engine = engine;
		this.#stopListening = addCloseListener((fd) => engine.driver.closing(fd));
	}

	override close(): void {
		super.close();
		this.#stopListening();
	}

	addReader<A extends unknown[]>(file: FileObject, callback: Callback<A>, ...args: A): ReaderHandle {
		return this.#watch(file, EVENT_READ, callback, args);
	}

	removeReader(file: FileObject): boolean {
		return this.#engine.driver.removeCallback(fileDescriptor(file), EVENT_READ);
	}

	addWriter<A extends unknown[]>(file: FileObject, callback: Callback<A>, ...args: A): ReaderHandle {
		return this.#watch(file, EVENT_WRITE, callback, args);
	}

	removeWriter(file: FileObject): boolean {
		return this.#engine.driver.removeCallback(fileDescriptor(file), EVENT_WRITE);
	}

	waitReadable(file: FileObject, options?: OperationOptions): Future<void> {
		this.checkOpen();
		return waitReady(this.#engine, file, EVENT_READ, options);
	}

	waitWritable(file: FileObject, options?: OperationOptions): Future<void> {
		this.checkOpen();
		return waitReady(this.#engine, file, EVENT_WRITE, options);
	}

	notifyClosing(file: FileObject): void {
		this.#engine.driver.closing(fileDescriptor(file));
	}

	sockRecv(sock: FileObject, size: number, options?: OperationOptions): Future<Buffer> {
		return sockRecv(this.openEngine(), sock, size, options);
	}

	sockRecvInto(sock: FileObject, buffer: Uint8Array, options?: OperationOptions): Future<number> {
		return sockRecvInto(this.openEngine(), sock, buffer, options);
	}

	sockRecvfrom<A extends Address = Address>(
		sock: FileObject,
		size: number,
		options?: OperationOptions,
	): Future<[data: Buffer, address: A | undefined]> {
		return sockRecvfrom(this.openEngine(), sock, size, options) as Future<[Buffer, A | undefined]>;
	}

	sockRecvfromInto<A extends Address = Address>(
		sock: FileObject,
		buffer: Uint8Array,
		nbytes?: number,
		options?: OperationOptions,
	): Future<[received: number, address: A | undefined]> {
		return sockRecvfromInto(this.openEngine(), sock, buffer, nbytes, options) as Future<
			[number, A | undefined]
		>;
	}

	sockSend(sock: FileObject, data: BytesLike, options?: OperationOptions): Future<number> {
		return sockSend(this.openEngine(), sock, data, options);
	}

	sockSendall(sock: FileObject, data: BytesLike, options?: OperationOptions): Future<void> {
		return sockSendall(this.openEngine(), sock, data, options);
	}

	sockSendto(
		sock: FileObject,
		data: BytesLike,
		address: Address,
		options?: OperationOptions,
	): Future<number> {
		return sockSendto(this.openEngine(), sock, data, address, options);
	}

	sockSendmsg(
		sock: FileObject,
		buffers: readonly BytesLike[],
		ancdata?: readonly AncillaryInput[],
		options?: SendMessageOptions,
	): Future<number> {
		return sockSendmsg(this.openEngine(), sock, buffers, ancdata, options);
	}

	sockRecvmsg(
		sock: FileObject,
		bufsize: number,
		ancbufsize?: number,
		options?: Options,
	): Future<ReceivedMessage> {
		return sockRecvmsg(this.openEngine(), sock, bufsize, ancbufsize, options);
	}

	sockSendFds(
		sock: FileObject,
		buffers: readonly BytesLike[],
		fds: readonly FileLike[],
		options?: SendMessageOptions,
	): Future<number> {
		return sockSendFds(this.openEngine(), sock, buffers, fds, options);
	}

	sockRecvFds(sock: FileObject, bufsize: number, maxfds: number, options?: Options): Future<ReceivedFds> {
		return sockRecvFds(this.openEngine(), sock, bufsize, maxfds, options);
	}

	sockSendmmsg(sock: FileObject, messages: readonly DatagramInput[], options?: Options): Future<number> {
		return sockSendmmsg(this.openEngine(), sock, messages, options);
	}

	sockRecvmmsg(sock: FileObject, count: number, size: number, options?: Options): Future<Datagram[]> {
		return sockRecvmmsg(this.openEngine(), sock, count, size, options);
	}

	sockSendfile(sock: FileObject, file: FileLike, options?: SendfileOptions): Future<number> {
		return sockSendfile(this.openEngine(), sock, file, options);
	}

	sockConnect(sock: FileObject, address: Address, options?: OperationOptions): Future<void> {
		return sockConnect(this.openEngine(), sock, address, options);
	}

	sockAccept<A extends Address = Address>(
		sock: Socket,
		options?: OperationOptions,
	): Future<[connection: Socket, address: A]> {
		return sockAccept(this.openEngine(), sock, options) as Future<[Socket, A]>;
	}

	getaddrinfo(
		host: string | null,
		port: number | string | null,
		options?: LoopAddressOptions,
	): Future<AddressInfo[]> {
		this.checkOpen();
		return lookUpAddresses(this.#engine, host, port, options);
	}

	getnameinfo(address: NumericAddress, flags?: number): Future<[host: string, service: string]> {
		this.checkOpen();
		return lookUpNames(this.#engine, address, flags);
	}

	createConnection<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		host?: string | null,
		port?: number | string | null,
		options?: LoopConnectionOptions,
	): Future<[transport: Transport, protocol: P]> {
		this.checkOpen();
		return createConnection(this.#engine, factory, host, port, options);
	}

	createUnixConnection<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		path?: UnixAddress,
		options?: UnixConnectionOptions,
	): Future<[transport: Transport, protocol: P]> {
		this.checkOpen();
		return createUnixConnection(this.#engine, factory, path, options);
	}

	connectAcceptedSocket<P extends StreamProtocol>(
		factory: ProtocolFactory<P>,
		sock: Socket,
		options?: ConnectAcceptedSocketOptions,
	): Future<[transport: Transport, protocol: P]> {
		this.checkOpen();
		return connectAcceptedSocket(this.#engine, factory, sock, options);
	}

	startTls(
		transport: Transport,
		protocol: StreamProtocol,
		ssl: TlsSettings,
		options?: StartTlsOptions,
	): Future<Transport> {
		this.checkOpen();
		return startTls(this.#engine, transport, protocol, ssl, options);
	}

	createServer(
		factory: ProtocolFactory<StreamProtocol>,
		host?: ServerHost,
		port?: number | string | null,
		options?: LoopServerOptions,
	): Future<Server> {
		this.checkOpen();
		return createServer(this.#engine, factory, host, port, options);
	}

	createUnixServer(
		factory: ProtocolFactory<StreamProtocol>,
		path?: UnixAddress,
		options?: UnixServerOptions,
	): Future<Server> {
		this.checkOpen();
		return createUnixServer(this.#engine, factory, path, options);
	}

	connectReadPipe<P extends Protocol>(
		factory: ProtocolFactory<P>,
		pipe: FileObject,
		options?: OperationOptions,
	): Future<[transport: ReadTransport, protocol: P]> {
		this.checkOpen();
		return connectReadPipe(this.#engine, factory, pipe, options);
	}

	connectWritePipe<P extends BaseProtocol>(
		factory: ProtocolFactory<P>,
		pipe: FileObject,
		options?: OperationOptions,
	): Future<[transport: WriteTransport, protocol: P]> {
		this.checkOpen();
		return connectWritePipe(this.#engine, factory, pipe, options);
	}

	subprocessExec<P extends SubprocessProtocol>(
		factory: ProtocolFactory<P>,
		program: string,
		...rest: string[] | [...args: string[], options: SubprocessOptions]
	): Future<[transport: SubprocessTransport, protocol: P]> {
		this.checkOpen();
		return subprocessExec(this.#engine, factory, program, rest);
	}

	subprocessShell<P extends SubprocessProtocol>(
		factory: ProtocolFactory<P>,
		command: string,
		options?: SubprocessShellOptions,
	): Future<[transport: SubprocessTransport, protocol: P]> {
		this.checkOpen();
		return subprocessShell(this.#engine, factory, command, options);
	}

	createDatagramEndpoint<P extends DatagramProtocol>(
		factory: ProtocolFactory<P>,
		options?: DatagramEndpointOptions,
	): Future<[transport: DatagramTransport, protocol: P]> {
		this.checkOpen();
		return createDatagramEndpoint(this.#engine, factory, options);
	}

	sendfile(transport: WriteTransport, file: FileLike, options?: SendfileOptions): Future<number> {
		this.checkOpen();
		return sendFile(this.#engine, transport, file, options);
	}

	/** @internal */
	protected openEngine(): SelectorEngine {
		this.checkOpen();
		return this.#engine;
	}

	#watch(
		file: FileObject,
		event: number,
		callback: Callback<never[]>,
		args: readonly unknown[],
	): ReaderHandle {
		this.checkOpen();
		checkCallback(callback, event === EVENT_READ ? "addReader" : "addWriter");
		return this.#engine.driver.addCallback(file, event, callback, args);
	}
}

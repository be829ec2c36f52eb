/** Protocols and transports. */
export {
	type ConnectAcceptedSocketOptions,
	type ConnectHostOptions,
	connectAcceptedSocket,
	createConnection,
	createUnixConnection,
	type LoopConnectionOptions,
	type UnixConnectionOptions,
} from "./connecting/index.js";
export { createDatagramEndpoint, type DatagramEndpointOptions } from "./datagrams/index.js";
export type {
	BaseTransport,
	DatagramTransport,
	ReadTransport,
	SubprocessTransport,
	Transport,
	TransportInfo,
	WriteBufferLimits,
	WriteTransport,
} from "./interfaces/index.js";
export type { ConnectingMethods } from "./methods/connecting-methods.js";
export type { DatagramMethods } from "./methods/datagram-methods.js";
export type { PipeMethods } from "./methods/pipe-methods.js";
export type { ProcessMethods } from "./methods/process-methods.js";
export type { SendfileMethods } from "./methods/sendfile-methods.js";
export type { ServingMethods } from "./methods/serving-methods.js";
export { connectReadPipe, connectWritePipe } from "./pipes/index.js";
export {
	DEVNULL,
	PIPE,
	STDOUT,
	type SubprocessOptions,
	type SubprocessShellOptions,
	subprocessExec,
	subprocessShell,
} from "./processes/index.js";
export {
	BaseProtocol,
	BufferedProtocol,
	DatagramProtocol,
	Protocol,
	SubprocessProtocol,
} from "./protocols/index.js";
export { sendFile } from "./send-file.js";
export {
	createServer,
	createUnixServer,
	type LoopServerOptions,
	Server,
	type ServerHost,
	type ServerOptions,
	type UnixServerOptions,
} from "./serving/index.js";
export type { ProtocolFactory, StreamProtocol } from "./sockets/index.js";
export { type StartTlsOptions, startTls } from "./tls/index.js";
export type { TlsClientParameters, TlsParameters, TlsSettings } from "./tls-settings.js";

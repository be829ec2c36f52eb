/** Protocols and transports. */
export type {
	BaseTransport,
	DatagramTransport,
	PeerCredentials,
	ReadTransport,
	SubprocessTransport,
	Transport,
	TransportInfo,
	WriteBufferLimits,
	WriteTransport,
} from "./interfaces/index.js";
export {
	BaseProtocol,
	BufferedProtocol,
	DatagramProtocol,
	Protocol,
	SubprocessProtocol,
} from "./protocols/index.js";

/** `fromDuplex`: a stream of Node's, read and written with a StreamReader and a StreamWriter. */
import { Socket as NodeSocket } from "node:net";
import { Duplex } from "node:stream";
import { TLSSocket } from "node:tls";
import { RuntimeError } from "../../errors.js";
import { currentScheduler } from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import { Engine } from "../../reactor/index.js";
import { showValue } from "../../sockets/internals.js";
import type { TransportInfo } from "../../transports/index.js";
import { DuplexTransport } from "../../transports/internals.js";
import type { Streams } from "../open-streams.js";
import type { StreamOptions } from "../stream-loop.js";
import { StreamReader } from "../stream-reader.js";
import { StreamReaderProtocol } from "../stream-reader-protocol.js";
import { StreamWriter } from "../stream-writer.js";

/**
 * Makes a reader and a writer of a Node Duplex, which is theirs from here on: a socket of `node:net`, a TLS socket, an SSH
 * channel.
 *
 * @param duplex the stream.
 * @param options the reader's limit, and the loop.
 * @returns what reads and what writes.
 * @throws TypeError if it is no Duplex, or one of objects or strings and not of bytes, or the loop is none
 *   of this library's.
 * @throws RuntimeError if it is destroyed already.
 * @example
 * ```ts
 * import { PassThrough } from "node:stream";
 * import { fromDuplex } from "evloop";
 *
 * const [reader, writer] = fromDuplex(new PassThrough());
 * writer.write("one\ntwo\n");
 * writer.writeEof();
 * for await (const line of reader) console.log(line.toString().trim()); // one, two
 * writer.close();
 * ```
 * @see https://nodejs.org/api/stream.html#class-streamduplex
 */
export function fromDuplex(duplex: Duplex, options: StreamOptions = {}): Streams {
	if (!(duplex instanceof Duplex)) {
		throw new TypeError(`Cannot fromDuplex: it takes a Duplex of Node's, got ${showValue(duplex)}`);
	}
	checkOptions(options, "fromDuplex");
	if (duplex.readableObjectMode || duplex.writableObjectMode) {
		throw new TypeError("Cannot fromDuplex: the Duplex carries objects, not bytes");
	}
	if (duplex.readableEncoding !== null) {
		throw new TypeError(`Cannot fromDuplex: the Duplex decodes to strings (${duplex.readableEncoding})`);
	}
	if (duplex.destroyed) throw new RuntimeError("Cannot fromDuplex: the Duplex is destroyed already");
	const engine = options.loop?.scheduler ?? currentScheduler();
	if (!(engine instanceof Engine)) throw new TypeError("Cannot fromDuplex: the loop is none of evloop's");
	const { loop } = engine;
	// The end of one direction is the protocol's to answer, as with every other transport.
	duplex.allowHalfOpen = true;
	const reader = new StreamReader({ limit: options.limit, loop });
	const protocol = new StreamReaderProtocol(reader, undefined, { loop });
	const describe = (name: keyof TransportInfo) => describeDuplex(duplex, name);
	const transport = new DuplexTransport(engine, duplex, protocol, { describe });
	transport.introduce();
	// It has said so already, and will not again.
	if (duplex.readableEnded) reader.feedEof();
	return [reader, new StreamWriter(transport, protocol, reader, loop)];
}

function describeDuplex(duplex: Duplex, name: keyof TransportInfo): unknown {
	if (name === "sslObject") return duplex instanceof TLSSocket ? duplex : undefined;
	if (!(duplex instanceof NodeSocket)) return undefined;
	const { localAddress, localPort, remoteAddress, remotePort } = duplex;
	if (name === "sockname") return localAddress && [localAddress, localPort];
	return name === "peername" ? remoteAddress && [remoteAddress, remotePort] : undefined;
}

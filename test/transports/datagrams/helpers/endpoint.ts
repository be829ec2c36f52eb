/** Endpoints that end with their test. */
import type { ExecutionContext } from "ava";
import type { DatagramEndpointOptions, DatagramTransport, EventLoop } from "../../../../src/loop/index.js";
import { Recorder } from "./recorder.js";

/**
 * Opens an endpoint with a protocol that keeps what it is called with.
 *
 * @param t the test, which aborts it at its end.
 * @param loop the loop.
 * @param options which socket.
 * @param protocol the protocol.
 */
export async function endpoint<P extends Recorder = Recorder>(
	t: ExecutionContext,
	loop: EventLoop,
	options: DatagramEndpointOptions,
	protocol: P = new Recorder() as P,
): Promise<{ transport: DatagramTransport; protocol: P }> {
	const [transport] = await loop.createDatagramEndpoint(() => protocol, options);
	t.teardown(async () => {
		transport.abort();
		await transport[Symbol.asyncDispose]();
	});
	return { transport, protocol };
}

/** Waits for a TLS handshake. */
import type { TLSSocket } from "node:tls";
import { ConnectionAbortedError, ConnectionResetError, RuntimeError } from "../../errors.js";
import { Future, type Scheduler } from "../../futures/index.js";

/** What a server asks of its clients. */
export interface ClientDemands {
	/** Whether they are asked for a certificate. */
	readonly requestCert: boolean;
	/** Whether one that nobody known has signed is refused. */
	readonly rejectUnauthorized: boolean;
}

/** Node's own inside of a TLS socket, which alone can tell whether a client's certificate is good. */
interface Verifier {
	verifyError?(): (Error & { readonly code?: string }) | null | undefined;
}

/** What Node's own server does with a socket that it hands out. */
interface Releasable {
	_releaseControl?(): void;
}

/**
 * Waits until the handshake has ended.
 *
 * @param scheduler the loop.
 * @param tls the socket.
 * @param timeout how long it may take, in milliseconds.
 * @param demands what a server asks of its clients; `undefined` for a client, whose server Node checks itself.
 * @returns a future of nothing; it fails with what Node says, with a ConnectionAbortedError where it takes too long, with
 *   a ConnectionResetError where the connection ends in the middle.
 */
export function handshake(
	scheduler: Scheduler,
	tls: TLSSocket,
	timeout: number,
	demands: ClientDemands | undefined,
): Future<void> {
	const future = new Future<void>(scheduler);
	const timer = scheduler.enqueueLater(timeout, {
		run: () =>
			fail(
				new ConnectionAbortedError(
					`TLS handshake is taking longer than ${timeout} ms: aborting the connection`,
					{ code: "ECONNABORTED" },
				),
			),
	});
	tls.once(demands === undefined ? "secureConnect" : "secure", secured);
	tls.once("error", fail);
	// A server's socket without a server of Node's says only here what is wrong, before it is closed.
	tls.once("_tlsError", fail);
	tls.once("close", closed);
	// The stream beneath may be ended one way, so the end alone does not close it.
	tls.once("end", closed);
	return future;

	function secured(): void {
		const refusal = demands === undefined ? undefined : refuseClient(tls, demands);
		if (refusal === undefined) settle();
		else fail(refusal);
	}

	function closed(): void {
		const message = "The connection was closed in the middle of the TLS handshake";
		fail(new ConnectionResetError(message, { code: "ECONNRESET" }));
	}

	function settle(): void {
		release();
		// Until then Node keeps a server's errors to itself: a broken record would leave the connection open, and silent.
		if (demands !== undefined) (tls as Releasable)._releaseControl?.();
		// What goes wrong from here on is for whoever uses the socket; the listener stays, so that nothing is uncaught.
		if (!future.done()) future.setResult();
	}

	function fail(error: unknown): void {
		release();
		if (!future.done()) future.setException(error);
	}

	function release(): void {
		timer.cancel();
		tls.off("_tlsError", fail);
		tls.off("close", closed);
		tls.off("end", closed);
	}
}

/**
 * What Node's own server does when a handshake has ended, and a TLS socket without one does not.
 *
 * @returns why the client is refused; `undefined` if it is not.
 */
function refuseClient(tls: TLSSocket, { requestCert, rejectUnauthorized }: ClientDemands): Error | undefined {
	if (!requestCert) return undefined;
	const { ssl } = tls as TLSSocket & { readonly ssl?: Verifier | null };
	if (ssl === null || ssl === undefined || typeof ssl.verifyError !== "function") {
		return new RuntimeError("Cannot check the client's certificate: this runtime does not tell");
	}
	const error = ssl.verifyError() ?? undefined;
	tls.authorized = error === undefined;
	if (error === undefined) return undefined;
	tls.authorizationError = error;
	return rejectUnauthorized ? error : undefined;
}

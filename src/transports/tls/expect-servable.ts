/** Refuses the settings of a server before it listens. */
import { PassThrough } from "node:stream";
import type { TlsSettings } from "../tls-settings.js";
import { openTlsSocket } from "./open-tls-socket.js";

/**
 * Checks that connections can be made with a server's settings: the first one is, without a peer. Whatever is wrong would
 * end each connection otherwise, and the peers alone would notice.
 *
 * @param ssl the settings; `undefined` where nothing is secured.
 * @throws ValueError if there is neither a certificate with its key nor what finds one.
 * @throws Node's errors where the settings are no such things.
 */
export function expectServable(ssl: TlsSettings | undefined): void {
	if (ssl === undefined) return;
	const trial = openTlsSocket(new PassThrough(), ssl, { serverSide: true, serverHostname: "" });
	trial.on("error", () => {});
	trial.destroy();
}

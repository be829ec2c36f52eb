/** What a datagram transport may have for a protocol. */
import { checkProtocol } from "../check-protocol.js";
import type { DatagramProtocol } from "../protocols/index.js";

const methods = [
	"connectionMade",
	"connectionLost",
	"pauseWriting",
	"resumeWriting",
	"datagramReceived",
	"errorReceived",
];

/**
 * Refuses what is no protocol of datagrams.
 *
 * @param protocol what was given.
 * @throws TypeError if it is none.
 */
export function checkDatagramProtocol(protocol: unknown): asserts protocol is DatagramProtocol {
	checkProtocol(protocol, methods, "a datagram protocol");
}

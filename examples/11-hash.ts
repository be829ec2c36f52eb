/**
 * SHA-256 by the kernel's own cryptography, as `sha256sum` shows it.
 *
 *     node dist/examples/11-hash.js [TEXT]
 *
 * A socket of AF_ALG is bound to an algorithm; each that is accepted from it is one computation.
 */
import { AF_ALG, getEventLoop, SOCK_SEQPACKET, Socket } from "evloop";

const loop = getEventLoop();
const [text = "hello"] = process.argv.slice(2);
using algorithm = new Socket(AF_ALG, SOCK_SEQPACKET);
algorithm.bind({ type: "hash", name: "sha256" });
// It listens already, and accepting never waits.
const [accepted] = algorithm.accept();
using computation = accepted;
computation.setblocking(false);
await loop.sockSendall(computation, text);
console.log((await loop.sockRecv(computation, 32)).toString("hex"));

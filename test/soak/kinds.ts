/** The kinds of rounds, and how many of each go on at once. */
import { acceptRound } from "./rounds/accept-round.js";
import { appendRound } from "./rounds/append-round.js";
import { datagramRound } from "./rounds/datagram-round.js";
import { fileRound } from "./rounds/file-round.js";
import { loopRound } from "./rounds/loop-round.js";
import { messageRound } from "./rounds/message-round.js";
import { pipeRound } from "./rounds/pipe-round.js";
import { processRound } from "./rounds/process-round.js";
import { protocolRound } from "./rounds/protocol-round.js";
import { rawRound } from "./rounds/raw-round.js";
import { socketRound } from "./rounds/socket-round.js";
import { startTlsRound } from "./rounds/start-tls-round.js";
import { streamRound } from "./rounds/stream-round.js";
import type { Round } from "./soak.js";

/** What a worker does again and again. */
export interface Kind {
	readonly name: string;
	readonly round: (round: Round) => Promise<void>;
	/** How many workers do it at once. */
	readonly workers: number;
	/** How long one rests between two rounds, in milliseconds: what costs a process would else be all that is done. */
	readonly rest: number;
}

/** All of them. */
export const kinds: readonly Kind[] = [
	{ name: "sockets", round: socketRound, workers: 4, rest: 0 },
	{ name: "accepts", round: acceptRound, workers: 2, rest: 5 },
	{ name: "streams", round: streamRound, workers: 3, rest: 0 },
	{ name: "protocols", round: protocolRound, workers: 3, rest: 0 },
	{ name: "datagrams", round: datagramRound, workers: 2, rest: 0 },
	{ name: "messages", round: messageRound, workers: 2, rest: 0 },
	{ name: "TLS", round: startTlsRound, workers: 1, rest: 30 },
	{ name: "files", round: fileRound, workers: 4, rest: 0 },
	{ name: "appending", round: appendRound, workers: 1, rest: 5 },
	{ name: "raw", round: rawRound, workers: 1, rest: 10 },
	{ name: "pipes", round: pipeRound, workers: 2, rest: 0 },
	{ name: "processes", round: processRound, workers: 1, rest: 150 },
	{ name: "loops", round: loopRound, workers: 1, rest: 50 },
];

/**
 * What a transport remembers with a yes or no.
 *
 * They are bits of one number: a field of its own takes eight bytes, whatever it holds, and each connection has a transport.
 */
export const mark = {
	/** It keeps the process alive. */
	holds: 1,
	/** The protocol has heard of it: otherwise it does not hear of its end, either. */
	met: 2,
	/** The protocol was told to pause writing. */
	writingPaused: 4,
	/** The peer is to be told that nothing more will come. */
	endWanted: 8,
	/** It is told when there is something to receive. */
	watching: 16,
	/** It was told to pause reading. */
	paused: 32,
	/** The peer has said that nothing more will come. */
	ended: 64,
	/** Somebody else has the socket, too: what is written goes at once, before whatever they do with it. */
	shared: 128,
	/** Several pieces are being written: the protocol hears that they are too much after the last one. */
	several: 256,
} as const;

/** One of them, or several at once. */
export type Mark = number;

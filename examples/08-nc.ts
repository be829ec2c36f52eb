/**
 * Both ways on one socket: standard input to the socket, the socket to standard output. A small `nc`.
 *
 *     node dist/examples/08-nc.js [-l] HOST PORT
 *
 * With -l it waits for a connection instead of making one. What could not be written yet is kept, and nothing more is
 * read for that direction until it is gone: so interest in reading and in writing are switched on and off.
 */
import { readSync, writeSync } from "node:fs";
import {
	createConnection,
	createServer,
	EVENT_READ,
	EVENT_WRITE,
	type FileObject,
	type InetAddress,
	type OSError,
	PIPE_BUF,
	SelectSelector,
	SHUT_WR,
	type Socket,
} from "evloop";

const STDIN = 0;
const STDOUT = 1;

function listenOnce(address: InetAddress): Socket {
	using listener = createServer(address);
	console.error(`listening on ${listener.getsockname<InetAddress>().join(":")}`);
	return listener.accept()[0];
}

const args = process.argv.slice(2);
const listening = args[0] === "-l";
const [host, port] = listening ? args.slice(1) : args;
if (host === undefined || port === undefined) {
	console.error("Usage: 08-nc.js [-l] HOST PORT");
	process.exit(2);
}
using sock = listening ? listenOnce([host, Number(port)]) : createConnection([host, Number(port)]);
sock.setblocking(false);

/** One direction: what was read and is not written yet, and whether there is no more to read. */
class Direction {
	/** Filled anew each time that all of it was written. */
	readonly buffer = Buffer.alloc(65_536);
	unsent = this.buffer.subarray(0, 0);
	ended = false;

	filled(length: number): void {
		this.unsent = this.buffer.subarray(0, length);
		this.ended = length === 0;
	}
}

const up = new Direction();
const down = new Direction();

const mayRead = ({ unsent, ended }: Direction) => (unsent.length === 0 && !ended ? EVENT_READ : 0);
const mayWrite = ({ unsent }: Direction) => (unsent.length > 0 ? EVENT_WRITE : 0);
const isOver = ({ unsent, ended }: Direction) => unsent.length === 0 && ended;

// select() takes what standard input may be: a terminal, a pipe, a file. epoll refuses files, some poll()s terminals.
using selector = new SelectSelector();

/** Has a file object watched for these events and no others. */
function watch(file: FileObject, events: number): void {
	const watched = selector.getMap()?.get(file)?.events ?? 0;
	if (events === watched) return;
	if (watched !== 0) selector.unregister(file);
	if (events !== 0) selector.register(file, events);
}

/** Does what a file object is ready for. */
function serve(file: FileObject, mask: number): void {
	if (file === STDIN) {
		up.filled(readSync(STDIN, up.buffer));
	} else if (file === STDOUT) {
		// Standard output is others' as well, so it stays blocking; but so few bytes fit, where it is ready.
		down.unsent = down.unsent.subarray(writeSync(STDOUT, down.unsent.subarray(0, PIPE_BUF)));
	} else {
		if (mask & EVENT_WRITE) up.unsent = up.unsent.subarray(sock.send(up.unsent));
		if (mask & EVENT_READ) down.filled(sock.recvInto(down.buffer));
	}
}

let open = true;
while (open || !isOver(down)) {
	watch(STDIN, mayRead(up));
	watch(STDOUT, mayWrite(down));
	watch(sock, mayRead(down) | mayWrite(up));
	for (const [{ fileobj }, mask] of selector.select()) {
		try {
			serve(fileobj, mask);
		} catch (error) {
			if ((error as OSError).code !== "EAGAIN") throw error;
		}
	}
	if (open && isOver(up)) {
		sock.shutdown(SHUT_WR);
		open = false;
	}
}

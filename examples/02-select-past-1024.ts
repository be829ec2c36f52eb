/**
 * What select() does with a descriptor past its limit.
 *
 *     node dist/examples/02-select-past-1024.js
 *
 * A set of descriptors is a bitmap of FD_SETSIZE bits. In C, FD_SET with a larger number writes past its end, over
 * whatever the stack holds there. Here the number is looked at first: select() and SelectSelector refuse it, and write
 * nothing. DefaultSelector has no such limit.
 */
import {
	type BaseSelector,
	DefaultSelector,
	EVENT_READ,
	FD_SETSIZE,
	SelectSelector,
	type Socket,
	select,
	socketpair,
} from "evloop";

const [left, right] = socketpair();
const copies = [right];

/** Duplicates the socket, again and again, until a copy has a certain number. */
function duplicateUpTo(fileno: number): Socket {
	let copy = right;
	while (copy.fileno() < fileno) {
		copy = right.dup();
		copies.push(copy);
	}
	return copy;
}

/** Waits with a selector until a socket can be read from. */
function waitWith(selector: BaseSelector, sock: Socket): boolean {
	using used = selector;
	used.register(sock, EVENT_READ);
	return used.select(1000).some(([key]) => key.fileobj === sock);
}

/** Waits in one of several ways and says what came of it. */
function attempt(way: string, sock: Socket, wait: () => boolean): void {
	try {
		console.log(`fd ${sock.fileno()}: ${way}: ${wait() ? "readable" : "nothing to read"}`);
	} catch (error) {
		console.log(`fd ${sock.fileno()}: ${way}: ${error}`);
	}
}

left.send("hello");

console.log(`FD_SETSIZE is ${FD_SETSIZE}`);
for (const fileno of [FD_SETSIZE - 11, FD_SETSIZE + 9]) {
	const sock = duplicateUpTo(fileno);
	attempt("select()", sock, () => select([sock], [], [], 1000)[0].includes(sock));
	attempt("SelectSelector", sock, () => waitWith(new SelectSelector(), sock));
	attempt("DefaultSelector", sock, () => waitWith(new DefaultSelector(), sock));
}
console.log(`and there it is: ${right.recv(100)}`);
for (const sock of [left, ...copies]) sock.close();

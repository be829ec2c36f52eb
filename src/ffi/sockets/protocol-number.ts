/** `getprotobyname(3)`: { char *name; char **aliases; int number }. */
import { bindLazily } from "../bind.js";
import { copyMemory, pointerSize, readInt } from "../memory.js";

let getprotobyname: (name: string) => number = bindLazily(
	"getprotobyname",
	"uintptr_t",
	["const char *"],
	(bound) => {
		getprotobyname = bound;
	},
);

/**
 * The number of a protocol.
 *
 * libc keeps the answer in one place for all threads. Only the number is read from it, at once: it lies in memory that is
 * never freed.
 *
 * @param name the name, without zero bytes.
 * @returns the number, or undefined where nobody knows the protocol.
 */
export function protocolNumber(name: string): number | undefined {
	const found = getprotobyname(name);
	if (found === 0) return undefined;
	const size = pointerSize();
	return readInt(copyMemory(found, 2 * size + 4), 2 * size);
}

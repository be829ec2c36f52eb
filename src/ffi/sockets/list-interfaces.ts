/** `if_nameindex(3)`, copied out and freed: { unsigned int index; char *name }, closed by an entry of zeros. */
import { ifFreenameindex, ifNameindex } from "../libc/interfaces.js";
import { copyMemory, copyString, pointerSize, readInt, readPointer } from "../memory.js";

/**
 * The network interfaces of this machine.
 *
 * @returns number and name of each, or undefined with `errno` set.
 */
export function listInterfaces(): [index: number, name: string][] | undefined {
	const list = ifNameindex();
	if (list === 0) return undefined;
	const size = pointerSize();
	const interfaces: [number, string][] = [];
	try {
		for (let at = list; ; at += 2 * size) {
			const entry = copyMemory(at, 2 * size);
			const name = readPointer(entry, size);
			if (name === 0) return interfaces;
			interfaces.push([readInt(entry, 0), copyString(name)]);
		}
	} finally {
		ifFreenameindex(list);
	}
}

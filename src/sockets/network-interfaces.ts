/** Network interfaces by number and by name. */
import { osError } from "../errors.js";
import { ifIndextoname as askName, ifNametoindex as askNumber, errno, listInterfaces } from "../ffi/index.js";
import { checkInteger } from "./arguments/check-integer.js";
import { checkText } from "./arguments/check-text.js";

/**
 * The network interfaces of this machine.
 *
 * @returns number and name of each.
 * @throws OSError where the kernel refuses.
 * @example
 * ```ts
 * import { ifNameindex, ifNametoindex } from "evloop";
 *
 * for (const [index, name] of ifNameindex()) {
 * 	if (ifNametoindex(name) !== index) throw new Error(name);
 * }
 * console.log("consistent"); // consistent
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.if_nameindex
 */
export function ifNameindex(): [index: number, name: string][] {
	const interfaces = listInterfaces();
	if (interfaces === undefined) throw osError(errno(), "if_nameindex");
	return interfaces;
}

/**
 * The number of a network interface.
 *
 * @param name its name, such as `"eth0"`.
 * @returns its number.
 * @throws TypeError where the name is no string.
 * @throws ValueError where it has a zero byte in it.
 * @throws OSError where there is no such interface (ENODEV or ENXIO).
 * @example
 * ```ts
 * import { ifNameindex, ifNametoindex } from "evloop";
 *
 * const [first] = ifNameindex();
 * if (first !== undefined) console.log(ifNametoindex(first[1]) === first[0]); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.if_nametoindex
 */
export function ifNametoindex(name: string): number {
	const index = askNumber(checkText(name, "Cannot ifNametoindex: name"));
	if (index === 0) throw osError(errno(), "if_nametoindex", { path: name });
	return index;
}

/**
 * The name of a network interface.
 *
 * @param index its number.
 * @returns its name, such as `"eth0"`.
 * @throws TypeError or RangeError where it is no number of an interface.
 * @throws OSError where there is no such interface (ENXIO).
 * @example
 * ```ts
 * import { ifIndextoname, ifNameindex } from "evloop";
 *
 * const [first] = ifNameindex();
 * if (first !== undefined) console.log(ifIndextoname(first[0]) === first[1]); // true
 * ```
 * @see https://docs.python.org/3/library/socket.html#socket.if_indextoname
 */
export function ifIndextoname(index: number): string {
	checkInteger(index, "Cannot ifIndextoname: index", 0, 0xffffffff);
	const name = askName(index, Buffer.alloc(256));
	if (name === null) throw osError(errno(), "if_indextoname");
	return name;
}

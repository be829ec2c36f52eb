import { platform } from "../ffi/index.js";

/**
 * The name of a constant, for people to read.
 *
 * @param prefix such as `"AF_"`.
 * @param value its number.
 * @returns the name, or the number in digits where it has none.
 */
export function constantName(prefix: string, value: number): string {
	for (const [name, number] of Object.entries(platform.sockets.constants)) {
		if (number === value && name.startsWith(prefix)) return name;
	}
	return String(value);
}

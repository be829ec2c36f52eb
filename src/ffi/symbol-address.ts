/** Where functions are: for C functions that are handed to C functions. */
import { NotImplementedError } from "../errors.js";
import { libcHandle } from "./bind.js";
import { koffi } from "./koffi.js";

const known = new Map<string, number>();

/**
 * Finds a function of the C library or of the Node binary.
 *
 * @param name the symbol.
 * @returns its address.
 * @throws NotImplementedError where this process has no such symbol.
 */
export function symbolAddress(name: string): number {
	let address = known.get(name);
	if (address === undefined) {
		try {
			address = Number(koffi().address(libcHandle().symbol(name)));
		} catch (error) {
			throw new NotImplementedError(`Cannot find ${name}: this process does not have it`, { cause: error });
		}
		known.set(name, address);
	}
	return address;
}

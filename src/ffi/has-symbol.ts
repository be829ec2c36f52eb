import { NotImplementedError } from "../errors.js";
import { symbolAddress } from "./symbol-address.js";

/**
 * Whether this process has a function: an older release of a system may lack one that its headers of today have.
 *
 * @param name the symbol.
 * @returns whether it can be called.
 */
export function hasSymbol(name: string): boolean {
	try {
		return symbolAddress(name) !== 0;
	} catch (error) {
		if (!(error instanceof NotImplementedError)) throw error;
		return false;
	}
}

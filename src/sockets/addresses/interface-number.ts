/** Network interfaces in addresses: by name or by number on our side, by number on the kernel's. */
import { ValueError } from "../../errors.js";
import { ifIndextoname, ifNametoindex } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import { checkText } from "../arguments/check-text.js";
import { showValue } from "../arguments/show-value.js";

const room = Buffer.allocUnsafeSlow(256);

/**
 * The number of an interface.
 *
 * @param name its name or its number; `""` and 0 mean all interfaces.
 * @param action what it is for, such as `"bind"`.
 * @returns the number; 0 for all.
 * @throws TypeError where it is neither a string nor a whole number.
 * @throws RangeError where the number can be no interface's.
 * @throws ValueError where there is no interface of that name, or it has a zero byte in it.
 */
export function interfaceNumber(name: unknown, action: string): number {
	if (typeof name !== "string") return checkInteger(name, `Cannot ${action}: interface`, 0);
	if (name === "") return 0;
	const index = ifNametoindex(checkText(name, `Cannot ${action}: interface`));
	if (index === 0) throw new ValueError(`Cannot ${action}: there is no network interface ${showValue(name)}`);
	return index;
}

/**
 * The name of an interface.
 *
 * @param index its number.
 * @returns its name, `""` for 0; the number where it has no name (any more).
 */
export function interfaceName(index: number): string | number {
	return index === 0 ? "" : (ifIndextoname(index, room) ?? index);
}

/** What the families whose addresses are plain objects share. */
import { showValue } from "../arguments/show-value.js";

/** The form of an address: what it looks like, for errors, and its fields. */
export interface AddressForm {
	/** Such as `"{ pid, groups }"`. */
	readonly shown: string;
	/** The fields that must be there. */
	readonly needed: readonly string[];
	/** The fields that may be. */
	readonly optional: readonly string[];
}

/**
 * Checks that a value is an object with the fields of an address and no others, and reads each of them once: a getter
 * cannot give another value after it was checked.
 *
 * A field that no form knows is refused, since a misspelt one would be left out in silence.
 *
 * @param address what the caller gave.
 * @param action what it is for, such as `"connect"`.
 * @param forms the forms that the family has; the first whose needed fields are all there counts.
 * @returns the fields by their names.
 * @throws TypeError where it has none of the forms.
 */
export function checkFields(
	address: unknown,
	action: string,
	...forms: readonly AddressForm[]
): Readonly<Record<string, unknown>> {
	const wanted = forms.map(({ shown }) => shown).join(" or ");
	if (
		typeof address !== "object" ||
		address === null ||
		Array.isArray(address) ||
		ArrayBuffer.isView(address)
	) {
		const got = Array.isArray(address) ? `an array of ${address.length}` : showValue(address);
		throw new TypeError(`Cannot ${action}: address must be ${wanted}, got ${got}`);
	}
	const fields = { ...address } as Record<string, unknown>;
	const given = Object.keys(fields).filter((name) => fields[name] !== undefined);
	const form = forms.find(
		({ needed, optional }) =>
			needed.every((name) => given.includes(name)) &&
			given.every((name) => needed.includes(name) || optional.includes(name)),
	);
	if (form === undefined) {
		const got = given.length === 0 ? "no field" : `the fields ${given.join(", ")}`;
		throw new TypeError(`Cannot ${action}: address must be ${wanted}, got ${got}`);
	}
	return fields;
}

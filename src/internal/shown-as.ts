/** What `console.log` and `util.inspect` show of our objects. */
import { inspect } from "node:util";

/**
 * Has the objects of a class shown as a line of text, as Python's repr() is: whatever they hold leads to the loop, and from
 * there to the memory that others' messages lie in.
 *
 * @param shown the class.
 * @param describe makes the text of one of them.
 */
export function shownAs<T extends object>(
	shown: { readonly name: string; readonly prototype: T },
	describe: (object: T) => string,
): void {
	const { name, prototype } = shown;
	Object.defineProperty(prototype, inspect.custom, {
		configurable: true,
		writable: true,
		value(this: T): string {
			try {
				return describe(this);
			} catch {
				// What was made with its prototype only, say, and has none of the fields.
				return `<${name}>`;
			}
		},
	});
}

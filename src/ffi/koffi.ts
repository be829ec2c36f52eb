/**
 * The one place that loads koffi.
 *
 * It is loaded at the first call, not at import: importing evloop must never throw, not even on a platform that koffi
 * has no binary for.
 */
import { createRequire } from "node:module";
import type * as koffiModule from "koffi";
import { NotImplementedError } from "../errors.js";

/** koffi's module. */
export type Koffi = typeof koffiModule;

let loaded: Koffi | undefined;

/** Where koffi is looked for from: here. A bundle in CommonJS has no `import.meta.url`; its file knows its own name. */
function here(): string {
	const url = import.meta.url as string | undefined;
	if (url !== undefined) return url;
	return typeof __filename === "string" ? __filename : `${process.cwd()}/`;
}

/**
 * Loads koffi.
 *
 * @returns koffi's module, the same one every time.
 * @throws NotImplementedError where it cannot be loaded: it has no binary for this platform, or is not installed, as beside a
 * bundle that was made without leaving evloop external.
 */
export function koffi(): Koffi {
	if (loaded === undefined) {
		try {
			loaded = createRequire(here())("koffi") as Koffi;
		} catch (error) {
			// The first line: below it are the places that Node has looked in.
			const [reason] = String((error as Error).message).split("\n");
			throw new NotImplementedError(
				`Cannot call the C library: koffi does not load on ${process.platform} ${process.arch}: ${reason}`,
				{ cause: error },
			);
		}
	}
	return loaded;
}

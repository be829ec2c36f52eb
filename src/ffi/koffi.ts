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
 * @throws NotImplementedError where koffi has no binary for this platform.
 */
export function koffi(): Koffi {
	if (loaded === undefined) {
		try {
			loaded = createRequire(here())("koffi") as Koffi;
		} catch (error) {
			throw new NotImplementedError(
				`Cannot call the C library: koffi has no binary for ${process.platform} on ${process.arch}`,
				{ cause: error },
			);
		}
	}
	return loaded;
}

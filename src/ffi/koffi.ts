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

/**
 * Loads koffi.
 *
 * @returns koffi's module, the same one every time.
 * @throws NotImplementedError where koffi has no binary for this platform.
 */
export function koffi(): Koffi {
	if (loaded === undefined) {
		try {
			loaded = createRequire(import.meta.url)("koffi") as Koffi;
		} catch (error) {
			throw new NotImplementedError(
				`Cannot call the C library: koffi has no binary for ${process.platform} on ${process.arch}`,
				{ cause: error },
			);
		}
	}
	return loaded;
}

/**
 * Binds functions of the C library, each at its first call.
 *
 * A binding is an `export let` that starts as a stub. The stub looks the symbol up, replaces itself by koffi's function
 * and calls it, so that a symbol this C library lacks fails only where it is used, and a bound call costs nothing more
 * than koffi's own.
 *
 * Types: `int`, `uint32_t`, `size_t` and so on by value; `void *` takes a typed array or null; `uintptr_t` takes an
 * address as a plain number, the cheapest pointer there is (40–140 ns less than `void *`). `intptr_t` stands in for
 * `ssize_t`, which koffi does not know.
 */
import type { KoffiFunc, LibraryHandle } from "koffi";
import { NotImplementedError } from "../errors.js";
import { koffi } from "./koffi.js";

let libc: LibraryHandle | undefined;

/**
 * The C library that this process runs on.
 *
 * @returns koffi's handle to it.
 * @throws NotImplementedError where there is no koffi, or no C library (Windows).
 */
export function libcHandle(): LibraryHandle {
	if (libc === undefined) {
		if (process.platform === "win32") {
			throw new NotImplementedError("Cannot call the C library: Windows has none of POSIX's functions");
		}
		libc = koffi().load(null);
	}
	return libc;
}

/**
 * Looks one function up.
 *
 * @param name the symbol.
 * @param result koffi's name for the type it returns.
 * @param args koffi's names for the types it takes; `"..."` marks a variadic function, which Apple's arm64 calls differently.
 * @param library where to look; the C library if absent.
 * @returns the function.
 * @throws NotImplementedError where the library has no such symbol.
 */
export function bindNow<F extends (...args: never[]) => unknown>(
	name: string,
	result: string,
	args: readonly string[],
	library: LibraryHandle = libcHandle(),
): KoffiFunc<F> {
	try {
		return library.func(name, result, [...args]) as unknown as KoffiFunc<F>;
	} catch (error) {
		throw new NotImplementedError(`Cannot call ${name}: this machine's C library does not have it`, {
			cause: error,
		});
	}
}

/**
 * Makes the stub that stands for a function until its first call.
 *
 * @param name the symbol.
 * @param result koffi's name for the type it returns.
 * @param args koffi's names for the types it takes.
 * @param install puts the bound function into the stub's place.
 * @returns the stub.
 */
export function bindLazily<F extends (...args: never[]) => unknown>(
	name: string,
	result: string,
	args: readonly string[],
	install: (bound: F) => void,
): F {
	const stub = (...values: Parameters<F>): unknown => {
		const bound = bindNow<F>(name, result, args);
		install(bound);
		return bound(...values);
	};
	return stub as unknown as F;
}

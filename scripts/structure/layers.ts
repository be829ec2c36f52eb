/**
 * The one-way order of the source folders.
 *
 * Each folder (or file) directly under `src` is named with those that it stands on; it may import these and whatever
 * they stand on, and nothing else.
 */
const standsOn: Readonly<Record<string, readonly string[]>> = {
	errors: [],
	internal: ["errors"],
	futures: ["internal"],
	sync: ["futures"],
	ffi: ["errors"],
	selectors: ["internal", "ffi"],
	sockets: ["internal", "ffi"],
	descriptors: ["internal", "futures", "selectors", "sockets"],
	reactor: ["internal", "futures", "selectors", "sockets"],
	transports: ["reactor"],
	streams: ["transports"],
	files: ["reactor"],
	loop: ["sync", "streams", "files", "descriptors"],
	testing: ["loop"],
	entries: ["testing"],
	index: ["loop"],
};

/**
 * The folder, or the file without its ending, under `src` that a path belongs to.
 *
 * @param path such as `"src/ffi/libc/poll.ts"` or `"src/errors.ts"`.
 * @returns `"ffi"`, `"errors"`.
 */
export function layerOf(path: string): string {
	const [, part = ""] = path.split("/");
	return part.replace(/\.ts$/, "");
}

/**
 * Tells whether the order knows a layer.
 *
 * @param layer its name.
 * @returns whether it stands in the table.
 */
export function isLayer(layer: string): boolean {
	return Object.hasOwn(standsOn, layer);
}

/**
 * Tells whether one layer may import another.
 *
 * @param from the layer that imports.
 * @param to the layer that is imported.
 * @returns whether they are the same, or `to` is somewhere below `from`.
 */
export function mayImport(from: string, to: string): boolean {
	return from === to || (standsOn[from] ?? []).some((below) => mayImport(below, to));
}

import { NativeBuffer } from "../../../src/ffi/index.js";
import type { FileMemory } from "../../../src/files/backends/file-memory.js";

const pages = 4096;

/** Memory of a test's own, at the beginning of a page. */
export function memory(size: number, text = ""): FileMemory {
	const native = new NativeBuffer(size + pages);
	const address = Math.ceil(native.address / pages) * pages;
	const bytes = Buffer.from(native.bytes, address - native.address, size);
	bytes.write(text);
	return { bytes, address };
}

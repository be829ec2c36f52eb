/**
 * The loop of libuv that Node runs this thread on.
 *
 * Of its record two fields are used, which the ABI of libuv 1.x fixes: after `data` and a counter, each as wide as a
 * pointer with its padding, comes the list of handles: two pointers, forward and back. That they are there is checked
 * before anybody relies on it.
 */
import { NotImplementedError } from "../../errors.js";
import { NativeBuffer } from "../native-buffer.js";
import { threadEnvironment } from "../thread-end.js";
import { napiGetUvEventLoop, uvLoopSize } from "./calls.js";
import { Words } from "./words.js";

/** Where this thread's loop is, and what is known of its record. */
export interface NodeLoop {
	/** The loop. */
	readonly address: number;
	/** Bytes of its record. */
	readonly size: number;
	/** The offset of its list of handles. */
	readonly handles: number;
	/** Pointers in C's memory. */
	readonly words: Words;
}

let found: NodeLoop | undefined;

function find(): NodeLoop {
	const version = process.versions.uv;
	if (version?.startsWith("1.") !== true) {
		throw new NotImplementedError(`Cannot watch from Node's own loop: libuv ${version} is unknown`);
	}
	const words = new Words();
	const out = new NativeBuffer(8);
	const status = napiGetUvEventLoop(threadEnvironment(), out.address);
	if (status !== 0) throw new NotImplementedError(`Cannot find Node's own loop: Node-API says ${status}`);
	const address = words.read(out.address);
	const handles = 2 * words.size;
	const list = address + handles;
	// Whatever a list's neighbours are, they point back at it.
	if (
		words.read(words.read(list) + words.size) !== list ||
		words.read(words.read(list + words.size)) !== list
	) {
		throw new NotImplementedError("Cannot watch from Node's own loop: its record is not as expected");
	}
	return { address, size: uvLoopSize(), handles, words };
}

/**
 * Finds this thread's loop.
 *
 * @returns the loop.
 * @throws NotImplementedError on runtimes that only imitate Node, and with a libuv that is not 1.x.
 */
export function nodeLoop(): NodeLoop {
	found ??= find();
	return found;
}

/**
 * A descriptor watched by Node's own loop, without a line of JavaScript being called from it.
 *
 * koffi has `koffi.node.poll(fd, …, callback)`. It cannot serve: its handle calls into JavaScript whenever the descriptor
 * is readable, also when Node forbids that, and then Node-API ends the process ("FATAL ERROR:
 * Error::ThrowAsJavaScriptException napi_throw"). This is so in a worker that is being terminated, calls process.exit()
 * or has thrown, and in any program that comes to its natural end with something still to read (Node 20 to 26). And the
 * handle is closed by code that is unmapped by then, unless another thread has loaded koffi as well.
 *
 * So the poll handle is libuv's own, made through FFI, and its callback is a function of libuv, too:
 * `uv_handle_set_data(handle, data)`, called as `callback(handle, status, events)`, does nothing but set the handle's word
 * for its user to `status`, which is 0. The word is 1 before, so {@link UvPoll.takeFired} can tell; it looks at the word
 * itself, since a call to ask for it costs 80 ns in each iteration. That the loop has woken at all is enough for JavaScript
 * to look: an immediate, even an unreferenced one, runs in each iteration. No object is made and no JavaScript entered on
 * the way, which saves 1 µs of 3.4 a wake-up.
 *
 * What is watched is a duplicate of the descriptor: nobody else can close it, give its number away or watch it a second
 * time, each of which would make libuv abort or watch something else.
 */
import { closeAtThreadEnd, keepAtThreadEnd } from "./close-at-thread-end.js";
import { koffi } from "./koffi.js";
import { close, fcntl } from "./libc/descriptors.js";
import { uvClose, uvPollStart, uvPollStop } from "./libuv/calls.js";
import { openHiddenPollHandle } from "./libuv/hidden-poll-handle.js";
import { pointerSize } from "./memory.js";
import { platform } from "./platform.js";
import { symbolAddress } from "./symbol-address.js";
import { syscall } from "./syscall.js";
import { removeThreadEndHook } from "./thread-end.js";

/** libuv's bit for "readable". */
const UV_READABLE = 1;

/** What is looked at once the handle is gone. */
const noWord = new Uint8Array(0);

/** Notes that a descriptor is readable, as often as Node's loop looks. Never holds the process. */
export class UvPoll {
	readonly #copy: number;
	/** 0 once closed. */
	#handle: number;
	/** The handle's word for its user, with which its record begins; libuv clears all of its bytes. */
	#word: Uint8Array;
	#running = false;

	/**
	 * Prepares the watch; {@link UvPoll.start} begins it.
	 *
	 * @param fd the descriptor. It may be closed at any time: the watch then goes on with what is behind it.
	 * @throws OSError where it is not open, or cannot be watched.
	 * @throws NotImplementedError where this is not Node, or not one that we know.
	 */
	constructor(fd: number) {
		this.#copy = syscall("fcntl", fcntl(fd, platform.files.F_DUPFD_CLOEXEC, "int", 0), { fd });
		closeAtThreadEnd(this.#copy);
		try {
			this.#handle = openHiddenPollHandle(this.#copy);
			this.#word = new Uint8Array(koffi().view(this.#handle, pointerSize()));
		} catch (error) {
			this.#handle = 0;
			this.#word = noWord;
			this.#closeCopy();
			throw error;
		}
	}

	/** Begins the watch, or does nothing where it has begun or is closed. */
	start(): void {
		if (this.#running || this.#handle === 0) return;
		this.#word[0] = 1;
		uvPollStart(this.#handle, UV_READABLE, symbolAddress("uv_handle_set_data"));
		this.#running = true;
	}

	/** Ends the watch until the next {@link UvPoll.start}. */
	stop(): void {
		if (!this.#running) return;
		uvPollStop(this.#handle);
		this.#running = false;
	}

	/**
	 * Whether the descriptor was readable at some time since this was asked last.
	 *
	 * @returns true once for any number of times.
	 */
	takeFired(): boolean {
		if (!this.#running || this.#word[0] !== 0) return false;
		this.#word[0] = 1;
		return true;
	}

	/** Ends it for good; twice is harmless. */
	close(): void {
		const handle = this.#handle;
		if (handle === 0) return;
		this.#handle = 0;
		this.#word = noWord;
		this.#running = false;
		removeThreadEndHook("uv_poll_stop", handle);
		removeThreadEndHook("free", handle);
		// libuv still writes to the handle when it lets go of it, at the end of this iteration, and calls free() then.
		uvClose(handle, symbolAddress("free"));
		this.#closeCopy();
	}

	#closeCopy(): void {
		keepAtThreadEnd(this.#copy);
		close(this.#copy);
	}
}

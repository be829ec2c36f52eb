/** A terminal's settings for a while. */
import { constants } from "node:os";
import { OSError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import type { FileLike } from "../../sockets/index.js";
import { tcgetattr } from "./tcgetattr.js";
import { tcsetattr } from "./tcsetattr.js";
import type { TerminalAttributes } from "./terminal-attributes.js";

const { TCSADRAIN, TCSANOW } = platform.terminals.constants;
const { EBADF, EIO, ENOTTY } = constants.errno;
/** It was closed, or hung up, or its number is another file's by now: there are no settings to put back. */
const gone: readonly (number | undefined)[] = [-EBADF, -EIO, -ENOTTY];

/** Options of `rawMode` and `cbreakMode`. */
export interface TerminalModeOptions {
	/** When it takes effect: TCSADRAIN if absent, TCSANOW, or TCSAFLUSH, which throws away what was typed before. */
	readonly when?: number | undefined;
}

/** The modes that are to end when the process does, the last one first. */
const lasting = new Set<TerminalMode>();

function restoreAll(): void {
	for (const mode of [...lasting].reverse()) {
		try {
			mode.restore(TCSANOW);
		} catch {
			// The process ends: nobody is left to be told, and the other terminals have to be put back.
		}
	}
}

/**
 * Settings that a terminal has until they are put back: at the end of a `using` block, by {@link TerminalMode.restore}, or when
 * the process ends.
 *
 * @example
 * ```ts
 * import { ECHO, openpty, rawMode, tcgetattr } from "evloop";
 *
 * const { master, slave } = openpty();
 * const mode = rawMode(slave);
 * console.log((tcgetattr(slave).lflag & ECHO) !== 0, (mode.before.lflag & ECHO) !== 0); // false true
 * mode.restore();
 * console.log((tcgetattr(slave).lflag & ECHO) !== 0); // true
 * slave.close();
 * master.close();
 * ```
 */
export class TerminalMode implements Disposable {
	/** The settings that it had before. */
	readonly before: TerminalAttributes;
	readonly #file: FileLike;
	readonly #when: number;

	/** @hidden */
	constructor(
		file: FileLike,
		change: (attributes: TerminalAttributes) => TerminalAttributes,
		options: TerminalModeOptions = {},
	) {
		checkOptions(options, "change the terminal's mode");
		const { when = TCSADRAIN } = options;
		this.before = tcgetattr(file);
		this.#file = file;
		this.#when = when;
		tcsetattr(file, when, change(this.before));
		if (lasting.size === 0) process.on("exit", restoreAll);
		lasting.add(this);
	}

	/**
	 * Puts the settings back. Twice is harmless, and so is a terminal that was closed.
	 *
	 * @param when TCSANOW, TCSADRAIN or TCSAFLUSH; as it was set if absent.
	 * @throws OSError if tcsetattr(3) fails otherwise.
	 */
	restore(when: number = this.#when): void {
		if (!lasting.delete(this)) return;
		if (lasting.size === 0) process.off("exit", restoreAll);
		if (typeof this.#file === "object" && "fileno" in this.#file && this.#file.fileno() < 0) return;
		try {
			tcsetattr(this.#file, when, this.before);
		} catch (error) {
			if (!(error instanceof OSError && gone.includes(error.errno))) throw error;
		}
	}

	/** Puts the settings back at the end of a `using` block. */
	[Symbol.dispose](): void {
		this.restore();
	}
}

/** What a scenario writes its lines with. */
import type { EventLoop } from "../../../src/loop/index.js";
import { textOf } from "./text-of.js";

/** Appends a line: `trace("got", x)`. */
export type Trace = (...what: readonly unknown[]) => void;

/** The trace of one scenario, as record.py keeps it. */
export class TraceBook {
	readonly #loop: EventLoop;
	readonly #lines: string[] = [];
	readonly #unseen: string[] = [];
	#endedAt: number | undefined;

	constructor(loop: EventLoop) {
		this.#loop = loop;
		loop.setExceptionHandler((_loop, { message, exception }) => {
			if (exception === undefined) return;
			if (message.includes("never retrieved")) this.#unseen.push(textOf(exception));
			else this.write("reported", exception);
		});
	}

	/** The lines so far, and what nobody has looked at. */
	get lines(): string[] {
		const unseen = this.#unseen.toSorted().map((name) => `${this.#endedAt} unseen ${name}`);
		return [...this.#lines, ...unseen];
	}

	readonly write: Trace = (...what) => {
		if (this.#endedAt !== undefined) return;
		this.#lines.push(`${Math.round(this.#loop.time())} ${what.map(textOf).join(" ")}`.trimEnd());
	};

	/** Writes the last line. */
	end(...what: readonly unknown[]): void {
		this.write(...what);
		this.#endedAt ??= Math.round(this.#loop.time());
	}
}

/** What the rounds of a soak have in common: what was counted, what was wrong, and when to pause and to end. */
import type { AsyncFile, EventLoop } from "../../src/index.js";
import { Random } from "./random.js";

/** A backend for files. */
export type BackendName = AsyncFile["backend"];

/** What a soak is run with. */
export interface SoakOptions {
	readonly seed: number;
	readonly loop: EventLoop;
	/** The backends that this machine has, of those that were asked for. */
	readonly backends: readonly BackendName[];
	/** An empty folder. */
	readonly folder: string;
	/** A certificate and its key; none where there is no openssl. */
	readonly identity?: { readonly cert: string; readonly key: string } | undefined;
}

/** The state of a soak. */
export class Soak {
	readonly counts = new Map<string, number>();
	readonly faults: string[] = [];
	#ids = 0;

	constructor(readonly options: SoakOptions) {}

	/** Counts something that was done. */
	count(what: string, times = 1): void {
		this.counts.set(what, (this.counts.get(what) ?? 0) + times);
	}

	/** Notes that something is wrong, and says so at once. */
	fault(what: string): void {
		this.faults.push(what);
		if (this.faults.length <= 20) console.log(`WRONG: ${what}`);
	}

	/** A number that nothing else has. */
	newId(): number {
		this.#ids += 1;
		return this.#ids;
	}

	/** A path where nothing lies. */
	newPath(): string {
		return `${this.options.folder}/${this.newId()}`;
	}
}

/** One piece of work: it opens what it needs, and leaves nothing behind. */
export class Round {
	readonly random: Random;
	readonly loop: EventLoop;
	/** What it does just now, for whoever finds that it does not go on. */
	doing = "";
	since = performance.now();

	constructor(
		readonly soak: Soak,
		readonly name: string,
	) {
		this.loop = soak.options.loop;
		this.random = new Random(soak.options.seed, name);
	}

	/** Notes what is begun, and counts it. */
	begin(what: string): void {
		this.doing = what;
		this.since = performance.now();
		this.soak.count(what);
	}

	/** Notes what is wrong. */
	fault(what: string): void {
		this.soak.fault(`${this.name}: ${what}`);
	}

	/** Notes what a check has found, if anything. */
	check(fault: string | undefined): void {
		if (fault !== undefined) this.fault(fault);
	}

	/** Notes it where something is not so. */
	expect(isSo: boolean, what: () => string): void {
		if (!isSo) this.fault(what());
	}
}

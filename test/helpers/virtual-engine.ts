/** An engine with a clock and a host that the test moves by hand: no test of timers sleeps. */
import { type ExceptionContext, Future, type Job } from "../../src/futures/index.js";
import type { Clock } from "../../src/reactor/clock.js";
import type { Driver } from "../../src/reactor/driver.js";
import { Engine } from "../../src/reactor/engine.js";
import type { Host } from "../../src/reactor/hosts/host.js";

/** A clock that stands until it is moved. */
export class VirtualClock implements Clock {
	now = 1000;

	time(): number {
		return this.now;
	}

	/** Lets time pass. */
	advance(ms: number): void {
		this.now += ms;
	}
}

/** A kernel with no news but what the test says. */
export class ScriptedDriver implements Driver {
	watched = 0;
	/** The timeouts that it was asked to wait for. */
	readonly polls: (number | undefined)[] = [];
	/** What the next polls do; each returns whether the batch was full. */
	readonly script: (() => boolean)[] = [];
	closed = false;

	isAwaited(): boolean {
		return this.watched > 0;
	}

	/** What looking out finds, one by one; nothing where there is none left. */
	readonly finds: boolean[] = [];

	lookOut(): boolean {
		return this.finds.shift() ?? false;
	}

	poll(timeout: number | undefined): boolean {
		this.polls.push(timeout);
		return this.script.shift()?.() ?? false;
	}

	close(): void {
		this.closed = true;
	}
}

/** A host that only writes down what the engine asks of it. */
export class RecordingHost implements Host {
	readonly blocks = false;
	readonly calls: string[] = [];

	wake(): void {
		this.calls.push("wake");
	}

	timersChanged(): void {
		this.calls.push("timersChanged");
	}

	watchChanged(): void {
		this.calls.push("watchChanged");
	}

	hold(): void {
		this.calls.push("hold");
	}

	release(): void {
		this.calls.push("release");
	}

	close(): void {
		this.calls.push("close");
	}

	/** What was asked since this was called last. */
	take(): string[] {
		return this.calls.splice(0);
	}
}

/** An engine that does nothing by itself. */
export class VirtualEngine extends Engine<ScriptedDriver> {
	declare readonly clock: VirtualClock;
	/** What it was given to report. */
	readonly reports: ExceptionContext[] = [];
	readonly recorder: RecordingHost;

	constructor() {
		super({ clock: new VirtualClock() });
		this.report = (context) => this.reports.push(context);
		this.attachDriver(new ScriptedDriver());
		this.recorder = new RecordingHost();
		this.attachHost(this.recorder);
		this.recorder.take();
	}

	/** A future of this engine. */
	future<T>(): Future<T> {
		return new Future<T>(this);
	}

	/** Turns until nothing is ready; refuses to go on for ever. */
	settle(limit = 1000): void {
		for (let turns = 0; this.turn(0); turns += 1) {
			if (turns === limit) throw new Error(`still busy after ${limit} turns`);
		}
	}

	/** Lets time pass from timer to timer, up to a moment, as a host would. */
	pass(ms: number): void {
		const end = this.clock.now + ms;
		this.settle();
		for (let due = this.timers.next(); due !== undefined && due <= end; due = this.timers.next()) {
			this.clock.now = Math.max(this.clock.now, due);
			this.settle();
		}
		this.clock.now = end;
	}
}

/** A job that calls a function. */
export function job(run: () => void): Job {
	return { run };
}

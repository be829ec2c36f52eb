/** One run of a random program: what its names stand for. */
import {
	type Coroutine,
	currentTask,
	Future,
	type Task,
	type TaskGroup,
	type Timeout,
} from "../../../src/futures/index.js";
import type { EventLoop } from "../../../src/loop/index.js";
import type { Handle } from "../../../src/reactor/index.js";
import { Lock } from "../../../src/sync/index.js";
import type { Trace } from "../helpers/trace.js";
import { runBody } from "./run-body.js";
import type { Body, What } from "./statement.js";
import { makeThing, type Thing } from "./thing.js";

type AnyFuture = Future<unknown>;

/** The names of a run, and the trace that it leaves. */
export class Run {
	readonly trace: Trace;
	readonly loop: EventLoop;
	readonly things = new Map<string, Thing>();
	readonly tasks = new Map<string, Task<unknown>>();
	readonly groups = new Map<string, TaskGroup>();
	readonly scopes = new Map<string, Timeout>();
	readonly handles = new Map<string, Handle>();
	readonly callbacks = new Map<string, (future: AnyFuture) => void>();

	/** Those that somebody collects just now: he will look at them. */
	readonly awaited = new Set<readonly unknown[]>();

	constructor(trace: Trace, loop: EventLoop) {
		this.trace = trace;
		this.loop = loop;
	}

	/** A lock, a queue, …: made where it is named first. */
	thing<T extends Thing>(kind: abstract new (...args: never[]) => T, name: string): T {
		const thing = this.things.get(name) ?? this.#make(name);
		if (thing instanceof kind) return thing;
		throw new TypeError(`${name} is no ${kind.name}`);
	}

	#make(name: string): Thing {
		const shared = name.startsWith("shared") ? this.thing(Lock, name.replace("shared", "lock")) : undefined;
		const thing = makeThing(name, shared);
		this.things.set(name, thing);
		return thing;
	}

	/** Any of several kinds. */
	anyOf<T extends Thing>(kinds: readonly (abstract new (...args: never[]) => T)[], name: string): T {
		const kind = kinds.find((each) => makeThing(name) instanceof each);
		if (kind === undefined) throw new TypeError(`${name} is of another kind`);
		return this.thing(kind, name);
	}

	/** A task or a future, if it was made yet. */
	future(name: string): AnyFuture | undefined {
		return name.startsWith("f") ? this.thing<Future<string>>(Future, name) : this.task(name);
	}

	/** A task, if it was made yet. */
	task(name: string): Task<unknown> | undefined {
		return name === "me" ? currentTask() : this.tasks.get(name);
	}

	/** Those that were made yet, each once. */
	present(names: readonly string[]): AnyFuture[] {
		return [...new Set(names)].map((name) => this.future(name)).filter((each) => each !== undefined);
	}

	/** At most one that is done: Python asks those in the order of their addresses in memory. */
	oneDone(names: readonly string[]): AnyFuture[] {
		const given = this.present(names);
		return [...given.filter((each) => each.done()).slice(0, 1), ...given.filter((each) => !each.done())];
	}

	/** The names of futures, sorted. */
	names(futures: Iterable<AnyFuture>): string[] {
		const all = new Map<unknown, string>([...this.tasks, ...this.things].map(([name, each]) => [each, name]));
		return [...futures].map((each) => all.get(each) ?? "").toSorted();
	}

	/** What can be awaited, if it was made yet. */
	awaitable(what: What): AnyFuture | Coroutine<unknown> | undefined {
		return typeof what === "string" ? this.future(what) : this.coroutine(...what);
	}

	/** Takes steps that collect some; what each has come to will be looked at. */
	*looking<T>(names: readonly unknown[], steps: Coroutine<T>): Coroutine<T> {
		this.awaited.add(names);
		try {
			return yield* steps;
		} finally {
			this.awaited.delete(names);
		}
	}

	/** A coroutine that returns its name. */
	*coroutine(name: string, body: Body): Coroutine<string> {
		yield* runBody(this, name, body);
		return name;
	}
}

/** A group's work grows with its children, no faster: counted in operations, not in time. */
import test from "ava";
import { type Coroutine, Future, sleep, Task, TaskGroup } from "../../../src/futures/index.js";
import { VirtualEventLoop } from "../../../src/testing/index.js";

type Method = (this: unknown, ...args: unknown[]) => unknown;

/** Counts the calls of all methods of futures and tasks, and the elements that arrays and sets are searched for. */
function counting<T>(run: () => T): { readonly result: T; readonly operations: number } {
	let operations = 0;
	const undo: (() => void)[] = [];
	const wrap = (target: object, name: string, cost: (self: unknown) => number): void => {
		const descriptor = Object.getOwnPropertyDescriptor(target, name);
		const method = descriptor?.value as Method | undefined;
		if (descriptor === undefined || typeof method !== "function" || name === "constructor") return;
		const counted: Method = function (...args) {
			operations += cost(this);
			return Reflect.apply(method, this, args);
		};
		Object.defineProperty(target, name, { ...descriptor, value: counted });
		undo.push(() => Object.defineProperty(target, name, descriptor));
	};
	for (const { prototype } of [Future, Task]) {
		for (const name of Object.getOwnPropertyNames(prototype)) wrap(prototype, name, () => 1);
	}
	for (const name of ["filter", "indexOf", "includes", "splice", "map", "find", "findIndex"]) {
		wrap(Array.prototype, name, (self) => (self as unknown[]).length);
	}
	for (const name of ["values", "keys", "entries", "forEach"]) {
		wrap(Set.prototype, name, (self) => (self as Set<unknown>).size);
	}
	try {
		return { result: run(), operations };
	} finally {
		for (const each of undo) each();
	}
}

function runGroup(size: number, child: (index: number) => Coroutine<void>): string {
	const loop = new VirtualEventLoop();
	try {
		loop.runUntilCompleteSync(() =>
			TaskGroup.run(function* (group) {
				for (let i = 0; i < size; i += 1) group.createTask(child(i));
				yield* sleep(1);
			}),
		);
		return "all ended";
	} catch (error) {
		return error instanceof AggregateError ? `${error.errors.length} failed` : String(error);
	} finally {
		loop.close();
	}
}

/** The operations of a group for each of its children. */
function price(size: number, child: (index: number) => Coroutine<void>): { result: string; each: number } {
	let operations = 0;
	let result = "";
	const counted = counting(() => runGroup(size, child));
	({ operations, result } = counted);
	return { result, each: operations / size };
}

test.serial("TaskGroup: 100,000 children that end cost no more each than 1,000", (t) => {
	const child = function* (): Coroutine<void> {
		yield* sleep(0);
	};
	const [few, many] = [price(1000, child), price(100_000, child)];
	t.is(many.result, "all ended");
	t.true(few.each > 2);
	t.true(many.each < few.each * 1.1 + 1, `${many.each} operations each, ${few.each} among few`);
});

test.serial("TaskGroup: cancelling 100,000 children costs no more each than 1,000", (t) => {
	const child = function* (index: number): Coroutine<void> {
		if (index === 0) throw new Error("the first");
		yield* sleep(1000);
	};
	const [few, many] = [price(1000, child), price(100_000, child)];
	t.is(many.result, "1 failed");
	t.true(few.each > 2);
	t.true(many.each < few.each * 1.1 + 1, `${many.each} operations each, ${few.each} among few`);
});

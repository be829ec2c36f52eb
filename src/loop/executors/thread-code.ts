/** What a thread of the pool runs: it calls what it is told to, one call after the other. */
import { parentPort } from "node:worker_threads";
import type { CalleeText } from "./callee-text.js";

/** A call, as it is sent to a thread. */
export interface CallMessage {
	readonly callee: CalleeText;
	readonly args: readonly unknown[];
}

/** How it ended, as it is sent back. */
export type OutcomeMessage = { readonly value: unknown } | { readonly reason: unknown };

type Callee = (...args: readonly unknown[]) => unknown;

const compiled = new Map<string, Callee>();

async function find(callee: CalleeText): Promise<Callee> {
	if ("code" in callee) {
		let found = compiled.get(callee.code);
		if (found === undefined) {
			found = new Function(`return ${callee.code}`)() as Callee;
			compiled.set(callee.code, found);
		}
		return found;
	}
	const exported = ((await import(callee.module)) as Record<string, unknown>)[callee.name];
	if (typeof exported === "function") return exported as Callee;
	throw new TypeError(`${callee.module} exports no function ${callee.name}`);
}

async function call({ callee, args }: CallMessage): Promise<OutcomeMessage> {
	try {
		return { value: await (await find(callee))(...args) };
	} catch (reason) {
		return { reason };
	}
}

parentPort?.on("message", async (message: CallMessage) => {
	const outcome = await call(message);
	try {
		parentPort?.postMessage(outcome);
	} catch (error) {
		// A function, say. The error that tells so cannot be sent either, being a DOMException.
		const what = "value" in outcome ? "returned" : "threw";
		const reason = new TypeError(`Cannot send what the function ${what} to another thread: ${error}`);
		parentPort?.postMessage({ reason } satisfies OutcomeMessage);
	}
});

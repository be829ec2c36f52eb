/** `subprocessExec`: a program with its arguments. */
import type { Future } from "../../futures/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { checkFactory } from "../check-factory.js";
import type { SubprocessTransport } from "../interfaces/index.js";
import type { SubprocessProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import { planChild } from "./child-plan.js";
import { startChild } from "./start-child.js";
import type { SubprocessOptions } from "./subprocess-options.js";

/**
 * Starts a program; see `ProcessMethods.subprocessExec`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param program the program.
 * @param rest its arguments, and perhaps options behind them.
 * @returns a future of the transport and the protocol.
 */
export function subprocessExec<P extends SubprocessProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	program: string,
	rest: readonly (string | SubprocessOptions)[],
): Future<[transport: SubprocessTransport, protocol: P]> {
	checkFactory(factory, "subprocessExec");
	const last = rest.at(-1);
	// Not an array: whoever passes one means arguments, and is told that they go one by one.
	const hasOptions = typeof last === "object" && last !== null && !Array.isArray(last);
	const plan = planChild(
		"subprocessExec",
		program,
		hasOptions ? rest.slice(0, -1) : rest,
		hasOptions ? last : undefined,
	);
	return startChild(engine, "subprocessExec", factory, plan);
}

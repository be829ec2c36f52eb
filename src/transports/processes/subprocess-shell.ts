/** `subprocessShell`: a command for the shell. */
import type { Future } from "../../futures/index.js";
import { checkOptions } from "../../internal/index.js";
import type { SelectorEngine } from "../../reactor/index.js";
import { checkText } from "../../sockets/internals.js";
import { checkFactory } from "../check-factory.js";
import type { SubprocessTransport } from "../interfaces/index.js";
import type { SubprocessProtocol } from "../protocols/index.js";
import type { ProtocolFactory } from "../sockets/index.js";
import { planChild } from "./child-plan.js";
import { startChild } from "./start-child.js";
import type { SubprocessShellOptions } from "./subprocess-options.js";

/**
 * Has the shell run a command; see `ProcessMethods.subprocessShell`.
 *
 * @param engine the engine.
 * @param factory makes the protocol.
 * @param command the command.
 * @param options its options.
 * @returns a future of the transport and the protocol.
 */
export function subprocessShell<P extends SubprocessProtocol>(
	engine: SelectorEngine,
	factory: ProtocolFactory<P>,
	command: string,
	options: SubprocessShellOptions = {},
): Future<[transport: SubprocessTransport, protocol: P]> {
	checkFactory(factory, "subprocessShell");
	checkText(command, "Cannot subprocessShell: the command");
	checkOptions(options, "subprocessShell");
	const plan = planChild("subprocessShell", options.shell ?? "/bin/sh", ["-c", command], options);
	return startChild(engine, "subprocessShell", factory, plan);
}

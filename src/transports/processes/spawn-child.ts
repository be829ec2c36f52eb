/** Starts a child process, by Node. */
import { type ChildProcess, spawn } from "node:child_process";
import { statSync } from "node:fs";
import { constants } from "node:os";
import { osError } from "../../errors.js";
import { type Coroutine, Future, waitOn } from "../../futures/index.js";
import type { Engine } from "../../reactor/index.js";
import type { ChildPlan } from "./child-plan.js";
import type { ChildStreams } from "./child-streams.js";

const { ENOENT, ENOTDIR } = constants.errno;

/**
 * Starts a child process.
 *
 * @param engine the engine.
 * @param plan what to start.
 * @param streams its descriptors.
 * @returns the coroutine of the process, which runs.
 * @throws OSError if it cannot be started: a FileNotFoundError if there is no such program, a PermissionError if it cannot
 * be executed.
 */
export function* spawnChild(engine: Engine, plan: ChildPlan, streams: ChildStreams): Coroutine<ChildProcess> {
	const { cwd, env, argv0, uid, gid, startNewSession = false } = plan.options;
	let child: ChildProcess;
	try {
		child = spawn(plan.program, [...plan.args], {
			stdio: streams.stdio,
			detached: startNewSession,
			cwd,
			env: env as NodeJS.ProcessEnv | undefined,
			argv0,
			...(uid !== undefined && { uid }),
			...(gid !== undefined && { gid }),
		});
	} catch (error) {
		throw startError(error, plan);
	}
	if (child.pid === undefined) {
		// Node says it in an event, in a moment.
		const failed = new Future<never>(engine);
		child.once("error", (error) => {
			if (!failed.done()) failed.setException(startError(error, plan));
		});
		yield* waitOn(failed);
	}
	// An event of this name that nobody hears ends the process; it means that a signal could not be sent.
	child.on("error", () => {});
	return child;
}

/** An error of Node's as ours. */
function startError(error: unknown, { program, options }: ChildPlan): unknown {
	const { errno } = error as NodeJS.ErrnoException;
	if (typeof errno !== "number") return error;
	const { cwd } = options;
	// The system does not say which of the two was missing.
	const isPlace = (errno === -ENOENT || errno === -ENOTDIR) && cwd !== undefined && !isDirectory(cwd);
	return osError(-errno, "spawn", { path: isPlace ? cwd : program, cause: error });
}

function isDirectory(path: string): boolean {
	return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

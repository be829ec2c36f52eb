/** What was asked for when a child process is started, checked. */
import { ValueError } from "../../errors.js";
import { checkOptions } from "../../internal/index.js";
import { fileDescriptor } from "../../selectors/index.js";
import { checkInteger, checkText, showValue } from "../../sockets/internals.js";
import { DEVNULL } from "./devnull.js";
import { PIPE } from "./pipe.js";
import { STDOUT } from "./stdout.js";
import type { SubprocessOptions } from "./subprocess-options.js";

/** One of the three standard streams: a pipe to us, the null device, the parent's, stdout's, or a descriptor. */
export type ChildStream = "pipe" | "null" | "inherit" | "stdout" | number;

/** A child process to be. */
export interface ChildPlan {
	readonly program: string;
	readonly args: readonly string[];
	readonly streams: readonly [stdin: ChildStream, stdout: ChildStream, stderr: ChildStream];
	readonly passFds: readonly number[];
	readonly options: SubprocessOptions;
}

const largestId = 2 ** 31 - 1;
const lastStandardStream = 2;

/**
 * Checks everything that can be checked before anything is done.
 *
 * @param action the method, for errors.
 * @param program the program.
 * @param args its arguments.
 * @param options its options.
 * @returns the plan.
 * @throws TypeError, RangeError or ValueError if something is of the wrong kind.
 */
export function planChild(
	action: string,
	program: unknown,
	args: readonly unknown[],
	options: SubprocessOptions = {},
): ChildPlan {
	checkOptions(options, action);
	const what = `Cannot ${action}:`;
	const name = checkText(program, `${what} the program`);
	if (name === "") throw new ValueError(`${what} the program has no name`);
	const texts = args.map((arg, i) => checkText(arg, `${what} argument ${i + 1}`));
	const { stdin, stdout, stderr, cwd, argv0, uid, gid, env, startNewSession = false, passFds = [] } = options;
	if (typeof startNewSession !== "boolean") {
		throw new TypeError(`${what} startNewSession must be true or false, got ${showValue(startNewSession)}`);
	}
	if (cwd !== undefined) checkText(cwd, `${what} cwd`);
	if (argv0 !== undefined) checkText(argv0, `${what} argv0`);
	if (uid !== undefined) checkInteger(uid, `${what} uid`, 0, largestId);
	if (gid !== undefined) checkInteger(gid, `${what} gid`, 0, largestId);
	if (env !== undefined) checkEnvironment(env, `${what} env`);
	if (!Array.isArray(passFds))
		throw new TypeError(`${what} passFds must be an array, got ${showValue(passFds)}`);
	return {
		program: name,
		args: texts,
		streams: [
			streamOf(stdin, `${what} stdin`),
			streamOf(stdout, `${what} stdout`),
			streamOf(stderr, `${what} stderr`, true),
		],
		passFds: passFds.map((file) => fileDescriptor(file)).filter((fd) => fd > lastStandardStream),
		options,
	};
}

function streamOf(stream: unknown, what: string, isStderr = false): ChildStream {
	if (stream === null) return "inherit";
	if (stream === undefined || stream === PIPE) return "pipe";
	if (stream === DEVNULL) return "null";
	if (stream === STDOUT) {
		if (isStderr) return "stdout";
		throw new ValueError(`${what} cannot be STDOUT: only stderr can go where stdout goes`);
	}
	return fileDescriptor(stream as number);
}

function checkEnvironment(env: unknown, what: string): void {
	if (typeof env !== "object" || env === null)
		throw new TypeError(`${what} must be an object, got ${showValue(env)}`);
	for (const [name, value] of Object.entries(env)) {
		checkText(name, what);
		if (value !== undefined) checkText(value, `${what}.${name}`);
	}
}

/** Programs in a network of their own, where they may do what would disturb this machine's. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { ExecutionContext } from "ava";
import { Program } from "../examples/helpers/program.js";
import { skip } from "./skip.js";

const fixture = fileURLToPath(new URL("../fixtures/in-namespace.js", import.meta.url));

/**
 * Runs a program in a new network namespace, with its loopback up and ping sockets for everybody.
 *
 * @param t the test.
 * @param path an ECMAScript module.
 * @param args its arguments.
 * @returns the program; `undefined` where namespaces cannot be had: then the test is skipped, and returns.
 */
export function inNamespace(t: ExecutionContext, path: string, ...args: string[]): Program | undefined {
	if (process.platform !== "linux") {
		skip(t, "network namespaces", process.platform);
		return undefined;
	}
	const unshare = process.getuid?.() === 0 ? ["--net"] : ["--map-root-user", "--net"];
	const probe = spawnSync("unshare", [...unshare, "true"], { encoding: "utf8" });
	if (probe.status !== 0) {
		skip(t, "network namespaces", probe.error?.message ?? probe.stderr.trim());
		return undefined;
	}
	return new Program(t, "unshare", ...unshare, process.execPath, fixture, path, ...args);
}

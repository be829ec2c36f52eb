import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { ExecutionContext } from "ava";
import { type Socket, socketpair } from "../../../src/index.js";
import { skip } from "../../helpers/skip.js";

/** A Python process at the other end of a Unix socket, over which descriptors go. */
export interface PythonPeer {
	/** Our end; non-blocking. */
	readonly sock: Socket;
	/** Waits for its end. */
	ended(): Promise<{ code: number | null; stderr: string }>;
}

/**
 * Starts Python with a script that finds its end of the pair in `sock`, and `os`, `socket` imported.
 *
 * @returns the peer; `undefined`, said aloud, where there is no Python.
 */
export function pythonPeer(t: ExecutionContext, script: string): PythonPeer | undefined {
	if (spawnSync("python3", ["-c", "pass"]).status !== 0) {
		skip(t, "python3", "not installed");
		return undefined;
	}
	const [sock, theirs] = socketpair();
	sock.setblocking(false);
	const prelude = "import os, socket, sys\nsock = socket.socket(fileno=3)\n";
	const child = spawn("python3", ["-u", "-c", prelude + script], {
		stdio: ["ignore", "ignore", "pipe", theirs.fileno()],
	});
	theirs.close();
	t.teardown(() => {
		sock.close();
		child.kill("SIGKILL");
	});
	let stderr = "";
	child.stderr?.setEncoding("utf8").on("data", (text: string) => {
		stderr += text;
	});
	const closed = once(child, "close") as Promise<[number | null]>;
	return { sock, ended: async () => ({ code: (await closed)[0], stderr }) };
}

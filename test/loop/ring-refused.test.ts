/** io_uring refused as sandboxes refuse it: by a seccomp filter, with EPERM or with ENOSYS. */
import { spawnSync } from "node:child_process";
import { constants } from "node:os";
import test, { type ExecutionContext } from "ava";
import { compileProgram } from "../helpers/compile-program.js";
import { skip } from "../helpers/skip.js";

const library = new URL("../../src/index.js", import.meta.url).href;
/** What the fixture exits with where the kernel refuses the filter. */
const noSeccomp = 77;

const echo = `
	const evloop = await import(${JSON.stringify(library)});
	const { usable, reason } = evloop.canUseProactor();
	let thrown = "nothing";
	try { new evloop.ProactorEventLoop(); } catch (error) { thrown = error.name + " " + error.code; }
	const loop = evloop.newEventLoop();
	const echoed = await loop.runUntilComplete(async () => {
		const server = await evloop.startServer(async (reader, writer) => {
			writer.write(await reader.readline());
			await writer.drain();
			writer.close();
		}, "127.0.0.1", 0);
		const [, port] = server.sockets[0].getsockname();
		const [reader, writer] = await evloop.openConnection("127.0.0.1", port);
		writer.write("echo\\n");
		const line = String(await reader.readline()).trim();
		writer.close();
		server.close();
		await server.waitClosed();
		return line;
	});
	loop.close();
	console.log(JSON.stringify({ usable, reason, thrown, kind: loop.constructor.name, echoed }));
`;

/** Runs the program where io_uring is refused; `undefined`, said aloud, where that cannot be had. */
function runRefused(t: ExecutionContext, error: number): { said: unknown; stderr: string } | undefined {
	if (process.platform !== "linux") {
		skip(t, "seccomp", "only Linux has it");
		return undefined;
	}
	const refuse = compileProgram(t, "uring/refuse-uring.c");
	if (refuse === undefined) return undefined;
	const { status, stdout, stderr } = spawnSync(
		refuse,
		[String(error), process.execPath, "--input-type=module", "--eval", echo],
		{ encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "", EVLOOP_LOOP: "proactor" } },
	);
	if (status === noSeccomp) {
		skip(t, "seccomp", stderr.trim());
		return undefined;
	}
	t.is(status, 0, stderr);
	return { said: JSON.parse(stdout), stderr };
}

const refusals = [
	["EPERM", "PermissionError", /^io_uring is forbidden here: by a sandbox/],
	["ENOSYS", "OSError", /^This kernel has no io_uring, or a sandbox hides it$/],
] as const;

for (const [code, name, why] of refusals) {
	test(`io_uring refused with ${code}: canUseProactor says why, the class throws, and the selector loop serves`, (t) => {
		const outcome = runRefused(t, constants.errno[code]);
		if (outcome === undefined) return;
		const { reason, ...said } = outcome.said as { readonly reason: string };
		t.regex(reason, why);
		t.deepEqual(said as object, {
			usable: false,
			thrown: `${name} ${code}`,
			kind: "SelectorEventLoop",
			echoed: "echo",
		});
		t.is(outcome.stderr.split("EVLOOP_LOOP=proactor: ").length, 2, "one warning says so");
		t.true(outcome.stderr.includes(reason));
	});
}

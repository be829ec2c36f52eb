import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { hasCommand } from "../helpers/has-command.js";
import { temporaryFolder } from "../sockets/helpers/temporary-folder.js";
import { runExample, startExample } from "./helpers/example.js";

const file = "10-unix-datagram-logger.js";

test("unix-datagram-logger: none of a flood of 5000 is lost, and the path goes away", async (t) => {
	const { code, stdout, stderr } = await runExample(t, file);
	t.is(stderr, "");
	t.is(
		stdout,
		[
			"1 info: message 1",
			"1001 info: message 1001",
			"2001 info: message 2001",
			"3001 info: message 3001",
			"4001 info: message 4001",
			"5000 info: message 5000",
			"5000 of 5000 came, the client had to pause",
			"the path is gone",
			"",
		].join("\n"),
	);
	t.is(code, 0);
});

test("unix-datagram-logger: it logs what Python sends", async (t) => {
	if (!hasCommand(t, "python3")) return;
	const path = join(temporaryFolder(t), "log");
	const logger = startExample(t, file, path, "2");
	await logger.printed(/logging from/);
	const program =
		"import socket, sys; s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM); " +
		"[s.sendto(text, sys.argv[1]) for text in (b'<11>disk on fire\\n', b'no priority')]";
	t.is(spawnSync("python3", ["-c", program, path]).status, 0);
	const { code, stdout } = await logger.ended;
	t.is(stdout, `logging from ${path}\n1 err: disk on fire\n2 notice: no priority\n`);
	t.is(code, 0);
	t.false(existsSync(path));
});

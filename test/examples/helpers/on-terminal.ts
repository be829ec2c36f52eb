/** Runs a command on a terminal of its own (Python's pty module makes one), and types. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import type { ExecutionContext } from "ava";

const driver = `
import json, os, pty, select, sys, time
steps = json.loads(sys.argv[1])
pid, fd = pty.fork()
if pid == 0:
    os.execvp(sys.argv[2], sys.argv[2:])
output = ""
seen = 0
end = time.monotonic() + 40
while time.monotonic() < end:
    if select.select([fd], [], [], 0.1)[0]:
        try:
            data = os.read(fd, 4096)
        except OSError:
            data = b""
        if not data:
            break
        output += data.decode("latin1")
    if steps and steps[0][0] in output[seen:]:
        marker, keys = steps.pop(0)
        seen = output.index(marker, seen) + len(marker)
        os.write(fd, keys.encode("latin1"))
else:
    os.kill(pid, 9)
    output += "HANGS"
os.waitpid(pid, 0)
sys.stdout.write(output.replace("\\r\\n", "\\n"))
`;

/**
 * Runs a command to its end.
 *
 * @param t the test.
 * @param steps for each piece of output in turn, the keys that are typed once it has come.
 * @param command the command.
 * @returns all that was on the terminal.
 */
export async function onTerminal(
	t: ExecutionContext,
	steps: readonly (readonly [output: string, keys: string])[],
	...command: string[]
): Promise<string> {
	const child = spawn("python3", ["-c", driver, JSON.stringify(steps), ...command], {
		stdio: ["ignore", "pipe", "inherit"],
		env: { ...process.env, NODE_OPTIONS: "" },
	});
	t.teardown(() => child.kill("SIGKILL"));
	let output = "";
	child.stdout.setEncoding("utf8").on("data", (text: string) => {
		output += text;
	});
	await once(child, "close");
	return output;
}

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import test, { type ExecutionContext } from "ava";
import { hasCommand } from "../helpers/has-command.js";
import { onTerminal } from "./helpers/on-terminal.js";

const main = fileURLToPath(new URL("../../examples/09-two-buttons/main.js", import.meta.url));
const node = process.execPath;

/** Runs the program on a terminal, between two looks at the terminal's settings; which must be the same. */
async function played(
	t: ExecutionContext,
	command: string,
	...steps: [output: string, keys: string][]
): Promise<string | undefined> {
	if (!hasCommand(t, "python3") || !hasCommand(t, "stty")) return undefined;
	// The shell survives Ctrl-C, which goes to all who sit before the terminal.
	const script = `trap : INT; stty -g; ${command}; echo "ended $?"; stty -g`;
	const output = await onTerminal(t, steps, "sh", "-c", script, node, main);
	const lines = output.trimEnd().split("\n");
	t.is(lines.at(-1), lines[0], output);
	return lines.slice(1, -1).join("\n");
}

test("two buttons: keys of a terminal, at once and without an echo, whose settings are put back", async (t) => {
	const output = await played(t, '"$0" "$1"', ["ready", "h"], ["Hello", "w"], ["World", "xhq"]);
	if (output !== undefined) t.is(output, "ready\nHello\nWorld\nHello\nended 0");
});

test("two buttons: Ctrl-C puts the settings back, too", async (t) => {
	const output = await played(t, '"$0" "$1"', ["ready", "w"], ["World", "\u0003"]);
	if (output !== undefined) t.is(output.replace("^C", ""), "ready\nWorld\nended 0");
});

test("two buttons: lines from a pipe beside keys of the terminal", async (t) => {
	// What is piped comes first; then the terminal has it open, and q ends both.
	const output = await played(t, 'echo h | "$0" "$1"', ["Hello", "w"], ["World", "q"]);
	if (output !== undefined) t.is(output, "ready\nHello\nWorld\nended 0");
});

test("two buttons: lines from a pipe where there is no terminal; it ends with them", (t) => {
	if (!hasCommand(t, "setsid")) return;
	const { status, stdout } = spawnSync("setsid", ["--wait", node, main], {
		input: "h\nnothing\nw\n",
		encoding: "utf8",
		env: { ...process.env, NODE_OPTIONS: "" },
	});
	t.is(stdout, "ready\nHello\nWorld\n");
	t.is(status, 0);
});

/**
 * Types into a shell, and reads what it shows: the way of terminal emulators, and of programs that drive others which insist on
 * a terminal.
 *
 *     node dist/examples/11-pseudo-terminal.js
 *
 * The shell has the slave, a real terminal; the program has the master, which is its keyboard and its screen. When the shell has
 * gone the master is at its end.
 */
import { createSubprocessExec, DEVNULL, openpty, type PtyMaster, run, tcsetwinsize } from "evloop";

/** Reads until a text was shown; what was shown up to then. */
async function expect(master: PtyMaster, text: string): Promise<string> {
	let shown = "";
	while (!shown.includes(text)) {
		const chunk = await master.readSome();
		if (chunk.length === 0) break;
		shown += chunk.toString();
	}
	return shown;
}

await run(async () => {
	const { master, slave } = openpty({ rows: 24, columns: 80 });
	// Whoever leads a session and opens a terminal is controlled by it: so Ctrl-C works, and the shell has job control.
	const shell = await createSubprocessExec("sh", "-c", 'exec <>"$0" >&0 2>&0; exec sh', slave.path, {
		stdin: DEVNULL,
		stdout: DEVNULL,
		stderr: DEVNULL,
		startNewSession: true,
		env: { PATH: process.env.PATH, PS1: "> " },
	});
	await expect(master, "> ");
	slave.close();

	await master.writeAll("stty size\n");
	console.log("the window:", (await expect(master, "> ")).split("\r\n")[1]);

	tcsetwinsize(master, [50, 132]);
	await master.writeAll("stty size\n");
	console.log("made larger:", (await expect(master, "> ")).split("\r\n")[1]);

	// Shown once as it is typed, and once by cat: before it runs, Ctrl-C would be the shell's.
	await master.writeAll("cat\nmeow\n");
	await expect(master, "meow\r\nmeow\r\n");
	await master.writeAll("\x03");
	await expect(master, "> ");
	console.log("Ctrl-C ended cat, and not the shell");

	await master.writeAll("exit 3\n");
	for await (const _ of master);
	console.log("the shell ended with", await shell.wait());
	master.close();
});

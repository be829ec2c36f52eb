/** The types of child processes: this file compiles, or the build fails. */
import {
	type CreateSubprocessExecOptions,
	createSubprocessExec,
	createSubprocessShell,
	DEVNULL,
	PIPE,
	type Process,
	type StreamReader,
	type StreamWriter,
} from "../../src/index.js";
import { same } from "./same.js";

declare const args: string[];
declare const options: CreateSubprocessExecOptions;
declare function takes(child: Process): void;

/** Never called: the compiler reads it. */
export async function theTypes(): Promise<void> {
	const reading = await createSubprocessExec("ls", "-l", { stdout: PIPE, cwd: "/" });
	same<typeof reading.stdout, StreamReader>(true);
	same<typeof reading.stdin, StreamWriter | undefined>(true);
	const [output, errors] = await reading.communicate();
	same<typeof output, Buffer>(true);
	same<typeof errors, Buffer | undefined>(true);

	const writing = await createSubprocessExec("cat", ...args, { stdin: PIPE, stdout: DEVNULL });
	same<typeof writing.stdin, StreamWriter>(true);
	same<typeof writing.stdout, StreamReader | undefined>(true);

	const own = await createSubprocessExec("ls", ...args);
	same<typeof own, Process>(true);
	const unknown = await createSubprocessExec("ls", options);
	same<typeof unknown, Process>(true);

	const shell = await createSubprocessShell("ls", { stdout: PIPE, stderr: PIPE });
	same<typeof shell, Process<StreamWriter | undefined, StreamReader, StreamReader>>(true);
	for (const child of [reading, writing, own, shell]) takes(child);

	// @ts-expect-error: there is no such option
	await createSubprocessExec("ls", { stdou: PIPE });
	// @ts-expect-error: there is no such option
	await createSubprocessShell("ls", { stdou: PIPE });
}

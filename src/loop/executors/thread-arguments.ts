/** What Node is told when a thread starts. */

/** Options of a program that stands on the command line, with what follows each. */
const ofTheProgram = new Map([
	["-e", 1],
	["--eval", 1],
	["-p", 1],
	["--print", 1],
	["-pe", 1],
]);

/**
 * A thread inherits the options that its program was started with, loaders for one; but `--input-type` is refused where what
 * is run is a file.
 *
 * @param given the options of this process.
 * @returns the options of its threads; nothing where they are inherited as they are.
 */
export function threadArguments(given: readonly string[] = process.execArgv): { execArgv?: string[] } {
	if (!given.some((option) => option.startsWith("--input-type"))) return {};
	const execArgv: string[] = [];
	for (let i = 0; i < given.length; i += 1) {
		const option = given[i] as string;
		if (option === "--input-type") i += 1;
		else if (ofTheProgram.has(option)) i += ofTheProgram.get(option) as number;
		else if (!option.startsWith("--input-type=")) execArgv.push(option);
	}
	return { execArgv };
}

/** Several files that append to the same one: each line is there once, whole, and in its writer's order. */
import { rmSync } from "node:fs";
import { open } from "../../../src/index.js";
import { attempt } from "../attempt.js";
import type { Round } from "../soak.js";

/** The round. */
export async function appendRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const path = soak.newPath();
	const writers = random.between(1, 4);
	/** For each writer its lines: whether they must be there. */
	const lines: boolean[][] = [];
	const line = (writer: number, number: number): string =>
		`${writer} ${number} ${String.fromCharCode(97 + ((writer + number) % 26)).repeat((number * 37) % 900)}\n`;
	const append = async (writer: number): Promise<void> => {
		const backend = random.pick(soak.options.backends);
		const file = await open(path, "a", 0o600, { backend, loop });
		const mine: boolean[] = [];
		lines[writer] = mine;
		for (let i = random.length(60); i > 0; i -= 1) {
			const text = line(writer, mine.length);
			const index = mine.push(false) - 1;
			const result = await attempt(round, `append, ${backend}`, (options) => file.write(text, options));
			mine[index] = result !== undefined;
		}
		await file.close();
	};
	await Promise.all(Array.from({ length: writers }, (_, i) => append(i)));
	const backend = random.pick(soak.options.backends);
	const file = await open(path, "r", 0o600, { backend, loop });
	const last = new Array<number>(writers).fill(-1);
	round.begin(`lines, ${backend}`);
	for await (const bytes of file) {
		const text = bytes.toString("latin1");
		const [writer = -1, number = -1] = text.split(" ", 2).map(Number);
		round.expect(text === line(writer, number), () => `a line that nobody wrote: ${text.slice(0, 60)}`);
		const previous = last[writer] ?? -1;
		round.expect(number > previous, () => `line ${number} of ${writer} after ${previous}`);
		const missing = lines[writer]?.slice(previous + 1, number).includes(true) ?? true;
		round.expect(!missing, () => `writer ${writer}: something is missing between ${previous} and ${number}`);
		last[writer] = number;
	}
	for (const [writer, all] of lines.entries()) {
		const missing = all.slice((last[writer] ?? -1) + 1).includes(true);
		round.expect(!missing, () => `writer ${writer}: the end is missing after ${last[writer]}`);
	}
	await file.close();
	rmSync(path);
}

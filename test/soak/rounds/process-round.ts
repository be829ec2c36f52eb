/** Child processes: what goes in comes out, and killed ones end. */
import { createSubprocessExec, PIPE } from "../../../src/index.js";
import { attempt, pause } from "../attempt.js";
import { content, contentFault } from "../content.js";
import type { Round } from "../soak.js";

/** The round. */
export async function processRound(round: Round): Promise<void> {
	const { random, soak, loop } = round;
	const id = soak.newId();
	round.begin("createSubprocessExec");
	const child = await createSubprocessExec("cat", { stdin: PIPE, stdout: PIPE, loop });
	const length = random.length(300_000);
	if (random.chance(0.7)) {
		round.begin("communicate");
		const [output] = await child.communicate(content(id, 0, length));
		round.check(contentFault(output ?? Buffer.alloc(0), id, 0, "cat"));
		round.expect(output?.length === length, () => `cat gave ${output?.length} of ${length}`);
		round.expect(child.returncode === 0, () => `cat ended with ${child.returncode}`);
		return;
	}
	child.stdin?.write(content(id, 0, length));
	const read = await attempt(round, "read (child)", (options) => {
		const future = child.stdout?.read(1000, options);
		if (future === undefined) throw new Error("no stdout");
		return future;
	});
	if (read !== undefined) round.check(contentFault(read.value, id, 0, "cat"));
	await pause(random);
	child.kill();
	// Its output ends, once it was read.
	await child.stdout?.read();
	const status = await child.wait();
	round.expect(status === -9, () => `a killed cat ended with ${status}`);
	child.stdin?.close();
}

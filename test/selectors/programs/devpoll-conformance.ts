/** Runs the conformance suite over DevpollSelector, with an imitated /dev/poll preloaded, and prints what failed. */
import { DevpollSelector } from "../../../src/selectors/index.js";
import { type ConformanceContext, selectorConformance } from "../conformance.js";

type Body = (t: ConformanceContext) => void | Promise<void>;

const bodies = new Map<string, Body>();

async function failureOf(body: Body): Promise<string | undefined> {
	const cleanUps: (() => void)[] = [];
	try {
		await body({ teardown: (cleanUp) => cleanUps.unshift(cleanUp), log: () => {}, pass: () => {} });
		return undefined;
	} catch (error) {
		return String(error);
	} finally {
		for (const cleanUp of cleanUps) cleanUp();
	}
}

selectorConformance(
	(title, body) => bodies.set(title, body),
	"DevpollSelector",
	() => new DevpollSelector(),
	{
		hasFileno: true,
		refusesClosed: true,
		reportsClosed: false,
		fileError: "EPERM",
		survivesGhosts: false,
	},
);
const failures: Record<string, string> = {};
for (const [title, body] of bodies) {
	const failure = await failureOf(body);
	if (failure !== undefined) failures[title] = failure;
}
console.log(JSON.stringify({ run: bodies.size, failures }));

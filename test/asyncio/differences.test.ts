/** docs/asyncio-differences.md names scenarios that there are, and all those that are listed as different. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "ava";
import { recorded } from "./helpers/recorded.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const document = readFileSync(`${root}docs/asyncio-differences.md`, "utf8");
const named = new Set([...document.matchAll(/`([a-z]\w*_\w+)`/g)].map(([, name]) => name));
const files = readdirSync(`${root}test/asyncio`);

test("differences: every scenario that the document names was recorded", (t) => {
	const areas = files
		.filter((file) => /^[a-z]+\.test\.ts$/.test(file))
		.map((file) => file.split(".")[0] ?? "");
	const compared = areas.filter((area) => !["record", "differences"].includes(area));
	const known = new Set(compared.flatMap((area) => Object.keys(recorded(area))));
	// Python's own names have no more than two words, and stand among them.
	const foreign = new Set(["wait_for", "wait_closed", "resume_writing", "as_completed", "__context__"]);
	t.deepEqual(
		[...named].filter((name) => name !== undefined && !known.has(name) && !foreign.has(name)),
		[],
	);
});

test("differences: every scenario that is listed as different is in the document", (t) => {
	const listed = files
		.filter((file) => file.endsWith("-async.test.ts"))
		.flatMap((file) => {
			const source = readFileSync(`${root}test/asyncio/${file}`, "utf8");
			return [...source.matchAll(/^\t+([a-z]\w*_\w+): (?:"order"|\[)/gm)].map(([, name]) => name);
		});
	t.true(listed.length > 10);
	t.deepEqual(
		listed.filter((name) => !named.has(name)),
		[],
	);
});

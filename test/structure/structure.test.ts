import test from "ava";
import { entryPoints } from "../../scripts/entry-points.js";
import { checkStructure, maxLines } from "../../scripts/structure/check-structure.js";
import { readSources } from "../../scripts/structure/read-sources.js";

const check = (files: Record<string, string>, doors: readonly string[] = []): string[] =>
	checkStructure(new Map(Object.entries(files)), doors);

test("src: keeps the order of its folders, their doors, and every other rule of structure", (t) => {
	const sources = readSources("src");
	t.true(sources.has("src/errors.ts"));
	const long = [...sources].filter(([, text]) => text.split("\n").length > 200);
	for (const [path, text] of long) t.log(`${path}: ${text.split("\n").length - 1} lines`);
	t.deepEqual(
		checkStructure(
			sources,
			entryPoints().map(({ source }) => source),
		),
		[],
	);
});

test("checkStructure: finds nothing in a tree that keeps the rules", (t) => {
	const files = {
		"src/errors.ts": "export class Wrong extends Error {}",
		"src/ffi/index.ts": 'export { platform } from "./platform.js";',
		"src/ffi/platform.ts": "export const platform = process.platform;",
		"src/selectors/index.ts":
			'export { select } from "./select/index.js"; import type { K } from "./key.js";',
		"src/selectors/key.ts": 'import type { S } from "./index.js"; export type K = S;',
		"src/selectors/select/index.ts":
			'import { platform } from "../../ffi/index.js"; export const select = platform;',
		"src/index.ts":
			'export { select } from "./selectors/select/index.js"; export { Wrong } from "./errors.js";',
	};
	t.deepEqual(check(files, ["src/selectors/select/index.ts"]), []);
});

test("checkStructure: refuses an import against the order, also of a type", (t) => {
	t.deepEqual(
		check({
			"src/futures/index.ts": 'import type { Loop } from "../loop/index.js"; export type F = Loop;',
			"src/loop/index.ts": "export interface Loop {}",
		}),
		['src/futures/index.ts:1: futures may not import loop ("../loop/index.js")'],
	);
	t.deepEqual(
		check({
			"src/selectors/index.ts": 'export type S = import("../sockets/index.js").S;',
			"src/sockets/index.ts": "export interface S {}",
		}),
		['src/selectors/index.ts:1: selectors may not import sockets ("../sockets/index.js")'],
	);
});

test("checkStructure: refuses a folder that the order does not know", (t) => {
	t.deepEqual(check({ "src/extras/index.ts": "" }), [
		"src/extras/index.ts: extras has no place in the order of layers",
	]);
});

test("checkStructure: refuses to enter a folder past its index.ts", (t) => {
	t.deepEqual(
		check({
			"src/ffi/index.ts": "",
			"src/ffi/errno.ts": "export const e = 1;",
			"src/sockets/recv.ts": '\nimport { e } from "../ffi/errno.js"; export const x = e;',
		}),
		['src/sockets/recv.ts:2: "../ffi/errno.js" goes past src/ffi/index.ts'],
	);
	t.deepEqual(
		check({
			"src/ffi/table.ts": 'import { a } from "./linux/files.js"; export const x = a;',
			"src/ffi/linux/index.ts": "",
			"src/ffi/linux/files.ts": "export const a = 1;",
			"src/ffi/libc/poll.ts": 'import { x } from "../table.js"; export const y = x;',
		}),
		['src/ffi/table.ts:1: "./linux/files.js" goes past src/ffi/linux/index.ts'],
	);
});

test("checkStructure: refuses koffi outside src/ffi, however it is loaded", (t) => {
	const ways = [
		'import { load } from "koffi";',
		'import type { Koffi } from "koffi";',
		'await import("koffi");',
		'createRequire(import.meta.url)("koffi");',
		'const k = require("koffi/indirect");',
	];
	for (const way of ways) {
		t.deepEqual(
			check({ "src/sockets/a.ts": way }),
			["src/sockets/a.ts:1: imports koffi; only src/ffi may"],
			way,
		);
		t.deepEqual(check({ "src/ffi/a.ts": way }), [], way);
	}
});

test("checkStructure: refuses to ask for the platform outside src/ffi, however it is asked", (t) => {
	const ways = {
		"if (process.platform) {}": "process.platform",
		'const a = process["arch"];': "process.arch",
		"const { arch: a } = process;": "process.arch",
		'import { platform as p } from "node:os";': "platform of node:os",
		'import os from "os"; os.arch();': "os.arch",
	};
	for (const [way, what] of Object.entries(ways)) {
		t.deepEqual(check({ "src/loop/a.ts": way }), [`src/loop/a.ts:1: ${what}; only src/ffi may ask`], way);
		t.deepEqual(check({ "src/ffi/a.ts": way }), [], way);
	}
	t.deepEqual(check({ "src/loop/a.ts": "// process.platform\nself.platform; table.arch;" }), []);
});

test("checkStructure: refuses to import node:process, but its types", (t) => {
	const problem = (name: string) => [
		`src/ffi/a.ts:1: imports ${name}, which opens standard input; take the global process`,
	];
	for (const name of ["node:process", "process"]) {
		t.deepEqual(check({ "src/ffi/a.ts": `import { nextTick } from "${name}";` }), problem(name));
		t.deepEqual(check({ "src/ffi/a.ts": `const { nextTick } = await import("${name}");` }), problem(name));
		t.deepEqual(check({ "src/ffi/a.ts": `import type { nextTick } from "${name}";` }), []);
	}
});

test("checkStructure: refuses a circle of imports at run time, not one of types", (t) => {
	const files = {
		"src/loop/a.ts": 'import { b } from "./b.js"; export const a = b;',
		"src/loop/b.ts": 'export { c as b } from "./c.js";',
		"src/loop/c.ts": 'import { type T, a } from "./a.js"; export const c = a;',
		"src/loop/d.ts": 'import { a } from "./a.js"; export const d = a;',
	};
	t.deepEqual(check(files), ["import circle: src/loop/a.ts → src/loop/b.ts → src/loop/c.ts → src/loop/a.ts"]);
	t.deepEqual(
		check({ ...files, "src/loop/c.ts": 'import type { a } from "./a.js"; export const c = 1;' }),
		[],
	);
});

test("checkStructure: refuses export *, a missing file, a wrong name and a file too long", (t) => {
	t.deepEqual(check({ "src/loop/a.ts": "", "src/loop/b.ts": 'export * from "./a.js";' }), [
		'src/loop/b.ts:1: export * from "./a.js"; name what is exported',
	]);
	const handsOn = { "src/loop/index.ts": 'export * from "./names/index.js";', "src/loop/names/index.ts": "" };
	t.deepEqual(check(handsOn), []);
	t.deepEqual(check({ "src/loop/a.ts": "", "src/loop/index.ts": 'export * from "./a.js";' }), [
		'src/loop/index.ts:1: export * from "./a.js"; name what is exported',
	]);
	t.deepEqual(check({ "src/loop/a.ts": 'import "./gone.js";' }), [
		'src/loop/a.ts:1: "./gone.js" is no file of src',
	]);
	t.deepEqual(check({ "src/loop/myThing.ts": "" }), ['src/loop/myThing.ts: "myThing" is not kebab-case']);
	t.deepEqual(check({ "src/loop/a.ts": "\n".repeat(maxLines) }), []);
	t.deepEqual(check({ "src/loop/a.ts": "\n".repeat(maxLines + 1) }), ["src/loop/a.ts: 401 lines, over 400"]);
});

test("checkStructure: what an entry point hands on is a door, too", (t) => {
	const files = {
		"src/entries/select.ts": 'export * from "../selectors/select/index.js";',
		"src/selectors/index.ts": "export const a = 1;",
		"src/selectors/select/index.ts": "export const b = 1;",
		"src/descriptors/c.ts": 'import "../selectors/select/index.js";',
	};
	t.deepEqual(check(files, ["src/entries/select.ts"]), []);
	t.is(check(files).length, 2);
});

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { checkDocs } from "../../scripts/doc-coverage/check-docs.js";
import { readTsconfig } from "../../scripts/read-tsconfig.js";

function gaps(t: ExecutionContext, files: Record<string, string>): string[] {
	const folder = mkdtempSync(join(tmpdir(), "evloop-docs-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
	const options = { ...readTsconfig(process.cwd()), rootDir: folder, types: [] };
	return checkDocs([join(folder, "index.ts")], options, folder).map(
		({ name, where, missing }) => `${where} ${name}: ${missing.join(", ")}`,
	);
}

test("checkDocs: asks a function for parameters, result, errors and an example", (t) => {
	const source = `export function bare(fd: number): number { return fd; }
/** Text. */
export function half(fd: number, options: { a?: number } = {}): number { return fd + (options.a ?? 0); }
/**
 * Text.
 * @param fd a descriptor.
 * @returns it.
 * @throws Error never.
 * @example
 * \`\`\`ts
 * whole(1);
 * \`\`\`
 */
export function whole(fd: number): number { return fd; }
/**
 * Text. Throws nothing.
 * @param first one.
 * @example
 * No code here.
 */
export const arrow = (first: number, { second }: { second: number }): void => void (first + second);
`;
	t.deepEqual(gaps(t, { "index.ts": source }), [
		"index.ts:1 bare: a doc comment",
		'index.ts:3 half: @param fd, @param options, @returns, @throws, or "Throws nothing.", @example with a ```ts block',
		"index.ts:21 arrow: @param __1, @example with a ```ts block",
	]);
});

test("checkDocs: looks at the members of classes and interfaces, not at hidden ones", (t) => {
	const source = `/** Text. */
export class A {
	#hidden = 1;
	private own = 2;
	/** @internal */
	inner(): void {}
	/** Text. */
	readonly told = 1;
	untold = 2;
	/** @throws Error never. */
	constructor(fd: number) { this.untold = fd + this.#hidden + this.own; }
	static make(): A { return new A(1); }
	/** Text. */
	close(): void {}
	/** Closes it. */
	[Symbol.iterator](): number { return 1; }
}
/** Text. */
export interface I {
	x: number;
	/** Text. */
	y: number;
}
/** Text. */
class Made {}
export type { Made };
/** Text: a class that adds nothing to its parent. */
export class Named extends Error {}
/** Text. */
export type T = number;
export const undocumented = 1;
`;
	t.deepEqual(gaps(t, { "index.ts": source }), [
		"index.ts:2 A: @example with a ```ts block",
		"index.ts:9 A.untold: a doc comment",
		'index.ts:14 A.close: @throws, or "Throws nothing."',
		"index.ts:12 A.make: a doc comment",
		"index.ts:11 A.constructor: @param fd",
		"index.ts:20 I.x: a doc comment",
		"index.ts:31 undocumented: a doc comment",
	]);
});

test("checkDocs: follows re-exports, counts inherited comments and looks into parents that are not exported", (t) => {
	const base = `/** Text. */
export interface Reads {
	/**
	 * Reads.
	 * @param size how much.
	 * @returns that many. Throws nothing.
	 */
	read(size: number): number;
	/**
	 * Skips. Throws nothing.
	 * @param size how much.
	 */
	skip(size: string): void;
	/** Skips. */
	skip(size: number): void;
}
export abstract class Base {
	/** Text. Throws nothing. */
	close(): void {}
	open(): void {}
}
`;
	const source = `import { Base, type Reads } from "./base.js";
export type { Reads } from "./base.js";
/**
 * Text.
 * @example
 * \`\`\`ts
 * new Reader();
 * \`\`\`
 */
export class Reader extends Base implements Reads {
	read(size: number): number { return size; }
	skip(size: string): void;
	skip(size: number): void;
	skip(size: unknown): void { this.read(Number(size)); }
}
`;
	t.deepEqual(gaps(t, { "index.ts": source, "base.ts": base }), ["base.ts:20 Reader.open: a doc comment"]);
});

test("checkDocs: asks for words on each overload, not on the implementation", (t) => {
	const words = `/**
 * Text. Throws nothing.
 * @param a one.
 * @returns it.
 * @example
 * \`\`\`ts
 * f(1);
 * \`\`\`
 */
`;
	const signature = (type: string) => `export function f(a: ${type}): ${type};\n`;
	const body = "export function f(a: unknown): unknown { return a; }\n";
	const lack = "f: a doc comment on each overload";
	const first = signature("number");
	const second = signature("string");
	t.deepEqual(gaps(t, { "index.ts": first + second + words + body }), [`index.ts:1 ${lack}`]);
	t.deepEqual(gaps(t, { "index.ts": words + first + second + body }), [`index.ts:10 ${lack}`]);
	t.deepEqual(gaps(t, { "index.ts": words + first + words + second + body }), []);
});

/** A program that a bundler has made one file of, with the library in it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { rollup } from "@rollup/wasm-node";
import test, { type ExecutionContext } from "ava";

const program = `
import { createTask, sleep, socketpair } from "evloop";
const [a, b] = socketpair();
a.send("bytes");
console.log(String(b.recv(5)));
a.close();
b.close();
const task = createTask(async function work() {
	await sleep(1);
	const stack = [];
	(function lookAround() {
		stack.push(...task.getStack());
	})();
	return stack.some((frame) => frame.startsWith("lookAround")) && !stack.some((frame) => frame.includes("node:internal"));
});
task.then((found) => console.log(found));
`;

/**
 * Bundles the program and runs it.
 *
 * @param options how: in CommonJS, some bundlers leave nothing of `import.meta`.
 * @returns what it printed.
 */
async function bundled(
	t: ExecutionContext,
	options: { format: "cjs" | "es"; name: string; meta?: string },
): Promise<string> {
	const folder = mkdtempSync(join(realpathSync(tmpdir()), "evloop-bundled-"));
	t.teardown(() => rmSync(folder, { recursive: true }));
	await mkdir(join(folder, "node_modules"));
	symlinkSync(realpathSync("node_modules/koffi"), join(folder, "node_modules/koffi"));
	writeFileSync(join(folder, "package.json"), "{}");
	writeFileSync(join(folder, "program.mjs"), program);
	const bundle = await rollup({
		input: join(folder, "program.mjs"),
		external: [/^node:/],
		plugins: [
			{
				name: "find",
				resolveId: (specifier, importer = "") => {
					if (specifier === "evloop") return resolve("dist/lib/index.js");
					return specifier.startsWith(".") ? join(dirname(importer), specifier) : null;
				},
				resolveImportMeta: () => options.meta ?? null,
			},
		],
		onwarn: () => {},
	});
	await bundle.write({ file: join(folder, options.name), format: options.format });
	await bundle.close();
	return execFileSync(process.execPath, [options.name], { cwd: folder, encoding: "utf8" }).trim();
}

test("bundled: as a module, and its tasks tell where they are", async (t) => {
	t.is(await bundled(t, { format: "es", name: "bundle.mjs" }), "bytes\ntrue");
});

test("bundled: in CommonJS without import.meta", async (t) => {
	t.is(await bundled(t, { format: "cjs", name: "bundle.cjs", meta: "undefined" }), "bytes\ntrue");
});

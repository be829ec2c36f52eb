/**
 * Bundles the source into a few files: what `import "evloop"` loads.
 *
 * Not for its size on the disk. V8 measures out a program's memory by what its start has left behind, and five hundred
 * modules leave so much that a server which receives large messages then spends half of its time in the collector
 * (docs/performance.md, "Large data"); and a process with few descriptors could not open them all. For the same reason the
 * comments go: they stay in memory for as long as the program runs, at two bytes a letter.
 *
 * Each entry point is a file of its own; what several share lies in `chunks`, beside the two files that threads begin with.
 */
import { readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Plugin, type RollupLog, rollup } from "@rollup/wasm-node";
import ts from "typescript";
import { entryPoints } from "./entry-points.js";
import { readTsconfig } from "./read-tsconfig.js";

const folder = "dist/lib";
/** What a thread is started with, by a URL that is relative to the code that starts it: they lie where that code lies. */
const threads = {
	"chunks/poll-thread": "src/reactor/watchers/poll-thread.ts",
	"chunks/thread-code": "src/loop/executors/thread-code.ts",
};

const compilerOptions: ts.CompilerOptions = {
	...readTsconfig("."),
	// For a file by itself, TypeScript would look for its package to know whether it is a module.
	module: ts.ModuleKind.ESNext,
	moduleResolution: ts.ModuleResolutionKind.Bundler,
	removeComments: true,
};

/** Compiles each file by itself; the build has checked the types already. */
const compile: Plugin = {
	name: "compile",
	resolveId: (specifier, importer) =>
		importer !== undefined && specifier.startsWith(".")
			? join(dirname(importer), specifier.replace(/\.js$/, ".ts"))
			: undefined,
	async load(path) {
		const source = await readFile(path, "utf8");
		const { outputText, sourceMapText } = ts.transpileModule(source, { compilerOptions, fileName: path });
		return { code: outputText, map: sourceMapText ?? null };
	},
	// One letter beyond ASCII and V8 keeps the whole file at two bytes a letter. Without comments it stands in a string.
	renderChunk: (code) => ({
		code: code.replace(/[^\0-\x7f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`),
		map: null,
	}),
};

/** Whatever Rollup warns of is a mistake in what is bundled, but for the helpers of `using`, which ask for a `this`. */
function refuse({ code, message }: RollupLog): void {
	if (code === "THIS_IS_UNDEFINED") return;
	throw new Error(`Cannot bundle: ${message}`);
}

const entries = entryPoints().map(({ name, source }) => [
	name === "evloop" ? "index" : name.replace("evloop/", ""),
	source,
]);

const bundle = await rollup({
	input: { ...Object.fromEntries(entries), ...threads },
	external: ["koffi", /^node:/],
	plugins: [compile],
	onwarn: refuse,
});
await rm(folder, { recursive: true, force: true });
await bundle.write({
	dir: folder,
	format: "es",
	sourcemap: true,
	chunkFileNames: "chunks/[name].js",
	entryFileNames: "[name].js",
	hoistTransitiveImports: false,
});
await bundle.close();

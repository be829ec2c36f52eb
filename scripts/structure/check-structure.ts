/** The rules that the source's structure keeps, and the list of what breaks them. */
import { posix } from "node:path";
import ts from "typescript";
import { findCycles } from "./find-cycles.js";
import { type Import, importsOf } from "./imports-of.js";
import { isLayer, layerOf, mayImport } from "./layers.js";
import { platformMentions } from "./platform-mentions.js";
import type { Sources } from "./read-sources.js";

/** More lines than this, and two names would say it better. */
export const maxLines = 400;

const kebabCase = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Every name of the path in kebab-case; `.test` is the one ending that may stand before `.ts`. */
function checkNames(path: string): string[] {
	const parts = path.replace(/(\.test)?\.ts$/, "").split("/");
	return parts.filter((part) => !kebabCase.test(part)).map((part) => `${path}: "${part}" is not kebab-case`);
}

function checkLength(path: string, text: string): string[] {
	const lines = text.split("\n").length - 1;
	return lines > maxLines ? [`${path}: ${lines} lines, over ${maxLines}`] : [];
}

/** The folder that a target is entered into from outside, if there is one with a door. */
function enteredFolder(from: string, target: string, sources: Sources): string | undefined {
	const inside = `${posix.dirname(from)}/`;
	const folders = posix.dirname(target).split("/");
	for (let depth = 2; depth <= folders.length; depth++) {
		const folder = folders.slice(0, depth).join("/");
		if (inside.startsWith(`${folder}/`)) continue;
		// A folder directly under src always has a door; a folder within one has it where there is an index.ts.
		if (depth === 2 || sources.has(`${folder}/index.ts`)) return folder;
	}
	return undefined;
}

/** Through index.ts come all; through internals.ts what the other folders need and users do not. */
const doorsOf = (folder: string): string[] => [`${folder}/index.ts`, `${folder}/internals.ts`];

/**
 * Whether a file may `export *`: the root, which is the sum of the entry points, an entry, which is a folder beside the
 * loop, and a folder's door that hands on another door, of a folder within it. None of them names anything itself.
 */
const mayHandOn = (path: string, specifier: string): boolean =>
	path === "src/index.ts" ||
	path.startsWith("src/entries/") ||
	(path.endsWith("/index.ts") && /^\.\/[^/.]+\/index\.js$/.test(specifier));

function checkImport(path: string, entry: Import, sources: Sources, doors: ReadonlySet<string>): string[] {
	const { line, specifier, target, typeOnly } = entry;
	const at = `${path}:${line}`;
	const problems: string[] = [];
	if (entry.star && !mayHandOn(path, specifier))
		problems.push(`${at}: export * from "${specifier}"; name what is exported`);
	if (target === undefined) {
		if (specifier.split("/")[0] === "koffi" && layerOf(path) !== "ffi") {
			problems.push(`${at}: imports koffi; only src/ffi may`);
		}
		// Node reads each property for the names that can be imported, and process.stdin makes standard input non-blocking.
		if (!typeOnly && /^(node:)?process$/.test(specifier)) {
			problems.push(`${at}: imports ${specifier}, which opens standard input; take the global process`);
		}
		return problems;
	}
	if (!sources.has(target)) return [...problems, `${at}: "${specifier}" is no file of src`];
	const [from, to] = [layerOf(path), layerOf(target)];
	if (!mayImport(from, to)) problems.push(`${at}: ${from} may not import ${to} ("${specifier}")`);
	const folder = enteredFolder(path, target, sources);
	// Within a layer the doors are for what runs; the shape of a thing may be told past them.
	const harmless = typeOnly && from === to;
	if (folder !== undefined && !harmless && !doorsOf(folder).includes(target) && !doors.has(target)) {
		problems.push(`${at}: "${specifier}" goes past ${folder}/index.ts`);
	}
	return problems;
}

/** The public entry points, and the doors that they hand on: of a folder within another, which has a door of its own. */
function publicDoors(sources: Sources, entryPoints: readonly string[]): Set<string> {
	const handedOn = entryPoints.flatMap((path) => {
		const file = ts.createSourceFile(path, sources.get(path) ?? "", ts.ScriptTarget.ESNext, true);
		return importsOf(file).flatMap(({ star, target }) =>
			star && target?.endsWith("/index.ts") ? [target] : [],
		);
	});
	return new Set([...entryPoints, ...handedOn]);
}

/**
 * Checks the structure of the source: names, sizes, the one-way order of the folders, their doors, circles, `export *`,
 * that only `src/ffi` knows koffi and the platform, and that nobody imports `node:process`.
 *
 * @param sources the texts of all files under `src`, by path.
 * @param entryPoints the public entry points: they and the doors that they hand on are doors, though a folder around them
 *   has one of its own.
 * @returns what breaks the rules, a line each; empty where nothing does.
 */
export function checkStructure(sources: Sources, entryPoints: readonly string[] = []): string[] {
	const problems: string[] = [];
	const doors = publicDoors(sources, entryPoints);
	const graph = new Map<string, string[]>();
	for (const [path, text] of sources) {
		const file = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
		const imports = importsOf(file);
		problems.push(...checkNames(path), ...checkLength(path, text));
		if (!isLayer(layerOf(path)))
			problems.push(`${path}: ${layerOf(path)} has no place in the order of layers`);
		for (const entry of imports) problems.push(...checkImport(path, entry, sources, doors));
		if (layerOf(path) !== "ffi") {
			problems.push(...platformMentions(file).map((mention) => `${path}:${mention}; only src/ffi may ask`));
		}
		const lasting = imports.filter(({ typeOnly }) => !typeOnly);
		graph.set(
			path,
			lasting.flatMap(({ target }) => target ?? []),
		);
	}
	for (const cycle of findCycles(graph)) problems.push(`import circle: ${cycle.join(" → ")}`);
	return problems;
}

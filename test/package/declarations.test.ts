/** The types that users get: whole, and nothing in them that is ours. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import ts from "typescript";
import { entryPoints } from "../../scripts/entry-points.js";
import { readTsconfig } from "../../scripts/read-tsconfig.js";

const root = process.cwd();
const sources = entryPoints().map(({ source }) => join(root, source));
const declarations = entryPoints().map(({ source }) => join(root, "dist", source.replace(/\.ts$/, ".d.ts")));

/** What an entry point exports, by name. */
function exportsOf(program: ts.Program, path: string): Map<string, ts.Symbol> {
	const checker = program.getTypeChecker();
	const file = program.getSourceFile(path);
	const module = file && checker.getSymbolAtLocation(file);
	const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
	return new Map(
		symbols.map((symbol) => [
			symbol.name,
			symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
		]),
	);
}

function isInternal(symbol: ts.Symbol): boolean {
	return (symbol.declarations ?? []).every((declaration) =>
		ts.getJSDocTags(declaration).some(({ tagName }) => tagName.text === "internal"),
	);
}

/** The members of a class or an interface that are marked as internal, there or in a parent. */
function internalMembers(type: ts.Type): string[] {
	const own = [...(type.symbol?.members?.values() ?? [])].filter(isInternal).map(({ name }) => name);
	const parents = type.isClassOrInterface() ? type.getBaseTypes() : undefined;
	return own.concat((parents ?? []).flatMap(internalMembers));
}

test("declarations: none is marked as internal", (t) => {
	const files = readdirSync("dist/src", { recursive: true, encoding: "utf8" });
	const marked = files.filter(
		(file) => file.endsWith(".d.ts") && readFileSync(join("dist/src", file), "utf8").includes("@internal"),
	);
	t.deepEqual(marked, []);
});

test("declarations: what is internal in the source is not offered", (t) => {
	const ours = ts.createProgram(sources, readTsconfig(root));
	const published = ts.createProgram(declarations, readTsconfig(root));
	let seen = 0;
	for (const [index, source] of sources.entries()) {
		const offered = exportsOf(published, declarations[index] ?? "");
		for (const [name, symbol] of exportsOf(ours, source)) {
			const twin = offered.get(name);
			t.is(twin === undefined, isInternal(symbol), name);
			if (twin === undefined) continue;
			const names = internalMembers(ours.getTypeChecker().getDeclaredTypeOfSymbol(symbol));
			const checker = published.getTypeChecker();
			const members = checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(twin));
			seen += names.length;
			t.deepEqual(
				members.filter((member) => names.includes(member.name)).map((member) => `${name}.${member.name}`),
				[],
			);
		}
	}
	t.true(seen > 20);
});

test("declarations: every entry point brings the types of Node, which it speaks of", (t) => {
	for (const path of declarations) {
		t.regex(readFileSync(path, "utf8"), /^\/\/\/ <reference types="node" preserve="true" \/>$/m, path);
	}
});

/**
 * A plugin for typedoc: shows each entry point under the name that a user imports, in the order in which package.json
 * tells them.
 *
 * typedoc.json names `evloop` itself last, so that a symbol is documented under the part that it belongs to, and is a
 * link in the whole.
 */
import { relative, sep } from "node:path";
import { type Application, Converter, ReflectionKind } from "typedoc";
import { entryPoints } from "./entry-points.js";

/**
 * Called by typedoc.
 *
 * @param app typedoc.
 */
export function load(app: Application): void {
	const entries = entryPoints();
	app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
		if (!reflection.kindOf(ReflectionKind.Module)) return;
		const [file] = context.getSymbolFromReflection(reflection)?.declarations ?? [];
		if (file === undefined) return;
		const path = relative(process.cwd(), file.getSourceFile().fileName).split(sep).join("/");
		const entry = entries.find(({ source }) => source === path);
		if (entry !== undefined) reflection.name = entry.name;
	});
	const places = new Map(entries.map(({ name }, index) => [name, index]));
	app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
		const place = (name: string): number => places.get(name) ?? places.size;
		project.children?.sort((a, b) => place(a.name) - place(b.name));
		for (const group of project.groups ?? []) group.children.sort((a, b) => place(a.name) - place(b.name));
	});
}

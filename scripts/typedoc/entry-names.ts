/**
 * A plugin for typedoc: shows each entry point under the name that a user imports, as package.json tells it, and each
 * document under its own heading.
 *
 * typedoc.json names `evloop` itself last, so that a symbol is documented under the part that it belongs to, and is a
 * link in the whole.
 */
import { relative, sep } from "node:path";
import { type Application, Converter, ReflectionKind } from "typedoc";
import { entryPoints } from "../entry-points.js";

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
	app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
		for (const document of project.documents ?? []) {
			const heading = document.content.find(({ text }) => text.startsWith("# "));
			document.name = heading?.text.split("\n", 1)[0]?.slice(2) ?? document.name;
		}
	});
}

/** A plugin for typedoc: shows what a function throws as one list, each error a link to its class. */

import type { ProjectReflection } from "typedoc";
import { type Application, type Comment, type CommentDisplayPart, Converter, ReflectionKind } from "typedoc";

/** `ValueError where …` becomes a link and the rest. */
function linked(content: readonly CommentDisplayPart[], project: ProjectReflection): CommentDisplayPart[] {
	const [first, ...rest] = content;
	const [, name = ""] = first?.kind === "text" ? (/^(\w+)\b/.exec(first.text) ?? []) : [];
	const target = project.getReflectionsByKind(ReflectionKind.Class).find((kind) => kind.name === name);
	if (first === undefined || target === undefined) return [...content];
	return [
		{ kind: "inline-tag", tag: "@link", text: name, target },
		{ kind: "text", text: first.text.slice(name.length) },
		...rest,
	];
}

function merge(comment: Comment, project: ProjectReflection): void {
	const tags = comment.getTags("@throws");
	const [first, ...others] = tags;
	if (first === undefined) return;
	first.content = tags.flatMap(({ content }) => [
		{ kind: "text", text: "- " },
		...linked(content, project),
		{ kind: "text", text: "\n" },
	]);
	comment.blockTags = comment.blockTags.filter((tag) => !others.includes(tag));
}

/**
 * Called by typedoc.
 *
 * @param app typedoc.
 */
export function load(app: Application): void {
	app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
		// What is inherited shares its parent's comment.
		const comments = new Set(Object.values(project.reflections).flatMap(({ comment }) => comment ?? []));
		for (const comment of comments) merge(comment, project);
	});
}

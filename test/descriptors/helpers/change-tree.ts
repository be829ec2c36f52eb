/** Changes to a tree of files, chosen by numbers. */
import {
	appendFileSync,
	type Dirent,
	linkSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** A change: its kind, and numbers that choose what is changed and where to. */
export type TreeChange = readonly [kind: TreeChangeKind, what: number, where: number, name: number];

/** The kinds of changes; the two places are the tree and what is beside it. */
export const treeChangeKinds = [
	"create",
	"append",
	"overwrite",
	"mkdir",
	"mkdirs",
	"remove",
	"replace",
	"rename",
	"rename",
	"move out",
	"move in",
	"exchange",
	"link",
	"symlink",
] as const;

/** One of them. */
export type TreeChangeKind = (typeof treeChangeKinds)[number];

const names = ["a", "b", "c", "d"];

function pick<T>(list: readonly T[], number: number): T | undefined {
	return list[number % list.length];
}

/** A tree, a place beside it, and the files that were written to. */
export class ChangingTree {
	readonly folder: string;
	readonly outside: string;
	/** The numbers of the files that were written to since that was asked last. */
	readonly written = new Set<bigint>();
	readonly #fixed: number;

	/**
	 * @param folder the tree.
	 * @param outside an empty directory on the same file system.
	 * @param fixed how many levels of directories stay as they are.
	 */
	constructor(folder: string, outside: string, fixed: number) {
		this.folder = folder;
		this.outside = outside;
		this.#fixed = fixed;
	}

	/** The paths of all entries, in order. From Node 22 on a recursive `readdirSync` goes through symbolic links, round and round. */
	paths(folder = this.folder): string[] {
		const below = (entry: Dirent) => {
			const path = join(folder, entry.name);
			return entry.isDirectory() ? [path, ...this.paths(path)] : [path];
		};
		return readdirSync(folder, { withFileTypes: true }).flatMap(below).sort();
	}

	/** Makes a change; one that is not possible is none. */
	make([kind, what, where, number]: TreeChange): void {
		try {
			this.#make(kind, what, where, pick(names, number) ?? "");
		} catch (error) {
			if (!(error instanceof Error) || !("syscall" in error)) throw error;
		}
	}

	#make(kind: TreeChangeKind, what: number, where: number, name: string): void {
		const entries = this.paths().filter((path) => this.#isFree(path));
		const from = pick(entries, what);
		const to = join(pick(this.#folders(), where) ?? this.folder, name);
		if (kind === "create") this.#write(to, "wx", "");
		else if (kind === "mkdir") mkdirSync(to);
		else if (kind === "mkdirs") mkdirSync(join(to, "a/b"), { recursive: true });
		else if (kind === "symlink") symlinkSync(from ?? "nowhere", to);
		else if (kind === "move in") this.#rename(pick(this.paths(this.outside), what), to);
		else if (from === undefined) return;
		else if (kind === "append") this.#write(from, "a", "more");
		else if (kind === "overwrite") this.#write(from, "w", "text");
		else if (kind === "remove") rmSync(from, { recursive: true });
		else if (kind === "replace") this.#replace(from, where);
		else if (kind === "rename") this.#rename(from, to);
		else if (kind === "move out") this.#rename(from, join(this.outside, name));
		else if (kind === "link") linkSync(from, to);
		else this.#exchange(from, pick(entries, where) ?? from);
	}

	/** The directories in which something may be made. */
	#folders(): string[] {
		const all = this.paths().filter((path) => lstatSync(path).isDirectory());
		return [this.folder, ...all].filter((path) => this.#isFree(join(path, "any")));
	}

	#isFree(path: string): boolean {
		return path.slice(this.folder.length + 1).split("/").length > this.#fixed;
	}

	#write(path: string, flag: string, text: string): void {
		if (flag !== "wx" && !lstatSync(path).isFile()) return;
		if (flag === "a") appendFileSync(path, text);
		else writeFileSync(path, text, { flag });
		this.written.add(lstatSync(path, { bigint: true }).ino);
	}

	#replace(path: string, what: number): void {
		rmSync(path, { recursive: true });
		if (what % 3 === 0) mkdirSync(path);
		else if (what % 3 === 1) symlinkSync("nowhere", path);
		else this.#write(path, "wx", "text");
	}

	#rename(from: string | undefined, to: string): void {
		if (from !== undefined) renameSync(from, to);
	}

	#exchange(one: string, other: string): void {
		if (other.startsWith(`${one}/`) || one.startsWith(`${other}/`)) return;
		const between = join(dirname(one), "between");
		renameSync(one, between);
		renameSync(other, one);
		renameSync(between, other);
	}
}

/** One watch. Paths and names have a character for each byte, as latin1 reads them: file names need not be UTF-8. */

/** A directory that is watched with everything in it. */
export interface Tree {
	/** What was asked for. */
	readonly mask: number;
	/** The watch of the directory at its root. */
	readonly root: Watch;
	/** Which directories are left out. */
	readonly exclude: ((path: string) => boolean) | undefined;
}

/**
 * A path below another.
 *
 * @param folder the path of a directory.
 * @param name the name of an entry.
 * @returns the entry's path.
 */
export function below(folder: string, name: string): string {
	return folder.endsWith("/") ? folder + name : `${folder}/${name}`;
}

/** What is known of a watch descriptor. */
export class Watch {
	readonly wd: number;
	/** What was asked for with addWatch(); 0 where that was not called. */
	mask = 0;
	/** The tree that it is in. */
	tree: Tree | undefined;
	/** The directory that it is in, where both are in a tree. */
	parent: Watch | undefined;
	/** The name in its parent; the path, where it has none. */
	name: string;
	/** Its directories, by name. */
	readonly children = new Map<string, Watch>();
	/** The cookie of the move that took it out of its directory, until it is known where to. */
	adrift: number | undefined;

	constructor(wd: number, name: string) {
		this.wd = wd;
		this.name = name;
	}

	/** The path, as far as the events that were read tell. */
	get path(): string {
		return this.parent === undefined ? this.name : below(this.parent.path, this.name);
	}

	/** Whether it is in a tree, and not its root: its parent tells of it, by its name. */
	get isInner(): boolean {
		return this.tree !== undefined && this.tree.root !== this;
	}

	/**
	 * Puts it into a directory, and takes it out of the one where it was.
	 *
	 * @param parent the directory.
	 * @param name its name there.
	 */
	moveTo(parent: Watch, name: string): void {
		this.leave();
		this.parent = parent;
		this.name = name;
		this.adrift = undefined;
		parent.children.set(name, this);
	}

	/** Takes it out of its directory, by whose path it is known nevertheless. */
	leave(): void {
		const { parent, name } = this;
		if (parent?.children.get(name) === this) parent.children.delete(name);
	}

	/**
	 * Tells whether a directory is this one or within it.
	 *
	 * @param other the directory.
	 * @returns whether it is.
	 */
	holds(other: Watch): boolean {
		for (let each: Watch | undefined = other; each !== undefined; each = each.parent) {
			if (each === this) return true;
		}
		return false;
	}
}

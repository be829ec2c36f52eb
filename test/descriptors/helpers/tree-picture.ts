/** What somebody thinks is in a tree who was told by events alone. */
import assert from "node:assert/strict";
import {
	IN_CREATE,
	IN_DELETE,
	IN_IGNORED,
	IN_MODIFY,
	IN_MOVED_FROM,
	IN_MOVED_TO,
	type InotifyEvent,
} from "../../../src/index.js";

/** A file, or a directory with what is in it. */
export class PictureNode {
	/** By name; `undefined` where it is no directory. */
	readonly children: Map<string, PictureNode> | undefined;
	/** Whether it came, or was told to be written to, since that was asked last. */
	isTouched = true;

	constructor(isDirectory: boolean) {
		this.children = isDirectory ? new Map() : undefined;
	}
}

/** A picture of a tree; an event that does not fit into it is an error. */
export class TreePicture {
	readonly #folder: string;
	readonly #root: PictureNode;
	/** What went away, by the cookie of its move. */
	readonly #adrift = new Map<number, PictureNode>();

	/**
	 * @param folder the path of the tree.
	 * @param root what is in it to begin with.
	 */
	constructor(folder: string, root: PictureNode) {
		this.#folder = folder;
		this.#root = root;
	}

	/** The paths of all that is in it, directories with a slash, and what is to be told of each. */
	entries(depth: number): Map<string, PictureNode> {
		const all = new Map<string, PictureNode>();
		const enter = (node: PictureNode, path: string, left: number): void => {
			for (const [name, child] of left > 0 ? (node.children ?? []) : []) {
				all.set(`${path}${name}${child.children === undefined ? "" : "/"}`, child);
				enter(child, `${path}${name}/`, left - 1);
			}
		};
		enter(this.#root, "", depth);
		return all;
	}

	/** Nobody is adrift any more: who did not come has left. */
	settle(): void {
		this.#adrift.clear();
	}

	/** Draws an event. */
	hear(event: InotifyEvent): void {
		const { mask, cookie, isDirectory, name, path = "" } = event;
		assert.equal(event.needsRescan, false);
		if (name === undefined || (mask & IN_IGNORED) !== 0) return;
		const siblings = this.#siblings(path);
		const known = siblings.get(name);
		if ((mask & IN_CREATE) !== 0) {
			assert.equal(known, undefined, `${path} is there already`);
			siblings.set(name, new PictureNode(isDirectory));
		} else if ((mask & IN_MOVED_TO) !== 0) {
			const moved = this.#adrift.get(cookie);
			assert(moved !== undefined, `nothing moved to ${path}`);
			this.#adrift.delete(cookie);
			siblings.set(name, moved);
		} else {
			assert(known !== undefined, `${path} is not there`);
			assert.equal(known.children !== undefined, isDirectory, `${path} is of another kind`);
			if ((mask & IN_MODIFY) !== 0) known.isTouched = true;
			if ((mask & (IN_DELETE | IN_MOVED_FROM)) !== 0) siblings.delete(name);
			if ((mask & IN_DELETE) !== 0) assert.equal(known.children?.size ?? 0, 0, `${path} is not empty`);
			if ((mask & IN_MOVED_FROM) !== 0) this.#adrift.set(cookie, known);
		}
	}

	#siblings(path: string): Map<string, PictureNode> {
		let node: PictureNode | undefined = this.#root;
		const names = path.slice(this.#folder.length + 1).split("/");
		for (const name of names.slice(0, -1)) node = node?.children?.get(name);
		assert(node?.children !== undefined, `${path} is in no directory`);
		return node.children;
	}
}

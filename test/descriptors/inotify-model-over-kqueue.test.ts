/**
 * Random changes to a tree, read at random points. Who draws a picture of it by the events alone must have the tree itself
 * whenever all was read, and have heard of each file that was written to.
 */
import assert from "node:assert/strict";
import { lstatSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import fc from "fast-check";
import {
	IN_CREATE,
	IN_DELETE,
	IN_MODIFY,
	IN_MOVE,
	Inotify,
	type KqueueMakerOptions,
} from "../../src/index.js";
import { ChangingTree, type TreeChange, treeChangeKinds } from "./helpers/change-tree.js";
import { openIn } from "./helpers/inotify-over-kqueue.js";
import { groundOptions } from "./helpers/on-each-ground.js";
import { PictureNode, TreePicture } from "./helpers/tree-picture.js";

const mask = IN_CREATE | IN_DELETE | IN_MOVE | IN_MODIFY;

/** How the tree is watched: all of it, or two directories in it one by one. */
type Way = "tree" | "directories";

const change: fc.Arbitrary<TreeChange> = fc.tuple(
	fc.constantFrom(...treeChangeKinds),
	fc.nat(30),
	fc.nat(30),
	fc.nat(3),
);
const history = fc.record({
	before: fc.array(change, { maxLength: 8 }),
	after: fc.array(
		fc.oneof({ weight: 5, arbitrary: change }, { weight: 1, arbitrary: fc.constant("read" as const) }),
		{
			maxLength: 20,
		},
	),
});

/** What is really there, as a picture. */
function look(tree: ChangingTree, depth: number): PictureNode {
	const nodes = new Map([[tree.folder, new PictureNode(true)]]);
	for (const path of tree.paths()) {
		const node = new PictureNode(lstatSync(path).isDirectory());
		node.isTouched = false;
		nodes.set(path, node);
		if (path.slice(tree.folder.length + 1).split("/").length > depth) continue;
		const at = path.lastIndexOf("/");
		nodes.get(path.slice(0, at))?.children?.set(path.slice(at + 1), node);
	}
	return nodes.get(tree.folder) ?? new PictureNode(true);
}

function compare(tree: ChangingTree, picture: TreePicture, depth: number): void {
	const drawn = picture.entries(depth);
	const real = new TreePicture(tree.folder, look(tree, depth)).entries(depth);
	assert.deepEqual([...drawn.keys()].sort(), [...real.keys()].sort());
	for (const [path, node] of drawn) {
		const stats = lstatSync(join(tree.folder, path), { bigint: true });
		if (stats.isFile() && tree.written.has(stats.ino)) assert(node.isTouched, `${path} was written to`);
		node.isTouched = false;
	}
	tree.written.clear();
}

function agrees(
	way: Way,
	options: KqueueMakerOptions,
	{ before, after }: { before: TreeChange[]; after: (TreeChange | "read")[] },
): void {
	const base = mkdtempSync(join(tmpdir(), "evm-"));
	const folder = join(base, "tree");
	const outside = join(base, "outside");
	for (const path of ["tree/x", "tree/y", "outside"]) mkdirSync(join(base, path), { recursive: true });
	try {
		using inotify = new Inotify(options);
		const depth = way === "tree" ? 99 : 2;
		const tree = new ChangingTree(folder, outside, way === "tree" ? 0 : 1);
		for (const each of before) tree.make(each);
		const picture = new TreePicture(folder, look(tree, depth));
		tree.written.clear();
		if (way === "tree") inotify.watchRecursive(folder, mask);
		else for (const name of ["x", "y"]) inotify.addWatch(join(folder, name), mask);
		const read = () => {
			for (let events = inotify.read(); events.length > 0; events = inotify.read()) {
				for (const event of events) picture.hear(event);
			}
			picture.settle();
			compare(tree, picture, depth);
		};
		for (const each of [...after, "read" as const]) {
			if (each === "read") read();
			else tree.make(each);
		}
		inotify.close();
		assert.equal(openIn(base), 0);
	} finally {
		rmSync(base, { recursive: true });
	}
}

function agreesWithModel(t: ExecutionContext, way: Way, options: KqueueMakerOptions): void {
	fc.assert(
		fc.property(history, (each) => agrees(way, options, each)),
		{ numRuns: 100 },
	);
	t.pass();
}

for (const layout of ["darwin", "freebsd"] as const) {
	for (const way of ["tree", "directories"] as const) {
		test(`Inotify: a picture drawn by the events is the ${way === "tree" ? "tree" : "directories"} (over a kqueue, ${layout}'s)`, (t) => {
			const options = groundOptions(t, layout);
			if (options === undefined) t.pass();
			else agreesWithModel(t, way, options);
		});
	}
}

/** What has changed in directories, by what was in them before and is now. */
import type { DirectoryRecord } from "../../../ffi/index.js";
import { fileKey, type VnodeEntry, type VnodeWatch } from "./vnode-watch.js";

/** An entry that a directory did not have. */
export interface Arrival {
	/** The directory. */
	readonly owner: VnodeWatch;
	readonly record: DirectoryRecord;
	/** Where it was before, in one of the directories. */
	readonly from: VnodeEntry | undefined;
}

/** What has changed. */
export interface FolderChanges {
	/** What is under its name no more; what was in a directory before that directory. */
	readonly gone: readonly VnodeEntry[];
	/** What is under a name where it was not. */
	readonly arrived: readonly Arrival[];
}

/**
 * Compares directories with what was known of them. What is gone from one name and has come under another was moved.
 *
 * @param listings what is in each directory now.
 * @returns the changes, directory by directory.
 */
export function compareFolders(listings: ReadonlyMap<VnodeWatch, readonly DirectoryRecord[]>): FolderChanges {
	const gone: VnodeEntry[] = [];
	const come: [owner: VnodeWatch, record: DirectoryRecord][] = [];
	for (const [owner, records] of listings) {
		const now = new Map(records.map((record) => [record.name, record]));
		for (const [name, entry] of owner.entries) {
			if (now.get(name)?.ino !== entry.record.ino) gone.push(entry);
		}
		for (const record of records) {
			if (owner.entries.get(record.name)?.record.ino !== record.ino) come.push([owner, record]);
		}
	}
	const byFile = new Map<string, VnodeEntry[]>();
	for (const entry of gone) add(byFile, fileKey(entry.owner.device, entry.record.ino), entry);
	const arrived = come.map(([owner, record]) => {
		const from = byFile.get(fileKey(owner.device, record.ino))?.shift();
		return { owner, record, from };
	});
	return { gone: contentsFirst(gone), arrived };
}

/** Who clears away a tree hears of the leaves before the branches, whichever the kqueue tells of first. */
function contentsFirst(gone: readonly VnodeEntry[]): VnodeEntry[] {
	const contents = new Map<string, VnodeEntry[]>();
	for (const entry of gone) add(contents, fileKey(entry.owner.device, entry.owner.ino), entry);
	const ordered = new Set<VnodeEntry>();
	const put = (entry: VnodeEntry): void => {
		const key = fileKey(entry.owner.device, entry.record.ino);
		const inside = contents.get(key) ?? [];
		contents.delete(key);
		for (const each of inside) put(each);
		ordered.add(entry);
	};
	for (const entry of gone) put(entry);
	return [...ordered];
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [item]);
	else list.push(item);
}

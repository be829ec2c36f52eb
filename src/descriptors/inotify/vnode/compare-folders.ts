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
	/** What is under its name no more. */
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
			if (!isSame(now.get(name), entry.record)) gone.push(entry);
		}
		for (const record of records) {
			if (!isSame(owner.entries.get(record.name)?.record, record)) come.push([owner, record]);
		}
	}
	const byFile = new Map<string, VnodeEntry[]>();
	for (const entry of gone) add(byFile, keyOf(entry.owner, entry.record), entry);
	const arrived = come.map(([owner, record]) => {
		const from = byFile.get(keyOf(owner, record))?.shift();
		return { owner, record, from };
	});
	return { gone, arrived };
}

/** A file's number may be another one's by now, where it was not open; its kind tells some of them apart. */
function isSame(one: DirectoryRecord | undefined, other: DirectoryRecord | undefined): boolean {
	return one?.ino === other?.ino && one?.kind === other?.kind;
}

function keyOf({ device }: VnodeWatch, { ino, kind }: DirectoryRecord): string {
	return `${fileKey(device, ino)}:${kind}`;
}

function add<T>(lists: Map<string, T[]>, key: string, item: T): void {
	const list = lists.get(key);
	if (list === undefined) lists.set(key, [item]);
	else list.push(item);
}

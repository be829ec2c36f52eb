/** Where the directories are that are watched. */
import { fileKey, type VnodeEntry, type VnodeWatch } from "./vnode-watch.js";

/** Which directory is an entry of which other one, as far as both are watched. */
export class DirectoryPlaces {
	readonly #entries = new Map<string, VnodeEntry>();

	/** Takes note of an entry that is there now. */
	put(entry: VnodeEntry): void {
		if (entry.record.kind === "directory") this.#entries.set(keyOf(entry), entry);
	}

	/** Forgets an entry, unless the directory is elsewhere by now. */
	remove(entry: VnodeEntry): void {
		const key = keyOf(entry);
		if (this.#entries.get(key) === entry) this.#entries.delete(key);
	}

	/**
	 * Puts what happened in several directories into the order of those.
	 *
	 * @param items what happened.
	 * @param direction 1 for a directory before those within it, -1 for it after them.
	 * @returns the same in that order.
	 */
	sort<T extends { readonly owner: VnodeWatch }>(items: readonly T[], direction: 1 | -1): T[] {
		const depths = new Map<VnodeWatch, number>();
		for (const { owner } of items) if (!depths.has(owner)) depths.set(owner, this.#depth(owner));
		const depthOf = ({ owner }: T) => depths.get(owner) ?? 0;
		return [...items].sort((one, other) => direction * (depthOf(one) - depthOf(other)));
	}

	/** In how many directories it is. Seen one after the other while they move, they may seem to be within each other. */
	#depth(watch: VnodeWatch): number {
		const met = new Set<VnodeWatch>();
		for (
			let each: VnodeWatch | undefined = watch;
			each !== undefined && !met.has(each);
			each = this.#entries.get(fileKey(each.device, each.ino))?.owner
		) {
			met.add(each);
		}
		return met.size;
	}
}

function keyOf({ owner, record }: VnodeEntry): string {
	return fileKey(owner.device, record.ino);
}

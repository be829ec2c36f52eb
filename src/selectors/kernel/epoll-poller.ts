/** Epoll as the selector uses it: re-arming, ghosts and rebuilding. The essay in epoll-selector.ts says why. */
import { constants } from "node:os";
import { type OSError, osError, PermissionError } from "../../errors.js";
import { EpollQueue } from "./epoll-queue.js";
import type { Poller } from "./poller.js";

const { EEXIST, ENOENT, EBADF, EPERM } = constants.errno;

/** Ghost events that are put up with before the instance is rebuilt, beside one for each eight descriptors. */
const patience = 8;

function refusal(error: number, fd: number): OSError {
	if (error !== EPERM) return osError(error, "epoll_ctl", { fd });
	return new PermissionError(
		`Cannot register fd ${fd}: epoll cannot watch regular files, directories or devices like /dev/null (EPERM)`,
		{ code: "EPERM", errno: -error, syscall: "epoll_ctl", fd },
	);
}

/** The poller of the epoll selector. */
export class EpollPoller implements Poller {
	/** Called when another instance was put under the number. */
	onRebuild: (() => void) | undefined = undefined;
	readonly #queue = new EpollQueue();
	// The flags of what is registered, by descriptor: what a new instance is filled from.
	readonly #flags = new Map<number, number>();
	// The tag that an event of a descriptor must have now. A plain array is the fastest; V8 turns it into a hash table
	// should somebody use descriptor 2,000,000,000.
	readonly #tags: number[] = [];
	#lastTag = 0;
	#ghosts = 0;
	#ghostsToRebuild = 0;
	#rebuilds = 0;

	/** The epoll descriptor. */
	get fd(): number {
		return this.#queue.fd;
	}

	/** How many events of descriptors that are no longer registered have come. */
	get ghosts(): number {
		return this.#ghosts;
	}

	/** How often the instance was replaced to get rid of ghosts. */
	get rebuilds(): number {
		return this.#rebuilds;
	}

	add(fd: number, flags: number): void {
		const tag = this.#nextTag();
		let error = this.#queue.add(fd, flags, tag);
		// Left over from a registration that could not be removed: take it over.
		if (error === EEXIST) error = this.#queue.modify(fd, flags, tag);
		if (error !== 0) throw refusal(error, fd);
		this.#remember(fd, flags, tag);
	}

	change(fd: number, flags: number): void {
		const tag = this.#nextTag();
		let error = this.#queue.modify(fd, flags, tag);
		// Closed behind our back, and the number is somebody else's now.
		if (error === ENOENT) error = this.#queue.add(fd, flags, tag);
		if (error !== 0) throw refusal(error, fd);
		this.#remember(fd, flags, tag);
	}

	remove(fd: number): void {
		// EBADF, ENOENT, EPERM: it was closed before, perhaps reused. Should the kernel still know it through a copy, its
		// events come as ghosts.
		this.#queue.remove(fd);
		this.#flags.delete(fd);
		this.#tags[fd] = 0;
	}

	wait(milliseconds: number, limit: number): number {
		if (this.#ghostsToRebuild >= patience + this.#flags.size / 8) this.#rebuild();
		const count = this.#queue.wait(milliseconds, limit);
		if (count !== limit || !this.#onlyGhosts(count)) return count;
		// Ghosts that fill the whole buffer may hide the living. The time left is the caller's business.
		if (!this.#rebuild()) return count;
		this.#ghosts += count;
		return this.#queue.wait(0, limit);
	}

	fdAt(index: number): number {
		const fd = this.#queue.fdAt(index);
		if (this.#queue.tagAt(index) === this.#tags[fd]) return fd;
		this.#ghosts++;
		this.#ghostsToRebuild++;
		return -1;
	}

	flagsAt(index: number): number {
		return this.#queue.flagsAt(index);
	}

	close(): void {
		this.#queue.close();
	}

	#onlyGhosts(count: number): boolean {
		for (let i = 0; i < count; i++) {
			if (this.#queue.tagAt(i) === this.#tags[this.#queue.fdAt(i)]) return false;
		}
		return true;
	}

	/** A new tag for each arming, so that an event tells which one it belongs to. Never 0. */
	#nextTag(): number {
		this.#lastTag = (this.#lastTag + 1) | 0 || 1;
		return this.#lastTag;
	}

	#remember(fd: number, flags: number, tag: number): void {
		this.#flags.set(fd, flags);
		this.#tags[fd] = tag;
	}

	/** Puts a new instance, with the living alone in it, under the old one's number. */
	#rebuild(): boolean {
		this.#ghostsToRebuild = 0;
		let fresh: EpollQueue;
		try {
			fresh = new EpollQueue(undefined, 1);
		} catch {
			// No descriptor to be had. The ghosts go on being dropped, and the next ones try again.
			return false;
		}
		if (!this.#addAllTo(fresh)) {
			fresh.close();
			return false;
		}
		this.#queue.replaceBy(fresh);
		this.#rebuilds++;
		this.onRebuild?.();
		return true;
	}

	#addAllTo(fresh: EpollQueue): boolean {
		for (const [fd, flags] of this.#flags) {
			const error = fresh.add(fd, flags, this.#tags[fd] ?? 0);
			// EBADF and EPERM: closed behind our back, perhaps reused for a file. It was silent before, it is silent now.
			if (error !== 0 && error !== EBADF && error !== EPERM) return false;
		}
		return true;
	}
}

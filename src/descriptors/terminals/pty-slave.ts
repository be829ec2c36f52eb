import { OwnedDescriptor } from "../../sockets/index.js";

/**
 * The end of a pseudo-terminal that is a terminal to the program which runs in it; made by `openpty`.
 *
 * It is blocking, as programs expect it: give it to a child process as its standard streams, and close it. As long as any
 * descriptor for it is open, the master's end does not come.
 *
 * @example
 * ```ts
 * import { isatty } from "node:tty";
 * import { openpty } from "evloop";
 *
 * const { master, slave } = openpty();
 * console.log(isatty(slave.fileno()), slave.path.startsWith("/dev/")); // true true
 * slave.close();
 * master.close();
 * ```
 */
export class PtySlave extends OwnedDescriptor {
	/** The terminal's path: `/dev/pts/3`. */
	readonly path: string;

	/** @hidden */
	constructor(fd: number, path: string) {
		super(fd, "pseudo-terminal's slave");
		this.path = path;
	}
}

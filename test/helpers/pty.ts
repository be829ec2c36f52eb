/** A terminal of the test's own. */
import { constants } from "node:fs";
import { bindNow, fcntl, open, platform, syscall } from "../../src/ffi/index.js";
import { closeDescriptor, type Teardown } from "./descriptors.js";

const { F_SETFD, FD_CLOEXEC, O_RDWR, O_CLOEXEC } = platform.files;
const noctty = constants.O_NOCTTY;

const posixOpenpt = bindNow<(flags: number) => number>("posix_openpt", "int", ["int"]);
const grantpt = bindNow<(fd: number) => number>("grantpt", "int", ["int"]);
const unlockpt = bindNow<(fd: number) => number>("unlockpt", "int", ["int"]);
const ptsname = bindNow<(fd: number) => string>("ptsname", "str", ["int"]);

/** A new terminal. */
export interface Pty {
	/** The descriptor that stands for the person at the keyboard. */
	readonly master: number;
	/** The terminal's path. */
	readonly path: string;
	/** Opens the terminal; the caller closes it. */
	openTerminal(): number;
}

/** Makes a terminal; the caller closes the master. */
export function makePty(): Pty {
	const master = syscall("posix_openpt", posixOpenpt(O_RDWR | noctty));
	fcntl(master, F_SETFD, "int", FD_CLOEXEC);
	syscall("grantpt", grantpt(master));
	syscall("unlockpt", unlockpt(master));
	const path = ptsname(master);
	return {
		master,
		path,
		openTerminal: () => syscall("open", open(path, O_RDWR | O_CLOEXEC | noctty), { path }),
	};
}

/** Closes a descriptor when the test ends. */
export function closeLater(t: Teardown, fd: number): number {
	t.teardown(() => closeDescriptor(fd));
	return fd;
}

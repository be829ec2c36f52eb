/** Socket activation: the sockets that a service manager has opened for this process (LISTEN_FDS). */
import { ValueError } from "../../errors.js";
import { fcntl, platform, syscall } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import type { OwnedDescriptor } from "../owned-descriptor.js";
import type { Socket } from "../socket.js";
import { environmentNumber, unsetVariables } from "./environment.js";
import { ownInherited } from "./own-inherited.js";

const { F_GETFD, F_SETFD, FD_CLOEXEC } = platform.files;
/** After the three standard streams. */
const first = 3;
const mostPid = 0x7fffffff;
const mostDescriptors = 65_536;

/** Options of {@link listenFds}. */
export interface ListenFdsOptions {
	/** Whether LISTEN_PID, LISTEN_FDS and LISTEN_FDNAMES are taken out of the environment; true by default. */
	readonly unsetEnvironment?: boolean | undefined;
}

/** A descriptor that a service manager has passed. */
export interface ListenFd {
	/** Its name: `FileDescriptorName=` of the socket's unit, FDNAME of what was stored, or `"unknown"`. */
	readonly name: string;
	/** It: a Socket, or for a FIFO, a file, a device or another kind an OwnedDescriptor. */
	readonly file: Socket | OwnedDescriptor;
}

let taken: { readonly variables: string; readonly files: readonly ListenFd[] } | undefined;

/**
 * Takes the descriptors that a service manager has passed to this process: listening sockets of any family, bound datagram
 * sockets, connections, FIFOs, what was put into the manager's store.
 *
 * They are this process' from here on, close-on-exec, and of the kind that they are: family and type are asked of the kernel.
 * Call it early, in one thread, before child processes are started.
 *
 * @param options whether the environment is kept.
 * @returns the descriptors in their order; none where the process was started in another way. A second call with the variables
 *   as they were gives the same objects.
 * @throws TypeError where the options are no object, or the option is no boolean.
 * @throws ValueError where the variables contradict each other, or are no numbers.
 * @throws OSError where a descriptor is not open (EBADF).
 * @example
 * ```ts
 * import { getEventLoop, listenFds, Protocol, Socket } from "evloop";
 *
 * const sockets = listenFds().flatMap(({ file }) => (file instanceof Socket ? [file] : []));
 * // Started by hand, it opens a port of its own.
 * const where = sockets[0] ? { sock: sockets[0] } : {};
 * const port = sockets[0] ? undefined : 0;
 * const server = await getEventLoop().createServer(() => new Protocol(), undefined, port, where);
 * console.log(server.sockets.length > 0); // true
 * server.close();
 * ```
 * @see https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html
 */
export function listenFds(options: ListenFdsOptions = {}): readonly ListenFd[] {
	checkOptions(options, "listenFds");
	const { unsetEnvironment = true } = options;
	if (typeof unsetEnvironment !== "boolean") {
		throw new TypeError("Cannot listenFds: unsetEnvironment must be a boolean");
	}
	const { LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES } = process.env;
	const variables = JSON.stringify([LISTEN_PID, LISTEN_FDS, LISTEN_FDNAMES]);
	if (taken?.variables !== variables) taken = { variables, files: Object.freeze(takeDescriptors()) };
	const { files } = taken;
	if (unsetEnvironment) {
		unsetVariables(["LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "LISTEN_PIDFDID"]);
		taken = undefined;
	}
	return files;
}

function takeDescriptors(): ListenFd[] {
	const pid = environmentNumber("LISTEN_PID", mostPid, "listenFds");
	// Meant for somebody else: a child inherits its parent's variables, and not its descriptors.
	if (pid !== process.pid) return [];
	const count = environmentNumber("LISTEN_FDS", mostDescriptors, "listenFds") ?? 0;
	const names = namesOf(count);
	const numbers = Array.from({ length: count }, (_, index) => first + index);
	// All of them, before the first gets an owner: where one is missing, none was touched.
	for (const fd of numbers) syscall("fcntl", fcntl(fd, F_GETFD, "int", 0), { fd });
	for (const fd of numbers) syscall("fcntl", fcntl(fd, F_SETFD, "int", FD_CLOEXEC), { fd });
	return numbers.map((fd, index) =>
		Object.freeze({ name: names[index] ?? "unknown", file: ownInherited(fd) }),
	);
}

function namesOf(count: number): string[] {
	const text = process.env.LISTEN_FDNAMES;
	if (!text) return [];
	const names = text.split(":");
	if (names.length === count) return names;
	throw new ValueError(`Cannot listenFds: LISTEN_FDNAMES has ${names.length} names for ${count} descriptors`);
}

/** Gives an owner to a descriptor that this process was started with. */
import { fstatSync } from "node:fs";
import { constants } from "node:os";
import { OSError } from "../../errors.js";
import { fcntl, platform, syscall } from "../../ffi/index.js";
import { OwnedDescriptor } from "../owned-descriptor.js";
import { Socket } from "../socket.js";

const { F_GETFL, O_NONBLOCK } = platform.files;

/**
 * Makes a Socket of what is one, and an OwnedDescriptor of all else.
 *
 * @param fd the descriptor, which is open.
 * @returns its owner.
 * @throws OSError where it is not open.
 */
export function ownInherited(fd: number): Socket | OwnedDescriptor {
	const nonblocking = (syscall("fcntl", fcntl(fd, F_GETFL, "int", 0), { fd }) & O_NONBLOCK) !== 0;
	try {
		const sock = new Socket(undefined, undefined, undefined, { fileno: fd });
		if (nonblocking) sock.setblocking(false);
		return sock;
	} catch (error) {
		if (!(error instanceof OSError) || error.errno !== -constants.errno.ENOTSOCK) throw error;
	}
	return new OwnedDescriptor(fd, kindOf(fd));
}

function kindOf(fd: number): string {
	const stat = fstatSync(fd);
	if (stat.isFIFO()) return "FIFO";
	if (stat.isCharacterDevice()) return "character device";
	return stat.isFile() ? "file" : "descriptor";
}

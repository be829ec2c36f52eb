/** Whether somebody still reads what is written to a pipe. */
import { constants } from "node:os";
import { errno, fcntl, platform, recv } from "../../ffi/index.js";
import type { PipeDescriptor } from "./pipe-descriptor.js";

const { F_GETFL, O_RDWR, O_WRONLY } = platform.files;
const { MSG_DONTWAIT, MSG_PEEK } = platform.sockets.constants;
const accessMask = O_RDWR | O_WRONLY;
const { EAGAIN, EINTR } = constants.errno;
const passing: readonly number[] = [EAGAIN, EINTR];
const oneByte = Buffer.alloc(1);

/**
 * Tells whether the kernel reports the reader's end on the writer's descriptor.
 *
 * Pipes and sockets do. A terminal has nobody at the other end, and what it has to read is for somebody else; so has a
 * pipe that was opened in both directions.
 *
 * @param pipe the writer's pipe.
 * @returns whether to wait for it.
 */
export function tellsOfReader(pipe: PipeDescriptor): boolean {
	if (pipe.kind === "socket") return true;
	return pipe.kind === "fifo" && (fcntl(pipe.fd, F_GETFL, "int", 0) & accessMask) === O_WRONLY;
}

/**
 * Tells what an event on the writer's descriptor means.
 *
 * @param pipe the writer's pipe, ready to be read from.
 * @returns `"gone"` if nobody reads any more; `"sent"` if a socket has received something; `"there"` if it was nothing.
 */
export function lookForReader(pipe: PipeDescriptor): "gone" | "sent" | "there" {
	if (pipe.kind !== "socket") return "gone";
	const received = recv(pipe.fd, oneByte, 1, MSG_PEEK | MSG_DONTWAIT);
	if (received > 0) return "sent";
	return received < 0 && passing.includes(errno()) ? "there" : "gone";
}

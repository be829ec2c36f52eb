/** Notifications to the service manager: sd_notify. */
import { OSError, ValueError } from "../../errors.js";
import { platform } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import type { FileLike } from "../arguments/check-file.js";
import { checkText } from "../arguments/check-text.js";
import { checkTimeout } from "../arguments/check-timeout.js";
import type { AncillaryInput } from "../messages/ancillary-message.js";
import { rightsOf } from "../messages/rights-of.js";
import { Socket } from "../socket.js";
import { unsetVariables } from "./environment.js";
import { type NotifyAddress, notifyAddress } from "./notify-address.js";

const { AF_UNIX, SHUT_WR, SOCK_DGRAM } = platform.sockets.constants;
const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

/** Options of {@link sdNotify}. */
export interface SdNotifyOptions {
	/** Descriptors that go with it, for `FDSTORE=1`; they stay open here. Unix sockets only. */
	readonly fds?: readonly FileLike[] | undefined;
	/** How long it may wait where the manager is slow to read, in milliseconds; 5000 by default. It blocks the thread. */
	readonly timeout?: number | undefined;
	/** Whether NOTIFY_SOCKET is taken out of the environment, so that no later call and no child notifies; false by default. */
	readonly unsetEnvironment?: boolean | undefined;
}

/**
 * Tells the service manager about this process: that it is ready, what it does, that it is alive.
 *
 * | state | what it tells |
 * |---|---|
 * | `READY=1` | the service has started, or has reloaded |
 * | `RELOADING=1` with `MONOTONIC_USEC=…`, `STOPPING=1` | what it does now |
 * | `STATUS=text` | a line for people |
 * | `MAINPID=number` | which process is the service's main one |
 * | `WATCHDOG=1` | it is alive; see {@link watchdogInterval} |
 * | `FDSTORE=1`, `FDNAME=name` | keep the descriptors of `fds` for the service's next start, where {@link listenFds} gives them back |
 *
 * @param state assignments, one a line.
 * @param options descriptors, how long it may take, whether the environment is kept.
 * @returns true once it was sent; false where no manager wants to know: NOTIFY_SOCKET is not set.
 * @throws TypeError where an argument is of another kind, RangeError where a descriptor's number is negative.
 * @throws ValueError where a line is no assignment, NOTIFY_SOCKET no address, or no Unix socket though descriptors go with it.
 * @throws TimeoutError where the manager does not read.
 * @throws OSError where nobody listens there (ECONNREFUSED, ENOENT), or a descriptor is not open (EBADF).
 * @example
 * ```ts
 * import { sdNotify } from "evloop";
 *
 * const wasTold = sdNotify("READY=1\nSTATUS=Serving on port 80");
 * console.log(wasTold === (process.env.NOTIFY_SOCKET !== undefined)); // true
 * ```
 * @see https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html
 */
export function sdNotify(state: string, options: SdNotifyOptions = {}): boolean {
	checkOptions(options, "sdNotify");
	const { fds = [], timeout = 5000, unsetEnvironment = false } = options;
	const text = checkState(state);
	const limit = checkTimeout(timeout, "Cannot sdNotify: timeout");
	const rights = rightsOf(fds, "sdNotify");
	const where = process.env.NOTIFY_SOCKET;
	if (unsetEnvironment) unsetVariables(["NOTIFY_SOCKET"]);
	if (!where) return false;
	const target = notifyAddress(where);
	if (fds.length > 0 && target.family !== AF_UNIX) {
		throw new ValueError(`Cannot sdNotify: descriptors do not go over "${where}", which is no Unix socket`);
	}
	sendByAny(target, text, rights, limit);
	return true;
}

function checkState(state: unknown): string {
	const text = checkText(state, "Cannot sdNotify: state");
	const wrong = text.split("\n").find((line) => line !== "" && !assignment.test(line));
	if (wrong !== undefined || text === "") {
		throw new ValueError(`Cannot sdNotify: state must be lines of NAME=value, got "${wrong ?? ""}"`);
	}
	return text;
}

function send(
	{ family, address }: NotifyAddress,
	type: number,
	text: string,
	rights: readonly AncillaryInput[],
	limit: number | undefined,
): void {
	using sock = new Socket(family, type);
	sock.settimeout(limit);
	if (type === SOCK_DGRAM) {
		sock.sendmsg([text], rights, 0, address);
		return;
	}
	sock.connect(address);
	sock.sendall(text);
	sock.shutdown(SHUT_WR);
}

const lacking: ReadonlySet<string | undefined> = new Set([
	"ENODEV",
	"EOPNOTSUPP",
	"EPROTONOSUPPORT",
	"ESOCKTNOSUPPORT",
	"ECONNRESET",
]);

/** With each type in turn: of a virtual machine's host nobody knows beforehand which ones it has. */
function sendByAny(
	target: NotifyAddress,
	text: string,
	rights: readonly AncillaryInput[],
	limit: number | undefined,
): void {
	for (const type of target.types) {
		try {
			send(target, type, text, rights, limit);
			return;
		} catch (error) {
			const mayGoOn = error instanceof OSError && lacking.has(error.code);
			if (!mayGoOn || type === target.types.at(-1)) throw error;
		}
	}
}

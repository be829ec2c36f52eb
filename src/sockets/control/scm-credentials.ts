import { platform } from "../../ffi/index.js";
import { checkInteger } from "../arguments/check-integer.js";
import type { ControlCodec } from "./control-codec.js";
import { makeCodec } from "./make-codec.js";
import { readInt, readUint, writeInts } from "./native-numbers.js";

const { SOL_SOCKET, SCM_CREDENTIALS } = platform.sockets.constants;

/** Who sent a message. */
export interface Credentials {
	/** The process; 0 where it is outside the receiver's namespace. */
	readonly pid: number;
	/** The user. */
	readonly uid: number;
	/** The group. */
	readonly gid: number;
}

/** The sender's process, user and group (SCM_CREDENTIALS, Linux): they come where SO_PASSCRED is set, and the kernel vouches for them. */
export const scmCredentials: ControlCodec<Credentials> = makeCodec<Credentials>({
	name: "SCM_CREDENTIALS",
	level: SOL_SOCKET,
	type: SCM_CREDENTIALS,
	// struct ucred of Linux's <linux/socket.h>.
	write({ pid, uid, gid }, what) {
		return writeInts(
			checkInteger(pid, `${what} pid`, 0),
			checkInteger(uid, `${what} uid`, 0, 0xffffffff) | 0,
			checkInteger(gid, `${what} gid`, 0, 0xffffffff) | 0,
		);
	},
	read(data) {
		if (data.length < 12) return undefined;
		return { pid: readInt(data), uid: readUint(data, 4), gid: readUint(data, 8) };
	},
});

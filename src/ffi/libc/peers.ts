/** libc's call for the other end of a Unix socket: Darwin and the BSDs. */
import { bindLazily } from "../bind.js";

/** `getpeereid(3)`. */
export let getpeereid: (fd: number, uid: Uint32Array, gid: Uint32Array) => number = bindLazily(
	"getpeereid",
	"int",
	["int", "void *", "void *"],
	(bound) => {
		getpeereid = bound;
	},
);

import { platform } from "../../ffi/index.js";
import type { FileLike } from "../arguments/check-file.js";
import { descriptorsIn, writeDescriptors } from "../messages/rights.js";
import { rightsOf } from "../messages/rights-of.js";
import type { ControlCodec } from "./control-codec.js";

const { SOL_SOCKET, SCM_RIGHTS } = platform.sockets.constants;

/** Descriptors (SCM_RIGHTS): numbers, or anything that has one. `find` gives those of all such messages; they are the receiver's to close. */
export const scmRights: ControlCodec<number[], readonly FileLike[]> = {
	encode(fds) {
		return rightsOf(fds, "encode SCM_RIGHTS")[0] ?? [SOL_SOCKET, SCM_RIGHTS, writeDescriptors([])];
	},
	find(ancdata) {
		const fds = descriptorsIn(ancdata);
		return fds.length === 0 ? undefined : fds;
	},
};

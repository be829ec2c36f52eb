/** What sockets are on linux. */
import type { SocketTable } from "../socket-table.js";
import { powerpcConstants } from "./powerpc.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of linux. */
export const sockets: SocketTable = {
	constants: process.arch === "ppc64" ? { ...socketConstants, ...powerpcConstants } : socketConstants,
	sockaddrHasLength: false,
	sunPathLength: 108,
	abstractUnixNames: true,
	addrinfoNameFirst: false,
	peerCredentials: ["pid", "uid", "gid"],
	messageCountSize: 8,
	control: { lengthSize: 8, alignment: 8 },
	mostDescriptors: 253,
	namedByRequest: false,
	noSignalFlag: socketConstants.MSG_NOSIGNAL,
	sendfile: "linux",
};

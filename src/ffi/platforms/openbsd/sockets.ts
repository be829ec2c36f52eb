/** What sockets are on openbsd. */
import { noFamilyConstants } from "../no-family-constants.js";
import { noTun } from "../no-tun.js";
import type { SocketTable } from "../socket-table.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of openbsd. */
export const sockets: SocketTable = {
	constants: { ...socketConstants, ...noFamilyConstants },
	sockaddrHasLength: true,
	sunPathLength: 104,
	abstractUnixNames: false,
	vsockAddressSize: Number.NaN,
	tun: noTun,
	addrinfoNameFirst: false,
	peerCredentials: ["uid", "gid", "pid"],
	peerProcess: undefined,
	messageCountSize: 4,
	takesMany: false,
	control: { lengthSize: 4, alignment: 8 },
	mostDescriptors: Number.NaN,
	namedByRequest: true,
	noSignalFlag: socketConstants.MSG_NOSIGNAL,
	sendfile: "none",
};

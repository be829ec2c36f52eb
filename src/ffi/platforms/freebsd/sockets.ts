/** What sockets are on freebsd. */
import type { SocketTable } from "../socket-table.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of freebsd. */
export const sockets: SocketTable = {
	constants: socketConstants,
	sockaddrHasLength: true,
	sunPathLength: 104,
	abstractUnixNames: false,
	addrinfoNameFirst: true,
	peerCredentials: [],
	messageCountSize: 4,
	control: { lengthSize: 4, alignment: 8 },
	mostDescriptors: Number.NaN,
	namedByRequest: true,
	noSignalFlag: socketConstants.MSG_NOSIGNAL,
	sendfile: "freebsd",
};

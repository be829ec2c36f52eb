/** What sockets are on darwin. */
import type { SocketTable } from "../socket-table.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of darwin. */
export const sockets: SocketTable = {
	constants: socketConstants,
	sockaddrHasLength: true,
	sunPathLength: 104,
	abstractUnixNames: false,
	addrinfoNameFirst: true,
	peerCredentials: [],
	messageCountSize: 4,
	control: { lengthSize: 4, alignment: 4 },
	mostDescriptors: Number.NaN,
	namedByRequest: true,
	noSignalFlag: 0,
	sendfile: "darwin",
};

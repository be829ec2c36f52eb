/** What sockets are on linux. */
import type { SocketTable } from "../socket-table.js";
import { familyConstants } from "./family-constants.js";
import { powerpcConstants } from "./powerpc.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of linux. */
export const sockets: SocketTable = {
	constants: {
		...socketConstants,
		...familyConstants,
		...(process.arch === "ppc64" ? powerpcConstants : {}),
	},
	sockaddrHasLength: false,
	sunPathLength: 108,
	abstractUnixNames: true,
	vsockAddressSize: 16,
	tun: {
		// _IOW('T', 202, int), whose direction PowerPC writes in another way.
		TUNSETIFF: process.arch === "ppc64" ? 0x800454ca | 0 : 0x400454ca,
		IFF_TUN: 0x1,
		IFF_TAP: 0x2,
		IFF_NO_PI: 0x1000,
	},
	addrinfoNameFirst: false,
	peerCredentials: ["pid", "uid", "gid"],
	peerProcess: undefined,
	messageCountSize: 8,
	takesMany: true,
	control: { lengthSize: 8, alignment: 8 },
	mostDescriptors: 253,
	namedByRequest: false,
	noSignalFlag: socketConstants.MSG_NOSIGNAL,
	sendfile: "linux",
};

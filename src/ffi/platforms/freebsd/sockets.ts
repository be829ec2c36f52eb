/** What sockets are on freebsd. */
import { noFamilyConstants } from "../no-family-constants.js";
import { noTun } from "../no-tun.js";
import type { SocketTable } from "../socket-table.js";
import { socketConstants } from "./socket-constants.js";

/** The table of sockets of freebsd. */
export const sockets: SocketTable = {
	constants: { ...socketConstants, ...noFamilyConstants },
	sockaddrHasLength: true,
	sunPathLength: 104,
	abstractUnixNames: false,
	vsockAddressSize: Number.NaN,
	tun: noTun,
	addrinfoNameFirst: true,
	peerCredentials: [],
	// struct xucred of sys/sys/ucred.h: version, user, the number of groups and 16 of them, then from FreeBSD 13 on the process in
	// a union with a pointer.
	peerProcess: {
		level: socketConstants.SOL_LOCAL,
		name: socketConstants.LOCAL_PEERCRED,
		size: 88,
		offset: 80,
	},
	messageCountSize: 4,
	takesMany: false,
	control: { lengthSize: 4, alignment: 8 },
	mostDescriptors: Number.NaN,
	namedByRequest: true,
	noSignalFlag: socketConstants.MSG_NOSIGNAL,
	sendfile: "freebsd",
};

/** What sockets are on darwin. */
import { noFamilyConstants } from "../no-family-constants.js";
import { noTun } from "../no-tun.js";
import type { SocketTable } from "../socket-table.js";
import { socketConstants } from "./socket-constants.js";

/** <sys/vsock.h>. */
const vsockConstants = {
	VMADDR_CID_ANY: 0xffffffff,
	VMADDR_CID_HYPERVISOR: 0,
	VMADDR_CID_HOST: 2,
	VMADDR_PORT_ANY: 0xffffffff,
};

/** The table of sockets of darwin. */
export const sockets: SocketTable = {
	constants: { ...socketConstants, ...noFamilyConstants, ...vsockConstants },
	sockaddrHasLength: true,
	sunPathLength: 104,
	abstractUnixNames: false,
	vsockAddressSize: 12,
	tun: noTun,
	addrinfoNameFirst: true,
	peerCredentials: [],
	// SOL_LOCAL and LOCAL_PEERPID of bsd/sys/un.h of xnu: a pid_t.
	peerProcess: { level: socketConstants.SOL_LOCAL, name: 2, size: 4, offset: 0 },
	messageCountSize: 4,
	takesMany: false,
	control: { lengthSize: 4, alignment: 4 },
	mostDescriptors: Number.NaN,
	namedByRequest: true,
	noSignalFlag: 0,
	sendfile: "darwin",
};

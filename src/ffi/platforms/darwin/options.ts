/** The values of socket options on darwin. */
import type { OptionTable } from "../option-table.js";
import { noTcpInfo } from "../tcp-info-layout.js";
import { socketConstants } from "./socket-constants.js";

/** The table of socket options of darwin. */
export const options: OptionTable = {
	lingerOption: 0x1080,
	keepIdleOption: socketConstants.TCP_KEEPALIVE,
	sourceBeforeInterface: true,
	tcpInfo: noTcpInfo,
};

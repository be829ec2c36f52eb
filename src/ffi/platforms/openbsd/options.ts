/** The values of socket options on openbsd. */
import type { OptionTable } from "../option-table.js";
import { noTcpInfo } from "../tcp-info-layout.js";
import { socketConstants } from "./socket-constants.js";

/** The table of socket options of openbsd. */
export const options: OptionTable = {
	lingerOption: socketConstants.SO_LINGER,
	keepIdleOption: socketConstants.TCP_KEEPIDLE,
	sourceBeforeInterface: true,
	tcpInfo: noTcpInfo,
};

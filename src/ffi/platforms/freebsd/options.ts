/** The values of socket options on freebsd. */
import type { OptionTable } from "../option-table.js";
import { socketConstants } from "./socket-constants.js";
import { tcpInfo } from "./tcp-info.js";

/** The table of socket options of freebsd. */
export const options: OptionTable = {
	lingerOption: socketConstants.SO_LINGER,
	keepIdleOption: socketConstants.TCP_KEEPIDLE,
	sourceBeforeInterface: true,
	tcpInfo,
};

/** The values of socket options on linux. */
import type { OptionTable } from "../option-table.js";
import { socketConstants } from "./socket-constants.js";
import { tcpInfo } from "./tcp-info.js";

/** The table of socket options of linux. */
export const options: OptionTable = {
	lingerOption: socketConstants.SO_LINGER,
	keepIdleOption: socketConstants.TCP_KEEPIDLE,
	sourceBeforeInterface: false,
	tcpInfo,
};

/**
 * Bluetooth (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Protocol: logical links (Linux). */
export const BTPROTO_L2CAP: number = constants.BTPROTO_L2CAP;

/** Protocol: the adapter itself (Linux). */
export const BTPROTO_HCI: number = constants.BTPROTO_HCI;

/** Protocol: voice (Linux). */
export const BTPROTO_SCO: number = constants.BTPROTO_SCO;

/** Protocol: serial lines (Linux). */
export const BTPROTO_RFCOMM: number = constants.BTPROTO_RFCOMM;

/** Options of HCI sockets (Linux). */
export const SOL_HCI: number = constants.SOL_HCI;

/** Options of L2CAP sockets (Linux). */
export const SOL_L2CAP: number = constants.SOL_L2CAP;

/** Options of SCO sockets (Linux). */
export const SOL_SCO: number = constants.SOL_SCO;

/** Options of RFCOMM sockets (Linux). */
export const SOL_RFCOMM: number = constants.SOL_RFCOMM;

/** Option of SOL_HCI: a control message tells the direction (Linux). */
export const HCI_DATA_DIR: number = constants.HCI_DATA_DIR;

/** Option of SOL_HCI: which packets and events come (Linux). */
export const HCI_FILTER: number = constants.HCI_FILTER;

/** Option of SOL_HCI: a control message tells the time (Linux). */
export const HCI_TIME_STAMP: number = constants.HCI_TIME_STAMP;

/** Adapter: none (Linux). */
export const HCI_DEV_NONE: number = constants.HCI_DEV_NONE;

/** Channel: packets beside the kernel's own (Linux). */
export const HCI_CHANNEL_RAW: number = constants.HCI_CHANNEL_RAW;

/** Channel: the adapter for oneself (Linux). */
export const HCI_CHANNEL_USER: number = constants.HCI_CHANNEL_USER;

/** Channel: everything, to read only (Linux). */
export const HCI_CHANNEL_MONITOR: number = constants.HCI_CHANNEL_MONITOR;

/** Channel: the management interface (Linux). */
export const HCI_CHANNEL_CONTROL: number = constants.HCI_CHANNEL_CONTROL;

/** Channel: writes into the log (Linux). */
export const HCI_CHANNEL_LOGGING: number = constants.HCI_CHANNEL_LOGGING;

/** Type of an address: classic Bluetooth (Linux). */
export const BDADDR_BREDR: number = constants.BDADDR_BREDR;

/** Type of an address: Low Energy, public (Linux). */
export const BDADDR_LE_PUBLIC: number = constants.BDADDR_LE_PUBLIC;

/** Type of an address: Low Energy, random (Linux). */
export const BDADDR_LE_RANDOM: number = constants.BDADDR_LE_RANDOM;

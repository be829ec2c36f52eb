/**
 * SAE J1939 over CAN (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Options of J1939 sockets (Linux). */
export const SOL_CAN_J1939: number = constants.SOL_CAN_J1939;

/** The largest address of one device (Linux). */
export const J1939_MAX_UNICAST_ADDR: number = constants.J1939_MAX_UNICAST_ADDR;

/** The address of a device that has none yet (Linux). */
export const J1939_IDLE_ADDR: number = constants.J1939_IDLE_ADDR;

/** No address: all devices (Linux). */
export const J1939_NO_ADDR: number = constants.J1939_NO_ADDR;

/** No name (Linux). */
export const J1939_NO_NAME: number = constants.J1939_NO_NAME;

/** Parameter group: a request (Linux). */
export const J1939_PGN_REQUEST: number = constants.J1939_PGN_REQUEST;

/** Parameter group: an address is claimed (Linux). */
export const J1939_PGN_ADDRESS_CLAIMED: number = constants.J1939_PGN_ADDRESS_CLAIMED;

/** Parameter group: an address is assigned (Linux). */
export const J1939_PGN_ADDRESS_COMMANDED: number = constants.J1939_PGN_ADDRESS_COMMANDED;

/** The largest group that goes to one device (Linux). */
export const J1939_PGN_PDU1_MAX: number = constants.J1939_PGN_PDU1_MAX;

/** The largest group (Linux). */
export const J1939_PGN_MAX: number = constants.J1939_PGN_MAX;

/** No group (Linux). */
export const J1939_NO_PGN: number = constants.J1939_NO_PGN;

/** How many filters there may be (Linux). */
export const J1939_FILTER_MAX: number = constants.J1939_FILTER_MAX;

/** Option of SOL_CAN_J1939: which messages come (Linux). */
export const SO_J1939_FILTER: number = constants.SO_J1939_FILTER;

/** Option of SOL_CAN_J1939: all messages come (Linux). */
export const SO_J1939_PROMISC: number = constants.SO_J1939_PROMISC;

/** Option of SOL_CAN_J1939: the priority of what is sent (Linux). */
export const SO_J1939_SEND_PRIO: number = constants.SO_J1939_SEND_PRIO;

/** Option of SOL_CAN_J1939: tell in the error queue how sending goes on (Linux). */
export const SO_J1939_ERRQUEUE: number = constants.SO_J1939_ERRQUEUE;

/** Control message: the address that a message was sent to (Linux). */
export const SCM_J1939_DEST_ADDR: number = constants.SCM_J1939_DEST_ADDR;

/** Control message: the name that a message was sent to (Linux). */
export const SCM_J1939_DEST_NAME: number = constants.SCM_J1939_DEST_NAME;

/** Control message: the priority (Linux). */
export const SCM_J1939_PRIO: number = constants.SCM_J1939_PRIO;

/** Control message: from the error queue (Linux). */
export const SCM_J1939_ERRQUEUE: number = constants.SCM_J1939_ERRQUEUE;

/** Attribute in the error queue: padding (Linux). */
export const J1939_NLA_PAD: number = constants.J1939_NLA_PAD;

/** Attribute in the error queue: how many bytes have arrived (Linux). */
export const J1939_NLA_BYTES_ACKED: number = constants.J1939_NLA_BYTES_ACKED;

/** In the error queue: nothing (Linux). */
export const J1939_EE_INFO_NONE: number = constants.J1939_EE_INFO_NONE;

/** In the error queue: sending was broken off (Linux). */
export const J1939_EE_INFO_TX_ABORT: number = constants.J1939_EE_INFO_TX_ABORT;

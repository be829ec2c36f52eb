/**
 * CAN: raw frames, the broadcast manager, ISO 15765-2 transport (Linux).
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Options of ISO-TP sockets (Linux). */
export const SOL_CAN_ISOTP: number = constants.SOL_CAN_ISOTP;

/** Protocol: frames as they are (Linux). */
export const CAN_RAW: number = constants.CAN_RAW;

/** Protocol: the broadcast manager, which sends and filters by itself (Linux). */
export const CAN_BCM: number = constants.CAN_BCM;

/** Protocol: ISO 15765-2, messages longer than a frame (Linux). */
export const CAN_ISOTP: number = constants.CAN_ISOTP;

/** Protocol: SAE J1939 (Linux). */
export const CAN_J1939: number = constants.CAN_J1939;

/** Flag of an identifier: it has 29 bits (Linux). */
export const CAN_EFF_FLAG: number = constants.CAN_EFF_FLAG;

/** Flag of an identifier: a remote transmission request (Linux). */
export const CAN_RTR_FLAG: number = constants.CAN_RTR_FLAG;

/** Flag of an identifier: an error message (Linux). */
export const CAN_ERR_FLAG: number = constants.CAN_ERR_FLAG;

/** Flag of a filter's identifier: what does not match passes (Linux). */
export const CAN_INV_FILTER: number = constants.CAN_INV_FILTER;

/** The identifier's bits in a standard frame (Linux). */
export const CAN_SFF_MASK: number = constants.CAN_SFF_MASK;

/** The identifier's bits in an extended frame (Linux). */
export const CAN_EFF_MASK: number = constants.CAN_EFF_MASK;

/** The error classes in an error message (Linux). */
export const CAN_ERR_MASK: number = constants.CAN_ERR_MASK;

/** How many bytes a classic frame has (Linux). */
export const CAN_MTU: number = constants.CAN_MTU;

/** How many bytes a CAN FD frame has (Linux). */
export const CANFD_MTU: number = constants.CANFD_MTU;

/** How many data bytes a classic frame takes (Linux). */
export const CAN_MAX_DLEN: number = constants.CAN_MAX_DLEN;

/** How many data bytes a CAN FD frame takes (Linux). */
export const CANFD_MAX_DLEN: number = constants.CANFD_MAX_DLEN;

/** Flag of a CAN FD frame: its data go at the second bit rate (Linux). */
export const CANFD_BRS: number = constants.CANFD_BRS;

/** Flag of a CAN FD frame: its sender is error-passive (Linux). */
export const CANFD_ESI: number = constants.CANFD_ESI;

/** Flag of a CAN FD frame: it is one (Linux). */
export const CANFD_FDF: number = constants.CANFD_FDF;

/** Option of SOL_CAN_RAW: which frames come, an array of `struct can_filter` (Linux). */
export const CAN_RAW_FILTER: number = constants.CAN_RAW_FILTER;

/** Option of SOL_CAN_RAW: which error messages come (Linux). */
export const CAN_RAW_ERR_FILTER: number = constants.CAN_RAW_ERR_FILTER;

/** Option of SOL_CAN_RAW: other sockets here see what is sent (Linux). */
export const CAN_RAW_LOOPBACK: number = constants.CAN_RAW_LOOPBACK;

/** Option of SOL_CAN_RAW: the sender sees it, too (Linux). */
export const CAN_RAW_RECV_OWN_MSGS: number = constants.CAN_RAW_RECV_OWN_MSGS;

/** Option of SOL_CAN_RAW: CAN FD frames, too (Linux). */
export const CAN_RAW_FD_FRAMES: number = constants.CAN_RAW_FD_FRAMES;

/** Option of SOL_CAN_RAW: only what passes all filters (Linux). */
export const CAN_RAW_JOIN_FILTERS: number = constants.CAN_RAW_JOIN_FILTERS;

/** Option of SOL_CAN_ISOTP: `struct can_isotp_options` (Linux). */
export const CAN_ISOTP_OPTS: number = constants.CAN_ISOTP_OPTS;

/** Option of SOL_CAN_ISOTP: flow control that is sent (Linux). */
export const CAN_ISOTP_RECV_FC: number = constants.CAN_ISOTP_RECV_FC;

/** Option of SOL_CAN_ISOTP: the link layer, such as CAN FD (Linux). */
export const CAN_ISOTP_LL_OPTS: number = constants.CAN_ISOTP_LL_OPTS;

/** Operation: send in cycles (Linux). */
export const CAN_BCM_TX_SETUP: number = constants.CAN_BCM_TX_SETUP;

/** Operation: end that (Linux). */
export const CAN_BCM_TX_DELETE: number = constants.CAN_BCM_TX_DELETE;

/** Operation: tell how it is set up (Linux). */
export const CAN_BCM_TX_READ: number = constants.CAN_BCM_TX_READ;

/** Operation: send one frame (Linux). */
export const CAN_BCM_TX_SEND: number = constants.CAN_BCM_TX_SEND;

/** Operation: receive by content (Linux). */
export const CAN_BCM_RX_SETUP: number = constants.CAN_BCM_RX_SETUP;

/** Operation: end that (Linux). */
export const CAN_BCM_RX_DELETE: number = constants.CAN_BCM_RX_DELETE;

/** Operation: tell how it is set up (Linux). */
export const CAN_BCM_RX_READ: number = constants.CAN_BCM_RX_READ;

/** Answer to CAN_BCM_TX_READ (Linux). */
export const CAN_BCM_TX_STATUS: number = constants.CAN_BCM_TX_STATUS;

/** Notice: the count has run out (Linux). */
export const CAN_BCM_TX_EXPIRED: number = constants.CAN_BCM_TX_EXPIRED;

/** Answer to CAN_BCM_RX_READ (Linux). */
export const CAN_BCM_RX_STATUS: number = constants.CAN_BCM_RX_STATUS;

/** Notice: a cyclic frame did not come (Linux). */
export const CAN_BCM_RX_TIMEOUT: number = constants.CAN_BCM_RX_TIMEOUT;

/** Notice: the content of a frame has changed (Linux). */
export const CAN_BCM_RX_CHANGED: number = constants.CAN_BCM_RX_CHANGED;

/** Flag: set the timers (Linux). */
export const CAN_BCM_SETTIMER: number = constants.CAN_BCM_SETTIMER;

/** Flag: start the timer (Linux). */
export const CAN_BCM_STARTTIMER: number = constants.CAN_BCM_STARTTIMER;

/** Flag: CAN_BCM_TX_EXPIRED when the count has run out (Linux). */
export const CAN_BCM_TX_COUNTEVT: number = constants.CAN_BCM_TX_COUNTEVT;

/** Flag: send a change at once (Linux). */
export const CAN_BCM_TX_ANNOUNCE: number = constants.CAN_BCM_TX_ANNOUNCE;

/** Flag: copy the identifier from the header into each frame (Linux). */
export const CAN_BCM_TX_CP_CAN_ID: number = constants.CAN_BCM_TX_CP_CAN_ID;

/** Flag: filter by the identifier alone (Linux). */
export const CAN_BCM_RX_FILTER_ID: number = constants.CAN_BCM_RX_FILTER_ID;

/** Flag: another length is a change (Linux). */
export const CAN_BCM_RX_CHECK_DLC: number = constants.CAN_BCM_RX_CHECK_DLC;

/** Flag: the timeout's timer does not start by itself (Linux). */
export const CAN_BCM_RX_NO_AUTOTIMER: number = constants.CAN_BCM_RX_NO_AUTOTIMER;

/** Flag: CAN_BCM_RX_CHANGED when the frame comes again after a timeout (Linux). */
export const CAN_BCM_RX_ANNOUNCE_RESUME: number = constants.CAN_BCM_RX_ANNOUNCE_RESUME;

/** Flag: begin again with the first frame (Linux). */
export const CAN_BCM_TX_RESET_MULTI_IDX: number = constants.CAN_BCM_TX_RESET_MULTI_IDX;

/** Flag: answer remote transmission requests (Linux). */
export const CAN_BCM_RX_RTR_FRAME: number = constants.CAN_BCM_RX_RTR_FRAME;

/** Flag: the frames are CAN FD frames (Linux). */
export const CAN_BCM_CAN_FD_FRAME: number = constants.CAN_BCM_CAN_FD_FRAME;

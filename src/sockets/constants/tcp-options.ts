/**
 * Options of TCP: the level is IPPROTO_TCP.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** What the congestion control knows (Linux, read only). */
export const TCP_CC_INFO: number = constants.TCP_CC_INFO;

/** The name of the congestion control. */
export const TCP_CONGESTION: number = constants.TCP_CONGESTION;

/** What TCP knows of the connection (Darwin, read only). */
export const TCP_CONNECTION_INFO: number = constants.TCP_CONNECTION_INFO;

/** Whether to send full packets only (Linux). */
export const TCP_CORK: number = constants.TCP_CORK;

/** Accepts a connection only when data have come (Linux). */
export const TCP_DEFER_ACCEPT: number = constants.TCP_DEFER_ACCEPT;

/** How many fast-open requests may wait at a listening socket. */
export const TCP_FASTOPEN: number = constants.TCP_FASTOPEN;

/** Whether connect() waits for the first send, to go with it (Linux). */
export const TCP_FASTOPEN_CONNECT: number = constants.TCP_FASTOPEN_CONNECT;

/** The key of fast open (Linux). */
export const TCP_FASTOPEN_KEY: number = constants.TCP_FASTOPEN_KEY;

/** Whether fast open does without cookies (Linux). */
export const TCP_FASTOPEN_NO_COOKIE: number = constants.TCP_FASTOPEN_NO_COOKIE;

/** What TCP knows of the connection (read only). */
export const TCP_INFO: number = constants.TCP_INFO;

/** Whether messages come with the number of bytes still to read (Linux). */
export const TCP_INQ: number = constants.TCP_INQ;

/** Seconds of silence before the first question of SO_KEEPALIVE (Darwin). */
export const TCP_KEEPALIVE: number = constants.TCP_KEEPALIVE;

/** How many questions without an answer end the connection. */
export const TCP_KEEPCNT: number = constants.TCP_KEEPCNT;

/** Seconds of silence before the first question of SO_KEEPALIVE. */
export const TCP_KEEPIDLE: number = constants.TCP_KEEPIDLE;

/** Seconds between the questions of SO_KEEPALIVE. */
export const TCP_KEEPINTVL: number = constants.TCP_KEEPINTVL;

/** Seconds that a half-closed connection lives on (Linux). */
export const TCP_LINGER2: number = constants.TCP_LINGER2;

/** The largest segment. */
export const TCP_MAXSEG: number = constants.TCP_MAXSEG;

/** The key that signs the segments of one peer. */
export const TCP_MD5SIG: number = constants.TCP_MD5SIG;

/** As TCP_MD5SIG, for a range of peers (Linux). */
export const TCP_MD5SIG_EXT: number = constants.TCP_MD5SIG_EXT;

/** Whether small segments are sent at once. */
export const TCP_NODELAY: number = constants.TCP_NODELAY;

/** Whether the last, short segment is held back (BSD, Darwin). */
export const TCP_NOPUSH: number = constants.TCP_NOPUSH;

/** The socket counts as writable when fewer unsent bytes than this are waiting. */
export const TCP_NOTSENT_LOWAT: number = constants.TCP_NOTSENT_LOWAT;

/** A sequence number, in repair mode (Linux). */
export const TCP_QUEUE_SEQ: number = constants.TCP_QUEUE_SEQ;

/** Whether acknowledgements are sent at once (Linux). */
export const TCP_QUICKACK: number = constants.TCP_QUICKACK;

/** Repair mode, for moving connections between processes (Linux, privileged). */
export const TCP_REPAIR: number = constants.TCP_REPAIR;

/** The options of a connection in repair mode (Linux). */
export const TCP_REPAIR_OPTIONS: number = constants.TCP_REPAIR_OPTIONS;

/** Which queue TCP_QUEUE_SEQ is about (Linux). */
export const TCP_REPAIR_QUEUE: number = constants.TCP_REPAIR_QUEUE;

/** The window of a connection in repair mode (Linux). */
export const TCP_REPAIR_WINDOW: number = constants.TCP_REPAIR_WINDOW;

/** The first packet of the connection (Linux, read only). */
export const TCP_SAVED_SYN: number = constants.TCP_SAVED_SYN;

/** Whether the first packet of each connection is kept (Linux). */
export const TCP_SAVE_SYN: number = constants.TCP_SAVE_SYN;

/** How often to try to connect (Linux). */
export const TCP_SYNCNT: number = constants.TCP_SYNCNT;

/** Retransmits sooner on thin streams; without effect today (Linux). */
export const TCP_THIN_DUPACK: number = constants.TCP_THIN_DUPACK;

/** Retransmits at steady intervals on thin streams (Linux). */
export const TCP_THIN_LINEAR_TIMEOUTS: number = constants.TCP_THIN_LINEAR_TIMEOUTS;

/** The clock of the timestamps, in repair mode (Linux). */
export const TCP_TIMESTAMP: number = constants.TCP_TIMESTAMP;

/** Microseconds by which everything is delayed, for tests (Linux). */
export const TCP_TX_DELAY: number = constants.TCP_TX_DELAY;

/** The protocol on top of TCP, such as `tls` (Linux). */
export const TCP_ULP: number = constants.TCP_ULP;

/** Milliseconds without an acknowledgement that end the connection (Linux). */
export const TCP_USER_TIMEOUT: number = constants.TCP_USER_TIMEOUT;

/** The largest window to offer (Linux). */
export const TCP_WINDOW_CLAMP: number = constants.TCP_WINDOW_CLAMP;

/** Receives by mapping memory (Linux). */
export const TCP_ZEROCOPY_RECEIVE: number = constants.TCP_ZEROCOPY_RECEIVE;

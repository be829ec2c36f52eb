/**
 * The numbers and layouts of io_uring: include/uapi/linux/io_uring.h of Linux 6.18, the same on every machine.
 *
 * Offsets are in 32-bit words. What is a 64-bit field there are two words here, low one first: all of this is for machines
 * that keep the low byte first, and io_uring is refused on the others.
 */

/** What a request does. */
export const uringOp = {
	NOP: 0,
	READV: 1,
	WRITEV: 2,
	FSYNC: 3,
	READ_FIXED: 4,
	WRITE_FIXED: 5,
	POLL_ADD: 6,
	SENDMSG: 9,
	RECVMSG: 10,
	TIMEOUT: 11,
	ACCEPT: 13,
	ASYNC_CANCEL: 14,
	LINK_TIMEOUT: 15,
	CONNECT: 16,
	READ: 22,
	WRITE: 23,
	SEND: 26,
	RECV: 27,
	SPLICE: 30,
} as const;

/** Flags of io_uring_setup. */
export const uringSetup = {
	CQSIZE: 1 << 3,
	CLAMP: 1 << 4,
	SUBMIT_ALL: 1 << 7,
	COOP_TASKRUN: 1 << 8,
	TASKRUN_FLAG: 1 << 9,
	SINGLE_ISSUER: 1 << 12,
	DEFER_TASKRUN: 1 << 13,
} as const;

/** What the kernel says it can, in `features`. */
export const uringFeature = {
	SINGLE_MMAP: 1 << 0,
	NODROP: 1 << 1,
	FAST_POLL: 1 << 5,
	EXT_ARG: 1 << 8,
	CQE_SKIP: 1 << 11,
} as const;

/** Flags of io_uring_enter. */
export const uringEnter = { GETEVENTS: 1 << 0, EXT_ARG: 1 << 3 } as const;

/** What io_uring_register registers. */
export const uringRegister = {
	BUFFERS: 0,
	UNREGISTER_BUFFERS: 1,
	EVENTFD: 4,
	PROBE: 8,
	PBUF_RING: 22,
} as const;

/** Flags of a request. */
export const sqeFlag = {
	IO_LINK: 1 << 2,
	ASYNC: 1 << 4,
	BUFFER_SELECT: 1 << 5,
	CQE_SKIP_SUCCESS: 1 << 6,
} as const;

/** Flags of a completion; the number of the buffer that was chosen stands above {@link cqeBufferShift}. */
export const cqeFlag = { BUFFER: 1 << 0, MORE: 1 << 1, SOCK_NONEMPTY: 1 << 2 } as const;

/** How far to the left the number of a buffer stands in a completion's flags. */
export const cqeBufferShift = 16;

/** The flag of FSYNC that asks for what fdatasync(2) does. */
export const fsyncDataOnly = 1 << 0;

/** Flags of receiving and sending, in a request's `ioprio`. */
export const recvSendFlag = { POLL_FIRST: 1 << 0, MULTISHOT: 1 << 1 } as const;

/** Flags of accepting, in a request's `ioprio`. */
export const acceptFlag = { MULTISHOT: 1 << 0 } as const;

/** Flags of the submission queue that the kernel sets. */
export const sqFlag = { CQ_OVERFLOW: 1 << 1, TASKRUN: 1 << 2 } as const;

/**
 * The flag of the completion queue by which a program says that it wants no event for now.
 *
 * Where the processor may exchange a store and a later load (not on x86, with what the kernel does there), the kernel could
 * overlook that it was taken back: there it is not used, and a few events come that nobody needs.
 */
export const eventfdDisabled = process.arch === "x64" ? 1 << 0 : 0;

/** What to map of a ring's descriptor, by offset. */
export const uringMap = { RINGS: 0, REQUESTS: 0x10000000 } as const;

/** `struct io_uring_params`: 30 words. */
export const uringParams = {
	words: 30,
	sqEntries: 0,
	cqEntries: 1,
	flags: 2,
	features: 5,
	/** The offsets, in bytes, of what lies in the mapped submission queue. */
	sq: { head: 10, tail: 11, mask: 12, flags: 14, array: 16 },
	/** The same for the completion queue. */
	cq: { head: 20, tail: 21, mask: 22, entries: 25, flags: 26 },
} as const;

/** `struct io_uring_sqe`: 16 words. */
export const sqeLayout = {
	words: 16,
	/** Opcode, flags and `ioprio`: a byte, a byte and two bytes. */
	operation: 0,
	fd: 1,
	offset: 2,
	address: 4,
	length: 6,
	operationFlags: 7,
	userData: 8,
	bufferGroup: 10,
} as const;

/** `struct io_uring_cqe`: 4 words. */
export const cqeLayout = { words: 4, userData: 0, result: 2, flags: 3 } as const;

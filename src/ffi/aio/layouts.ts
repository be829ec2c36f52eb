/** The layouts of Linux AIO: include/uapi/linux/aio_abi.h, for machines that keep the low byte first. */

/** What a request does. */
export const aioOp = { PREAD: 0, PWRITE: 1, FSYNC: 2, FDSYNC: 3 } as const;

/** `struct iocb`: 16 words; the offsets are in words of 32 bits, a 64-bit field being two of them, low one first. */
export const iocbLayout = {
	words: 16,
	data: 0,
	key: 2,
	/** Operation and priority: two half-words. */
	operation: 4,
	fd: 5,
	address: 6,
	length: 8,
	position: 10,
	flags: 14,
	eventfd: 15,
} as const;

/** The flag by which a request says that an eventfd is to be told of its end. */
export const IOCB_FLAG_RESFD = 1;

/** `struct io_event`: 8 words. */
export const ioEventLayout = { words: 8, data: 0, result: 4 } as const;

/** The most that one request moves, on any machine: the kernel's MAX_RW_COUNT is this for pages of 4 KiB. */
export const largestTransfer = 0x7ffff000;

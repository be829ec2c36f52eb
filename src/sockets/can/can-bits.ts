/** <linux/can.h>, in one place for both directions, and here on every system: frames are read from logs, too. */

/** The bits of an identifier, and the flags of a CAN FD frame. */
export const bits = {
	extended: 0x80000000,
	remote: 0x40000000,
	error: 0x20000000,
	standardMask: 0x7ff,
	extendedMask: 0x1fffffff,
	bitRateSwitch: 0x1,
	errorPassive: 0x2,
	fd: 0x4,
} as const;

/** How many data bytes a CAN FD frame can have. */
export const FD_LENGTHS: readonly number[] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 20, 24, 32, 48, 64];

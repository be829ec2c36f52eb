/** A frame of a CAN bus, classic or FD. */
export interface CanFrame {
	/** The identifier, 11 bits, or 29 with `extended`; of an error message its classes. */
	readonly id: number;
	/** The data: 8 bytes at most; of a CAN FD frame 64, in one of the lengths that it has. */
	readonly data: Uint8Array;
	/** Whether the identifier has 29 bits; by default where it needs them. */
	readonly extended?: boolean;
	/** Whether it asks for a frame in place of being one; classic frames only. */
	readonly remote?: boolean;
	/** Whether the driver tells of an error with it. */
	readonly error?: boolean;
	/** Whether it is a CAN FD frame. */
	readonly fd?: boolean;
	/** Of a CAN FD frame: whether the data go at the second bit rate. */
	readonly bitRateSwitch?: boolean;
	/** Of a CAN FD frame: whether the sender is error-passive. */
	readonly errorPassive?: boolean;
}

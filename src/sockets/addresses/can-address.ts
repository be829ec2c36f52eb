/** The address of a CAN_RAW or CAN_BCM socket. */
export interface CanInterfaceAddress {
	/** The interface's name or its number; `""` or 0 for all. The kernel's answers have the name, or the number where it has none by now. */
	readonly interface: string | number;
}

/** The address of a CAN_ISOTP socket. */
export interface CanIsotpAddress extends CanInterfaceAddress {
	/** The identifier that it receives, with CAN_EFF_FLAG where it has 29 bits. */
	readonly rxId: number;
	/** The identifier that it sends with. */
	readonly txId: number;
}

/** The address of a CAN_J1939 socket. */
export interface CanJ1939Address extends CanInterfaceAddress {
	/** The 64-bit name of a device, or J1939_NO_NAME; the kernel's answers have a bigint. */
	readonly name: bigint | number;
	/** The parameter group, or J1939_NO_PGN. */
	readonly pgn: number;
	/** The device's address, or J1939_NO_ADDR. */
	readonly addr: number;
}

/** The address of a CAN socket (AF_CAN), as its protocol has it. */
export type CanAddress = CanInterfaceAddress | CanIsotpAddress | CanJ1939Address;

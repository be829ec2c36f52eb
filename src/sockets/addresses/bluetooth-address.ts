/** The address of an HCI socket (BTPROTO_HCI). */
export interface HciAddress {
	/** The adapter's number, or HCI_DEV_NONE. */
	readonly device: number;
	/** What of it, such as HCI_CHANNEL_USER; HCI_CHANNEL_RAW if absent. */
	readonly channel?: number;
}

/** The address of an L2CAP socket (BTPROTO_L2CAP). */
export interface L2capAddress {
	/** The device: `"AA:BB:CC:DD:EE:FF"`. */
	readonly address: string;
	/** The service. */
	readonly psm: number;
	/** The fixed channel; 0 if absent. */
	readonly cid?: number;
	/** Such as BDADDR_LE_PUBLIC; BDADDR_BREDR if absent. */
	readonly addressType?: number;
}

/** The address of an RFCOMM socket (BTPROTO_RFCOMM). */
export interface RfcommAddress {
	/** The device: `"AA:BB:CC:DD:EE:FF"`. */
	readonly address: string;
	/** The channel, 1 to 30; 0 to bind to one that is free. */
	readonly channel: number;
}

/** The address of an SCO socket (BTPROTO_SCO). */
export interface ScoAddress {
	/** The device: `"AA:BB:CC:DD:EE:FF"`. */
	readonly address: string;
}

/** The address of a Bluetooth socket (AF_BLUETOOTH, on Linux), as its protocol has it. */
export type BluetoothAddress = HciAddress | L2capAddress | RfcommAddress | ScoAddress;

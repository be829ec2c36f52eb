/**
 * Asks a Bluetooth adapter for its address, with a command of its host controller interface (HCI).
 *
 *     node dist/examples/11-bluetooth.js [NUMBER]
 *
 * The adapter must be up; commands of the kind that only read need no privilege.
 */
import {
	AF_BLUETOOTH,
	BTPROTO_HCI,
	getEventLoop,
	HCI_CHANNEL_RAW,
	HCI_FILTER,
	SOCK_RAW,
	SOL_HCI,
	Socket,
	timeout,
} from "evloop";

const loop = getEventLoop();
/** Kinds of packets, and the event that answers a command. */
const commandPacket = 0x01;
const eventPacket = 0x04;
const commandComplete = 0x0e;
/** Read BD_ADDR: group 4 (informational parameters), command 9. */
const readAddress = (4 << 10) | 9;

/** `struct hci_filter`: kinds of packets, events (64 bits), one command. */
function answersOnly(): Buffer {
	const filter = Buffer.alloc(14);
	filter.writeUInt32LE(1 << eventPacket, 0);
	filter.writeUInt32LE(1 << commandComplete, 4);
	filter.writeUInt16LE(readAddress, 12);
	return filter;
}

const [device = "0"] = process.argv.slice(2);
using sock = new Socket(AF_BLUETOOTH, SOCK_RAW, BTPROTO_HCI);
sock.setblocking(false);
sock.bind({ device: Number(device), channel: HCI_CHANNEL_RAW });
sock.setsockopt(SOL_HCI, HCI_FILTER, answersOnly());
await loop.sockSendall(sock, Buffer.from([commandPacket, readAddress & 0xff, readAddress >> 8, 0]));
await timeout(2000, async () => {
	// Kind, event, length, commands that may be sent, the command (2 bytes), status, and then the address.
	const event = await loop.sockRecv(sock, 260);
	if (event[6] !== 0) throw new Error(`the adapter answers with status ${event[6]}`);
	const address = Array.from(event.subarray(7, 13), (byte) => byte.toString(16).padStart(2, "0")).reverse();
	console.log(address.join(":").toUpperCase());
});

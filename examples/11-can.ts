/**
 * The frames on a CAN bus, as candump(1) shows them, until so many have come; or one frame sent, as cansend(1) does.
 *
 *     ip link add dev vcan0 type vcan && ip link set vcan0 up      a bus that is not one, to try it
 *     node dist/examples/11-can.js dump [INTERFACE] [COUNT]
 *     node dist/examples/11-can.js send INTERFACE 123#DEADBEEF     an identifier and up to 8 bytes
 *     node dist/examples/11-can.js send INTERFACE 123##1DEADBEEF   CAN FD: flags (1: second bit rate), up to 64 bytes
 */
import {
	AF_CAN,
	CAN_RAW,
	CAN_RAW_FD_FRAMES,
	CANFD_MTU,
	type CanFrame,
	type CanInterfaceAddress,
	decodeCanFrame,
	encodeCanFrame,
	getEventLoop,
	SOCK_RAW,
	SOL_CAN_RAW,
	Socket,
	ValueError,
} from "evloop";

const loop = getEventLoop();

function parseFrame(text: string): CanFrame {
	const [, id, fd, data] = /^([\dA-F]{3}|[\dA-F]{8})#(?:#([\dA-F]))?((?:[\dA-F]{2})*)$/i.exec(text) ?? [];
	if (id === undefined || data === undefined) throw new ValueError(`${text} is no frame`);
	const frame = { id: Number.parseInt(id, 16), extended: id.length === 8, data: Buffer.from(data, "hex") };
	return fd === undefined
		? frame
		: { ...frame, fd: true, bitRateSwitch: (Number.parseInt(fd, 16) & 1) !== 0 };
}

function showFrame({ id, extended, data, fd, remote }: CanFrame): string {
	const digits = id
		.toString(16)
		.toUpperCase()
		.padStart(extended ? 8 : 3, "0");
	const bytes = remote ? "remote request" : Buffer.from(data).toString("hex").toUpperCase();
	return `${digits} [${data.length}${fd ? " FD" : ""}] ${bytes}`;
}

const [mode = "dump", name = "vcan0", last] = process.argv.slice(2);
using sock = new Socket(AF_CAN, SOCK_RAW, CAN_RAW);
sock.setblocking(false);
sock.setsockopt(SOL_CAN_RAW, CAN_RAW_FD_FRAMES, 1);
sock.bind({ interface: name });
if (mode === "send") await loop.sockSendall(sock, encodeCanFrame(parseFrame(last ?? "")));
for (let left = mode === "send" ? 0 : Number(last ?? "Infinity"); left > 0; left -= 1) {
	const [bytes, from] = await loop.sockRecvfrom<CanInterfaceAddress>(sock, CANFD_MTU);
	console.log(from?.interface, showFrame(decodeCanFrame(bytes)));
}

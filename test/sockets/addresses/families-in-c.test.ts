/** The same addresses, written by a C program with the kernel's own headers. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { encodeAddress } from "../../../src/sockets/addresses/codecs.js";
import {
	type Address,
	AF_ALG,
	AF_CAN,
	AF_NETLINK,
	AF_PACKET,
	AF_VSOCK,
	encodeAttributes,
	encodeCanFrame,
	encodeNetlink,
	RTM_GETLINK,
} from "../../../src/sockets/index.js";
import { hasCommand } from "../../helpers/has-command.js";
import { skip } from "../../helpers/skip.js";
import { temporaryFolder } from "../helpers/temporary-folder.js";

const source = `
#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <arpa/inet.h>
#include <sys/socket.h>
#include <linux/can.h>
#include <linux/if_alg.h>
#include <linux/if_packet.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/vm_sockets.h>

static void show(const char *name, const void *memory, size_t size) {
	printf("%s ", name);
	for (size_t i = 0; i < size; i++) printf("%02x", ((const unsigned char *)memory)[i]);
	printf("\\n");
}
#define SHOW(name, value) show(name, &value, sizeof value)

int main(void) {
	struct sockaddr_nl nl = { .nl_family = AF_NETLINK, .nl_pid = 0x01020304, .nl_groups = 0x80000011 };
	SHOW("netlink", nl);
	struct sockaddr_ll ll = { .sll_family = AF_PACKET, .sll_protocol = htons(0x0806), .sll_ifindex = 7, .sll_hatype = 772,
		.sll_pkttype = PACKET_OUTGOING, .sll_halen = 6, .sll_addr = { 2, 3, 4, 5, 6, 7 } };
	SHOW("packet", ll);
	struct sockaddr_can can;
	memset(&can, 0, sizeof can);
	can.can_family = AF_CAN;
	can.can_ifindex = 7;
	show("can", &can, 16);
	can.can_addr.tp.rx_id = 0x123;
	can.can_addr.tp.tx_id = 0x456 | CAN_EFF_FLAG;
	show("isotp", &can, 16);
	memset(&can.can_addr, 0, sizeof can.can_addr);
	can.can_addr.j1939.name = 0x0102030405060708ull;
	can.can_addr.j1939.pgn = 0xfeca;
	can.can_addr.j1939.addr = 0x20;
	SHOW("j1939", can);
	struct sockaddr_vm vm = { .svm_family = AF_VSOCK, .svm_port = 1024, .svm_cid = VMADDR_CID_HOST };
	SHOW("vsock", vm);
	struct sockaddr_alg alg = { .salg_family = AF_ALG, .salg_type = "skcipher", .salg_feat = 1, .salg_mask = 2,
		.salg_name = "cbc(aes)" };
	SHOW("alg", alg);
	struct can_frame frame = { .can_id = 0x12345 | CAN_EFF_FLAG, .can_dlc = 3, .data = { 1, 2, 3 } };
	SHOW("frame", frame);
	struct can_frame remote = { .can_id = 0x123 | CAN_RTR_FLAG };
	SHOW("remote", remote);
	struct canfd_frame fd = { .can_id = 0x7ff, .len = 12, .flags = CANFD_BRS | 0x04, .data = { 9, 8, 7 } };
	SHOW("fd", fd);
	struct { struct nlmsghdr header; struct ifinfomsg info; char attribute[12]; } message;
	memset(&message, 0, sizeof message);
	message.header = (struct nlmsghdr){ .nlmsg_len = NLMSG_LENGTH(sizeof message.info) + RTA_LENGTH(5),
		.nlmsg_type = RTM_GETLINK, .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP, .nlmsg_seq = 7, .nlmsg_pid = 9 };
	message.info.ifi_index = 5;
	struct rtattr *attribute = (struct rtattr *)message.attribute;
	attribute->rta_type = IFLA_IFNAME;
	attribute->rta_len = RTA_LENGTH(5);
	memcpy(RTA_DATA(attribute), "eth0", 5);
	SHOW("request", message);
	return 0;
}
`;

test("addresses, frames and messages are those of the kernel's headers", (t) => {
	if (process.platform !== "linux") return skip(t, "the headers of Linux", process.platform);
	if (!hasCommand(t, "cc")) return;
	const folder = temporaryFolder(t);
	writeFileSync(join(folder, "show.c"), source);
	const compiled = spawnSync("cc", ["-o", join(folder, "show"), join(folder, "show.c")], {
		encoding: "utf8",
	});
	t.is(compiled.status, 0, compiled.stderr);
	const theirs = new Map(
		spawnSync(join(folder, "show"), { encoding: "utf8" })
			.stdout.trim()
			.split("\n")
			.map((line) => line.split(" ") as [string, string]),
	);
	const address = (family: number, value: Address) =>
		encodeAddress(family, value, "test") ?? new Uint8Array(0);
	const info = Buffer.alloc(16);
	info[process.arch === "s390x" ? 7 : 4] = 5;
	const ours: Readonly<Record<string, Uint8Array>> = {
		netlink: address(AF_NETLINK, { pid: 0x01020304, groups: 0x80000011 }),
		packet: address(AF_PACKET, {
			interface: 7,
			protocol: 0x0806,
			type: 4,
			hatype: 772,
			address: Buffer.from([2, 3, 4, 5, 6, 7]),
		}),
		can: address(AF_CAN, { interface: 7 }),
		isotp: address(AF_CAN, { interface: 7, rxId: 0x123, txId: 0x80000456 }),
		j1939: address(AF_CAN, { interface: 7, name: 0x0102030405060708n, pgn: 0xfeca, addr: 0x20 }),
		vsock: address(AF_VSOCK, { cid: 2, port: 1024 }),
		alg: address(AF_ALG, { type: "skcipher", name: "cbc(aes)", feature: 1, mask: 2 }),
		frame: encodeCanFrame({ id: 0x12345, data: Buffer.from([1, 2, 3]) }),
		remote: encodeCanFrame({ id: 0x123, data: Buffer.alloc(0), remote: true }),
		fd: encodeCanFrame({
			id: 0x7ff,
			data: Buffer.from([9, 8, 7, 0, 0, 0, 0, 0, 0]),
			fd: true,
			bitRateSwitch: true,
		}),
		request: encodeNetlink({
			type: RTM_GETLINK,
			flags: 0x301,
			sequence: 7,
			pid: 9,
			payload: Buffer.concat([
				info,
				Buffer.from(encodeAttributes([{ type: 3, value: Buffer.from("eth0\0") }])).subarray(0, 9),
			]),
		}),
	};
	t.deepEqual([...theirs.keys()].sort(), Object.keys(ours).sort());
	for (const [name, bytes] of Object.entries(ours)) {
		t.is(Buffer.from(bytes).toString("hex"), theirs.get(name) ?? "", name);
	}
});

/**
 * The network interfaces of this machine and their addresses, as `ip address` shows them; then what changes.
 *
 *     node dist/examples/11-netlink/main.js            the list
 *     node dist/examples/11-netlink/main.js watch      the list, and every change until Ctrl-C
 *     node dist/examples/11-netlink/main.js watch 2    the list, and two changes
 */
import {
	decodeNetlink,
	getEventLoop,
	IFF_UP,
	NLM_F_DUMP,
	RTM_DELADDR,
	RTM_DELLINK,
	RTM_GETADDR,
	RTM_GETLINK,
	RTM_NEWADDR,
	RTM_NEWLINK,
	RTMGRP_IPV4_IFADDR,
	RTMGRP_IPV6_IFADDR,
	RTMGRP_LINK,
} from "evloop";
import { type Link, type LinkAddress, readAddress, readLink } from "./route-messages.js";
import { datagramSize, RouteSocket } from "./route-socket.js";

const showLink = ({ index, name, mtu, address, flags }: Link) =>
	`${index}: ${name} mtu ${mtu} ${(flags & IFF_UP) === 0 ? "down" : "up"} ${address}`.trimEnd();
const showAddress = ({ address, prefix }: LinkAddress) => `${address}/${prefix}`;

const [mode = "list", limit = "Infinity"] = process.argv.slice(2);
// Opened before the list is made: what changes meanwhile is not missed.
using changes = new RouteSocket(mode === "watch" ? RTMGRP_LINK | RTMGRP_IPV4_IFADDR | RTMGRP_IPV6_IFADDR : 0);
using route = new RouteSocket();
const links = (await route.ask(RTM_GETLINK, NLM_F_DUMP, Buffer.alloc(16))).map(readLink);
const addresses = (await route.ask(RTM_GETADDR, NLM_F_DUMP, Buffer.alloc(8))).map(readAddress);
for (const link of links) {
	console.log(showLink(link));
	for (const each of addresses) if (each.index === link.index) console.log(`    ${showAddress(each)}`);
}

let left = mode === "watch" ? Number(limit) : 0;
if (left > 0) console.log("watching");
while (left > 0) {
	for (const message of decodeNetlink(await getEventLoop().sockRecv(changes.socket, datagramSize))) {
		const { type } = message;
		if (type === RTM_NEWLINK || type === RTM_DELLINK) {
			console.log(type === RTM_NEWLINK ? "there is" : "gone is", showLink(readLink(message)));
		} else if (type === RTM_NEWADDR || type === RTM_DELADDR) {
			const address = readAddress(message);
			console.log(type === RTM_NEWADDR ? "there is" : "gone is", showAddress(address), "of", address.index);
		} else continue;
		left -= 1;
	}
}

/** A netlink socket that asks the kernel about interfaces, addresses and routes, one question at a time. */
import {
	AF_NETLINK,
	encodeAttributes,
	encodeNetlink,
	getEventLoop,
	NETLINK_ROUTE,
	type NetlinkAttribute,
	type NetlinkMessage,
	NetlinkReply,
	NLM_F_REQUEST,
	SOCK_RAW,
	Socket,
} from "evloop";

const loop = getEventLoop();
/** The kernel's datagrams have 32 KiB at most. */
export const datagramSize = 32_768;

export class RouteSocket implements Disposable {
	readonly socket = new Socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	#sequence = 0;

	/** @param groups what to hear of without asking: RTMGRP_LINK and its like. */
	constructor(groups = 0) {
		this.socket.setblocking(false);
		this.socket.bind({ pid: 0, groups });
	}

	/** Sends a question with the protocol's own struct and attributes, and gathers the whole answer. */
	async ask(
		type: number,
		flags: number,
		struct: Uint8Array,
		attributes: readonly NetlinkAttribute[] = [],
	): Promise<Required<NetlinkMessage>[]> {
		this.#sequence += 1;
		const payload = Buffer.concat([struct, encodeAttributes(attributes)]);
		const question = { type, flags: flags | NLM_F_REQUEST, sequence: this.#sequence, payload };
		await loop.sockSendto(this.socket, encodeNetlink(question), { pid: 0, groups: 0 });
		const reply = new NetlinkReply(this.#sequence);
		while (!reply.done) reply.add(await loop.sockRecv(this.socket, datagramSize));
		return reply.messages;
	}

	[Symbol.dispose](): void {
		this.socket.close();
	}
}

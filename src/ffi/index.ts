/** The only folder that loads koffi or knows a platform. */
export { bindLazily, bindNow, libcHandle } from "./bind.js";
export { closeAtThreadEnd, keepAtThreadEnd } from "./close-at-thread-end.js";
export { errno } from "./errno.js";
export { koffi } from "./koffi.js";
export * from "./libc/descriptors.js";
export * from "./libc/epoll.js";
export { poll } from "./libc/poll.js";
export {
	connect,
	getsockname,
	getsockopt,
	recv,
	recvAt,
	recvfrom,
	recvfromAt,
	send,
	sendto,
} from "./libc/sockets.js";
export { NativeBuffer } from "./native-buffer.js";
export { platform } from "./platform.js";
export { acceptCloexec } from "./sockets/accept-cloexec.js";
export { setBlockingFlag } from "./sockets/mark-descriptor.js";
export { openSocket, openSocketPair } from "./sockets/open-socket.js";
export { readSockaddrFamily, SOCKADDR_STORAGE_SIZE } from "./sockets/sockaddr-header.js";
export { syscall } from "./syscall.js";
export { UvPoll } from "./uv-poll.js";

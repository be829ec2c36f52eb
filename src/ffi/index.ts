/** The only folder that loads koffi or knows a platform. */
export * from "./aio/index.js";
export { bindLazily, bindNow, libcHandle } from "./bind.js";
export { closeAtThreadEnd, keepAtThreadEnd } from "./close-at-thread-end.js";
export { pidfdOpen, pidfdSendSignal, pidfdStatus } from "./descriptors/pidfd.js";
export { decodeSignalRecord, SIGNAL_RECORD_SIZE, type SignalRecord } from "./descriptors/signal-record.js";
export { signalSet, takePendingSignals } from "./descriptors/signal-set.js";
export { TimerSpec } from "./descriptors/timer-spec.js";
export { type DirectoryRecord, listDirectory } from "./directories/list-directory.js";
export { openEntry, openToWatch } from "./directories/open-to-watch.js";
export { errno } from "./errno.js";
export { directAlignment } from "./files/direct-alignment.js";
export { hasSymbol } from "./has-symbol.js";
export { parseInotifyEvents, type RawInotifyEvent } from "./inotify/parse-inotify-events.js";
export { koffi } from "./koffi.js";
export {
	close,
	dup2,
	eventfd,
	fcntl,
	pipe,
	read,
	readAt,
	write,
	writeAt,
} from "./libc/descriptors.js";
export {
	DEVPOLL_IN,
	DEVPOLL_OPEN_FLAGS,
	DEVPOLL_OUT,
	DP_POLL,
	ioctlAt,
	POLLREMOVE,
} from "./libc/devpoll.js";
export { dup3, epollCreate1, epollCtl, epollWait } from "./libc/epoll.js";
export { flock, ftruncate, lseek, memfdCreate, open, pread, pwrite, ttyname } from "./libc/files.js";
export { inetAton, inetNtop, inetPton } from "./libc/inet.js";
export { inotifyAddWatch, inotifyInit1, inotifyRmWatch } from "./libc/inotify.js";
export { ifIndextoname, ifNametoindex } from "./libc/interfaces.js";
export { ioctl } from "./libc/ioctl.js";
export { type KqueueCalls, kqueueCalls } from "./libc/kqueue.js";
export { calloc, free, memcpy } from "./libc/memory.js";
export { getpeereid } from "./libc/peers.js";
export { poll } from "./libc/poll.js";
export { gaiStrerror, getnameinfo } from "./libc/resolver.js";
export { select } from "./libc/select.js";
export {
	kill,
	pthreadSigmask,
	raise,
	SIGACTION_SIZE,
	sigaction,
	sigismember,
	signalfd,
} from "./libc/signals.js";
export {
	accept,
	accept4,
	bind,
	connect,
	getpeername,
	getsockname,
	getsockopt,
	listen,
	recv,
	recvAt,
	recvfrom,
	recvfromAt,
	send,
	sendAt,
	sendto,
	setsockopt,
	shutdown,
} from "./libc/sockets.js";
export { tcgetattr, tcsetattr } from "./libc/terminals.js";
export { clockGettime, timerfdCreate, timerfdGettime, timerfdSettime } from "./libc/timers.js";
export { pollOnce } from "./libc/wait-descriptor.js";
export { loopEvents } from "./libuv/loop-events.js";
export { loopPatience } from "./libuv/loop-patience.js";
export { NativeBuffer } from "./native-buffer.js";
export { openPipe } from "./open-pipe.js";
export { platform } from "./platform.js";
export type { ControlLayout } from "./platforms/control-layout.js";
export type { KqueueConstants, KqueueTable } from "./platforms/kqueue-table.js";
export { kqueueTables } from "./platforms/kqueue-tables.js";
export { acceptCloexec } from "./sockets/accept-cloexec.js";
export {
	type ControlMessage,
	controlLength,
	controlSpace,
	decodeControl,
	encodeControl,
} from "./sockets/control-messages.js";
export { decodeTcpInfo } from "./sockets/decode-tcp-info.js";
export { IoVector } from "./sockets/io-vector.js";
export { listInterfaces } from "./sockets/list-interfaces.js";
export { type LookedUpAddress, type LookUpHints, lookUpHost } from "./sockets/look-up-host.js";
export { MessageBatch } from "./sockets/message-batch.js";
export { MessageHeader } from "./sockets/message-header.js";
export { openSocket, openSocketPair } from "./sockets/open-socket.js";
export { protocolNumber } from "./sockets/protocol-number.js";
export { quietSocket } from "./sockets/quiet-socket.js";
export { type SendFileChunk, sendFileChunk } from "./sockets/send-file-chunk.js";
export { setBlockingFlag } from "./sockets/set-blocking-flag.js";
export {
	readSockaddrFamily,
	SOCKADDR_STORAGE_SIZE,
	writeSockaddrHeader,
} from "./sockets/sockaddr-header.js";
export { syscall } from "./syscall.js";
export { openMaster, openTerminal, terminalPath, unlockTerminal } from "./terminals/open-terminal.js";
export {
	CONTROL_CHARACTERS,
	readTermios,
	TERMIOS_SIZE,
	type TermiosFields,
	writeTermios,
} from "./terminals/termios-fields.js";
export * from "./uring/index.js";
export { UvPoll } from "./uv-poll.js";

/** Sockets: Python's `socket` module over the C library. */
export type { Address, FamilyAddress, Inet6Address, InetAddress, UnixAddress } from "./addresses/address.js";
export type { AlgAddress } from "./addresses/alg-address.js";
export type {
	BluetoothAddress,
	HciAddress,
	L2capAddress,
	RfcommAddress,
	ScoAddress,
} from "./addresses/bluetooth-address.js";
export type {
	CanAddress,
	CanInterfaceAddress,
	CanIsotpAddress,
	CanJ1939Address,
} from "./addresses/can-address.js";
export type { NetlinkAddress } from "./addresses/netlink-address.js";
export type { PacketAddress } from "./addresses/packet-address.js";
export type { VsockAddress } from "./addresses/vsock-address.js";
export type { BytesLike } from "./arguments/check-bytes.js";
export type { FileLike } from "./arguments/check-file.js";
export { htonl, htons, ntohl, ntohs } from "./byte-order.js";
export type { CanFrame } from "./can/can-frame.js";
export { decodeCanFrame } from "./can/decode-can-frame.js";
export { encodeCanFrame } from "./can/encode-can-frame.js";
export * from "./constants/index.js";
export type { ControlCodec } from "./control/control-codec.js";
export { ipPktinfo, type PacketInfo } from "./control/ip-pktinfo.js";
export { ipTos } from "./control/ip-tos.js";
export { ipTtl } from "./control/ip-ttl.js";
export { ipv6Hoplimit } from "./control/ipv6-hoplimit.js";
export { type Ipv6PacketInfo, ipv6Pktinfo } from "./control/ipv6-pktinfo.js";
export { ipv6Tclass } from "./control/ipv6-tclass.js";
export { type Credentials, scmCredentials } from "./control/scm-credentials.js";
export { scmRights } from "./control/scm-rights.js";
export { scmTimestampns } from "./control/scm-timestampns.js";
export { udpGro } from "./control/udp-gro.js";
export { udpSegment } from "./control/udp-segment.js";
export { type CreateConnectionOptions, createConnection } from "./create-connection.js";
export { type CreateServerOptions, createServer } from "./create-server.js";
export { getdefaulttimeout, setdefaulttimeout } from "./default-timeout.js";
export * from "./family-constants/index.js";
export { fromfd } from "./fromfd.js";
export { type AddressInfo, type GetaddrinfoOptions, getaddrinfo } from "./getaddrinfo.js";
export { getfqdn } from "./getfqdn.js";
export { gethostbyname } from "./gethostbyname.js";
export { gethostname } from "./gethostname.js";
export { getnameinfo } from "./getnameinfo.js";
export { hasDualstackIpv6 } from "./has-dualstack-ipv6.js";
export { hasIpv6 } from "./has-ipv6.js";
export { inetAton } from "./inet-aton.js";
export { inetNtoa } from "./inet-ntoa.js";
export { inetNtop } from "./inet-ntop.js";
export { inetPton } from "./inet-pton.js";
export type {
	AncillaryInput,
	AncillaryMessage,
	ReceivedFds,
	ReceivedIntoMessage,
	ReceivedMessage,
} from "./messages/ancillary-message.js";
export { CMSG_LEN } from "./messages/cmsg-len.js";
export { CMSG_SPACE } from "./messages/cmsg-space.js";
export type { Datagram, DatagramInput } from "./messages/datagram.js";
export { recvFds } from "./messages/recv-fds.js";
export { sendFds } from "./messages/send-fds.js";
export type { BatchMethods } from "./methods/batch-methods.js";
export type { ConnectionMethods } from "./methods/connection-methods.js";
export type { LifetimeMethods } from "./methods/lifetime-methods.js";
export type { MessageMethods } from "./methods/message-methods.js";
export type { OptionAccess } from "./methods/option-access.js";
export type { ReceiveMethods } from "./methods/receive-methods.js";
export type { SendMethods } from "./methods/send-methods.js";
export type { SocketMethods } from "./methods/socket-methods.js";
export type { TimeoutMethods } from "./methods/timeout-methods.js";
export { decodeAttributes } from "./netlink/decode-attributes.js";
export { decodeNetlink } from "./netlink/decode-netlink.js";
export { encodeAttributes } from "./netlink/encode-attributes.js";
export { encodeNetlink } from "./netlink/encode-netlink.js";
export type { NetlinkAttribute } from "./netlink/netlink-attribute.js";
export type { NetlinkMessage } from "./netlink/netlink-message.js";
export { NetlinkReply } from "./netlink/netlink-reply.js";
export { ifIndextoname, ifNameindex, ifNametoindex } from "./network-interfaces.js";

export { fromNode, type NodeSource } from "./node/from-node.js";
export { NodeSocket } from "./node/node-socket.js";

export type {
	GroupOptions,
	IpOptions,
	LevelOptions,
	MulticastOptions,
	SocketOptionValues,
	TcpInfo,
	TcpOptions,
} from "./options/index.js";

export { OwnedDescriptor } from "./owned-descriptor.js";
export { peerCredentials } from "./peers/peer-credentials.js";
export { peerGroups } from "./peers/peer-groups.js";
export { peerSecurity } from "./peers/peer-security.js";
export type { PeerSource } from "./peers/peer-source.js";
export { getprotobyname, getservbyname, getservbyport } from "./services.js";
export { Socket } from "./socket.js";
export type { SocketOptions } from "./socket-options.js";
export { socketpair } from "./socketpair.js";
export { type ListenFd, type ListenFdsOptions, listenFds } from "./systemd/listen-fds.js";
export { type SdNotifyOptions, sdNotify } from "./systemd/sd-notify.js";
export { watchdogInterval } from "./systemd/watchdog-interval.js";

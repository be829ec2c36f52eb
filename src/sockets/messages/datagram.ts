import type { Address } from "../addresses/address.js";
import type { BytesLike } from "../arguments/check-bytes.js";

/** A datagram that was received: its data, and its sender's address where it has one. */
export type Datagram = [data: Buffer, address: Address | undefined];

/** A datagram to send: its data, and where it goes; the socket's peer where there is no address. A {@link Datagram} is one, too. */
export type DatagramInput = readonly [data: BytesLike, address?: Address | undefined];

import type { BytesLike } from "../arguments/check-bytes.js";

/** A control message that came beside the data: its level and type, such as SOL_SOCKET and SCM_RIGHTS, and its bytes in the kernel's layout. */
export type AncillaryMessage = readonly [level: number, type: number, data: Buffer];

/** A control message to send beside the data: its level and type, such as SOL_SOCKET and SCM_RIGHTS, and its bytes in the kernel's layout. */
export type AncillaryInput = readonly [level: number, type: number, data: BytesLike];

import { RuntimeError } from "../../errors.js";
import type { DescriptorOwner } from "./descriptor-owner.js";

/**
 * What whoever waits for a transport's descriptor gets.
 *
 * @param fd the descriptor.
 * @param owner the transport.
 * @returns the error.
 */
export function ownedError(fd: number, owner: DescriptorOwner): RuntimeError {
	return new RuntimeError(`Cannot wait for fd ${fd}: it belongs to ${owner}`);
}

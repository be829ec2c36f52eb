import { ConnectionAbortedError } from "../../errors.js";

/**
 * What an operation fails with whose descriptor was closed while it waited.
 *
 * @param fd the descriptor.
 * @returns the error.
 */
export function closedError(fd: number): ConnectionAbortedError {
	return new ConnectionAbortedError(
		`Cannot go on with fd ${fd}: it was closed while somebody waited for it`,
		{
			code: "ECONNABORTED",
			fd,
		},
	);
}

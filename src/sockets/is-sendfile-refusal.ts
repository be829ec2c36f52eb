// What says that sendfile(2) is not for this pair of descriptors: the file is a pipe or a device, the call is missing.
const refusals = new Set(["EINVAL", "ENOSYS", "ENOTSOCK", "EOPNOTSUPP", "ENOTSUP", "EOVERFLOW", "ESPIPE"]);

/**
 * Tells whether an error of sendfile(2) means that the file must be sent in another way.
 *
 * @param code the error's code.
 * @returns whether it does; else the error is one of the connection or of the file.
 */
export function isSendfileRefusal(code: string | undefined): boolean {
	return refusals.has(code ?? "");
}

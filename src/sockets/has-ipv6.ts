import { platform } from "../ffi/index.js";

/**
 * Whether this system's C library knows IPv6. Whether the kernel has it turned on shows only in trying.
 *
 * @see https://docs.python.org/3/library/socket.html#socket.has_ipv6
 */
export const hasIpv6: boolean = !Number.isNaN(platform.sockets.constants.AF_INET6);

/** The shape of what a message carries beside its data. */

/**
 * How control messages (`struct cmsghdr`) lie in a control buffer: { length, int level, int type }, then the data, each
 * part rounded up.
 *
 * The length is a `size_t` in glibc's <bits/socket.h> (musl's `socklen_t` and its padding come to the same), a
 * `socklen_t` of four bytes in the <sys/socket.h> of Darwin, FreeBSD and OpenBSD. CMSG_ALIGN rounds up to `sizeof(size_t)`
 * on Linux, to `sizeof(__uint32_t)` on Darwin (__DARWIN_ALIGN32), to `sizeof(long)` by _ALIGN of <machine/param.h> and
 * <machine/_types.h> on 64-bit FreeBSD and OpenBSD. `msg_controllen` of `struct msghdr`, at 40 on all 64-bit systems, has
 * as many bytes as the length; the flags stand behind it.
 */
export interface ControlLayout {
	/** How many bytes the length has. */
	readonly lengthSize: 4 | 8;
	/** What header and data are rounded up to. */
	readonly alignment: 4 | 8;
}

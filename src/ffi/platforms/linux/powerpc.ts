/** The socket options that have other numbers on PowerPC: arch/powerpc/include/uapi/asm/socket.h. */

/** What differs from the other machines' table. */
export const powerpcConstants = {
	SO_RCVLOWAT: 16,
	SO_SNDLOWAT: 17,
	SO_RCVTIMEO: 18,
	SO_SNDTIMEO: 19,
	SO_PASSCRED: 20,
	SO_PEERCRED: 21,
};

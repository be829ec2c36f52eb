/**
 * TUN and TAP: /dev/net/tun is opened, and one ioctl(2) with a `struct ifreq` makes the descriptor an interface's end.
 *
 * The struct has the name in its first 16 bytes, ended by a zero, and the flags in the next two; the kernel writes the
 * name back that it chose.
 */
import { NotImplementedError, osError, ValueError } from "../../errors.js";
import { close, errno, ioctlAt, NativeBuffer, open, platform, syscall } from "../../ffi/index.js";
import { checkOptions } from "../../internal/index.js";
import { checkText, showValue } from "../../sockets/internals.js";
import { TunDevice } from "./tun-device.js";

const { O_RDWR, O_NONBLOCK, O_CLOEXEC } = platform.files;
const { TUNSETIFF, IFF_TUN, IFF_TAP, IFF_NO_PI } = platform.sockets.tun;
const path = "/dev/net/tun";
const nameSize = 16;
/** `struct ifreq` of 64-bit systems. */
const requestSize = 40;

/** Which interface {@link openTun} makes. */
export interface TunOptions {
	/** `"tun"`, the default, for IP packets; `"tap"` for Ethernet frames. */
	readonly mode?: "tun" | "tap" | undefined;
	/** The interface's name, 15 bytes at most; with `%d` in it, the kernel puts a number there. `"tun%d"` or `"tap%d"` if absent. */
	readonly name?: string | undefined;
	/** Whether four bytes stand before each packet: flags, and the protocol in network order. Not by default. */
	readonly packetInfo?: boolean | undefined;
}

/**
 * Makes a network interface whose other end is this program, or takes one over that was made to last and has no other
 * end.
 *
 * It is down at first and has no address: `ip link set NAME up`, or netlink, as the examples do it.
 *
 * @param options mode and name.
 * @returns the device, non-blocking.
 * @throws TypeError where the options are no object, the mode is another, or the name no string.
 * @throws ValueError where the name is too long, or has a zero byte in it.
 * @throws NotImplementedError where this system has no /dev/net/tun.
 * @throws OSError where the kernel refuses: EPERM without CAP_NET_ADMIN, EBUSY where another program has the interface,
 *   ENOENT or ENODEV where the kernel was built without it.
 * @example
 * ```ts
 * import { OSError, openTun } from "evloop";
 *
 * try {
 * 	using device = openTun({ mode: "tap" });
 * 	if (!device.name.startsWith("tap")) throw new Error(device.name);
 * } catch (error) {
 * 	// Without the privilege.
 * 	if (!(error instanceof OSError)) throw error;
 * }
 * console.log("done"); // done
 * ```
 * @see https://docs.kernel.org/networking/tuntap.html
 */
export function openTun(options: TunOptions = {}): TunDevice {
	checkOptions(options, "openTun");
	const { mode = "tun", name = `${mode}%d`, packetInfo = false } = options;
	if (mode !== "tun" && mode !== "tap") {
		throw new TypeError(`Cannot openTun: mode must be "tun" or "tap", got ${showValue(mode)}`);
	}
	const wanted = Buffer.from(checkText(name, "Cannot openTun: name"));
	if (wanted.length >= nameSize) {
		throw new ValueError(`Cannot openTun: a name may have ${nameSize - 1} bytes, this has ${wanted.length}`);
	}
	if (Number.isNaN(TUNSETIFF))
		throw new NotImplementedError(`Cannot openTun: ${platform.name} has no ${path}`);
	const request = new NativeBuffer(requestSize);
	const bytes = Buffer.from(request.bytes);
	bytes.set(wanted);
	const flags = (mode === "tun" ? IFF_TUN : IFF_TAP) | (packetInfo ? 0 : IFF_NO_PI);
	new Uint16Array(request.bytes)[nameSize / 2] = flags;
	const fd = syscall("open", open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC), { path });
	if (ioctlAt(fd, TUNSETIFF, "uintptr_t", request.address) < 0) {
		const error = osError(errno(), "ioctl", { fd, path });
		close(fd);
		throw error;
	}
	const given = bytes.toString("utf8", 0, bytes.indexOf(0));
	return new TunDevice(fd, { name: given, mode, packetInfo: Boolean(packetInfo) });
}

/** What the makers take that a kqueue can stand in for. */
import type { KqueueOptions } from "../../selectors/index.js";

/** Options of the makers that stand on a kqueue where the system has no descriptor of their kind. */
export interface KqueueMakerOptions {
	/**
	 * Which kqueue to stand on. If absent, it is the system's own, and that only where the kernel has no timerfd, signalfd,
	 * pidfd or inotify of its own; `{}` asks for it even so (a FreeBSD has both).
	 */
	readonly kqueue?: KqueueOptions | undefined;
}

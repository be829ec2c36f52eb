/** The ways in which the suite is run. */

/** What each mode sets in the environment of the tests. */
export const modes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	/** As a user's program runs. */
	default: {},
	select: { EVLOOP_SELECTOR: "select" },
	poll: { EVLOOP_SELECTOR: "poll" },
	epoll: { EVLOOP_SELECTOR: "epoll" },
	/** The helper-thread host, which watches a selector that has no descriptor of its own. */
	thread: { EVLOOP_HOST: "thread" },
	/** Each test file in a worker thread: ava.config.js reads the mode's name. */
	worker: {},
	/** The loop on io_uring. */
	proactor: { EVLOOP_LOOP: "proactor" },
	"proactor-worker": { EVLOOP_LOOP: "proactor" },
};

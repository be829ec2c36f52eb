/** Whether each loop has a thread, which tells of events when it gets to it: where a selector has no descriptor, or by force. */
const { EVLOOP_HOST, EVLOOP_SELECTOR } = process.env;

/** Whether each loop of these tests has a thread. */
export const loopsHaveThreads =
	EVLOOP_HOST === "thread" || EVLOOP_SELECTOR === "select" || EVLOOP_SELECTOR === "poll";

/** What can be waited for. */

/**
 * Wait until reading would not block: data, a connection to accept, the end, or an error that reading would report.
 *
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ } from "evloop";
 *
 * using selector = new DefaultSelector();
 * selector.register(0, EVENT_READ); // standard input
 * console.log(selector.getKey(0).events === EVENT_READ); // true
 * ```
 * @see https://docs.python.org/3/library/selectors.html#module-selectors
 */
export const EVENT_READ = 1;

/**
 * Wait until writing would not block: room to write, the end of connecting, or an error that writing would report.
 *
 * @example
 * ```ts
 * import { DefaultSelector, EVENT_READ, EVENT_WRITE, socketpair } from "evloop";
 *
 * const [a, b] = socketpair();
 * using selector = new DefaultSelector();
 * selector.register(a, EVENT_READ | EVENT_WRITE);
 * for (const [key, mask] of selector.select()) console.log(key.fileobj === a, mask === EVENT_WRITE); // true true
 * selector.unregister(a);
 * a.close();
 * b.close();
 * ```
 * @see https://docs.python.org/3/library/selectors.html#module-selectors
 */
export const EVENT_WRITE = 2;

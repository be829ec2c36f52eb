/**
 * What a watcher and its thread share: a few words, and the list of descriptors to wait for.
 *
 * - `life`: the thread starts, loads koffi, runs, is over. A thread must not be terminated while it loads koffi, which
 *   ends the process then; so whoever ends it looks here first.
 * - `state`: idle → armed by the watcher; armed → ready by the thread, which then sends one message; anything → ended by
 *   the watcher.
 * - `version`: of the list; odd while it is being written. The thread copies the list, and the copy is good if the version
 *   was even before and is the same after.
 * - `polling`: the version that the thread waits with, 0 while it does not wait. The watcher writes `version`, then reads
 *   `polling`; the thread writes `polling`, then reads `version`: one of the two sees that the thread's copy is old.
 * - `count`: of the list's entries, each a descriptor and what poll(2) shall look for.
 */

/** The index of each word, and of the list's first. */
export const word = { life: 0, state: 1, version: 2, polling: 3, count: 4, list: 8 } as const;

/** The stages of a thread's life. */
export const stage = { starting: 0, loading: 1, running: 2, over: 3 } as const;

/** What the thread is to do, or has done. */
export const state = { idle: 0, armed: 1, ready: 2, ended: 3 } as const;

/** Tests of a file that all make loops, where each loop may have a thread. */
import ava, { type TestFn } from "ava";
import { loopsHaveThreads } from "./loops-have-threads.js";

/**
 * ava's `test`, one after the other where each loop has a thread: each thread of Node's has some ten descriptors, so eighty
 * tests at once had numbers up to 1432, past what select() takes and past those that a test has chosen for itself.
 */
export const test = (loopsHaveThreads ? ava.serial : ava) as TestFn;

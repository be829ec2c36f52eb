/**
 * `queueMicrotask` as it was when this was loaded: a test's fake would keep what it is given until the test moves its clock, and a
 * loop would stand still meanwhile.
 */
export const { queueMicrotask } = globalThis;

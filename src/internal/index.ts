/** Data structures without I/O. */
export { Deque } from "./deque.js";
export { Heap } from "./heap.js";

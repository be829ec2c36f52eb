/** Data structures without I/O. */
export { BufferView } from "./buffer-view.js";
export { Deque } from "./deque.js";
export { Heap } from "./heap.js";

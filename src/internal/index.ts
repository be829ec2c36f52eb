/** Data structures, memory, and how values are checked and shown. */
export { BufferView } from "./buffer-view.js";
export { ByteQueue } from "./byte-queue.js";
export { checkMethod } from "./check-method.js";
export { checkOptions } from "./check-options.js";
export { Deque } from "./deque.js";
export { freshMemory, memoryLasts } from "./fresh-memory.js";
export { Heap } from "./heap.js";
export { queueMicrotask } from "./queue-microtask.js";
export { show } from "./show.js";
export { shownAs } from "./shown-as.js";
export { signalName } from "./signal-name.js";
export { signalNumber } from "./signal-number.js";

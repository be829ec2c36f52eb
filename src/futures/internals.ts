/** What other folders need of the futures, and users do not. */
export { makeTask } from "./make-task.js";
export { outOfTask } from "./out-of-task.js";
export { ReadIterator } from "./read-iterator.js";
export { settledVoid } from "./settled-void.js";

/** What streams and terminals need of the futures, and users do not. */
export { outOfTask } from "./out-of-task.js";
export { ReadIterator } from "./read-iterator.js";
export { settledVoid } from "./settled-void.js";

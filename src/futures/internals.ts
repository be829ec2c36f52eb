/** What streams and terminals need of the futures, and users do not. */
export { ReadIterator } from "./read-iterator.js";

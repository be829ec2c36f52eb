/** What the event loop needs of the makers of descriptors, and users do not. */
export { hearSignal } from "./signals/internals.js";

/** What others need of the signals, and users do not. */
export { hearSignal } from "./hear-signal.js";

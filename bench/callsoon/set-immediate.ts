/** The chain on Node's own setImmediate. */
import { measureChain } from "./measure-chain.js";

measureChain((callback) => setImmediate(callback));

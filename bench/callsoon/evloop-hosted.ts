/** The chain on a loop that lives inside Node's. */
import { getEventLoop } from "evloop";
import { measureChain } from "./measure-chain.js";

const loop = getEventLoop();
measureChain((callback) => loop.callSoon(callback));

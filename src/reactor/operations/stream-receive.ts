/** `sockRecv` of a stream: what is asked for is hardly ever there, so room for it is not put aside. */
import { platform } from "../../ffi/index.js";
import { Receive } from "./receive.js";

const { MSG_DONTWAIT } = platform.sockets.constants;

/** Receives from a stream what is there. */
export class StreamReceive extends Receive {
	protected override call(): number {
		return this.engine.slab.receiveWhole(this.fd, this.size, MSG_DONTWAIT);
	}
}

/** The engine of a proactor loop. */
import type { Job } from "../../futures/index.js";
import type { EpollSelector, FileObject } from "../../selectors/index.js";
import type { Address } from "../../sockets/index.js";
import { monotonicClock } from "../clock.js";
import type { Connect } from "../operations/index.js";
import type { Outflow } from "../outflow.js";
import { SelectorEngine } from "../selector-engine.js";
import { AcceptFlow } from "./accept-flow.js";
import { mayHoldListeners } from "./may-hold-listeners.js";
import { ReceiveFlow } from "./receive-flow.js";
import type { Ring } from "./ring.js";
import type { RingBell } from "./ring-bell.js";
import { canConnect, RingConnect } from "./ring-connect.js";
import { RingDriver } from "./ring-driver.js";

/** An engine that waits with a ring. */
export class ProactorEngine extends SelectorEngine {
	/**
	 * @param selector what watches descriptors.
	 * @param ring the ring.
	 * @param bell rings when the ring has news.
	 * @throws OSError where the kernel refuses.
	 */
	constructor(selector: EpollSelector, ring: Ring, bell: RingBell) {
		super(selector, { clock: monotonicClock }, (engine) => new RingDriver(engine, selector, ring, bell));
	}

	override get receives(): boolean {
		return true;
	}

	override get outflow(): Outflow {
		return (this.driver as RingDriver).batch;
	}

	override receiveFlow(fd: number, listener: Job): ReceiveFlow {
		return new ReceiveFlow(this.driver as RingDriver, fd, listener);
	}

	override connectOn(sock: FileObject, fd: number, address: Address): Connect | undefined {
		return canConnect(sock) ? new RingConnect(this, sock, fd, address) : undefined;
	}

	override acceptFlow(fd: number, listener: Job): AcceptFlow | undefined {
		return mayHoldListeners ? new AcceptFlow(this.driver as RingDriver, fd, listener) : undefined;
	}
}

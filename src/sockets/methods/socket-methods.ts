/** What a socket can do, by subject. */
import type { BatchMethods } from "./batch-methods.js";
import type { ConnectionMethods } from "./connection-methods.js";
import type { LifetimeMethods } from "./lifetime-methods.js";
import type { MessageMethods } from "./message-methods.js";
import type { OptionAccess } from "./option-access.js";
import type { ReceiveMethods } from "./receive-methods.js";
import type { SendMethods } from "./send-methods.js";
import type { TimeoutMethods } from "./timeout-methods.js";

/** Everything that a {@link Socket} can do. */
export interface SocketMethods
	extends LifetimeMethods,
		TimeoutMethods,
		ConnectionMethods,
		ReceiveMethods,
		SendMethods,
		MessageMethods,
		BatchMethods,
		OptionAccess {}

/** timeout and timeoutAt, as CPython has them. */
import { CancelledError, KeyError, ValueError } from "../../src/errors.js";
import { type Coroutine, currentTask, gather, sleep, timeout, timeoutAt } from "../../src/futures/index.js";
import { cancelling } from "./helpers/cancelling.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import { Kept } from "./helpers/kept.js";

compareWithPython("timeouts", {
	*timeout_in_time(trace) {
		const kept = new Kept();
		yield* timeout(20, function* (scope) {
			kept.scope = scope;
			trace(scope.when(), scope.expired());
			yield* sleep(10);
		});
		trace(kept.scope?.when(), kept.expired(), cancelling());
	},

	*timeout_expires(trace) {
		const kept = new Kept();
		try {
			yield* timeout(10, function* (scope) {
				kept.scope = scope;
				try {
					yield* sleep(30);
				} catch (error) {
					trace("inside", error, scope.expired(), cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("caught", error, kept.expired(), cancelling());
		}
	},

	*timeout_none(trace) {
		const kept = new Kept();
		yield* timeout(undefined, function* (scope) {
			kept.scope = scope;
			trace(scope.when());
			yield* sleep(10);
		});
		trace(kept.expired());
	},

	*timeout_at_a_moment(trace, loop) {
		const deadline = loop.time() + 10;
		const kept = new Kept();
		try {
			yield* timeoutAt(deadline, function* (scope) {
				kept.scope = scope;
				yield* sleep(30);
			});
		} catch (error) {
			trace("caught", error, kept.scope?.when() === deadline);
		}
	},

	*timeout_zero_expires_at_the_first_wait(trace) {
		try {
			yield* timeout(0, function* (scope) {
				trace("begins", scope.expired());
				yield* sleep(10);
				trace("never here");
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_in_the_past_without_a_wait(trace) {
		const kept = new Kept();
		// biome-ignore lint/correctness/useYield: it waits for nothing
		yield* timeout(-5, function* (scope) {
			kept.scope = scope;
			trace("does not wait");
		});
		trace(kept.expired());
		yield* sleep(0);
		trace(cancelling());
	},

	*timeout_zero_and_one_bare_turn(trace) {
		try {
			yield* timeout(0, function* () {
				yield* sleep(0);
				trace("after one turn");
				yield* sleep(0);
				trace("after two");
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_body_fails(trace) {
		const kept = new Kept();
		try {
			yield* timeout(10, function* (scope) {
				kept.scope = scope;
				yield* sleep(5);
				throw new ValueError();
			});
		} catch (error) {
			trace("caught", error, kept.expired());
		}
		yield* sleep(20);
	},

	*timeout_body_fails_while_it_expires(trace) {
		const kept = new Kept();
		try {
			yield* timeout(10, function* (scope) {
				kept.scope = scope;
				try {
					yield* sleep(30);
				} catch {
					throw new KeyError();
				}
			});
		} catch (error) {
			trace("caught", error, kept.expired(), cancelling());
		}
	},

	*timeout_swallowed(trace) {
		const kept = new Kept();
		yield* timeout(10, function* (scope) {
			kept.scope = scope;
			try {
				yield* sleep(30);
			} catch {
				trace("swallowed", scope.expired());
			}
			yield* sleep(5);
			trace("goes on", cancelling());
		});
		trace(kept.expired(), cancelling());
	},

	*timeout_cancelled_from_outside(trace, loop) {
		const task = loop.createTask(
			timeout(30, function* (scope) {
				try {
					yield* sleep(50);
				} finally {
					trace("inside", scope.expired());
				}
			}),
		);
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	*timeout_and_cancel_at_the_same_moment(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* timeout(10, function* () {
					yield* sleep(50);
				});
			} catch (error) {
				trace("main", error, cancelling());
				throw error;
			}
		});
		yield* sleep(0);
		loop.callAt(10, () => task.cancel());
		try {
			yield* task;
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_cancel_first_then_expiry(trace, loop) {
		const task = loop.createTask(function* () {
			const kept = new Kept();
			try {
				yield* timeout(20, function* (scope) {
					kept.scope = scope;
					try {
						yield* sleep(50);
					} finally {
						try {
							yield* sleep(50);
						} finally {
							trace("inside", scope.expired(), cancelling());
						}
					}
				});
			} catch (error) {
				trace("main", error, kept.expired(), cancelling());
				throw error;
			}
		});
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_expiry_first_then_cancel(trace, loop) {
		const task = loop.createTask(function* () {
			const kept = new Kept();
			try {
				yield* timeout(10, function* (scope) {
					kept.scope = scope;
					try {
						yield* sleep(50);
					} finally {
						yield* sleep(50);
					}
				});
			} catch (error) {
				trace("main", error, kept.expired(), cancelling());
				throw error;
			}
		});
		yield* sleep(20);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_nested_outer_first(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		try {
			yield* timeout(10, function* (scope) {
				outer.scope = scope;
				try {
					yield* timeout(20, function* (within) {
						inner.scope = within;
						yield* sleep(50);
					});
				} catch (error) {
					trace("inner", error, inner.expired(), cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("outer", error, outer.expired(), inner.expired(), cancelling());
		}
	},

	*timeout_nested_inner_first(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		yield* timeout(20, function* (scope) {
			outer.scope = scope;
			try {
				yield* timeout(10, function* (within) {
					inner.scope = within;
					yield* sleep(50);
				});
			} catch (error) {
				trace("inner", error, inner.expired(), outer.expired(), cancelling());
			}
			yield* sleep(5);
		});
		trace("outer", outer.expired(), cancelling());
	},

	*timeout_nested_at_the_same_moment(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		try {
			yield* timeout(10, function* (scope) {
				outer.scope = scope;
				try {
					yield* timeoutAt(10, function* (within) {
						inner.scope = within;
						yield* sleep(50);
					});
				} catch (error) {
					trace("inner", error, cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("outer", error, outer.expired(), inner.expired(), cancelling());
		}
	},

	*timeout_nested_both_expire_in_a_busy_body(trace) {
		const [outer, inner] = [new Kept(), new Kept()];
		function* slowEnd(): Coroutine<void> {
			try {
				yield* sleep(50);
			} finally {
				try {
					yield* sleep(30);
				} catch (error) {
					if (error instanceof CancelledError) trace("cancelled twice", cancelling());
					// biome-ignore lint/correctness/noUnsafeFinally: as in Python
					throw error;
				}
			}
		}
		try {
			yield* timeout(20, function* (scope) {
				outer.scope = scope;
				try {
					yield* timeout(10, function* (within) {
						inner.scope = within;
						yield* slowEnd();
					});
				} catch (error) {
					trace("inner", error, cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("outer", error, outer.expired(), inner.expired(), cancelling());
		}
	},

	*timeout_rescheduled_later(trace) {
		yield* timeout(10, function* (scope) {
			scope.reschedule((scope.when() ?? 0) + 20);
			yield* sleep(25);
			trace(scope.when(), scope.expired());
		});
	},

	*timeout_rescheduled_earlier(trace) {
		const kept = new Kept();
		try {
			yield* timeout(50, function* (scope) {
				kept.scope = scope;
				yield* sleep(5);
				scope.reschedule(10);
				yield* sleep(30);
			});
		} catch (error) {
			trace("caught", error, kept.scope?.when());
		}
	},

	*timeout_rescheduled_to_the_past(trace) {
		try {
			yield* timeout(50, function* (scope) {
				yield* sleep(5);
				scope.reschedule(1);
				trace(scope.expired());
				yield* sleep(30);
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_rescheduled_to_never(trace) {
		const kept = new Kept();
		yield* timeout(10, function* (scope) {
			kept.scope = scope;
			scope.reschedule(undefined);
			yield* sleep(30);
		});
		trace(kept.scope?.when(), kept.expired());
	},

	*timeout_set_from_none(trace) {
		try {
			yield* timeout(undefined, function* (scope) {
				scope.reschedule(10);
				yield* sleep(30);
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*timeout_rescheduled_too_late(trace) {
		const kept = new Kept();
		const tryAgain = (state: string): void => {
			try {
				kept.scope?.reschedule(50);
			} catch (error) {
				trace(state, error);
			}
		};
		yield* timeout(10, function* (scope) {
			kept.scope = scope;
			yield* sleep(5);
		});
		tryAgain("finished");
		try {
			yield* timeout(10, function* (scope) {
				kept.scope = scope;
				try {
					yield* sleep(50);
				} catch (error) {
					tryAgain("expiring");
					throw error;
				}
			});
		} catch {
			tryAgain("expired");
		}
	},

	*timeout_keeps_an_older_request(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* sleep(50);
			} catch {
				trace("first", cancelling());
			}
			try {
				yield* timeout(10, function* () {
					yield* sleep(50);
				});
			} catch (error) {
				trace("main", error, cancelling());
			}
			return "ends";
		});
		yield* sleep(5);
		task.cancel();
		trace(yield* task, task.cancelling());
	},

	*timeout_around_gather(trace) {
		function* child(name: string, ms: number): Coroutine<void> {
			try {
				yield* sleep(ms);
				trace(name, "ends");
			} catch (error) {
				trace(name, "cancelled");
				throw error;
			}
		}
		try {
			yield* timeout(20, function* () {
				yield* gather(child("a", 10), child("b", 30), child("c", 40));
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*timeout_in_a_task_of_its_own(trace, loop) {
		const task = loop.createTask(
			timeout(10, function* () {
				yield* sleep(30);
			}),
		);
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelled(), task.cancelling());
		}
	},

	*timeout_cancelled_by_itself(trace, loop) {
		const task = loop.createTask(function* () {
			yield* timeout(10, function* (scope) {
				currentTask()?.cancel();
				try {
					yield* sleep(30);
				} finally {
					trace(scope.expired());
				}
			});
		});
		try {
			yield* task;
		} catch (error) {
			trace("caught", error);
		}
	},
});

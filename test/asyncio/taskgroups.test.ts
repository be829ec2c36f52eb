// biome-ignore-all lint/correctness/useYield: not every body waits
/** TaskGroup, as CPython has it. */
import { KeyError, RuntimeError, ValueError } from "../../src/errors.js";
import {
	type Coroutine,
	sleep,
	type Task,
	TaskGroup,
	type Timeout,
	timeout,
} from "../../src/futures/index.js";
import { cancelling } from "./helpers/cancelling.js";
import { compareWithPython } from "./helpers/compare-with-python.js";
import type { Trace } from "./helpers/trace.js";
import { stubborn, work } from "./helpers/works.js";

function* failsInCleanup(
	trace: Trace,
	name: string,
	ms: number,
	failure: Error,
	cleanup = 0,
): Coroutine<void> {
	try {
		yield* sleep(ms);
	} finally {
		if (cleanup > 0) yield* sleep(cleanup);
		trace(name, "fails");
		// biome-ignore lint/correctness/noUnsafeFinally: as in Python
		throw failure;
	}
}

compareWithPython("taskgroups", {
	*group_empty(trace) {
		yield* TaskGroup.run(function* () {});
		trace("ends");
	},

	*group_waits_for_all(trace) {
		const [a, b] = yield* TaskGroup.run(function* (group) {
			const tasks = [group.createTask(work(trace, "a", 20)), group.createTask(work(trace, "b", 10))] as const;
			trace("body ends");
			return tasks;
		});
		return [a.result(), b.result()];
	},

	*group_child_fails_in_the_body(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 10, new ValueError()));
				group.createTask(work(trace, "b", 30));
				try {
					yield* sleep(50);
				} catch (error) {
					trace("body", error, cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
		yield* sleep(5);
	},

	*group_child_fails_after_the_body(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 10, new ValueError()));
				group.createTask(work(trace, "b", 30));
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
		yield* sleep(5);
	},

	*group_several_fail_in_order(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(failsInCleanup(trace, "a", 30, new KeyError(), 5));
				group.createTask(work(trace, "b", 10, new ValueError()));
				group.createTask(failsInCleanup(trace, "c", 40, new RuntimeError(), 3));
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_body_fails(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 30));
				yield* sleep(10);
				throw new ValueError();
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_body_fails_without_tasks(trace) {
		try {
			yield* TaskGroup.run(function* () {
				throw new ValueError();
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_body_fails_and_so_do_children(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(failsInCleanup(trace, "a", 30, new KeyError()));
				yield* sleep(10);
				throw new ValueError();
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_child_fails_then_body_fails(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 10, new KeyError()));
				try {
					yield* sleep(50);
				} catch {
					throw new ValueError();
				}
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_body_swallows_our_cancellation(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 10, new KeyError()));
				try {
					yield* sleep(50);
				} catch {
					trace("swallowed", cancelling());
				}
				yield* sleep(5);
				trace("goes on");
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_child_cancelled_alone(trace) {
		const a = yield* TaskGroup.run(function* (group) {
			const task = group.createTask(work(trace, "a", 30));
			group.createTask(work(trace, "b", 20));
			yield* sleep(10);
			task.cancel();
			return task;
		});
		trace("ends", a.cancelled());
	},

	*group_child_swallows(trace) {
		let a: Task<string> | undefined;
		try {
			yield* TaskGroup.run(function* (group) {
				a = group.createTask(stubborn(trace, "a", 30));
				group.createTask(work(trace, "b", 10, new ValueError()));
			});
		} catch (error) {
			trace("caught", error, a?.result());
		}
	},

	*group_parent_cancelled_in_the_body(trace, loop) {
		const task = loop.createTask(
			TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 30));
				yield* sleep(50);
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

	*group_parent_cancelled_while_it_ends(trace, loop) {
		const task = loop.createTask(
			TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 30));
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

	*group_parent_cancelled_and_a_child_swallows(trace, loop) {
		const task = loop.createTask(
			TaskGroup.run(function* (group) {
				group.createTask(stubborn(trace, "a", 30));
			}),
		);
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelled());
		}
	},

	*group_parent_cancelled_and_a_child_fails(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* TaskGroup.run(function* (group) {
					group.createTask(failsInCleanup(trace, "a", 30, new ValueError()));
					yield* sleep(50);
				});
			} catch (error) {
				trace("main", error, cancelling());
				try {
					yield* sleep(5);
				} catch (again) {
					trace("again", again);
					throw again;
				}
			}
		});
		yield* sleep(10);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	*group_parent_cancelled_twice_while_it_ends(trace, loop) {
		const task = loop.createTask(
			TaskGroup.run(function* (group) {
				group.createTask(stubborn(trace, "a", 30));
			}),
		);
		yield* sleep(10);
		task.cancel();
		yield* sleep(2);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	*group_parent_cancelled_while_a_failure_is_cleaned_up(trace, loop) {
		const task = loop.createTask(function* () {
			try {
				yield* TaskGroup.run(function* (group) {
					group.createTask(stubborn(trace, "a", 30));
					group.createTask(work(trace, "b", 10, new ValueError()));
				});
			} catch (error) {
				trace("main", error, cancelling());
				yield* sleep(5);
				trace("never here");
			}
		});
		yield* sleep(12);
		task.cancel();
		try {
			yield* task;
		} catch (error) {
			trace("caught", error, task.cancelling());
		}
	},

	*group_create_task_when_it_has_ended(trace) {
		const ended = yield* TaskGroup.run(function* (group) {
			group.createTask(work(trace, "a", 10));
			return group;
		});
		try {
			ended.createTask(work(trace, "late", 10));
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_create_task_while_it_is_cancelled(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 10, new ValueError()));
				try {
					yield* sleep(50);
				} finally {
					try {
						group.createTask(work(trace, "late", 10));
					} catch (error) {
						trace("refused", error);
					}
				}
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_child_makes_children(trace) {
		function* parent(group: TaskGroup): Coroutine<void> {
			yield* sleep(10);
			group.createTask(work(trace, "grandchild", 20));
			trace("parent ends");
		}
		yield* TaskGroup.run(function* (group) {
			group.createTask(parent(group));
		});
		trace("ends");
	},

	*group_in_group_inner_fails(trace) {
		try {
			yield* TaskGroup.run(function* (outer) {
				outer.createTask(work(trace, "outer child", 30));
				yield* TaskGroup.run(function* (inner) {
					inner.createTask(work(trace, "inner child", 10, new ValueError()));
					yield* sleep(50);
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_in_group_outer_child_fails(trace) {
		try {
			yield* TaskGroup.run(function* (outer) {
				outer.createTask(work(trace, "outer child", 10, new ValueError()));
				try {
					yield* TaskGroup.run(function* (inner) {
						inner.createTask(work(trace, "inner child", 30));
					});
				} catch (error) {
					trace("inner", error, cancelling());
					throw error;
				}
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_in_group_both_fail(trace) {
		try {
			yield* TaskGroup.run(function* (outer) {
				outer.createTask(failsInCleanup(trace, "outer child", 50, new KeyError()));
				yield* TaskGroup.run(function* (inner) {
					inner.createTask(work(trace, "inner child", 10, new ValueError()));
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_in_a_child(trace) {
		const child = () =>
			TaskGroup.run(function* (inner) {
				inner.createTask(work(trace, "a", 10, new ValueError()));
				inner.createTask(work(trace, "b", 20));
			});
		try {
			yield* TaskGroup.run(function* (outer) {
				outer.createTask(child());
				outer.createTask(work(trace, "c", 30));
			});
		} catch (error) {
			trace("caught", error);
		}
	},

	*group_under_a_timeout(trace) {
		try {
			yield* timeout(10, function* () {
				yield* TaskGroup.run(function* (group) {
					group.createTask(work(trace, "a", 30));
					group.createTask(work(trace, "b", 5));
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_with_a_timeout_inside(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(work(trace, "a", 30));
				yield* timeout(10, function* () {
					yield* sleep(50);
				});
			});
		} catch (error) {
			trace("caught", error, cancelling());
		}
	},

	*group_fails_under_a_timeout_that_expires(trace) {
		let scope: Timeout | undefined;
		try {
			yield* timeout(12, function* (within) {
				scope = within;
				yield* TaskGroup.run(function* (group) {
					group.createTask(work(trace, "a", 10, new ValueError()));
					group.createTask(stubborn(trace, "b", 30));
				});
			});
		} catch (error) {
			trace("caught", error, scope?.expired(), cancelling());
		}
	},

	*group_child_waits_for_a_sibling(trace) {
		yield* TaskGroup.run(function* (group) {
			const sibling = group.createTask(work(trace, "a", 10));
			group.createTask(function* () {
				trace("got", yield* sibling);
			});
		});
	},

	*group_first_failure_before_the_body_waits(trace) {
		try {
			yield* TaskGroup.run(function* (group) {
				group.createTask(function* () {
					throw new ValueError();
				});
				group.createTask(work(trace, "a", 10));
				trace("body ends");
			});
		} catch (error) {
			trace("caught", error);
		}
		yield* sleep(20);
	},

	*group_of_children_that_return_at_once(trace) {
		yield* TaskGroup.run(function* (group) {
			for (const name of "abc") {
				group.createTask(function* () {
					trace(name);
				});
			}
			trace("body ends");
		});
		trace("ends");
	},
});

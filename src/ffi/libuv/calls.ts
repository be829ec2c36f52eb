/**
 * libuv and Node-API, called in the Node binary itself.
 *
 * Node exports both to addons, so they are symbols of this process like libc's own. All pointers are plain numbers. What
 * is bound here is public: libuv's handle and poll functions, and the part of Node-API that a thread's end is told by.
 */
import { bindLazily } from "../bind.js";

/** `napi_get_uv_event_loop`: writes the address of this thread's loop to another address. */
export let napiGetUvEventLoop: (env: number, loop: number) => number = bindLazily(
	"napi_get_uv_event_loop",
	"int",
	["uintptr_t", "uintptr_t"],
	(bound) => {
		napiGetUvEventLoop = bound;
	},
);

/** `napi_add_env_cleanup_hook`: has `hook(argument)` called when this thread's JavaScript has ended for good. */
export let napiAddEnvCleanupHook: (env: number, hook: number, argument: number) => number = bindLazily(
	"napi_add_env_cleanup_hook",
	"int",
	["uintptr_t", "uintptr_t", "uintptr_t"],
	(bound) => {
		napiAddEnvCleanupHook = bound;
	},
);

/** `napi_remove_env_cleanup_hook`: takes back exactly that hook with that argument. */
export let napiRemoveEnvCleanupHook: (env: number, hook: number, argument: number) => number = bindLazily(
	"napi_remove_env_cleanup_hook",
	"int",
	["uintptr_t", "uintptr_t", "uintptr_t"],
	(bound) => {
		napiRemoveEnvCleanupHook = bound;
	},
);

/** `uv_handle_size`: bytes of a handle of a type. */
export let uvHandleSize: (type: number) => number = bindLazily(
	"uv_handle_size",
	"size_t",
	["int"],
	(bound) => {
		uvHandleSize = bound;
	},
);

/** `uv_loop_size`: bytes of a loop. */
export let uvLoopSize: () => number = bindLazily("uv_loop_size", "size_t", [], (bound) => {
	uvLoopSize = bound;
});

/** `uv_handle_get_loop`: the loop that a handle belongs to. */
export let uvHandleGetLoop: (handle: number) => number = bindLazily(
	"uv_handle_get_loop",
	"uintptr_t",
	["uintptr_t"],
	(bound) => {
		uvHandleGetLoop = bound;
	},
);

/** `uv_unref`: the handle does not keep its loop alive. */
export let uvUnref: (handle: number) => void = bindLazily("uv_unref", "void", ["uintptr_t"], (bound) => {
	uvUnref = bound;
});

/** `uv_close`: ends a handle; `callback(handle)` is called when the loop has let go of it. */
export let uvClose: (handle: number, callback: number) => void = bindLazily(
	"uv_close",
	"void",
	["uintptr_t", "uintptr_t"],
	(bound) => {
		uvClose = bound;
	},
);

/** `uv_poll_init`: makes a poll handle of a descriptor; a negative error number where that cannot be. */
export let uvPollInit: (loop: number, handle: number, fd: number) => number = bindLazily(
	"uv_poll_init",
	"int",
	["uintptr_t", "uintptr_t", "int"],
	(bound) => {
		uvPollInit = bound;
	},
);

/** `uv_poll_start`: calls `callback(handle, status, events)` in each iteration in which one of `events` is there. */
export let uvPollStart: (handle: number, events: number, callback: number) => number = bindLazily(
	"uv_poll_start",
	"int",
	["uintptr_t", "int", "uintptr_t"],
	(bound) => {
		uvPollStart = bound;
	},
);

/** `uv_poll_stop`: no more calls. */
export let uvPollStop: (handle: number) => number = bindLazily(
	"uv_poll_stop",
	"int",
	["uintptr_t"],
	(bound) => {
		uvPollStop = bound;
	},
);

/** `uv_metrics_info`: writes down what a loop has done so far. */
export let uvMetricsInfo: (loop: number, metrics: number) => number = bindLazily(
	"uv_metrics_info",
	"int",
	["uintptr_t", "uintptr_t"],
	(bound) => {
		uvMetricsInfo = bound;
	},
);

/** `uv_backend_timeout`: for how long a loop would wait, in milliseconds; 0 not at all, -1 for ever. */
export let uvBackendTimeout: (loop: number) => number = bindLazily(
	"uv_backend_timeout",
	"int",
	["uintptr_t"],
	(bound) => {
		uvBackendTimeout = bound;
	},
);

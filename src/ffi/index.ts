/** The only folder that loads koffi or knows a platform. */
export { bindLazily, bindNow, libcHandle } from "./bind.js";
export { errno } from "./errno.js";
export { koffi } from "./koffi.js";
export * from "./libc/descriptors.js";
export * from "./libc/epoll.js";
export { NativeBuffer } from "./native-buffer.js";
export { platform } from "./platform.js";
export { syscall } from "./syscall.js";

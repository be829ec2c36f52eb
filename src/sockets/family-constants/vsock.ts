/**
 * Sockets between a virtual machine and its host.
 *
 * A constant that this system does not have is `NaN`, which no call accepts.
 */
import { platform } from "../../ffi/index.js";

const { constants } = platform.sockets;

/** Context: any, to bind to. */
export const VMADDR_CID_ANY: number = constants.VMADDR_CID_ANY;

/** Context: the hypervisor. */
export const VMADDR_CID_HYPERVISOR: number = constants.VMADDR_CID_HYPERVISOR;

/** Context: this machine itself, where the kernel has the loopback transport (Linux). */
export const VMADDR_CID_LOCAL: number = constants.VMADDR_CID_LOCAL;

/** Context: the host. */
export const VMADDR_CID_HOST: number = constants.VMADDR_CID_HOST;

/** Port: any that is free, to bind to. */
export const VMADDR_PORT_ANY: number = constants.VMADDR_PORT_ANY;

/** Flag of an address: by way of the host, to another machine on it (Linux). */
export const VMADDR_FLAG_TO_HOST: number = constants.VMADDR_FLAG_TO_HOST;

/** Option of AF_VSOCK, which is its level: the size of the buffer (Linux). */
export const SO_VM_SOCKETS_BUFFER_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_SIZE;

/** Option of AF_VSOCK: the least size of the buffer (Linux). */
export const SO_VM_SOCKETS_BUFFER_MIN_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_MIN_SIZE;

/** Option of AF_VSOCK: the most size of the buffer (Linux). */
export const SO_VM_SOCKETS_BUFFER_MAX_SIZE: number = constants.SO_VM_SOCKETS_BUFFER_MAX_SIZE;

/** What stands for no version (Linux). */
export const VM_SOCKETS_INVALID_VERSION: number = constants.VM_SOCKETS_INVALID_VERSION;

/** Request of ioctl(2) to /dev/vsock: this machine's context (Linux). */
export const IOCTL_VM_SOCKETS_GET_LOCAL_CID: number = constants.IOCTL_VM_SOCKETS_GET_LOCAL_CID;

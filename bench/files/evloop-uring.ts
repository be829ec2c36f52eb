/** AsyncFile with the backend "io_uring". */
import { measureBackend } from "./measure-backend.js";

console.log(JSON.stringify(await measureBackend("io_uring")));

/** AsyncFile with the backend "aio". */
import { measureBackend } from "./measure-backend.js";

console.log(JSON.stringify(await measureBackend("aio")));

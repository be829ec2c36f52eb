/** AsyncFile with the backend "threads". */
import { measureBackend } from "./measure-backend.js";

console.log(JSON.stringify(await measureBackend("threads")));

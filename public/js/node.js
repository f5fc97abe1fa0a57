// For Node: the same functions, ready at once, with the module read from disk.
import { readFileSync } from "node:fs";
import { check, initSync } from "./gouji.js";

initSync({ module: readFileSync(new URL("./gouji_bg.wasm", import.meta.url)) });

export { check, initSync };
export default async function init() {}

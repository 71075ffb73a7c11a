export { type CheckOptions, checkNamedConf } from "./check.ts";

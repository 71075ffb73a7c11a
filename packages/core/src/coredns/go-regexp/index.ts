export { type GoRegexp, type GoRegexpFault, parseGoRegexp } from "./go-regexp.ts";

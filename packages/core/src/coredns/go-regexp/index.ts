export { type GoRegexp, parseGoRegexp } from "./go-regexp.ts";

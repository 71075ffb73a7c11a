/**
 * For tests of one's own: arbitraries of sites, faults and scenarios, and matchers for vitest whose messages show the way
 * of the question. fast-check and vitest are peers that whoever uses this entry brings along.
 */

import type {} from "vitest";
import type { SiteMatchers } from "./matchers.ts";

export { type Found, type SiteMatchers, siteMatchers } from "./matchers.ts";
export { type Asked, faults, scenarios } from "./scenarios.ts";
export { type SiteText, sites, twinOf } from "./sites.ts";

declare module "vitest" {
  interface Matchers<R, T> extends SiteMatchers<R> {}
}

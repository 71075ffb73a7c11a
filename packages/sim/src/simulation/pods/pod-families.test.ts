import { expect, test } from "vitest";
import { familiesOf } from "./pod-families.ts";

test.each<readonly [ranges: readonly string[], ipv4: boolean, ipv6: boolean]>([
  [[], true, false],
  [["100.64.0.0/24", "100.64.1.0/24"], true, false],
  [["100.64.0.0/24", "fd00:10::/120"], true, true],
  [["fd00:10::/120", "fd00:10::100/120"], false, true],
])("pods in %j: IPv4 %s, IPv6 %s", (ranges, ipv4, ipv6) => {
  expect(familiesOf(ranges)).toEqual({ ipv4, ipv6 });
});

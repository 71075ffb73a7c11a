import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

const files = {
  "/etc/coredns/w": "a.test\n10.0.0.1 2\n",
  "/etc/coredns/hosts": "192.0.2.1 a.test\n",
  "/etc/coredns/db": "@ 60 SOA ns h 1 2 3 4 5\n",
  "/etc/coredns/resolv.conf": "search a.test\nnameserver 192.0.2.1\n",
};

it.each([
  'loadbalance { prefer 10.0.0.0/8 x } => invalid CIDR "x": invalid CIDR address: x',
  "loadbalance { prefer } => starts",
  "loadbalance { prefer fd00::/8 } => starts",
  "loadbalance { weights w } => unknown property 'weights'",
  "loadbalance weighted w { reload 0s } => starts",
  "loadbalance weighted w { reload -1s } => non-positive interval for NewTicker",
  "loadbalance weighted w { reload 5 } => invalid reload duration '5'",
  "loadbalance random => unknown policy: random",
  "loadbalance round_robin x => unknown property for round_robin",
  "loadbalance weighted w w => unexpected argument(s)",
  "loadbalance ROUND_ROBIN => unknown policy: ROUND_ROBIN",
  "loadbalance weighted w { reload -5m } => non-positive interval for NewTicker",
])("%s", (row) => expect(retellStart(row, { files })).toBe(row));

import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

const files = {
  "/etc/coredns/w": "a.test\n10.0.0.1 2\n",
  "/etc/coredns/hosts": "192.0.2.1 a.test\n",
  "/etc/coredns/db": "@ 60 SOA ns h 1 2 3 4 5\n",
  "/etc/coredns/resolv.conf": "search a.test\nnameserver 192.0.2.1\n",
};

it.each([
  "file db { reload 0s } => starts",
  "file db { reload } => reload duration value is expected",
  'file db { reload x } => time: invalid duration "x"',
  "file db { reload 1s 2s } => starts",
  "file db { reload_by_mtime x } => unknown property 'x'",
  "file db { reload_by_mtime; reload 5s } => starts",
  "file db { upstream } => starts",
  "file db { fallthrough a..b } => starts",
  "file db { transfer to * } => unknown property 'transfer'",
  "file db { no_reload } => unknown property 'no_reload'",
  "file db a..b => starts",
  "file db 10.0.0.0/24 => starts",
  "file db example.test other.test => starts",
])("%s", (row) => expect(retellStart(row, { files })).toBe(row));

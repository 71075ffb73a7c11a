import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

const files = {
  "/etc/coredns/w": "a.test\n10.0.0.1 2\n",
  "/etc/coredns/hosts": "192.0.2.1 a.test\n",
  "/etc/coredns/db": "@ 60 SOA ns h 1 2 3 4 5\n",
  "/etc/coredns/resolv.conf": "search a.test\nnameserver 192.0.2.1\n",
};

it.each([
  "auto { directory . (.*) {2} } => starts",
  "auto { directory . (.*) {1} 5 } => Wrong argument count or unexpected line ending after '5'",
  "auto { directory . [ {1} } => error parsing regexp: missing closing ]: `[`",
  "auto { directory . db\\.(.*) ${1} } => starts",
  "auto { reload 0 } => starts",
  'auto { reload x } => time: invalid duration "x"',
  "auto { fallthrough } => unknown property 'fallthrough'",
  "auto a..b { directory . } => starts",
])("%s", (row) => expect(retellStart(row, { files })).toBe(row));

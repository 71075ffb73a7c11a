import { expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

const files = {
  "/etc/coredns/w": "a.test\n10.0.0.1 2\n",
  "/etc/coredns/hosts": "192.0.2.1 a.test\n",
  "/etc/coredns/db": "@ 60 SOA ns h 1 2 3 4 5\n",
  "/etc/coredns/resolv.conf": "search a.test\nnameserver 192.0.2.1\n",
};

it.each([
  "hosts hosts { ttl 1 2 } => starts",
  "hosts hosts { ttl 1.5 } => ttl needs a number of second",
  "hosts hosts { ttl -1 } => ttl provided is invalid",
  "hosts hosts { ttl 65536 } => ttl provided is invalid",
  "hosts hosts { reload 1h x } => reload needs a duration (zero seconds to disable)",
  "hosts hosts { reload -1s } => invalid negative duration for reload '-1s'",
  "hosts hosts { reload x } => invalid duration for reload 'x'",
  "hosts hosts { no_reverse x } => starts",
  "hosts hosts { fallthrough a..b } => starts",
  "hosts hosts { fallthrough; fallthrough_unsupported x } => Wrong argument count or unexpected line ending after 'x'",
  "hosts hosts { 1.2.3.4 } => starts",
  "hosts hosts { nonsense } => starts",
  "hosts hosts { fallthrough; ttl 5 } => starts",
  "hosts hosts { fallthrough; no_reverse } => starts",
  "hosts hosts { fallthrough; unknown a } => unknown property 'unknown'",
  "hosts hosts { no_reverse; unknown a } => starts",
  "hosts hosts a..b => starts",
  "hosts /none a.test => starts",
  "hosts hosts 10.0.0.0/23 => starts",
])("%s", (row) => expect(retellStart(row, { files })).toBe(row));

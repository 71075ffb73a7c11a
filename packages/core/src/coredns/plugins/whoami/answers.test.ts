import { expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const twin = new CoreDnsUnderTest(". {\n whoami\n}\n");

/** Questions and what CoreDNS 1.15.0 answered. */
it.each([
  "x. ANY port 4000 => NOERROR aa ++ 0 A 192.0.2.1; _udp.x. 0 SRV 0 0 4000 .",
  "x. TXT do port 4000 => NOERROR aa ++ 0 A 192.0.2.1; _udp.x. 0 SRV 0 0 4000 .",
  "x. AXFR tcp port 4000 => NOERROR aa ++ 0 A 192.0.2.1; _tcp.x. 0 SRV 0 0 4000 .",
  "x. A tcp from 2001:db8::1 port 5354 => NOERROR aa ++ 0 AAAA 2001:db8::1; _tcp.x. 0 SRV 0 0 5354 .",
  "*.x. A port 4001 => NOERROR aa ++ 0 A 192.0.2.1; _udp.*.x. 0 SRV 0 0 4001 .",
  "a\\.b. A port 4002 => NOERROR aa ++ 0 A 192.0.2.1; _udp.a\\.b. 0 SRV 0 0 4002 .",
])("%s", (row) => expect(twin.retell(row)).toBe(row));

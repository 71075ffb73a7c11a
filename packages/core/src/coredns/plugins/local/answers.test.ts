import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Questions and what CoreDNS 1.15.0 answered. */

const SOA = "604800 SOA localhost. root.localhost. 1 0 0 0 604800";

describe("names of the machine", () => {
  const twin = new CoreDnsUnderTest(". {\n local\n}\n");
  it.each([
    "localhost. A => NOERROR: 604800 A 127.0.0.1",
    "localhost. A do => NOERROR: 604800 A 127.0.0.1",
    "localhost. A notify => NOERROR: 604800 A 127.0.0.1",
    `localhost. ANY => NOERROR -- ${SOA}`,
    `localhost. SRV => NOERROR -- ${SOA}`,
    `localhost. AXFR tcp => NOERROR -- ${SOA}`,
    "localhost. A ch => REFUSED",
    `LOCALHOST. SOA => NOERROR: ${SOA}`,
    // Below localhost and behind it there is no zone: NS and SOA are not there.
    `localhost.localhost. NS => NOERROR -- ${SOA}`,
    `x.localhost. SOA => NOERROR -- ${SOA}`,
    `x.localhost. PTR => NOERROR -- ${SOA}`,
    "x.localhost. AAAA => NOERROR: 604800 AAAA ::1",
    `localhost.x. NS => NOERROR -- ${SOA}`,
    `localhost.x. SOA => NOERROR -- ${SOA}`,
    `localhost.x. ANY => NOERROR -- ${SOA}`,
    "Localhost.X. A => NOERROR: 604800 A 127.0.0.1",
    "localhostx. A => SERVFAIL",
    "x.localhost.y. A => SERVFAIL",
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("reverse zones of the machine", () => {
  const twin = new CoreDnsUnderTest(". {\n local\n}\n");
  it.each([
    `0.in-addr.arpa. A => NOERROR -- ${SOA}`,
    `0.in-addr.arpa. PTR => NOERROR -- ${SOA}`,
    "0.in-addr.arpa. NS => NOERROR: 604800 NS localhost.",
    `0.in-addr.arpa. SOA => NOERROR: ${SOA}`,
    `127.in-addr.arpa. PTR => NOERROR -- ${SOA}`,
    "255.in-addr.arpa. NS => NOERROR: 604800 NS localhost.",
    `1.0.in-addr.arpa. SOA => NXDOMAIN -- 0.in-addr.arpa. ${SOA}`,
    `1.0.in-addr.arpa. NS => NXDOMAIN -- 0.in-addr.arpa. ${SOA}`,
    `255.255.in-addr.arpa. PTR => NXDOMAIN -- 255.in-addr.arpa. ${SOA}`,
    "1.0.0.127.in-addr.arpa. PTR => NOERROR: 604800 PTR localhost.",
    `1.0.0.127.in-addr.arpa. ANY => NOERROR -- 127.in-addr.arpa. ${SOA}`,
    `1.0.0.127.in-addr.arpa. NS => NOERROR -- 127.in-addr.arpa. ${SOA}`,
    `x.1.0.0.127.in-addr.arpa. PTR => NXDOMAIN -- 127.in-addr.arpa. ${SOA}`,
    // An empty non-terminal is not one.
    `0.0.127.in-addr.arpa. PTR => NXDOMAIN -- 127.in-addr.arpa. ${SOA}`,
    "arpa. NS => SERVFAIL",
    "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.ip6.arpa. PTR => SERVFAIL",
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

const WHOAMI = (name: string): string => `NOERROR aa ++ 0 A 192.0.2.1; _udp.${name} 0 SRV 0 0 40000 .`;

describe("localhost_prefix off: what follows behind localhost is another's", () => {
  const twin = new CoreDnsUnderTest(". {\n local {\n  localhost_prefix off\n }\n whoami\n}\n");
  it.each([
    `localhost.x. A => ${WHOAMI("localhost.x.")}`,
    "localhost. A => NOERROR: 604800 A 127.0.0.1",
    "x.localhost. A => NOERROR: 604800 A 127.0.0.1",
    "localhost.localhost. AAAA => NOERROR: 604800 AAAA ::1",
    "127.in-addr.arpa. NS => NOERROR: 604800 NS localhost.",
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("in a block of another zone", () => {
  const twin = new CoreDnsUnderTest("b.test {\n local\n whoami\n}\n");
  it.each([
    "localhost.b.test. A => NOERROR: 604800 A 127.0.0.1",
    "localhost. A => REFUSED",
    `www.b.test. A => ${WHOAMI("www.b.test.")}`,
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

/** Replies with one record of each kind, whose order nobody draws: as CoreDNS 1.15.0 gave them. */

describe("round_robin, one of each kind", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance
 template IN ANY x.test {
  answer "x.test. 60 IN MX 5 m.test."
  answer "x.test. 60 IN A 10.1.0.1"
  answer "x.test. 60 IN TXT t"
  answer "x.test. 60 IN CNAME c.test."
  authority "x.test. 60 IN A 10.1.0.2"
  authority "x.test. 60 IN NS n.test."
  authority "x.test. 60 IN CNAME d.test."
  additional "x.test. 60 IN AAAA fd01::1"
  additional "x.test. 60 IN SRV 0 0 1 s.test."
 }
}
`);
  it.each([
    'x.test. ANY => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. -- 60 CNAME d.test.; 60 NS n.test.; 60 A 10.1.0.2 ++ 60 SRV 0 0 1 s.test.; 60 AAAA fd01::1',
    'x.test. ANY tcp => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. -- 60 CNAME d.test.; 60 NS n.test.; 60 A 10.1.0.2 ++ 60 SRV 0 0 1 s.test.; 60 AAAA fd01::1',
    'x.test. MX => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. -- 60 CNAME d.test.; 60 NS n.test.; 60 A 10.1.0.2 ++ 60 SRV 0 0 1 s.test.; 60 AAAA fd01::1',
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("round_robin, what has one kind alone stays", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance
 template IN ANY x.test {
  answer "x.test. 60 IN TXT b"
  answer "x.test. 60 IN TXT a"
  answer "x.test. 60 IN CNAME d.test."
  answer "x.test. 60 IN CNAME c.test."
 }
}
`);
  it.each(['x.test. TXT => NOERROR aa: 60 CNAME d.test.; 60 CNAME c.test.; 60 TXT "b"; 60 TXT "a"'])("%s", (row) =>
    expect(twin.retell(row)).toBe(row),
  );
});

describe("not with an rcode", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance
 template IN ANY x.test {
  rcode NXDOMAIN
  answer "x.test. 60 IN A 10.1.0.1"
  answer "x.test. 60 IN CNAME c.test."
 }
}
`);
  it.each(["x.test. A => NXDOMAIN aa: 60 A 10.1.0.1; 60 CNAME c.test."])("%s", (row) =>
    expect(twin.retell(row)).toBe(row),
  );
});

describe("prefer", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance {
  prefer 10.2.0.0/16 10.1.0.0/16
  prefer fd02::/16
 }
 template IN ANY x.test {
  answer "x.test. 60 IN A 10.9.0.1"
  answer "x.test. 60 IN TXT t"
  answer "x.test. 60 IN AAAA fd02::1"
  answer "x.test. 60 IN A 10.1.0.1"
  answer "x.test. 60 IN MX 5 m.test."
  answer "x.test. 60 IN CNAME c.test."
  answer "x.test. 60 IN A 10.2.0.1"
  authority "x.test. 60 IN A 10.9.0.2"
  additional "a.test. 60 IN AAAA fd09::1"
  additional "a.test. 60 IN AAAA fd02::1"
 }
}
`);
  it.each([
    'x.test. ANY => NOERROR aa: 60 CNAME c.test.; 60 A 10.2.0.1; 60 A 10.1.0.1; 60 AAAA fd02::1; 60 A 10.9.0.1; 60 MX 5 m.test.; 60 TXT "t" -- 60 A 10.9.0.2 ++ a.test. 60 AAAA fd02::1; a.test. 60 AAAA fd09::1',
    'x.test. A => NOERROR aa: 60 CNAME c.test.; 60 A 10.2.0.1; 60 A 10.1.0.1; 60 AAAA fd02::1; 60 A 10.9.0.1; 60 MX 5 m.test.; 60 TXT "t" -- 60 A 10.9.0.2 ++ a.test. 60 AAAA fd02::1; a.test. 60 AAAA fd09::1',
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("prefer the first network that holds it", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance round_robin {
  prefer 10.0.0.0/8 10.1.0.0/16 0.0.0.0/0
 }
 template IN A x.test {
  answer "x.test. 60 IN A 192.0.2.1"
  answer "x.test. 60 IN A 10.1.0.1"
 }
}
`);
  it.each(["x.test. A => NOERROR aa: 60 A 10.1.0.1; 60 A 192.0.2.1"])("%s", (row) =>
    expect(twin.retell(row)).toBe(row),
  );
});

describe("prefer one address", () => {
  const twin = new CoreDnsUnderTest(`. {
 loadbalance {
  prefer 10.1.0.7/32 ::1/128
 }
 template IN ANY x.test {
  answer "x.test. 60 IN AAAA ::2"
  answer "x.test. 60 IN A 10.1.0.7"
  answer "x.test. 60 IN AAAA ::1"
 }
}
`);
  it.each(["x.test. AAAA => NOERROR aa: 60 A 10.1.0.7; 60 AAAA ::1; 60 AAAA ::2"])("%s", (row) =>
    expect(twin.retell(row)).toBe(row),
  );
});

describe("weighted, one address", () => {
  const twin = new CoreDnsUnderTest(
    `. {
 loadbalance weighted /w
 template IN ANY x.test {
  answer "x.test. 60 IN MX 5 m.test."
  answer "x.test. 60 IN A 10.1.0.1"
  answer "x.test. 60 IN TXT t"
  answer "x.test. 60 IN CNAME c.test."
  additional "x.test. 60 IN TXT u"
  additional "x.test. 60 IN A 10.1.0.2"
 }
}
`,
    { "/w": "x.test\n10.1.0.1 3\n" },
  );
  it.each([
    'x.test. A => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. ++ 60 TXT "u"; 60 A 10.1.0.2',
    'x.test. AAAA => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. ++ 60 TXT "u"; 60 A 10.1.0.2',
    'x.test. SRV => NOERROR aa: 60 CNAME c.test.; 60 TXT "t"; 60 A 10.1.0.1; 60 MX 5 m.test. ++ 60 TXT "u"; 60 A 10.1.0.2',
    'x.test. MX => NOERROR aa: 60 MX 5 m.test.; 60 A 10.1.0.1; 60 TXT "t"; 60 CNAME c.test. ++ 60 TXT "u"; 60 A 10.1.0.2',
    'x.test. ANY => NOERROR aa: 60 MX 5 m.test.; 60 A 10.1.0.1; 60 TXT "t"; 60 CNAME c.test. ++ 60 TXT "u"; 60 A 10.1.0.2',
  ])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

describe("weighted and an rcode", () => {
  const twin = new CoreDnsUnderTest(
    `. {
 loadbalance weighted /w
 template IN ANY x.test {
  rcode NXDOMAIN
  answer "x.test. 60 IN TXT t"
  answer "x.test. 60 IN A 10.1.0.1"
 }
}
`,
    { "/w": "x.test\n10.1.0.1 3\n" },
  );
  it.each(['x.test. A => NXDOMAIN aa: 60 TXT "t"; 60 A 10.1.0.1'])("%s", (row) => expect(twin.retell(row)).toBe(row));
});

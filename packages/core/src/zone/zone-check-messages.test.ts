import { describe, expect, it } from "vitest";
import { nameOf } from "../dns/index.ts";
import { hasErrors, sourceFromText } from "../text/index.ts";
import { checkZone, readZone } from "./index.ts";

const HEAD = "$TTL 300\n@ SOA ns h 1 2 3 4 5\n@ NS ns\nns A 192.0.2.9\n";

/** Names without their final dots, as named prints them. */
const asNamed = (message: string): string => message.replace(/\.$/, "").replaceAll(/\.(?=['/])/g, "");

function check(lines: string): { readonly isRefused: boolean; readonly messages: readonly string[] } {
  const { value } = readZone(sourceFromText("db.k", HEAD + lines), { origin: nameOf("k.") });
  const found = checkZone(value).filter(({ code }) => code !== "ZONE_OCCLUDED");
  return { isRefused: hasErrors(found), messages: found.map(({ message }) => asNamed(message)).sort() };
}

type Row = readonly [lines: string, verdict: "loads" | "refused", messages: readonly string[]];

/** What named-checkzone 9.18.49 (`-i local`) says of a zone `k.` with these lines. */
describe("name servers of the zone", () => {
  it.each<Row>([
    ["@ NS a\na A 192.0.2.1", "loads", []],
    ["@ NS a", "refused", ["NS 'a.k' has no address records (A or AAAA)"]],
    ["@ NS a\na AAAA ::1", "loads", []],
    ["@ NS a\na TXT x", "refused", ["NS 'a.k' has no address records (A or AAAA)"]],
    ["@ NS a\na CNAME ns", "refused", ["NS 'a.k' is a CNAME (illegal)"]],
    ["@ NS x.a\na DNAME other.", "refused", ["NS 'x.a.k' is below a DNAME 'a.k' (illegal)"]],
    ["@ NS x\n* A 192.0.2.1", "loads", []],
    ["@ NS x.e\nw.e A 192.0.2.1", "refused", ["NS 'x.e.k' has no address records (A or AAAA)"]],
    ["@ NS a.s\ns NS ns\na.s A 192.0.2.1", "loads", []],
    ["@ NS a.s\ns NS ns", "loads", []],
    ["@ NS ns.other.", "loads", []],
    ["@ NS other-k.", "loads", []],
    ["@ NS @", "refused", ["NS 'k' has no address records (A or AAAA)"]],
    ["@ NS @\n@ A 192.0.2.1", "loads", []],
  ])("%j: %s, %j", (lines, verdict, messages) => {
    expect(check(lines)).toEqual({ isRefused: verdict === "refused", messages });
  });
});

describe("delegations", () => {
  it.each<Row>([
    ["s NS a\na A 192.0.2.1", "loads", []],
    ["s NS a", "loads", ["s.k/NS 'a.k' has no address records (A or AAAA)"]],
    ["s NS a\na CNAME ns", "loads", ["s.k/NS 'a.k' is a CNAME (illegal)"]],
    ["s NS x.a\na DNAME other.", "loads", ["s.k/NS 'x.a.k' is below a DNAME 'a.k' (illegal)"]],
    ["s NS a.s", "loads", ["s.k/NS 'a.s.k' has no REQUIRED GLUE address records (A or AAAA)"]],
    ["s NS a.s\na.s A 192.0.2.1", "loads", []],
    ["s NS a.s\na.s AAAA ::1", "loads", []],
    ["s NS a.s\na.s TXT x", "loads", ["s.k/NS 'a.s.k' has no REQUIRED GLUE address records (A or AAAA)"]],
    ["s NS s", "loads", ["s.k/NS 's.k' has no REQUIRED GLUE address records (A or AAAA)"]],
    ["s NS s\ns A 192.0.2.1", "loads", []],
    ["s NS a.t\nt NS ns", "loads", ["s.k/NS 'a.t.k' has no SIBLING GLUE address records (A or AAAA)"]],
    ["s NS a.t\nt NS ns\na.t A 192.0.2.1", "loads", []],
    ["s NS a.t.s\nt.s NS ns", "loads", ["s.k/NS 'a.t.s.k' has no REQUIRED GLUE address records (A or AAAA)"]],
    ["s NS a.s\n*.s A 192.0.2.1", "loads", ["s.k/NS 'a.s.k' has no REQUIRED GLUE address records (A or AAAA)"]],
    ["s NS x\n* A 192.0.2.1", "loads", []],
    ["s NS ns.other.", "loads", []],
    [
      "s NS a.b.s\ns NS c.s\nc.s A 192.0.2.1",
      "loads",
      ["s.k/NS 'a.b.s.k' has no REQUIRED GLUE address records (A or AAAA)"],
    ],
  ])("%j: %s, %j", (lines, verdict, messages) => {
    expect(check(lines)).toEqual({ isRefused: verdict === "refused", messages });
  });
});

describe("mail", () => {
  it.each<Row>([
    ["m MX 10 a\na A 192.0.2.1", "loads", []],
    ["m MX 10 a", "loads", ["m.k/MX 'a.k' has no address records (A or AAAA)"]],
    ["m MX 10 m", "loads", ["m.k/MX 'm.k' has no address records (A or AAAA)"]],
    ["m MX 10 m\nm AAAA ::1", "loads", []],
    ["m MX 0 .", "loads", []],
    ["m MX 10 a\na CNAME ns", "loads", ["m.k/MX 'a.k' is a CNAME (illegal)"]],
    ["m MX 10 x.a\na DNAME other.", "loads", ["m.k/MX 'x.a.k' is below a DNAME 'a.k' (illegal)"]],
    ["m MX 10 a.s\ns NS ns", "loads", []],
    ["m MX 10 mail.other.", "loads", []],
    ["* MX 10 a", "loads", ["*.k/MX 'a.k' has no address records (A or AAAA)"]],
    [
      "m MX 10 a\nm MX 20 b\nm MX 30 ns",
      "loads",
      ["m.k/MX 'a.k' has no address records (A or AAAA)", "m.k/MX 'b.k' has no address records (A or AAAA)"],
    ],
    ["m MX 10 x\n* A 192.0.2.1", "loads", []],
    ["m MX 10 x\n* CNAME ns", "loads", ["m.k/MX 'x.k' is a CNAME (illegal)"]],
    ["x.s MX 10 a\ns NS ns", "loads", []],
  ])("%j: %s, %j", (lines, verdict, messages) => {
    expect(check(lines)).toEqual({ isRefused: verdict === "refused", messages });
  });
});

describe("services", () => {
  it.each<Row>([
    ["_x._tcp SRV 0 0 5 a", "loads", ["_x._tcp.k/SRV 'a.k' has no address records (A or AAAA)"]],
    ["_x._tcp SRV 0 0 5 a\na A 192.0.2.1", "loads", []],
    ["_x._tcp SRV 0 0 0 .", "loads", []],
    ["_x._tcp SRV 0 0 5 a\na CNAME ns", "loads", ["_x._tcp.k/SRV 'a.k' is a CNAME (illegal)"]],
    ["_x._tcp SRV 0 0 5 x.a\na DNAME other.", "loads", ["_x._tcp.k/SRV 'x.a.k' is below a DNAME 'a.k' (illegal)"]],
    ["_x._tcp SRV 0 0 5 a.s\ns NS ns", "loads", []],
    ["a SRV 0 0 5 a", "loads", ["a.k/SRV 'a.k' has no address records (A or AAAA)"]],
  ])("%j: %s, %j", (lines, verdict, messages) => {
    expect(check(lines)).toEqual({ isRefused: verdict === "refused", messages });
  });
});

describe("SPF", () => {
  it.each<Row>([
    [
      'm SPF "v=spf1 -all"',
      "loads",
      ["'m.k' found type SPF record but no SPF TXT record found, add matching type TXT record"],
    ],
    ['m SPF "v=spf1 -all"\nm TXT "v=spf1 -all"', "loads", []],
    ['m SPF "x"\nm TXT "v=spf1"', "loads", []],
    ['m SPF "x"\nm TXT "v=spf1" " -all"', "loads", []],
    [
      'm SPF "x"\nm TXT "v=spf1" "-all"',
      "loads",
      ["'m.k' found type SPF record but no SPF TXT record found, add matching type TXT record"],
    ],
    ['m SPF "x"\nm TXT "v=sp" "f1 -all"', "loads", []],
    [
      'm SPF "x"\nm TXT "v=spf10"',
      "loads",
      ["'m.k' found type SPF record but no SPF TXT record found, add matching type TXT record"],
    ],
    [
      'm SPF "x"\nm TXT "V=SPF1"',
      "loads",
      ["'m.k' found type SPF record but no SPF TXT record found, add matching type TXT record"],
    ],
    [
      'm SPF "x"\nm TXT " v=spf1"',
      "loads",
      ["'m.k' found type SPF record but no SPF TXT record found, add matching type TXT record"],
    ],
    ['m SPF "x"\nm TXT "a"\nm TXT "v=spf1 a"', "loads", []],
    ['m TXT "v=spf1"', "loads", []],
    ['m.s SPF "x"\ns NS ns', "loads", []],
  ])("%j: %s, %j", (lines, verdict, messages) => {
    expect(check(lines)).toEqual({ isRefused: verdict === "refused", messages });
  });
});

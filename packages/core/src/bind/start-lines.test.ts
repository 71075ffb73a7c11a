import { expect, it } from "vitest";
import { treeOf } from "./fixtures/clockwork.fixture.ts";
import { startBind } from "./fixtures/start.fixture.ts";
import type { BindVersion } from "./settings.ts";
import { startLines } from "./start-lines.ts";

const files = {
  "/z.db": "$TTL 60\n@ SOA ns h 5 1 1 1 1\n@ NS ns\nns A 10.53.0.9\n",
  "/hint.db": ". 3600 NS a.root.\na.root. 3600 A 10.53.0.1\n",
};

function linesOf(conf: string, version: BindVersion = "9.18"): readonly string[] {
  return startLines(startBind(conf, { files, version }).settings, treeOf(files));
}

const isEmptyZone = (line: string): boolean => line.startsWith("automatic empty zone: ");

/** Every kind of zone, as named 9.18.47 logged it with `-g`; what is not among the lines it logged of the rest. */
it("counts all zones, and tells of primaries alone", () => {
  const lines = linesOf(`options { directory "/"; recursion yes; };
zone "." { type hint; file "hint.db"; };
zone "z.lan" { type primary; file "z.db"; };
zone "a.lan" { type primary; file "z.db"; };
zone "bad.lan" { type primary; file "missing"; };
zone "sec.lan" { type secondary; primaries { 10.53.0.2; }; file "sec.db"; };
zone "fwd.lan" { type forward; forwarders { 10.53.0.2; }; };
zone "ss.lan" { type static-stub; server-addresses { 10.53.0.2; }; };
zone "16.172.in-addr.arpa" { type primary; file "z.db"; };`);
  expect(lines.filter((line) => !isEmptyZone(line))).toEqual([
    "sizing zone task pool based on 8 zones",
    "zone z.lan/IN: loaded serial 5",
    "zone a.lan/IN: loaded serial 5",
    "zone bad.lan/IN: loading from master file missing failed: file not found",
    "zone bad.lan/IN: not loaded due to errors.",
    "zone 16.172.in-addr.arpa/IN: loaded serial 5",
    "all zones loaded",
    "running",
  ]);
  const empty = lines.filter(isEmptyZone);
  expect(empty).toHaveLength(99);
  expect(empty.slice(0, 2)).toEqual(
    ["10.IN-ADDR.ARPA", "17.172.IN-ADDR.ARPA"].map((name) => `automatic empty zone: ${name}`),
  );
});

it("has empty zones in views that recurse and do not forward all, and names the view", () => {
  const lines = linesOf(`options { directory "/"; };
view "one" { match-clients { 10.53.0.1; }; recursion no; zone "z.lan" { type primary; file "z.db"; }; };
view "two" {
  recursion yes; dnssec-validation no; forward only; forwarders { 10.53.0.2; };
  zone "z.lan" { type primary; file "z.db"; }; zone "in.lan" { type primary; file "z.db"; };
};
view "three" { match-clients { 10.53.0.3; }; dnssec-validation no; disable-empty-zone "10.IN-ADDR.ARPA"; };`);
  expect(lines[0]).toBe("sizing zone task pool based on 3 zones");
  expect(lines[1]).toBe("automatic empty zone: view three: 16.172.IN-ADDR.ARPA");
  expect(lines.filter((line) => !isEmptyZone(line)).slice(1)).toEqual([
    "zone z.lan/IN/one: loaded serial 5",
    "zone z.lan/IN/two: loaded serial 5",
    "zone in.lan/IN/two: loaded serial 5",
    "all zones loaded",
    "running",
  ]);
});

it("9.20 sizes no pool", () => {
  expect(linesOf("options { recursion no; };", "9.20")).toEqual(["all zones loaded", "running"]);
});

import { nameOf, parseAddress, type RrType } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { hasArrived, hasSpoken, type Inquiry, soaOf } from "./evidence.ts";
import { SiteView } from "./site-view.ts";
import { twinOf } from "./variation.fixture.ts";

const { twin, files, known } = twinOf({});
const view = new SiteView(twin, files, known);
const ask = (from: string, server: string, name: string, type: RrType): ReturnType<SiteView["ask"]> =>
  view.ask({ from, server: parseAddress(server), name: nameOf(name), type });

const WEB = "web.linkerd-viz.k8s1-prod.kloud.lan.";

describe("what an answer shows", () => {
  it.each<readonly [from: string, server: string, name: string, type: RrType, soa: string | null]>([
    ["laptop", "192.168.13.11", "nobody.kloud.lan.", "A", "kloud.lan. 300"],
    ["laptop", "192.168.13.11", WEB, "AAAA", "k8s1-prod.kloud.lan. 5"],
    ["laptop", "192.168.13.11", WEB, "A", null],
    ["laptop", "198.19.0.30", WEB, "A", null],
    ["laptop", "192.168.13.99", WEB, "A", null],
  ])("%s asks %s for %s %s: SOA %s", (from, server, name, type, soa) => {
    const found = soaOf(ask(from, server, name, type));
    expect(found === null ? null : `${found.owner.text} ${found.ttl}`).toBe(soa);
  });

  it.each<readonly [server: string, actor: string, spoke: boolean]>([
    ["198.19.0.30", "plugin acl", true],
    ["198.19.0.30", "plugin rewrite", false],
    ["192.168.13.11", "plugin acl", true],
    ["192.168.13.99", "plugin acl", false],
  ])("asked of %s, %s has spoken: %s", (server, actor, spoke) => {
    expect(hasSpoken(ask("laptop", server, WEB, "A"), actor)).toBe(spoke);
  });

  it.each<readonly [from: string, server: string, arrived: boolean]>([
    ["laptop", "192.168.13.11", true],
    ["laptop", "198.19.0.30", true],
    ["dns1", "100.64.0.10", true],
    ["dns1", "100.64.2.20", true],
    ["laptop", "192.168.13.99", false],
    ["laptop", "203.0.113.1", false],
  ])("%s comes to %s: %s", (from, server, arrived) => {
    expect(hasArrived(ask(from, server, WEB, "A"))).toBe(arrived);
  });
});

describe("questions in turn", () => {
  const at = (atMs: number): Inquiry => ({
    from: "laptop",
    server: parseAddress("192.168.13.11"),
    name: nameOf(WEB),
    type: "A",
    moment: { atMs, words: `after ${atMs} ms` },
  });

  it("what is remembered is not asked for again, until its time is over", () => {
    const [first, second, third] = view.askInTurn([at(0), at(2000), at(9000)]).map(({ steps }) => steps.length);
    expect(second).toBeLessThan(first ?? 0);
    expect(third).toBeGreaterThan(second ?? 0);
  });

  it("a question that was put before finds its answer's time counted down", () => {
    const ttls = view
      .askInTurn([at(0), at(2000)])
      .map(({ answer }) => (answer.kind === "answered" ? answer.messages[0]?.answer[0]?.ttl : null));
    expect(ttls).toEqual([5, 3]);
  });
});

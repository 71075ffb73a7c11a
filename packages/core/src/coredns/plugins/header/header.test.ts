import { describe, expect, it } from "vitest";
import { BEGINNING, makeQuery, nameOf, parseAddress } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import { type PluginRequest, written } from "../../plugin.ts";
import { replyTo } from "../../reply.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { makeHeader } from "./header.ts";
import type { HeaderSettings } from "./settings.ts";

function flagsOf(settings: HeaderSettings): string {
  const address = parseAddress("192.0.2.1");
  invariant(address !== null, "an address of this test");
  const question = { name: nameOf("x.test."), type: "A", class: "IN" } as const;
  const end = { address, port: 53 };
  const query = makeQuery(question);
  const asked = { query, question, source: end, destination: end, transport: "udp", now: BEGINNING } as const;
  const request: PluginRequest = { ...asked, depth: 0, loops: 0, spent: { lookUps: 0 }, remark: null };
  const step = makeHeader(settings).wrap((seen) => written(replyTo(seen)))(request);
  invariant("kind" in step && step.kind === "written", "a reply");
  const flags = step.messages[0]?.flags;
  return [flags?.authoritative && "aa", flags?.recursionDesired && "rd", flags?.recursionAvailable && "ra"]
    .filter(Boolean)
    .join(" ");
}

describe("flags", () => {
  it.each<readonly [string, HeaderSettings, string]>([
    ["nothing", { query: {}, response: {} }, "rd"],
    ["set in the reply", { query: {}, response: { authoritative: true, recursionAvailable: true } }, "aa rd ra"],
    ["cleared in the reply", { query: {}, response: { recursionDesired: false } }, ""],
    ["cleared in the question, copied from there", { query: { recursionDesired: false }, response: {} }, ""],
  ])("%s", (_, settings, expected) => expect(flagsOf(settings)).toBe(expected));
});

it("behind a cache it is a copy that is changed", () => {
  const server = new CoreDnsUnderTest("x.test {\n cache\n header {\n  query clear rd\n }\n}\n");
  const outcome = server.outcome("x.test.", "A");
  const [reply] = outcome.kind === "reply" ? outcome.messages : [];
  expect(reply?.flags.recursionDesired).toBe(true);
});

it("the server's own replies go by the changed question", () => {
  const server = new CoreDnsUnderTest("x.test {\n header {\n  query clear rd\n  response set ra\n }\n}\n");
  const outcome = server.outcome("x.test.", "A");
  const [reply] = outcome.kind === "reply" ? outcome.messages : [];
  expect(reply?.rcode).toBe("SERVFAIL");
  expect(reply?.flags).toMatchObject({ recursionDesired: false, recursionAvailable: false });
});

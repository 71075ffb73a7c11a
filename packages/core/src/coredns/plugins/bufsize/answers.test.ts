import { describe, expect, it } from "vitest";
import { invariant } from "../../../invariant.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const LONG = ["a", "b", "c"].map((letter) => `txt TXT "${letter.repeat(200)}"\n`).join("");
const twin = new CoreDnsUnderTest(". {\n bufsize 700\n file /db b.test\n}\n", {
  "/db": `$TTL 60\n@ SOA ns hm 1 2 3 4 5\n@ NS ns\n${LONG}`,
});

/** Where a reply over UDP is cut, and what its OPT record says: as CoreDNS 1.15.0 with `bufsize 700` had it. */
describe("the size that a client offers is lowered, and never raised", () => {
  it.each<readonly [asked: number | null, limit: number, opt: number | null]>([
    [null, 512, null],
    [512, 512, 512],
    [600, 600, 600],
    [699, 699, 699],
    [700, 700, 700],
    [701, 700, 700],
    [1232, 700, 700],
    [4096, 700, 700],
  ])("%s: cut at %i, OPT says %s", (ednsSize, limit, opt) => {
    const outcome = twin.outcome("txt.b.test.", "TXT", ednsSize === null ? {} : { ednsSize });
    invariant(outcome.kind === "reply", "a reply");
    const [message] = [...outcome.messages];
    expect([message?.wire.udpLimit, message?.edns?.udpSize ?? null]).toEqual([limit, opt]);
  });
});

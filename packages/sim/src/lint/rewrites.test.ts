import { nameOf } from "@splithorizon/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { directive } from "./edits.fixture.ts";
import { nameBefore, nameRewritesOf } from "./rewrites.ts";
import { SiteView } from "./site-view.ts";
import { twinOf } from "./variation.fixture.ts";

function rewritesOf(text: string): ReturnType<typeof nameRewritesOf> {
  const { twin, files, known } = twinOf({ changes: [directive(text)] });
  return nameRewritesOf(new SiteView(twin, files, known));
}

describe("rewrites of names in a Corefile", () => {
  it.each([
    ["rewrite name prefix a- b-", ["prefix a- b-"]],
    ["rewrite stop name suffix .a.test .b.test answer auto", ["suffix .a.test .b.test answer auto"]],
    ["rewrite continue {\n  name REGEX (.*)-x {1}-y\n  answer auto\n}", ["regex (.*)-x {1}-y answer auto"]],
    ["rewrite name a.test b.test", []],
    ["rewrite type ANY HINFO", []],
    ["rewrite name prefix a- b-\nrewrite name substring c d", ["prefix a- b-", "substring c d"]],
  ])("%s", (text, found) => {
    const kinds = ["exact", "prefix", "suffix", "substring", "regex"];
    const shown = rewritesOf(text)
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ kind, pattern, rest }) => [kind, pattern.text, ...rest].join(" "));
    expect(shown).toEqual(found);
  });
});

describe("the name that was meant to become this one", () => {
  it.each([
    ["rewrite name prefix web- app-", "app-x.ns.svc.cluster.local.", "web-x.ns.svc.cluster.local."],
    ["rewrite name prefix web- app-", "web-x.ns.svc.cluster.local.", null],
    ["rewrite name suffix .home.lan .kloud.lan", "nas.kloud.lan.", "nas.home.lan."],
    ["rewrite name suffix .home.lan. .kloud.lan.", "nas.kloud.lan.", "nas.home.lan."],
    ["rewrite name suffix .home.lan .kloud.lan", "nas.other.lan.", null],
    ["rewrite name substring viz mesh", "a.mesh.svc.cluster.local.", "a.viz.svc.cluster.local."],
    ["rewrite name substring viz mesh", "a.b.svc.cluster.local.", null],
    ["rewrite name regex ^web-(.*)\\.a$ app-{1}.b", "app-x.b.", null],
    ["rewrite name regex ^web-(.*)\\.a\\.$ app-{1}.b", "app-x.b.", "web-x.a."],
    ["rewrite name regex (.*)\\.(.*)\\.home {2}.{1}.lan", "ns.svc.lan.", "svc.ns.home."],
    ["rewrite name regex web-[0-9]+\\.a app.b", "app.b.", null],
  ])("%s: %s", (text, after, before) => {
    const [rewrite] = rewritesOf(text);
    if (rewrite === undefined) throw new Error(text);
    expect(nameBefore(rewrite, nameOf(after))?.text ?? null).toBe(before);
  });

  it("law: of a suffix it is the name with the other end, whatever stands before", () => {
    const [rewrite] = rewritesOf("rewrite name suffix .home.lan .kloud.lan");
    if (rewrite === undefined) throw new Error("no rewrite");
    const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
    fc.assert(
      fc.property(fc.array(label, { minLength: 1, maxLength: 4 }), (labels) => {
        const before = nameBefore(rewrite, nameOf(`${labels.join(".")}.kloud.lan.`));
        expect(before?.text).toBe(`${labels.join(".")}.home.lan.`);
      }),
      { numRuns: 40 },
    );
  });
});

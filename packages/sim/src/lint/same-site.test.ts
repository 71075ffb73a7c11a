import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { paths } from "./edits.fixture.ts";
import { answerKey } from "./evidence.ts";
import { put } from "./put-inquiry.ts";
import { SiteView } from "./site-view.ts";
import { type Change, exampleSites, findingsOf, textOf, twinOf } from "./variation.fixture.ts";

/** Code and message of each finding. */
function said(changes: readonly Change[]): readonly string[] {
  return findingsOf({ changes }).map(({ code, message }) => `${code} ${message}`);
}

const atRest = said([]);

/** A file, how a remark looks there, and the lines behind which one may stand. */
const FILES = [
  { path: paths.site, remark: "# a remark", from: 0 },
  { path: "kloud-lan/dns1/etc/bind/named.conf.options", remark: "/* a remark */", from: 0 },
  { path: "kloud-lan/dns2/etc/bind/named.conf.local", remark: "// a remark", from: 0 },
  { path: "kloud-lan/dns1/etc/bind/named.conf", remark: "# a remark", from: 0 },
  { path: paths.zone, remark: "; a remark", from: 0 },
  { path: "kloud-lan/dns1/etc/keepalived/keepalived.conf", remark: "! a remark", from: 0 },
  { path: "kloud-lan/dns2/etc/keepalived/keepalived.conf", remark: "# a remark", from: 0 },
  // Within the Corefile of the ConfigMap.
  { path: paths.corefile, remark: "        # a remark", from: 4 },
] as const;

const remarks: fc.Arbitrary<Change> = fc
  .record({ file: fc.constantFrom(...FILES), at: fc.nat(200) })
  .map(({ file: { path, remark, from }, at }): Change => {
    const lines = textOf(path).split("\n");
    const last = path === paths.corefile ? 24 : lines.length;
    return [path, lines.toSpliced(from + (at % (last - from)), 0, remark).join("\n")];
  });

/** Between the other namespaces in the order of names: the first pod of a site is its example, whoever it is. */
const label = fc.stringMatching(/^[f-j][a-z0-9]{2,8}$/);

describe("law: a site that says the same has the same findings", () => {
  it("whatever remarks stand in its files", () => {
    fc.assert(
      fc.property(remarks, (change) => {
        expect(said([change])).toEqual(atRest);
      }),
      { numRuns: 16 },
    );
  });

  it("whatever a namespace is called", () => {
    const holders = [paths.site, paths.web, "kloud-lan/cluster/namespaces.yaml"];
    fc.assert(
      fc.property(label, (name) => {
        const changes = holders
          .filter((path) => textOf(path).includes("linkerd-viz"))
          .map((path): Change => [path, textOf(path).replaceAll("linkerd-viz", name)]);
        const renamed = atRest.map((text) => text.replaceAll("linkerd-viz", name));
        expect(said(changes).toSorted()).toEqual(renamed.toSorted());
      }),
      { numRuns: 5 },
    );
  });

  it("whatever the priorities and intervals of the routers are, as long as the same one wins", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 130, max: 250 }),
        fc.integer({ min: 20, max: 100 }),
        fc.integer({ min: 1, max: 3 }),
        (high, low, seconds) => {
          const words = (host: string, before: number, after: number): readonly Change[] => [
            [`kloud-lan/${host}/etc/keepalived/keepalived.conf`, `priority ${before}`, `priority ${after}`],
            [`kloud-lan/${host}/etc/keepalived/keepalived.conf`, "advert_int 1", `advert_int ${seconds}`],
          ];
          expect(said([...words("dns1", 101, high), ...words("dns2", 100, low)])).toEqual(atRest);
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe("what a finding shows is what the site answers", () => {
  it.each(exampleSites)("%s: each question, put again, has the same answer", (site) => {
    const { twin, files, known } = twinOf({ site });
    const view = new SiteView(twin, files, known);
    const shown = findingsOf({ site }).flatMap(({ code, evidence }) =>
      (evidence ?? []).map((asked) => [code, asked] as const),
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const [code, asked] of shown) {
      // The root out of reach, and moments in time, are the rules' own making; a cache that somebody filled is, too.
      const isPlain = asked.inquiry.moment === undefined && code !== "LINT_PRIVATE_NAMES_NEED_THE_ROOT";
      if (isPlain) expect(answerKey(put(forkTwin(view.twin), asked.inquiry)), code).toBe(answerKey(asked));
      expect(asked.steps.length, code).toBeGreaterThan(0);
      expect(view.twin.places.has(asked.inquiry.from), code).toBe(true);
    }
  });
});

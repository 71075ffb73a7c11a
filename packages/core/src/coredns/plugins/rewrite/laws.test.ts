import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const label = fc.constantFrom("a", "b", "www", "x-y", "q1");
const labels = fc.array(label, { minLength: 1, maxLength: 3 }).map((all) => all.join("."));
const HERE = "here.test";
const THERE = "yonder.test";

/** Rules before a plugin that answers every name below `yonder.test` with the name that it saw. */
function server(...rules: readonly string[]): CoreDnsUnderTest {
  const lines = rules.map((rule) => ` rewrite ${rule}\n`).join("");
  return new CoreDnsUnderTest(
    `test {\n${lines} template IN A ${THERE} {\n  answer "{{ .Name }} 60 IN A 192.0.2.1"\n }\n template IN MX ${THERE} {\n  answer "{{ .Name }} 60 IN MX 5 mail.{{ .Name }}"\n }\n template IN ANY {\n  rcode NXDOMAIN\n }\n}\n`,
  );
}

describe("a client sees the name that it asked for", () => {
  it.each([
    ["exact", (name: string) => `name exact ${name}.${HERE} ${name}.${THERE}`],
    ["suffix", () => `name suffix .${HERE} .${THERE} answer auto`],
    ["substring", () => `name substring ${HERE} ${THERE} answer auto`],
    ["regex", () => `name regex (.*)\\.here\\.test {1}.${THERE} answer auto`],
  ])("%s", (_, rule) => {
    fc.assert(
      fc.property(labels, (name) => {
        const twin = server(rule(name));
        expect(twin.line(`${name}.${HERE}.`, "A")).toBe("NOERROR aa: 60 A 192.0.2.1");
        expect(twin.line(`${name}.${THERE}.`, "A")).toBe("NOERROR aa: 60 A 192.0.2.1");
        expect(twin.line(`${name}.elsewhere.test.`, "A")).toBe("NXDOMAIN aa");
      }),
    );
  });

  it("and in the data of a suffix rule the name's own zone, too", () => {
    fc.assert(
      fc.property(labels, (name) => {
        const twin = server(`name suffix .${HERE} .${THERE} answer auto`);
        expect(twin.line(`${name}.${HERE}.`, "MX")).toBe(`NOERROR aa: 60 MX 5 mail.${name}.${HERE}.`);
      }),
    );
  });
});

describe("several rules", () => {
  const stop = fc.constantFrom("", "stop ");

  it("the first one that matches is the last, unless it goes on", () => {
    fc.assert(
      fc.property(labels, stop, (name, word) => {
        const first = `name exact ${name}.${HERE} one.${THERE}`;
        const second = `name exact ${name}.${HERE} ${name}.nowhere.test`;
        expect(server(`${word}${first}`, second).line(`${name}.${HERE}.`, "A")).toBe("NOERROR aa: 60 A 192.0.2.1");
        expect(server(second, first).line(`${name}.${HERE}.`, "A")).toBe("NXDOMAIN aa");
      }),
    );
  });

  it("a chain of suffix rules that go on is undone link by link", () => {
    fc.assert(
      fc.property(labels, fc.integer({ min: 1, max: 6 }), (name, length) => {
        const names = [HERE, ...Array.from({ length: length - 1 }, (_, at) => `step${at}.test`), THERE];
        const rules = names.slice(1).map((to, at) => `continue name suffix .${names[at]} .${to} answer auto`);
        expect(server(...rules).line(`${name}.${HERE}.`, "A")).toBe("NOERROR aa: 60 A 192.0.2.1");
      }),
    );
  });
});

describe("ttl and rcode", () => {
  it("a range holds every TTL between its ends", () => {
    const bound = fc.integer({ min: 0, max: 120 });
    fc.assert(
      fc.property(labels, bound, bound, (name, one, other) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)];
        const expected = Math.max(least, Math.min(most, 60));
        expect(server(`ttl suffix ${THERE} ${least}-${most}`).line(`${name}.${THERE}.`, "A")).toBe(
          `NOERROR aa: ${expected} A 192.0.2.1`,
        );
      }),
    );
  });

  it("a reply code is changed where it is the one that the rule names, and nowhere else", () => {
    const code = fc.constantFrom("NOERROR", "NXDOMAIN", "NOTZONE", "YXDOMAIN");
    fc.assert(
      fc.property(code, code, fc.constantFrom(HERE, THERE), (from, to, zone) => {
        const was = zone === THERE ? "NOERROR" : "NXDOMAIN";
        const found = server(`rcode regex .* ${from} ${to}`).line(`x.${zone}.`, "A").split(/[ :]/)[0];
        expect(found).toBe(from === was ? to : was);
      }),
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diagnosticsOf, faultOf } from "../diagnostics.fixture.ts";

const OPTIONS = [
  "acme a.test *.b.test",
  "email admin@a.test",
  "ca https://ca.test/dir",
  "storage certs",
  "ca_root /ca.pem",
  "resolver 192.0.2.53:53",
];
const tls = (options: readonly string[]): string => `tls {\n${options.map((option) => ` ${option}\n`).join("")}}`;

/** plugin/tls/acme.go of CoreDNS 1.15.0. */
describe("laws of the options of ACME", () => {
  const some = fc.shuffledSubarray(OPTIONS);

  it("any of them, in any order, is taken where there is a domain", () => {
    fc.assert(
      fc.property(some, (options) => {
        const hasDomain = options.some((option) => option.startsWith("acme "));
        expect(faultOf(tls(options))).toBe(hasDomain ? "" : "ACME requires at least one domain");
      }),
    );
  });

  it("one that stands there twice is the first thing that is said", () => {
    fc.assert(
      fc.property(fc.constantFrom(...OPTIONS), some, (twice, options) => {
        const [name] = twice.split(" ");
        const [first] = diagnosticsOf(tls([twice, ...options.filter((option) => option !== twice), twice]));
        expect(first).toBe(`error: ACME option "${name}" can only be specified once`);
      }),
    );
  });
});

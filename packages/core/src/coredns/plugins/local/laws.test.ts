import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

const twin = new CoreDnsUnderTest(". {\n local\n template ANY ANY {\n  rcode NXDOMAIN\n }\n}\n");
const label = fc.constantFrom("a", "localhost", "LOCALHOST", "localhosts", "127", "in-addr", "x-y");
const labels = fc.array(label, { maxLength: 4 });

/** plugin/local/local.go of CoreDNS 1.15.0. */
describe("laws", () => {
  it("a name that begins or ends with the label localhost is the machine's, any other one is another plugin's", () => {
    fc.assert(
      fc.property(labels, (parts) => {
        const name = parts.length === 0 ? "." : `${parts.join(".")}.`;
        const isLocal = [parts[0], parts.at(-1)].some((part) => part?.toLowerCase() === "localhost");
        expect([name, twin.answer(name, "A")]).toEqual([name, isLocal ? `${name} A 127.0.0.1` : "NXDOMAIN"]);
      }),
    );
  });

  it("of all addresses of the loopback network one has a name", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(octet, octet, octet, (...octets) => {
        const name = `${octets.join(".")}.127.in-addr.arpa.`;
        const isOne = octets.join(".") === "1.0.0";
        expect(twin.answer(name, "PTR")).toBe(isOne ? `${name} PTR localhost.` : "NXDOMAIN");
      }),
    );
  });
});

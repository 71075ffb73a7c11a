import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Response, RrType } from "../../../dns/index.ts";
import { invariant } from "../../../invariant.ts";
import type { Outcome } from "../../../resolution/index.ts";
import { type AskOptions, CoreDnsUnderTest } from "../ask-coredns.fixture.ts";
import { rewriteText } from "./text.ts";

const ZONE = `$TTL 60
@ SOA ns hm 3 1 1 1 5
www A 192.0.2.2
mx MX 5 www
srv SRV 1 2 3 www
alias CNAME www
old CNAME gone.elsewhere.
new A 192.0.2.4
cn CNAME old
loop CNAME loop2
loop2 CNAME loop
`;
const SOA = "authority:\nt.test. 60 IN SOA ns.t.test. hm.t.test. 3 1 1 1 5";

function twin(rules: readonly string[], behind = "file /db t.test"): CoreDnsUnderTest {
  const lines = rules.map((rule) => ` rewrite ${rule}\n`).join("");
  return new CoreDnsUnderTest(`a.test t.test {\n${lines} ${behind}\n}\n`, { "/db": ZONE });
}

const ask = (rules: readonly string[], name: string, type: RrType = "A", options: AskOptions = {}): string =>
  twin(rules).ask(name, type, options);

function lastMessage(outcome: Outcome): Response {
  const message = outcome.kind === "reply" ? [...outcome.messages].at(-1) : undefined;
  invariant(message !== undefined, "a reply");
  return message;
}

describe("name rules", () => {
  it.each<readonly [string, string, RrType, string]>([
    ["name www.a.test www.t.test", "WWW.a.test.", "A", "NOERROR aa\nwww.a.test. 60 IN A 192.0.2.2"],
    [
      "name exact mx.a.test mx.t.test",
      "mx.a.test.",
      "MX",
      "NOERROR aa\nmx.a.test. 60 IN MX 5 www.t.test.\nadditional:\nwww.t.test. 60 IN A 192.0.2.2",
    ],
    ["name exact x.a.test gone.t.test", "x.a.test.", "A", `NXDOMAIN aa\n${SOA}`],
    ["name suffix .a.test .t.test", "www.a.test.", "A", "NOERROR aa\nwww.t.test. 60 IN A 192.0.2.2"],
    [
      "name suffix .a.test .t.test answer auto",
      "srv.a.test.",
      "SRV",
      "NOERROR aa\nsrv.a.test. 60 IN SRV 1 2 3 www.a.test.\nadditional:\nwww.a.test. 60 IN A 192.0.2.2",
    ],
    ["name prefix www www", "www.a.test.", "A", "REFUSED"],
    ["name prefix www. new.t.test. answer auto", "www.", "A", "REFUSED"],
    ["name substring a.test t.test answer auto", "www.a.test.", "A", "NOERROR aa\nwww.a.test. 60 IN A 192.0.2.2"],
    ["name regex (.*)-(.*)\\.a\\.test {2}{1}.t.test", "ww-w.a.test.", "A", "NOERROR aa\nwww.t.test. 60 IN A 192.0.2.2"],
    [
      "name regex (x+)\\.a\\.test mx.t.test answer name (.*)\\.t\\.test {1}.n.test answer value (.*)\\.t\\.test {1}.v.test",
      "xx.a.test.",
      "MX",
      "NOERROR aa\nmx.n.test. 60 IN MX 5 www.v.test.\nadditional:\nwww.n.test. 60 IN A 192.0.2.2",
    ],
    ["name regex (.*)\\.a\\.test {1}..t.test", "www.a.test.", "A", "SERVFAIL"],
  ])("%s: %s %s", (rule, name, type, expected) => expect(ask([rule], name, type)).toBe(expected));

  it("keeps the asked question, with its case, whatever it became", () => {
    const { questions } = lastMessage(twin(["name WWW.a.test www.t.test"]).outcome("wWw.A.test.", "A"));
    expect(questions.map(({ name }) => name.text)).toEqual(["wWw.A.test."]);
  });

  it("answers with the changed question where only rules that go on changed it", () => {
    const outcome = twin(["continue name suffix .a.test .t.test", "continue type AAAA A"]).outcome(
      "www.a.test.",
      "AAAA",
    );
    const questions = outcome.kind === "reply" ? [...outcome.messages].flatMap((message) => message.questions) : [];
    expect(questions.map(({ name, type }) => `${name.text} ${type}`)).toEqual(["www.t.test. A"]);
  });

  it("puts the last rule's change back first", () => {
    const rules = [
      "continue name suffix .a.test .b.test answer auto",
      "continue name suffix .b.test .t.test answer auto",
    ];
    expect(ask(rules, "www.a.test.")).toBe("NOERROR aa\nwww.a.test. 60 IN A 192.0.2.2");
  });
});

describe("rules for the reply", () => {
  it.each<readonly [readonly string[], string, string]>([
    [
      ["continue ttl suffix .a.test. 70-", "name suffix .a.test .t.test answer auto"],
      "www.a.test.",
      "NOERROR aa\nwww.a.test. 70 IN A 192.0.2.2",
    ],
    [["ttl www.t.test 5"], "www.t.test.", "NOERROR aa\nwww.t.test. 5 IN A 192.0.2.2"],
    [["ttl regex ^w -20"], "www.t.test.", "NOERROR aa\nwww.t.test. 20 IN A 192.0.2.2"],
    [["rcode gone.t.test NXDOMAIN NOERROR"], "gone.t.test.", `NOERROR aa\n${SOA}`],
    [["rcode prefix www REFUSED NXDOMAIN"], "www.a.test.", "NXDOMAIN"],
    [["rcode regex ^www SERVFAIL NXDOMAIN"], "www.a.test.", "REFUSED"],
    [
      ["cname old.t.test new.t.test"],
      "cn.t.test.",
      "NOERROR aa\ncn.t.test. 60 IN CNAME new.t.test.\nnew.t.test. 60 IN A 192.0.2.4",
    ],
    [["cname suffix .elsewhere. .t.test."], "old.t.test.", "NOERROR aa\nold.t.test. 60 IN CNAME gone.t.test."],
    [
      ["cname other.t.test new.t.test"],
      "alias.t.test.",
      "NOERROR aa\nalias.t.test. 60 IN CNAME www.t.test.\nwww.t.test. 60 IN A 192.0.2.2",
    ],
  ])("%j: %s", (rules, name, expected) => expect(ask(rules, name)).toBe(expected));

  it("sends a target that comes back to itself round nine times, twice as many aliases each time", () => {
    const { answer } = lastMessage(
      twin(["cname regex .* cn.t.test."]).outcome("cn.t.test.", "A", { transport: "tcp" }),
    );
    expect(answer).toHaveLength(2 ** 9 - 1);
  });

  it("gives up what would never end", () => {
    const chain = Array.from({ length: 9 }, (_, index) => `c${index} CNAME c${index + 1}\n`).join("");
    const endless = new CoreDnsUnderTest("t.test {\n rewrite cname regex .* c0.t.test.\n file /db\n}\n", {
      "/db": `$TTL 60\n@ SOA ns hm 3 1 1 1 5\n${chain}`,
    });
    expect(endless.ask("c0.t.test.", "A")).toContain("unsupported: more than");
  });
});

describe("edns0 rules", () => {
  const optionsOf = (rules: readonly string[], options: AskOptions): string => {
    const outcome = twin(rules, "whoami").outcome("x.a.test.", "A", options);
    if (outcome.kind !== "reply") return outcome.kind;
    const [message] = outcome.messages;
    const edns = message?.edns ?? null;
    if (edns === null) return "none";
    return [String(edns.udpSize), ...edns.options.map(({ code, data }) => `${code}=${[...data].join(".")}`)].join(" ");
  };
  it.each<readonly [readonly string[], AskOptions, string]>([
    [["edns0 local set 0xffee 0xab"], {}, "4096 65518=171"],
    [["edns0 local set 0xffee 0xab"], { ednsSize: 600 }, "600 65518=171"],
    [["edns0 local set 0xffee 0xab revert"], { ednsSize: 600 }, "600"],
    [["edns0 local replace 0xffee 0xab"], {}, "4096"],
    [["edns0 nsid set"], { ednsSize: 600 }, "600"],
    [
      ["continue edns0 local set 65000 {client_ip}", "edns0 local append 65000 {client_port}"],
      {},
      "4096 65000=192.0.2.1",
    ],
    [["edns0 local set 65000 {qtype}"], {}, "4096 65000=0.1"],
    [["edns0 local set 65000 {no/value}"], {}, "none"],
    [
      ["continue edns0 local append 65000 a", "continue edns0 local append 65000 b", "edns0 local unset 65000"],
      {},
      "4096",
    ],
  ])("%j %o: %s", (rules, options, expected) => expect(optionsOf(rules, options)).toBe(expected));
});

describe("law", () => {
  const label = fc.constantFrom("a", "b", "www", "x-y");
  const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join(".")}.`);

  it("what one suffix rule does, the opposite one undoes", () => {
    fc.assert(
      fc.property(name, name, name, (left, from, to) => {
        const there = rewriteText({ kind: "suffix", from: `.${from}`, to: `.${to}` }, `${left}${from}`);
        expect(there).toBe(`${left}${to}`);
        expect(rewriteText({ kind: "suffix", from: `.${to}`, to: `.${from}` }, there)).toBe(`${left}${from}`);
      }),
    );
  });

  it("a remap takes a name and what stands below it, and nothing else", () => {
    fc.assert(
      fc.property(name, name, name, (subject, from, to) => {
        const found = rewriteText({ kind: "remap", from, to }, subject);
        if (subject === from) expect(found).toBe(to);
        else if (subject.endsWith(`.${from}`)) expect(found).toBe(subject.slice(0, -from.length) + to);
        else expect(found).toBe(subject);
      }),
    );
  });
});

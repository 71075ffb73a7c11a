import { describe, expect, it } from "vitest";
import { makeQuery, NO_FLAGS, nameOf, type Query, type Response, SharedSecret } from "../../dns/index.ts";
import { decodeMessage, encodeMessage } from "../../wire/index.ts";
import { Clockwork, primaryWith } from "../fixtures/clockwork.fixture.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { signatureStanding } from "./standing.ts";

/** A copy and its primary that sign what they say (RFC 8945), as two nameds (9.18.49) did: `conformance/recordings-zones/keys-*`. */
const A = "192.0.2.1";
const key = (name: string, algorithm = "hmac-sha256", secret = "b3Vycw=="): string =>
  `key "${name}" { algorithm ${algorithm}; secret "${secret}"; };\n`;
const K = key("k");
const FILE = "$TTL 60\n@ SOA ns h 7 8 4 20 60\n@ NS ns\nns A 192.0.2.1\n";
const copyOf = (keys: string, list = `${A} key k;`, servers = ""): string =>
  `${keys}options { recursion no; notify no; min-refresh-time 1; min-retry-time 1; };
zone "z.lan" { type secondary; primaries { ${list} }; file "/s.db"; };\n${servers}`;
const FROM = `transfer of 'z.lan/IN' from ${A}#53:`;
const failing = (why: string): string =>
  `zone z.lan/IN: refresh: failure trying primary ${A}#53 (source 0.0.0.0#0): ${why}`;

/** What the copy logs first, without moments. */
function said(copy: string, options: string, keys: string): readonly string[] {
  const clockwork = new Clockwork(copy, { [A]: primaryWith(FILE, options, keys) });
  clockwork.passUntil(0.1);
  return clockwork.takeLines().map((line) => line.replace(/^\S+ /, ""));
}

const COPIED = [
  "zone z.lan/IN: Transfer started.",
  `${FROM} connected using ${A}#53 TSIG k`,
  "zone z.lan/IN: transferred serial 7: TSIG 'k'",
  `${FROM} Transfer status: success`,
  expect.stringContaining("Transfer completed: 1 messages, 4 records, "),
];
const REFUSED = [
  "zone z.lan/IN: Transfer started.",
  `${FROM} connected using ${A}#53`,
  `${FROM} failed while receiving responses: REFUSED`,
  `${FROM} Transfer status: REFUSED`,
  expect.stringContaining("Transfer completed: 0 messages, 0 records, 0 bytes"),
];
const WANTS_KEY = "allow-transfer { key k; };";

describe("a copy whose questions are signed", () => {
  it.each<readonly [what: string, copy: string, options: string, keys: string, said: readonly unknown[]]>([
    ["the same key", copyOf(K), WANTS_KEY, K, COPIED],
    ["the key in `server`", copyOf(K, `${A};`, `server ${A} { keys { k; }; };\n`), WANTS_KEY, K, COPIED],
    [
      "the name's case does not count",
      copyOf(key("K."), `${A} key K;`),
      WANTS_KEY,
      K,
      COPIED.map((line) => (typeof line === "string" ? line.replace(/TSIG ('?)k/, "TSIG $1K") : line)),
    ],
    ["nobody wants one", copyOf(K), "", K, COPIED],
    ["zeros at the end of a secret", copyOf(key("k", "hmac-sha256", "b3VycwA=")), WANTS_KEY, K, COPIED],
    ["the primary does not have it: BADKEY", copyOf(K), WANTS_KEY, "", [failing("tsig indicates error")]],
    ["another algorithm: BADKEY", copyOf(K), WANTS_KEY, key("k", "hmac-sha512"), [failing("tsig indicates error")]],
    [
      "another secret: BADSIG",
      copyOf(key("k", "hmac-sha256", "b3RoZXI=")),
      WANTS_KEY,
      K,
      [failing("tsig indicates error")],
    ],
    [
      "a digest that is cut, and not there: BADTRUNC",
      copyOf(key("k", "hmac-sha256-128")),
      WANTS_KEY,
      K,
      [failing("tsig indicates error")],
    ],
    [
      "a digest that is cut there alone: it gives as much as it got",
      copyOf(K),
      WANTS_KEY,
      key("k", "hmac-sha256-128"),
      COPIED,
    ],
    ["the copy does not have it", copyOf(""), WANTS_KEY, K, ["zone z.lan/IN: unable to find key: k"]],
    ["the copy does not sign", copyOf("", `${A};`), WANTS_KEY, K, REFUSED],
    [
      "it signs with another that the primary has",
      copyOf(key("other"), `${A} key other;`),
      WANTS_KEY,
      K + key("other"),
      REFUSED.map((line) => (typeof line === "string" ? line.replace(/using (.*)$/, "using $1 TSIG other") : line)),
    ],
    [
      "the question is refused too",
      copyOf("", `${A};`),
      "allow-query { key k; }; allow-transfer { key k; };",
      K,
      [`zone z.lan/IN: refresh: unexpected rcode (REFUSED) from primary ${A}#53 (source 0.0.0.0#0)`, ...REFUSED],
    ],
    ["signed, it is not", copyOf(K), "allow-query { key k; }; allow-transfer { key k; };", K, COPIED],
  ])("%s", (_, copy, options, keys, lines) => {
    expect(said(copy, options, keys)).toEqual(lines);
  });

  it("a primary that does not sign is not believed", () => {
    const unsigned = primaryWith(FILE);
    const clockwork = new Clockwork(copyOf(K), {
      [A]: (query, transport, now) => {
        const { signature: _, ...plain } = query;
        return unsigned(plain, transport, now);
      },
    });
    clockwork.passUntil(0.1);
    expect(clockwork.takeLines()).toEqual([`0.0 ${failing("expected a TSIG or SIG(0)")}`]);
  });

  it("a primary without a key is left out, and the next is asked at once", () => {
    const B = "192.0.2.2";
    const clockwork = new Clockwork(copyOf(K, `${A} key stranger; ${B} key k;`), {
      [A]: primaryWith(FILE, "", K),
      [B]: primaryWith(FILE, "", K),
    });
    clockwork.passUntil(0.1);
    expect(clockwork.takeAsked()).toEqual([`0.0 ${B} z.lan. SOA`, `0.0 tcp ${B} no-edns z.lan. AXFR`]);
  });

  it("a copy whose key is taken away ages until it expires, and comes back with the key", () => {
    const clockwork = new Clockwork(copyOf(K), { [A]: primaryWith(FILE, WANTS_KEY, K) });
    clockwork.passUntil(0.1);
    clockwork.others.set(A, primaryWith(FILE, WANTS_KEY, ""));
    clockwork.passUntil(19.9);
    expect(clockwork.serial("z.lan.")).toBe("7");
    clockwork.passUntil(20.1);
    expect(clockwork.serial("z.lan.")).toBe("SERVFAIL");
    expect(clockwork.takeLines()).toContain("20.0 zone z.lan/IN: expired");
    clockwork.others.set(A, primaryWith(FILE, WANTS_KEY, K));
    clockwork.passUntil(120);
    expect(clockwork.serial("z.lan.")).toBe("7");
  });
});

describe("a question that is signed", () => {
  const conf = `${K}acl ours { key k; };
options { recursion no; allow-query { !key bad; ours; }; };
zone "z.lan" { type primary; file "/z.db"; };\n${key("bad")}`;
  const soa = makeQuery({ name: nameOf("z.lan."), type: "SOA", class: "IN" }, { flags: NO_FLAGS });
  const signed = (name: string, secret = "ours"): Query => ({
    ...soa,
    signature: {
      key: nameOf(`${name}.`),
      algorithm: "hmac-sha256",
      digest: { secret: new SharedSecret(new TextEncoder().encode(secret)), octets: 32 },
      error: null,
      signedAt: 0,
    },
  });

  function replyTo(query: Query): Response {
    const clockwork = new Clockwork(conf, {}, { files: { "/z.db": FILE } });
    const outcome = clockwork.receive(query);
    const [message] = outcome.kind === "reply" ? [...outcome.messages] : [];
    if (message === undefined) throw new Error(outcome.kind);
    return message;
  }

  it.each<readonly [string, Query, rcode: string, error: string | null | undefined, octets: number | undefined]>([
    ["not signed", soa, "REFUSED", undefined, undefined],
    ["by who is let in", signed("k"), "NOERROR", null, 32],
    ["by who is kept out", signed("bad"), "REFUSED", null, 32],
    ["by nobody who is known", signed("x"), "NOTAUTH", "BADKEY", undefined],
    ["with another secret", signed("k", "other"), "NOTAUTH", "BADSIG", undefined],
  ])("%s", (_, query, rcode, error, octets) => {
    const { rcode: own, signature } = replyTo(query);
    expect([own, signature?.error, signature?.digest?.octets]).toEqual([rcode, error, octets]);
  });

  it("its record stands last, with a digest of zeros, and shows no secret", () => {
    const octets = encodeMessage(signed("k"));
    const decoded = decodeMessage(octets);
    expect(
      decoded.kind === "message" && decoded.message.additional.map(({ owner, data }) => `${owner.text} ${data.type}`),
    ).toEqual(["k. TSIG"]);
    expect(octets).toHaveLength(encodeMessage(soa).length + 3 + 10 + 13 + 16 + 32);
    expect(JSON.stringify(signed("k"))).not.toContain("ours");
  });
});

describe("how one takes what the other signs", () => {
  const view = (conf: string) => {
    const [first] = startBind(conf).settings.views;
    if (first === undefined) throw new Error("there is a view");
    return first;
  };
  it.each<readonly [string, asker: string, asked: string, standing: string]>([
    ["no key at all", copyOf("", `${A};`), K, "unsigned"],
    ["the same", copyOf(K), K, "good"],
    ["nobody has it there", copyOf(K), "", "bad BADKEY"],
    ["another secret", copyOf(K), key("k", "hmac-sha256", "b3RoZXI="), "bad BADSIG"],
    ["cut there", copyOf(K), key("k", "hmac-sha256-128"), "good"],
    ["cut here", copyOf(key("k", "hmac-sha256-128")), K, "bad BADTRUNC"],
    ["not here", copyOf(""), K, "missing"],
  ])("%s", (_, asker, asked, expected) => {
    const own = view(asker);
    const zone = own.zones.find(({ kind }) => kind === "secondary");
    const [primary] = zone?.kind === "secondary" ? zone.primaries : [];
    if (primary === undefined) throw new Error("there is a primary");
    const standing = signatureStanding(own, primary, view(`${asked}options { recursion no; };`));
    const more = standing.kind === "bad" ? ` ${standing.error}` : "";
    expect(`${standing.kind}${more}`).toBe(expected);
  });
});

import { HINTS, internet, iterating, ONE } from "../fixtures/internet.fixture.ts";
import { type Script, serving } from "../fixtures/upstreams.fixture.ts";

const SOA = "$TTL 300\n@ SOA ns h 1 1 1 1 60\n@ NS ns\nns A 10.0.0.1\n";

/** Aliases of every kind: within `a`, into its neighbours, to zones that give nothing, below a cut, and out of the server. */
export const chainsFiles = {
  ...HINTS,
  "/a": `${SOA}
www A 10.0.0.2
toself CNAME toself
one CNAME two
two CNAME www
tob CNAME www.b.
togoneb CNAME gone.b.
totextb CNAME text.b.
tobad CNAME www.bad.
toclosed CNAME www.closed.
backandforth CNAME back.b.
*.star CNAME www
*.starb CNAME www.b.
*.starself CNAME x.starself
d DNAME b.
dd DNAME d
dself DNAME dself
dgone DNAME gone.b.
dout DNAME ext.
dbad DNAME bad.
tod CNAME www.d
tocut CNAME www.cut
dcut DNAME cut
tocutself CNAME cut
cut NS ns.cut
ns.cut A ${ONE}
out CNAME www.ext.
outgone CNAME gone.ext.
outtwo CNAME chain.ext.
toroot CNAME .
${Array.from({ length: 21 }, (_, at) => `c${at} CNAME c${at + 1}`).join("\n")}
c21 A 10.0.0.3
`,
  "/b": `${SOA}www A 10.0.1.2\ntext TXT text\nback CNAME www.a.\n`,
};

/** named of these zones, which iterates for the LAN. */
export function chainsConf(more = ""): string {
  return iterating(
    `allow-query { any; }; allow-recursion { 192.168.13.0/24; }; ${more}`,
    `zone "a" { type primary; file "/a"; check-names ignore; };
zone "b" { type primary; file "/b"; };
zone "bad" { type primary; file "/missing"; };
zone "closed" { type primary; file "/b"; allow-query { none; }; };`,
  );
}

/** The Internet, with an alias out of `ext`, and the server of the cut. */
export function chainsOthers(): Readonly<Record<string, Script>> {
  return internet("", {
    [ONE]: serving({ "cut.a": `${SOA}www A 10.0.2.2\n@ A 10.0.2.3\n` }),
    "192.0.2.3": serving({
      ext: `$TTL 3600\n@ SOA ns n 1 1 1 1 60\n@ NS ns\nns A 192.0.2.3\nwww A 203.0.113.2\nchain CNAME www.lan.\n`,
    }),
  });
}

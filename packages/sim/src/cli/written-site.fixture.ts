import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { unhurried } from "./io.ts";
import { runCli } from "./program.ts";

/** A folder of its own with these files. */
export function writtenFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "splithorizon-written-"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in a folder; the clock stands at 2024-01-02T16:39:12Z. The folder's own path is printed as `DIR`. */
export async function runIn(folder: string, line: string, input: readonly string[] = []): Promise<Ran> {
  const said = { out: "", err: "" };
  const code = await runCli(line === "" ? [] : line.split(" "), {
    ...unhurried,
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    lines: async function* () {
      yield* input;
    },
    workingDirectory: folder,
    now: () => 1_704_213_552_000,
  });
  return { code, out: said.out.replaceAll(folder, "DIR"), err: said.err.replaceAll(folder, "DIR") };
}

/** One BIND, one client that asks it, one machine without any, and somebody who has no name server. */
export const SMALL_SITE = {
  "site.yaml": `version: 1
networks: { lan: 192.0.2.0/24 }
hosts:
  dns1: { addresses: 192.0.2.53, bind: { version: "9.18", config: dns1/etc/bind/named.conf } }
  laptop: { addresses: 192.0.2.50, nameservers: [192.0.2.53], search: [example.lan] }
  printer: { addresses: 192.0.2.60 }
expect:
  - { from: laptop, ask: www.example.lan, answers: [192.0.2.80] }
  - { from: laptop, ask: nix.example.lan, rcode: NXDOMAIN }
  - { from: laptop, ask: example.lan MX, answers: [10 mail.example.lan.], server: dns1 }
`,
  "dns1/etc/bind/named.conf": `options { directory "/etc/bind"; recursion no; };
zone "example.lan" { type primary; file "db.example.lan"; };
zone "2.0.192.in-addr.arpa" { type primary; file "db.192.0.2"; };
`,
  "dns1/etc/bind/db.example.lan": `$TTL 300
@     SOA ns admin 7 1800 900 604800 30
@     NS  ns
@     MX  10 mail
ns    A   192.0.2.53
www   A   192.0.2.80
mail  A   192.0.2.81
alias CNAME www
`,
  "dns1/etc/bind/db.192.0.2": `$TTL 300
@   SOA ns.example.lan. admin.example.lan. 1 1800 900 604800 30
@   NS  ns.example.lan.
80  PTR www.example.lan.
`,
} as const;

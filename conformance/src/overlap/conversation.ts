/** Two name servers of one site, and who is silent; paths are those of the hosts. */
export const FILES: Readonly<Record<string, string>> = {
  "/site.yaml": `
version: 1
networks: { lan: 192.168.13.0/24 }
hosts:
  dns1: { addresses: [192.168.13.11], bind: { version: "9.18", config: dns1/named.conf } }
  dns2: { addresses: [192.168.13.12], bind: { version: "9.18", config: dns2/named.conf } }
  silent: { addresses: [192.168.13.98], firewall: [{ action: drop }] }
  laptop: { addresses: [192.168.13.50], nameservers: [192.168.13.11] }
`,
  "/dns1/named.conf": `
options { directory "/"; recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no; listen-on { 192.168.13.11; }; query-source address 192.168.13.11; };
zone "own.test" { type primary; file "/db.own"; };
zone "slow.test" { type forward; forward only; forwarders { 192.168.13.98; 192.168.13.12; }; };
zone "silent.test" { type forward; forward only; forwarders { 192.168.13.98; }; };
`,
  "/dns1/db.own": "$TTL 60\n@ SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.168.13.11\nwww A 192.168.13.80\n",
  "/dns2/named.conf": `
options { directory "/"; recursion no; allow-query { any; }; listen-on { 192.168.13.12; }; };
zone "slow.test" { type primary; file "/db.slow"; };
`,
  "/dns2/db.slow":
    "$TTL 60\n@ SOA ns admin 1 1800 900 604800 30\n@ NS ns\nns A 192.168.13.12\nwww A 192.168.13.80\nzero 0 A 192.168.13.81\n",
};

export interface Planned {
  readonly atMs: number;
  readonly name: string;
  readonly rd: boolean;
}

const ask = (atMs: number, name: string, rd = true): Planned => ({ atMs, name: `${name}.`, rd });

/** Who asks the same, or something else, while a question still waits for a silent server; in the order in which they are put. */
export const CONVERSATION: readonly Planned[] = [
  ask(100, "x.silent.test"),
  ask(300, "www.own.test"),
  ...Array.from({ length: 12 }, (_, at) => ask(500 + 20 * at, "x.silent.test")),
  ask(1100, "y.silent.test"),
  ask(2100, "x.silent.test", false),
  ask(5100, "y.silent.test"),
  ask(10_400, "x.silent.test"),
  ask(10_500, "www.own.test"),
  ask(13_100, "x.silent.test"),
];

/** What came of one of them: its rcode and its addresses with their TTL, and after how many milliseconds; null: nothing. */
export interface Heard {
  readonly atMs: number;
  readonly answer: string | null;
  readonly elapsedMs: number;
}

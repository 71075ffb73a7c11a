import { describe, expect, it } from "vitest";
import { isRefused } from "../fixtures/conf.fixture.ts";
import { says } from "../fixtures/upstreams.fixture.ts";
import { World } from "../fixtures/world.fixture.ts";
import { grammarOf } from "../named-conf/grammar/grammar.ts";
import { bindSupport } from "./option-support.ts";

/**
 * Each statement of options that is called `ignored`, with a value that an operator might give it; named-checkconf 9.18.49 takes
 * every line. None of them changes what a client hears, nor whom the server asks.
 */
const STATEMENTS = `
allow-new-zones yes;
also-notify { 192.0.2.9; };
alt-transfer-source 192.168.13.5;
alt-transfer-source-v6 fd13::5;
automatic-interface-scan no;
avoid-v4-udp-ports { range 1 1024; };
avoid-v6-udp-ports { 5353; };
bindkeys-file "/etc/bind/bind.keys";
check-sibling no;
check-spf ignore;
check-wildcard no;
clients-per-query 1;
cookie-algorithm siphash24;
cookie-secret "00112233445566778899aabbccddeeff";
coresize 1m;
datasize 1g;
dialup yes;
disable-algorithms "." { RSASHA1; };
disable-ds-digests "." { SHA-1; };
dnskey-sig-validity 7;
dnssec-accept-expired yes;
dnssec-dnskey-kskonly no;
dnssec-loadkeys-interval 5;
dnssec-secure-to-insecure yes;
dnssec-update-mode no-resign;
dnstap { all; }; dnstap-output file "/var/log/tap";
dnstap-identity "twin";
dnstap-version none;
dump-file "/var/cache/dump";
fetch-quota-params 1 0.1 0.2 0.3;
fetches-per-server 1;
fetches-per-zone 1;
files 10;
flush-zones-on-shutdown yes;
fstrm-set-buffer-hint 1024;
fstrm-set-flush-timeout 2;
fstrm-set-input-queue-size 64;
fstrm-set-output-notify-threshold 2;
fstrm-set-output-queue-model spsc;
fstrm-set-output-queue-size 4;
fstrm-set-reopen-interval 9;
geoip-directory "/usr/share/GeoIP";
glue-cache no;
heartbeat-interval 10;
http-listener-clients 1;
http-port 8080;
http-streams-per-connection 1;
https-port 8443;
interface-interval 0;
ixfr-from-differences yes;
keep-response-order { any; };
key-directory "/etc/bind/keys";
lame-ttl 1;
lmdb-mapsize 1m;
lock-file none;
managed-keys-directory "/var/cache";
masterfile-style full;
match-mapped-addresses yes;
max-cache-size 2m;
max-clients-per-query 1;
max-ixfr-ratio 10%;
max-journal-size 1m;
max-refresh-time 60;
max-retry-time 60;
max-rsa-exponent-size 35;
max-transfer-idle-in 1;
max-transfer-idle-out 1;
max-transfer-time-in 1;
max-transfer-time-out 1;
memstatistics yes;
memstatistics-file "/var/log/memory";
min-refresh-time 1;
min-retry-time 1;
multi-master yes;
new-zones-directory "/var/cache";
notify no;
notify-delay 1;
notify-rate 1;
notify-source 192.168.13.5;
notify-source-v6 fd13::5;
notify-to-soa yes;
nta-lifetime 1d;
nta-recheck 1m;
parental-source 192.168.13.5;
parental-source-v6 fd13::5;
pid-file none;
provide-ixfr no;
querylog yes;
recursing-file "/var/log/recursing";
recursive-clients 1;
request-expire no;
request-ixfr no;
request-nsid yes;
reserved-sockets 10;
reuseport no;
secroots-file "/var/log/roots";
serial-query-rate 1;
serial-update-method date;
session-keyalg hmac-sha512;
session-keyfile none;
session-keyname "twin";
sig-signing-nodes 1;
sig-signing-signatures 1;
sig-signing-type 65280;
sig-validity-interval 7 24;
stacksize 1m;
startup-notify-rate 1;
statistics-file "/var/log/statistics";
tcp-clients 1;
tcp-idle-timeout 10;
tcp-initial-timeout 25;
tcp-keepalive-timeout 10;
tcp-listen-queue 1;
tcp-receive-buffer 4096;
tcp-send-buffer 4096;
tkey-domain "lan";
tkey-gssapi-credential "DNS/ns.lan";
tkey-gssapi-keytab "/etc/krb5.keytab";
transfer-source 192.168.13.5;
transfer-source-v6 fd13::5;
transfers-in 1;
transfers-out 1;
transfers-per-ns 1;
trust-anchor-telemetry no;
try-tcp-refresh no;
udp-receive-buffer 4096;
udp-send-buffer 4096;
update-check-ksk no;
update-quota 1;
use-alt-transfer-source no;
use-v4-udp-ports { range 1025 65535; };
use-v6-udp-ports { range 1025 65535; };
v6-bias 10;
zone-statistics full;
`
  .trim()
  .split("\n");

const files = {
  "/etc/bind/db.a": `$TTL 300
@ SOA ns n 1 1 1 1 60
@ NS ns
ns A 192.168.13.5
www A 192.168.13.20
*.wild TXT "any"
sub NS ns.sub
ns.sub A 192.168.13.6
`,
};
const UPSTREAM = "192.0.2.1";
const QUESTIONS = ["www.a.lan A", "none.a.lan A", "x.wild.a.lan TXT", "www.out.test A", "www.out.test A", "a.lan SOA"];

/** What a client hears, question by question, and whom the server asked for it. */
function heard(more: string): readonly string[] {
  const conf = `options {
    recursion yes; allow-query { any; }; allow-recursion { any; }; dnssec-validation no;
    forward only; forwarders { ${UPSTREAM}; };
    ${more}
  };
  zone "a.lan" { type primary; file "/etc/bind/db.a"; };`;
  expect(isRefused(conf)).toBe(false);
  const world = new World(conf, { [UPSTREAM]: says({ answer: "www.out.test. 300 A 203.0.113.9" }) }, { files });
  const answers = QUESTIONS.map((question) => world.ask(question));
  return [...answers, ...world.asked];
}

describe("what is ignored changes no answer", () => {
  const usual = heard("");

  it("the questions are worth asking: from a zone, from another server, from the cache", () => {
    expect(usual.slice(0, QUESTIONS.length).map((answer) => answer.split("\n")[0])).toEqual([
      "NOERROR aa ra",
      "NXDOMAIN aa ra",
      "NOERROR aa ra",
      "NOERROR ra",
      "NOERROR ra",
      "NOERROR aa ra",
    ]);
    expect(usual.length).toBe(QUESTIONS.length + 1);
  });

  it.each(STATEMENTS)("%s", (statement) => {
    expect(heard(statement)).toEqual(usual);
  });

  it("all of them together", () => {
    expect(heard(STATEMENTS.join("\n"))).toEqual(usual);
  });
});

/** Not in packaged BIND, or of a method that was given up. */
const NOT_COMPILED_IN = ["dnsrps-enable", "dnsrps-options", "nsec3-test-zone", "tkey-dhkey"];

it("each statement of options that is ignored has a line here", () => {
  const rules = grammarOf("9.18").rulesOf("options");
  const told = new Set(STATEMENTS.flatMap((line) => line.split(";").map((part) => part.trim().split(" ")[0])));
  const ignored = [...bindSupport("options")].filter(
    ([name, { level }]) => level === "ignored" && rules.has(name) && rules.get(name)?.state !== "obsolete",
  );
  const untold = ignored.map(([name]) => name).filter((name) => !told.has(name));
  expect(untold.toSorted()).toEqual(NOT_COMPILED_IN);
});

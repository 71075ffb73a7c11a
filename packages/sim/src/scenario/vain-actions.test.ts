import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { forkTwin } from "../asking/index.ts";
import { readFolder } from "../node/index.ts";
import { loadSite } from "../site/index.ts";
import { twinOf } from "../testing/index.ts";
import { playSteps } from "./scenario.fixture.ts";

const examples = readFolder(join(import.meta.dirname, "../../../../examples"));
const tutorial = loadSite(examples, "/kloud-lan/site.yaml").value;

/** What is said of one step on the tutorial's site. */
function whysOf(step: string): readonly string[] {
  return playSteps(`  - { at: 1s, ${step} }\n`, { untilMs: 1500 }, forkTwin(tutorial)).whys;
}

const COREDNS = "kube-system/coredns-5dd5756b68-7wq2m";

describe("a step that can do nothing says so, and one that can says nothing", () => {
  test.each<readonly [vain: string, why: string, sound: string]>([
    ["fault: { kill: named, on: laptop }", "laptop runs no named", "fault: { kill: named, on: isp }"],
    ["fault: { hang: named, on: k8s1master1 }", "k8s1master1 runs no named", "fault: { hang: named, on: dns2 }"],
    ["fault: { stop: keepalived, on: router }", "router runs no keepalived", "fault: { stop: keepalived, on: dns1 }"],
    ["fault: { kill-vrrp-child: isp }", "isp runs no keepalived", "fault: { kill-vrrp-child: dns1 }"],
    ["fault: { kill: coredns, on: dns1 }", "dns1 runs no coredns", `fault: { kill: coredns, on: ${COREDNS} }`],
    ["fault: { kill: coredns, on: dnsutils/dnsutils }", "dnsutils/dnsutils runs no coredns", "note: x"],
    [
      "fault: { stop: systemd-resolved, on: mac }",
      "mac runs no systemd-resolved",
      "fault: { stop: systemd-resolved, on: laptop }",
    ],
    ["restart: named, on: mac", "mac runs no named", "restart: named, on: dns1"],
    ["restart: systemd-resolved, on: dns1", "dns1 runs no systemd-resolved", "restart: systemd-resolved, on: laptop"],
    ["fault: { mute-adverts: [dns1, laptop] }", "laptop runs no keepalived", "fault: { mute-adverts: [dns2, dns1] }"],
    ["fault: { unplug: dns1, from: lna }", 'The site has no network "lna"', "fault: { unplug: dns1, from: lan }"],
    ["fault: { unplug: dns1, from: mac }", "dns1 is not on mac", "fault: { unplug: router, from: mac }"],
    [
      "fault: { interface-down: dns1, interface: eth0 }",
      'The site has no network "eth0"',
      "fault: { interface-down: dns1, interface: lan }",
    ],
    ["fault: { interface-down: k8s1 }", "k8s1 is no machine", "fault: { interface-down: router, interface: mac }"],
    [
      "fault: { fail-script: chk_nmaed, on: dns1 }",
      'keepalived on dns1 has no script "chk_nmaed"',
      "fault: { fail-script: chk_named, on: dns1 }",
    ],
    [
      "fault: { hang-script: chk_named, on: mac }",
      'keepalived on mac has no script "chk_named"',
      "fault: { hang-script: chk_named, on: dns2 }",
    ],
    ["fault: { unready: dns1 }", "dns1 is no pod", `fault: { unready: ${COREDNS} }`],
    ["fault: { end-session: k8s1master1, with: dns1 }", "dns1 speaks no BGP", "note: x"],
    [
      "fault: { end-session: mac, with: router }",
      "router has no neighbour mac",
      "fault: { end-session: k8s1master1, with: router }",
    ],
    ["fault: { stop-agent: dns1 }", "dns1 is no node", "fault: { stop-agent: k8s1master2 }"],
    ["fault: { stop-operator: dns1 }", "dns1 is no cluster", "fault: { stop-operator: k8s1 }"],
    ["fault: { crash: k8s1 }", "k8s1 is no machine", "fault: { crash: k8s1master1 }"],
    ["fault: { freeze: k8s1 }", "k8s1 is no machine", "fault: { freeze: dns1 }"],
    ["fault: { unplug: k8s1 }", "k8s1 is no machine", "fault: { unplug: dns1 }"],
    ["fault: { cut: [dns1, k8s1] }", "k8s1 is no machine", "fault: { cut: [dns1, router] }"],
    ["fault: { weather: [k8s1, dns1], loss: 1% }", "k8s1 is no machine", "fault: { weather: [dns1, mac], loss: 1% }"],
    ["show: ndoes", "What is there to show?", "show: nodes"],
    [
      "patch: { object: secret/a/b, body: {} }",
      'secret "b" cannot be patched here',
      "patch: { object: service/linkerd-viz/web, body: {} }",
    ],
    ["delete: service/a/b, cluster: k8s2", 'Nobody in the site is called "k8s2"', "delete: service/a/b, cluster: k8s1"],
  ])("%s", (vain, why, sound) => {
    const [said = "", ...others] = whysOf(vain);
    expect(said).toContain(why);
    expect(others).toEqual([]);
    expect(whysOf(sound)).toEqual([]);
  });
});

test.each([
  "patch: { object: service/a/b, body: {} }",
  "delete: service/a/b",
  "delete-pods: { namespace: a, name: b }",
  "apply: { apiVersion: v1, kind: Pod, metadata: { name: a } }",
])("without a cluster nobody answers: %s", (step) => {
  expect(playSteps(`  - { at: 1s, ${step} }\n`).whys).toEqual(["The site has no cluster"]);
});

test("a program that has ended meanwhile is no reason: whoever kills it twice may do so", () => {
  const steps =
    "  - { at: 1s, fault: { kill: named, on: dns1 } }\n  - { at: 2s, fault: { stop: named, on: dns1 } }\n  - { at: 3s, fault: { crash: dns1 } }\n  - { at: 4s, fault: { kill: keepalived, on: dns1 } }\n";
  expect(playSteps(steps).whys).toEqual([]);
});

test("pods that nobody has are told in kubectl's words", () => {
  const { lines } = playSteps(
    "  - { at: 1s, delete-pods: { namespace: a, name: b } }\n  - { at: 2s, delete-pods: { namespace: a, selector: c=d } }\n",
    { untilMs: 2500 },
    forkTwin(tutorial),
  );
  expect(lines.filter((line) => line.includes(" api "))).toEqual([
    '1.000 s api pod/a/b: Error from server (NotFound): pods "b" not found',
    "2.000 s api pod/a/*: No resources found: pods of a with c=d",
  ]);
});

describe("a file that is edited", () => {
  const SITE = `version: 1
networks: { lan: 10.0.0.0/24 }
hosts:
  ns: { addresses: 10.0.0.1, bind: { version: "9.18", config: ns/etc/bind/named.conf } }
  pc: { addresses: 10.0.0.2, nameservers: 10.0.0.1 }
`;
  const CONF = 'options { directory "/etc/bind"; recursion no; };\nzone "z.lan" { type primary; file "db.z"; };\n';
  const zoneOf = (serial: number, address: string): string =>
    `$TTL 60\n@ SOA ns hostmaster ${serial} 2 3 4 5\n@ NS ns\nns A 10.0.0.1\nwww A ${address}\n`;

  /** What `www.z.lan` is after an edit of that path, and how the journal calls it. */
  function edited(path: string): readonly [answer: string | undefined, said: string | undefined] {
    const zone = zoneOf(1, "10.0.0.80");
    const twin = twinOf({
      files: { "/site.yaml": SITE, "/ns/etc/bind/named.conf": CONF, "/ns/etc/bind/db.z": zone },
    });
    const text = JSON.stringify(zoneOf(2, "10.0.0.81"));
    const { lines } = playSteps(
      `  - { at: 1s, edit: ${path}, text: ${text} }\n  - { at: 2s, reload: named, on: ns }\n  - { at: 4s, ask: www.z.lan A, from: pc }\n`,
      {},
      twin,
    );
    const find = (kind: string): string | undefined => lines.find((line) => line.includes(` ${kind} `));
    return [find("answer")?.replace(/^.*NOERROR /, ""), find("file")?.replace(/^.* file /, "")];
  }

  test.each<readonly [path: string, answer: string, said: string]>([
    ["/ns/etc/bind/db.z", "10.0.0.81", "/ns/etc/bind/db.z: has been changed"],
    ["ns/etc/bind/db.z", "10.0.0.81", "/ns/etc/bind/db.z: has been changed"],
    ["./ns/../ns/etc/bind/db.z", "10.0.0.81", "/ns/etc/bind/db.z: has been changed"],
    ["ns/etc/bind/db.zz", "10.0.0.80", "/ns/etc/bind/db.zz: is a new file"],
    ["../../etc/passwd", "10.0.0.80", "/etc/passwd: is a new file"],
  ])("%s", (path, answer, said) => {
    expect(edited(path)).toEqual([answer, said]);
  });
});

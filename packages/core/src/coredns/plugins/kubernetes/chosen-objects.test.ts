import { expect, it } from "vitest";
import { namespace, service, slice, snapshotOf, viewOf } from "../../../kubernetes/cluster.fixture.ts";
import { CoreDnsUnderTest } from "../ask-coredns.fixture.ts";

type Fields = Readonly<Record<string, unknown>>;

const http = { name: "http", port: 80, protocol: "TCP" };
const none = { clusterIP: "None", clusterIPs: ["None"], ports: [http] };

function labelled(object: Fields, labels: Fields): Fields {
  const { metadata } = object;
  const own = metadata as { readonly labels?: Fields };
  return { ...object, metadata: { ...own, labels: { ...own.labels, ...labels } } };
}

function clusterIp(address: string): Fields {
  return { type: "ClusterIP", clusterIP: address, clusterIPs: [address], ports: [http] };
}

function endpoint(address: string, hostname: string): readonly Fields[] {
  return [{ addresses: [address], hostname, conditions: { ready: true } }];
}

function pod(name: string, address: string): Fields {
  const metadata = { name, namespace: "red" };
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    status: { phase: "Running", podIP: address, podIPs: [{ ip: address }] },
  };
}

const objects = [
  namespace("red", { team: "red", tier: "1" }),
  namespace("blue", { team: "blue", tier: "2" }),
  namespace("bare"),
  labelled(service("web.red", clusterIp("10.8.0.1")), { app: "web", track: "stable" }),
  labelled(service("web.blue", clusterIp("10.8.0.2")), { app: "web", track: "canary" }),
  labelled(service("db.red", none), { app: "db" }),
  labelled(slice("db.red", endpoint("10.4.0.1", "db-0"), [http]), { app: "db" }),
  // The slice has not the label of its service.
  labelled(service("lost.red", none), { app: "db" }),
  slice("lost.red", endpoint("10.4.0.2", "lost-0"), [http]),
  service("plain.bare", clusterIp("10.8.0.3")),
  labelled(pod("p", "10.4.0.1"), { app: "db" }),
  pod("q", "10.4.0.2"),
];

/** Settings of a kubernetes plugin, then questions and what CoreDNS 1.15.0 answered: `@` stands for `svc.cluster.local.`, `SOA` for the SOA. */
const TABLE: readonly (readonly [settings: string, ...rows: string[]])[] = [
  [
    "labels app=web",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NOERROR aa: 5 A 10.8.0.2",
    "db.red.@ A => NXDOMAIN aa -- SOA",
    "db-0.db.red.@ A => NXDOMAIN aa -- SOA",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "10-4-0-2.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.blue.@",
    "3.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "2.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NOERROR aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "labels app in (web, db)",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NOERROR aa: 5 A 10.8.0.2",
    "db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "db-0.db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.1",
    "10-4-0-2.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.blue.@",
    "3.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NOERROR aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "labels !app",
    "web.red.@ A => NXDOMAIN aa -- SOA",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NXDOMAIN aa -- SOA",
    "db-0.db.red.@ A => NXDOMAIN aa -- SOA",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NOERROR aa: 5 A 10.8.0.3",
    "10-4-0-1.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "10-4-0-2.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.2",
    "1.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "2.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "3.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR plain.bare.@",
    "1.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "2.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR lost-0.lost.red.@",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NOERROR aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "labels app=web,track notin (canary)",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NXDOMAIN aa -- SOA",
    "db-0.db.red.@ A => NXDOMAIN aa -- SOA",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "10-4-0-2.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "3.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "2.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NOERROR aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "namespace_labels team=red",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "db-0.db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "lost.red.@ A => NOERROR aa: 5 A 10.4.0.2",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.1",
    "10-4-0-2.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.2",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.blue.@",
    "3.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR plain.bare.@",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR lost-0.lost.red.@",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NXDOMAIN aa -- SOA",
    "bare.@ A => NXDOMAIN aa -- SOA",
  ],
  [
    "namespace_labels !team",
    "web.red.@ A => NXDOMAIN aa -- SOA",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NXDOMAIN aa -- SOA",
    "db-0.db.red.@ A => NXDOMAIN aa -- SOA",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NOERROR aa: 5 A 10.8.0.3",
    "10-4-0-1.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "10-4-0-2.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.blue.@",
    "3.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR plain.bare.@",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR lost-0.lost.red.@",
    "red.@ A => NXDOMAIN aa -- SOA",
    "blue.@ A => NXDOMAIN aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "namespace_labels team in (red,blue),tier in (1)",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "db-0.db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "lost.red.@ A => NOERROR aa: 5 A 10.4.0.2",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.1",
    "10-4-0-2.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.2",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.blue.@",
    "3.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR plain.bare.@",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR lost-0.lost.red.@",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NXDOMAIN aa -- SOA",
    "bare.@ A => NXDOMAIN aa -- SOA",
  ],
  [
    "namespaces red bare",
    "web.red.@ A => NOERROR aa: 5 A 10.8.0.1",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "db-0.db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "lost.red.@ A => NOERROR aa: 5 A 10.4.0.2",
    "plain.bare.@ A => NOERROR aa: 5 A 10.8.0.3",
    "10-4-0-1.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.1",
    "10-4-0-2.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.2",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.@",
    "2.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "3.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR plain.bare.@",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR lost-0.lost.red.@",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NXDOMAIN aa -- SOA",
    "bare.@ A => NOERROR aa -- SOA",
  ],
  [
    "labels app=db\n namespaces red",
    "web.red.@ A => NXDOMAIN aa -- SOA",
    "web.blue.@ A => NXDOMAIN aa -- SOA",
    "db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "db-0.db.red.@ A => NOERROR aa: 5 A 10.4.0.1",
    "lost.red.@ A => NXDOMAIN aa -- SOA",
    "plain.bare.@ A => NXDOMAIN aa -- SOA",
    "10-4-0-1.red.pod.cluster.local. A => NOERROR aa: 5 A 10.4.0.1",
    "10-4-0-2.red.pod.cluster.local. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "2.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "3.0.8.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "1.0.4.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR db-0.db.red.@",
    "2.0.4.10.in-addr.arpa. PTR => NXDOMAIN aa -- SOA",
    "red.@ A => NOERROR aa -- SOA",
    "blue.@ A => NXDOMAIN aa -- SOA",
    "bare.@ A => NXDOMAIN aa -- SOA",
  ],
];

const ZONES: readonly (readonly [zones: string, ...rows: string[]])[] = [
  [
    "zones a.local b.local in-addr.arpa",
    "web.red.svc.a.local. A => NOERROR aa: 5 A 10.8.0.1",
    "web.red.svc.a.local. SRV => NOERROR aa: 5 SRV 0 100 80 web.red.svc.a.local. ++ 5 A 10.8.0.1",
    "web.red.svc.a.local. TXT => NOERROR aa -- SOA",
    "web.red.svc.a.local. PTR => NOERROR aa -- SOA",
    "web.red.svc.a.local. SOA => NOERROR aa -- SOA",
    "web.red.svc.b.local. A => NOERROR aa: 5 A 10.8.0.1",
    "web.red.svc.b.local. SRV => NOERROR aa: 5 SRV 0 100 80 web.red.svc.b.local. ++ 5 A 10.8.0.1",
    "web.red.svc.b.local. TXT => NOERROR aa -- SOA",
    "web.red.svc.b.local. PTR => NOERROR aa -- SOA",
    "web.red.svc.b.local. SOA => NOERROR aa -- SOA",
    "web.red.svc.B.Local. A => NOERROR aa: 5 A 10.8.0.1",
    "web.red.svc.B.Local. SRV => NOERROR aa: 5 SRV 0 100 80 web.red.svc.B.Local. ++ 5 A 10.8.0.1",
    "web.red.svc.B.Local. TXT => NOERROR aa -- SOA",
    "web.red.svc.B.Local. PTR => NOERROR aa -- SOA",
    "web.red.svc.B.Local. SOA => NOERROR aa -- SOA",
    "1.0.8.10.in-addr.arpa. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. SRV => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. TXT => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.svc.a.local.",
    "1.0.8.10.in-addr.arpa. SOA => NOERROR aa -- SOA",
    "a.local. A => NOERROR aa SOA",
    "a.local. SRV => NOERROR aa SOA",
    "a.local. TXT => NXDOMAIN aa SOA",
    "a.local. PTR => NOERROR aa SOA",
    "a.local. SOA => NOERROR SOA",
    "dns-version.b.local. A => NXDOMAIN aa -- SOA",
    "dns-version.b.local. SRV => NXDOMAIN aa -- SOA",
    'dns-version.b.local. TXT => NOERROR aa: 28800 TXT "1.1.0"',
    "dns-version.b.local. PTR => NXDOMAIN aa -- SOA",
    "dns-version.b.local. SOA => NOERROR aa -- SOA",
  ],
  [
    "zones in-addr.arpa sub.a.local a.local",
    "web.red.svc.a.local. A => NOERROR aa: 5 A 10.8.0.1",
    "web.red.svc.a.local. PTR => NOERROR aa -- SOA",
    "web.red.svc.sub.a.local. A => NOERROR aa: 5 A 10.8.0.1",
    "web.red.svc.sub.a.local. PTR => NOERROR aa -- SOA",
    "1.0.8.10.in-addr.arpa. A => NXDOMAIN aa -- SOA",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.svc.in-addr.arpa.",
  ],
  [
    "zones 10.8.0.0/16 a.local",
    "1.0.8.10.in-addr.arpa. PTR => NOERROR aa: 5 PTR web.red.svc.a.local.",
    "1.0.4.10.in-addr.arpa. PTR => SERVFAIL",
    "8.10.in-addr.arpa. PTR => NOERROR aa SOA",
  ],
];

function retold(corefile: string, rows: readonly string[]): readonly string[] {
  const server = new CoreDnsUnderTest(corefile, {}, viewOf(snapshotOf(...objects)));
  return rows.map((row) =>
    server
      .retell(row.replace("@", "svc.cluster.local."))
      .replaceAll("svc.cluster.local.", "@")
      .replaceAll(/(?:[^\s>]+ )?\d+ SOA [^;]*?(?=$|; | \+\+)/g, "SOA"),
  );
}

it.each(TABLE)("%s", (settings, ...rows) => {
  expect(
    retold(`. {\n kubernetes cluster.local in-addr.arpa {\n  pods verified\n  ${settings}\n }\n}\n`, rows),
  ).toEqual(rows);
});

it.each(ZONES)("%s", (zones, ...rows) => {
  expect(retold(`. {\n kubernetes ${zones.replace("zones ", "")}\n}\n`, rows)).toEqual(rows);
});

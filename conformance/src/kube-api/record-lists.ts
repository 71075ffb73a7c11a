import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exit, stdout } from "node:process";
import { ControlPlane, type Person } from "./control-plane.ts";
import { crowd, settle } from "./live-cluster.ts";
import { type Ended, takeSnapshot } from "./run-plugin.ts";
import { servePools } from "./serve-pools.ts";

const FILE = join(import.meta.dirname, "../../recordings-kubernetes/lists.json");
const CROWD = 1203;

/** A request of the snapshot, and the whole answer. */
interface Exchange {
  readonly person: Person | "stranger";
  readonly path: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Lists as the snapshot asks for them, small and in pages of one, and what goes wrong with them. */
const READ = [
  "/api/v1/namespaces?limit=500",
  "/api/v1/services?limit=500",
  "/apis/discovery.k8s.io/v1/endpointslices?limit=500",
  "/api/v1/pods?limit=500",
  "/api/v1/nodes?limit=500",
  "/apis/cilium.io/v2/ciliumnodes?limit=500",
  "/apis/cilium.io/v2/ciliumloadbalancerippools?limit=500",
  "/apis/cilium.io/v2/ciliumbgpclusterconfigs?limit=500",
  "/apis/cilium.io/v2alpha1/ciliumbgpclusterconfigs?limit=500",
  "/api/v1/namespaces/kube-system/configmaps/coredns",
];
const FORBIDDEN = [
  "/api/v1/secrets?limit=500",
  "/api/v1/configmaps?limit=500",
  "/api/v1/namespaces/kube-system/secrets/hidden",
];
const SERVICES = "/api/v1/services?limit=1";

async function main(): Promise<void> {
  const plane = new ControlPlane();
  try {
    await plane.start("198.18.0.0/16");
    await servePools(plane);
    await settle(plane);
    const exchanges = await recordExchanges(plane);
    await crowd(plane, CROWD);
    const live = await runLive(plane);
    writeFileSync(FILE, `${JSON.stringify({ exchanges, live }, null, 1)}\n`);
    stdout.write(`${JSON.stringify(live, null, 1).slice(0, 3000)}\n`);
  } finally {
    plane.stop();
  }
}

async function recordExchanges(plane: ControlPlane): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const ask = async (person: Person, path: string): Promise<Exchange> => {
    const { status, headers, body } = await plane.request(person, "GET", path);
    const exchange = {
      person,
      path,
      status,
      headers: keptHeaders(headers),
      body: body.replaceAll(plane.folder, "FOLDER"),
    };
    exchanges.push(exchange);
    return exchange;
  };
  for (const path of [...READ, ...FORBIDDEN]) await ask("reader", path);
  for (const path of ["/api/v1/services?limit=500", READ.at(-1) ?? ""]) await ask("nobody", path);
  const stranger = await plane.requestWith("no-such-token", "GET", "/api/v1/services?limit=500");
  exchanges.push({
    person: "stranger",
    path: "/api/v1/services?limit=500",
    ...stranger,
    headers: keptHeaders(stranger.headers),
  });
  let page = await ask("reader", SERVICES);
  for (let next = nextOf(page); next !== ""; next = nextOf(page)) {
    page = await ask("reader", `${SERVICES}&continue=${encodeURIComponent(next)}`);
  }
  const first = await ask("reader", SERVICES);
  const token = encodeURIComponent(nextOf(first));
  await plane.request("admin", "POST", "/api/v1/namespaces", JSON.stringify({ metadata: { name: "later" } }));
  await plane.forget();
  await ask("reader", `${SERVICES}&continue=${token}`);
  await ask("reader", `${SERVICES}&continue=none`);
  return exchanges;
}

function nextOf({ body }: Exchange): string {
  return JSON.parse(body).metadata?.continue ?? "";
}

const KEPT = ["content-type", "retry-after", "warning", "www-authenticate", "cache-control"];

function keptHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT.includes(name)));
}

/** The command itself against the server, and what the server's audit log says of it. */
async function runLive(plane: ControlPlane): Promise<object> {
  const before = plane.audited().length;
  const [one, other] = [await snapshot(plane, "reader"), await snapshot(plane, "reader")];
  const requests = plane
    .audited()
    .slice(before)
    .filter(({ user }) => user.username === "reader");
  const counted = new Map<string, number>();
  for (const { verb, objectRef } of requests) {
    const key = `${verb} ${objectRef?.resource ?? "?"}`;
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const nobody = await snapshot(plane, "nobody");
  return {
    isSameTwice: one.out === other.out,
    octets: one.out.length,
    services: JSON.parse(one.out).services.length,
    code: one.code,
    err: one.err,
    leaks: ["in-a-secret", "in-a-configmap", "in-an-environment", "managedFields", "uid", "token"].filter((word) =>
      one.out.includes(word),
    ),
    requests: Object.fromEntries([...counted].sort()),
    continued: requests.filter(({ requestURI }) => requestURI.includes("continue=")).length,
    nobody: { code: nobody.code, err: nobody.err, out: nobody.out },
  };
}

const snapshot = (plane: ControlPlane, person: Person): Promise<Ended> => takeSnapshot(plane.kubeconfig(person));

await main();
exit(0);

/**
 * How long sim takes to read a snapshot of 10,000 Services with three endpoints each: as JSON, and as YAML, which it is
 * with a comment behind it. Seconds of CPU and their ratio. `node bench/snapshot.ts [services]`.
 */
import {
  fileTreeFromSources,
  printClusterSnapshot,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import { readManifestFiles } from "@splithorizon/sim";

const MANY = Number(process.argv[2] ?? 10_000);
const ENDPOINTS = [1, 2, 3];
const span = wholeSpan(sourceFromText("bench", ""));

function objectsOf(number: number): readonly unknown[] {
  const [name, namespace] = [`svc-${number}`, `ns-${number % 20}`];
  const inside = `${number >> 8}.${number & 255}`;
  const service = {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace, labels: { app: name } },
    spec: {
      clusterIP: `10.96.${inside}`,
      ports: [{ name: "http", port: 80, targetPort: 8080 }],
      selector: { app: name },
    },
  };
  const slice = {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: `${name}-x`, namespace, labels: { "kubernetes.io/service-name": name } },
    addressType: "IPv4",
    endpoints: ENDPOINTS.map((at) => ({ addresses: [`10.${at}.${inside}`], conditions: { ready: true } })),
    ports: [{ name: "http", port: 8080 }],
  };
  return [service, slice];
}

function secondsToRead(text: string): number {
  const files = fileTreeFromSources(new Map([["/snapshot.json", sourceFromText("/snapshot.json", text)]]));
  const before = process.cpuUsage();
  const { value, diagnostics } = readManifestFiles([{ path: "/snapshot.json", span }], files);
  const { user, system } = process.cpuUsage(before);
  if (value.snapshot.services.length !== MANY || diagnostics.length > 0)
    throw new Error("the snapshot is not what was written");
  return (user + system) / 1e6;
}

const objects = Array.from({ length: MANY }, (_, number) => objectsOf(number)).flat();
const { value: snapshot } = snapshotFromObjects(objects.map((value) => ({ value, locate: () => span })));
const text = printClusterSnapshot(snapshot);
const json = Math.min(secondsToRead(text), secondsToRead(text), secondsToRead(text));
const yaml = secondsToRead(`${text}# YAML\n`);
process.stdout.write(
  `a snapshot of ${MANY} services, ${Math.round(text.length / 1e6)} MB: ${json.toFixed(1)} s of CPU as JSON, ${yaml.toFixed(1)} s as YAML, ratio ${(yaml / json).toFixed(0)}\n`,
);

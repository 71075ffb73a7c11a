import fc from "fast-check";
import { namespace, service, slice, snapshotOf } from "../../../kubernetes/cluster.fixture.ts";
import type { ClusterSnapshot } from "../../../kubernetes/index.ts";

interface NaivePort {
  readonly name: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
}

interface NaiveEndpoint {
  readonly address: string;
  readonly hostname: string | null;
  readonly isReady: boolean | null;
}

interface NaiveSlice {
  readonly endpoints: readonly NaiveEndpoint[];
  readonly ports: readonly NaivePort[];
}

/** A service as a reader of its YAML sees it. */
export interface NaiveService {
  readonly name: string;
  readonly namespace: string;
  /** Empty for a headless service. */
  readonly clusterIps: readonly string[];
  readonly externalIps: readonly string[];
  readonly ports: readonly NaivePort[];
  readonly slices: readonly NaiveSlice[];
}

export interface NaiveCluster {
  readonly namespaces: readonly string[];
  readonly services: readonly NaiveService[];
}

const port: fc.Arbitrary<NaivePort> = fc.constantFrom<NaivePort>(
  { name: "http", port: 80, protocol: "TCP" },
  { name: "http3", port: 80, protocol: "UDP" },
  { name: "dns", port: 53, protocol: "UDP" },
  { name: "dns-tcp", port: 53, protocol: "TCP" },
  { name: "", port: 9000, protocol: "TCP" },
);
const ports = fc.uniqueArray(port, { maxLength: 3, selector: ({ name }) => name });
const isReady = fc.constantFrom(true, true, null, false);

function slicesOf(family: "10.4.0." | "fd04::"): fc.Arbitrary<NaiveSlice> {
  const endpoint = fc.record({
    address: fc.integer({ min: 1, max: 6 }).map((host) => `${family}${host}`),
    hostname: fc.constantFrom(null, "e-0", "e-1"),
    isReady,
  });
  return fc.record({
    endpoints: fc.uniqueArray(endpoint, { minLength: 1, maxLength: 3, selector: ({ address }) => address }),
    ports,
  });
}

const shape = fc.record({
  name: fc.constantFrom("a", "b", "c"),
  namespace: fc.constantFrom("one", "two"),
  families: fc.constantFrom("", "4", "6", "46"),
  external: fc.constantFrom("", "4", "6", "446"),
  ports,
  slices: fc.array(fc.oneof(slicesOf("10.4.0."), slicesOf("fd04::")), { maxLength: 2 }),
});

/** Clusters of a few services in two namespaces, of which the second may not exist. Cluster IPs and external ones are unique. */
export const clusters: fc.Arbitrary<NaiveCluster> = fc
  .tuple(
    fc.boolean(),
    fc.uniqueArray(shape, { maxLength: 5, selector: ({ name, namespace: place }) => `${name}.${place}` }),
  )
  .map(([hasTwo, shapes]) => ({
    namespaces: hasTwo ? ["one", "two"] : ["one"],
    services: shapes.map(({ families, external, ...rest }, at) => ({
      ...rest,
      clusterIps: [...families].map((family) => (family === "4" ? `10.8.0.${at + 1}` : `fd08::${at + 1}`)),
      externalIps: [...external].map((family, nth) =>
        family === "4" ? `203.0.113.${at * 9 + nth}` : `fd09::${at + 1}`,
      ),
    })),
  }));

/** The objects of a cluster as the API server would give them. */
export function snapshotOfNaive({ namespaces, services }: NaiveCluster): ClusterSnapshot {
  return snapshotOf(
    ...namespaces.map((name) => namespace(name)),
    ...services.flatMap(({ name, namespace: place, clusterIps, externalIps, ports: given, slices }) => [
      service(`${name}.${place}`, {
        clusterIPs: clusterIps.length === 0 ? ["None"] : clusterIps,
        externalIPs: externalIps,
        ports: given.map((each) => ({ ...each })),
      }),
      ...slices.map(({ endpoints, ports: own }, at) =>
        slice(
          `${name}.${place}`,
          endpoints.map(({ address, hostname, isReady: ready }) => ({
            addresses: [address],
            ...(hostname === null ? {} : { hostname }),
            conditions: ready === null ? {} : { ready },
          })),
          own.map((each) => ({ ...each })),
          String(at),
        ),
      ),
    ]),
  );
}

/** One place that a name leads to. */
export interface Place {
  readonly address: string;
  /** null: of a service or slice without ports. */
  readonly port: NaivePort | null;
  readonly target: string;
}

const portsOrNone = (all: readonly NaivePort[]): readonly (NaivePort | null)[] => (all.length === 0 ? [null] : all);

/** The label of an endpoint: its host name, else its address with dashes. */
export const labelOf = ({ hostname, address }: NaiveEndpoint): string => hostname ?? address.replaceAll(/[.:]/g, "-");

/** The ready endpoints of a service, each with its label and with every port of its slice. */
export function readyPlaces({ name, namespace: place, slices }: NaiveService): readonly (Place & { label: string })[] {
  return slices.flatMap(({ endpoints, ports: own }) =>
    endpoints
      .filter(({ isReady: ready }) => ready !== false)
      .flatMap((endpoint) =>
        portsOrNone(own).map((each) => ({
          address: endpoint.address,
          port: each,
          label: labelOf(endpoint),
          target: `${labelOf(endpoint)}.${name}.${place}`,
        })),
      ),
  );
}

/** Every address of a list with every port of the service. */
export function places(
  { name, namespace: place, ports: given }: NaiveService,
  addresses: readonly string[],
): readonly Place[] {
  return portsOrNone(given).flatMap((each) =>
    addresses.map((address) => ({ address, port: each, target: `${name}.${place}` })),
  );
}

/** `_http._tcp` for a port with a name. */
export function portLabels({ port: given }: Place): string | null {
  return given === null || given.name === "" ? null : `_${given.name}._${given.protocol.toLowerCase()}`;
}

/** The data of a name's records of one type, sorted: `A 10.0.0.1`, `SRV 0 100 80 target`. */
export function recordsOf(all: readonly Place[], type: string, below: string): readonly string[] {
  const weight = Math.max(1, Math.floor(100 / all.length));
  const data = all.flatMap(({ address, port: given, target }) => {
    if (type === "SRV") return given === null ? [] : [`SRV 0 ${weight} ${given.port} ${target}.${below}`];
    return address.includes(":") === (type === "AAAA") ? [`${type} ${address}`] : [];
  });
  return [...new Set(data)].sort();
}

import {
  type Address,
  type ClusterView,
  type FileTree,
  fileTreeFromSources,
  instantFromMs,
  type NameServer,
  parseAddress,
  parseResolvConf,
  snapshotFromObjects,
  sourceFromText,
  wholeSpan,
} from "@splithorizon/core";
import {
  type BindSettings,
  type BindVersion,
  bindSettings,
  compileAcl,
  makeBind,
  type OwnAddress,
  parseNamedConf,
} from "@splithorizon/core/bind";
import { makeCoreDns, parseCorefile } from "@splithorizon/core/coredns";
import { FlatNetwork, type Resident } from "@splithorizon/sim";
import { parseAllDocuments } from "yaml";
import { type Difference, differences, observe } from "./compare.ts";
import { scriptedTwin } from "./scripted-twin.ts";
import type { Recording, Suite, SuiteServer } from "./suite.ts";

/** What a replayed question came to. */
export type Replayed =
  | { readonly kind: "same" }
  | { readonly kind: "unsupported"; readonly what: string }
  | { readonly kind: "differs"; readonly differences: readonly Difference[] };

/** Asks the twin of a suite what its real servers were asked, at the same moments. */
export function replaySuite(
  suite: Suite,
  recordings: readonly Recording[],
  version: BindVersion = "9.18",
): readonly Replayed[] {
  const network = new FlatNetwork(residentsOf(suite, version));
  return recordings.map((recording) => replayOne(suite, network, recording));
}

function replayOne(suite: Suite, network: FlatNetwork, recording: Recording): Replayed {
  const ask = suite.asks[recording.index];
  if (ask === undefined || ask.query !== recording.query)
    throw new Error(`${suite.name} ${recording.index}: record the suite anew`);
  const now = instantFromMs(recording.atMs);
  const answered = network.ask(
    {
      source: { address: addressOf(ask.from), port: 41_000 },
      destination: { address: addressOf(ask.to), port: 53 },
      transport: ask.transport,
      content: { kind: "bytes", bytes: Buffer.from(ask.query, "hex") },
    },
    now,
    ask.timeoutMs,
  );
  if (answered.unsupported !== null) return { kind: "unsupported", what: answered.unsupported };
  const real = observe(recording.responses.map((response) => Buffer.from(response, "hex")));
  const found = differences(real, observe(answered.messages), answered.order, suite.compares);
  return found.length === 0 ? { kind: "same" } : { kind: "differs", differences: found };
}

function addressOf(text: string): Address {
  const address = parseAddress(text.split("/")[0] ?? "");
  if (address === null) throw new Error(`not an address: ${text}`);
  return address;
}

function residentsOf(suite: Suite, version: BindVersion): ReadonlyMap<string, Resident> {
  const residents = new Map<string, Resident>();
  for (const server of suite.servers) {
    const resident = residentOf(server, version);
    const isHeard = server.kind === "named" ? listenerOf(server, version) : () => true;
    for (const address of server.addresses.map(addressOf)) {
      residents.set(address, isHeard(address) ? resident : { kind: "closed" });
    }
  }
  return residents;
}

function residentOf(server: SuiteServer, version: BindVersion): Resident {
  if (server.kind === "silent") return { kind: "silent" };
  const [first = ""] = server.addresses;
  if (server.kind === "scripted") {
    const scripted = scriptedTwin(first.split("/")[0] ?? "", server.words ?? "refused");
    return { kind: "server", server: scripted, address: addressOf(first) };
  }
  const files = filesOf(server);
  if (server.files["/srv/coredns/Corefile"]?.startsWith(".:5353") === true) return { kind: "closed" };
  const made = server.kind === "coredns" ? coreDnsOf(server, files) : bindOf(server, files, version);
  return { kind: "server", server: made, address: addressOf(first) };
}

function filesOf(server: SuiteServer): FileTree {
  return fileTreeFromSources(
    new Map(Object.entries(server.files).map(([path, text]) => [path, sourceFromText(path, text)])),
  );
}

function coreDnsOf(server: SuiteServer, files: FileTree): NameServer {
  const path = "/srv/coredns/Corefile";
  const source = sourceFromText(path, server.files[path] ?? "");
  const { value: corefile } = parseCorefile(source, { version: "1.15.0", files, path });
  const { value: host } = parseResolvConf(sourceFromText("/etc/resolv.conf", server.resolvConf ?? ""));
  const { value } = makeCoreDns(corefile, {
    cluster: server.objects === undefined ? null : clusterOf(server.objects),
    ownAddresses: server.addresses.map(addressOf),
    hostNameServers: host.nameservers.map((address) => ({ address, port: 53 })),
    hostSearch: host.search ?? [],
    files,
    workingDirectory: "/srv/coredns",
    hostname: server.name,
  });
  return value;
}

function clusterOf(objects: string): ClusterView {
  const source = sourceFromText("objects.yaml", objects);
  const documents = parseAllDocuments(objects).map((document) => document.toJS() as unknown);
  const { value: snapshot } = snapshotFromObjects(
    documents.map((value) => ({ value, locate: () => wholeSpan(source) })),
  );
  return { snapshot, isSynced: true, serial: 1_790_000_000, externalSerial: 0, since: instantFromMs(0) };
}

function settingsOf(server: SuiteServer, files: FileTree, version: BindVersion): BindSettings {
  const path = "/etc/bind/named.conf";
  const source = sourceFromText(path, server.files[path] ?? "");
  const { value: conf } = parseNamedConf(source, { files, version, directory: "/etc/bind" });
  return bindSettings(conf).value;
}

function ownAddressesOf(server: SuiteServer): readonly OwnAddress[] {
  return server.addresses.map((text) => ({ address: addressOf(text), prefixLength: Number(text.split("/")[1]) }));
}

/** Whether named opens a socket on an address (`listen-on`, `listen-on-v6`). */
function listenerOf(server: SuiteServer, version: BindVersion): (address: Address) => boolean {
  const own = ownAddressesOf(server);
  const sockets = settingsOf(server, filesOf(server), version).listenOn.map(({ family, addresses }) => ({
    family,
    acl: compileAcl(addresses, own),
  }));
  return (address) => {
    const family = address.includes(":") ? "ipv6" : "ipv4";
    return sockets.some((socket) => socket.family === family && socket.acl.permits(address));
  };
}

function bindOf(server: SuiteServer, files: FileTree, version: BindVersion): NameServer {
  const settings = settingsOf(server, files, version);
  const ownAddresses = ownAddressesOf(server);
  return makeBind(settings, { files, ownAddresses, hostname: "vm", families: "both" });
}

import {
  type Address,
  bindSettings,
  type ClusterSnapshot,
  type FileTree,
  fileTreeBelow,
  instantFromMs,
  makeBind,
  makeCoreDns,
  type NameServer,
  parseAddress,
  parseCorefile,
  parseNamedConf,
  type Source,
  snapshotFromObjects,
  sourceFromText,
} from "@splithorizon/core";
import { FlatNetwork, type Resident, readManifests } from "@splithorizon/sim";
import { readFolder } from "@splithorizon/sim/node";

/** The tutorial's name servers made of the files in this folder, on a network on which all reach each other and keep their addresses. */
export function kloudLan(): FlatNetwork {
  const files = readFolder(import.meta.dirname);
  const dns1 = resident(bindOf(files, "dns1", ["192.168.13.11/24", "192.168.13.10/24"]), "192.168.13.11");
  const isp = resident(
    bindOf(files, "isp", ["192.168.13.1/24", "198.41.0.4/32", "192.0.2.2/32", "1.1.1.1/32", "1.0.0.1/32"]),
    "192.168.13.1",
  );
  const coredns = resident(coreDnsOf(files), "100.64.0.10");
  return new FlatNetwork(
    new Map([
      ["192.168.13.10", dns1],
      ["192.168.13.11", dns1],
      ...["192.168.13.1", "198.41.0.4", "192.0.2.2", "1.1.1.1", "1.0.0.1"].map((address): [string, Resident] => [
        address,
        isp,
      ]),
      ["198.19.0.30", coredns],
      ["198.18.0.10", coredns],
    ]),
  );
}

export function addressOf(text: string): Address {
  const address = parseAddress(text);
  if (address === null) throw new RangeError(`not an address: ${text}`);
  return address;
}

function resident(server: NameServer, address: string): Resident {
  return { kind: "server", server, address: addressOf(address) };
}

function sourceAt(files: FileTree, path: string): Source {
  const found = files.lookUp(path);
  if (found.kind !== "file") throw new RangeError(`${path} is missing`);
  return found.source;
}

function bindOf(files: FileTree, host: string, addresses: readonly string[]): NameServer {
  const own = fileTreeBelow(files, `/${host}`);
  const source = sourceAt(own, "/etc/bind/named.conf");
  const { value: conf } = parseNamedConf(source, { files: own, version: "9.18", directory: "/etc/bind" });
  const ownAddresses = addresses.map((text) => ({
    address: addressOf(text.split("/")[0] ?? ""),
    prefixLength: Number(text.split("/")[1]),
  }));
  return makeBind(bindSettings(conf).value, { files: own, ownAddresses, hostname: host, families: "ipv4" });
}

function clusterOf(files: FileTree): ClusterSnapshot {
  const objects = files.glob("/cluster/*.yaml").flatMap((path) => readManifests(sourceAt(files, path)).objects);
  return snapshotFromObjects(objects).value;
}

function coreDnsOf(files: FileTree): NameServer {
  const snapshot = clusterOf(files);
  const text = snapshot.corefiles[0]?.corefile ?? "";
  const { value: corefile } = parseCorefile(sourceFromText("Corefile", text), { version: "1.15.0" });
  return makeCoreDns(corefile, {
    cluster: { snapshot, isSynced: true, serial: 0, externalSerial: 0, since: instantFromMs(0) },
    ownAddresses: [addressOf("100.64.0.10")],
    hostNameServers: [{ address: addressOf("192.168.13.10"), port: 53 }],
    hostSearch: [],
    files,
    workingDirectory: "/",
    hostname: "coredns",
  }).value;
}

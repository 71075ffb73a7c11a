import type { Address, Transport } from "@splithorizon/core";
import { describe, expect, it } from "vitest";
import { siteOfFiles } from "../site/site-files.fixture.ts";

const POD = "100.64.0.10";
const EVERYWHERE = `${POD} 127.0.0.1 ::1`;

/**
 * What CoreDNS 1.15.0 opened (`ss -lnut`) with each of these Corefiles: `*` there stands for every address here.
 */
const OPENED: readonly (readonly [corefile: string, sockets: readonly string[]])[] = [
  [".:53 {\n  whoami\n}\n", [`53: ${EVERYWHERE}`]],
  [". {\n  whoami\n}\n", [`53: ${EVERYWHERE}`]],
  ["kloud.lan:5300 a.lan:5301 {\n  whoami\n}\n", [`5300: ${EVERYWHERE}`, `5301: ${EVERYWHERE}`]],
  [".:53 {\n  bind 127.0.0.1\n  whoami\n}\n", ["53: 127.0.0.1"]],
  [".:53 {\n  bind 127.0.0.1 ::1\n  whoami\n}\n", ["53: 127.0.0.1 ::1"]],
  [".:53 {\n  bind 127.0.0.1\n  whoami\n}\na.lan:5300 {\n  whoami\n}\n", ["53: 127.0.0.1", `5300: ${EVERYWHERE}`]],
];

/** By plugin/bind/setup.go: the name of an interface stands for its addresses. */
const BY_NAME: typeof OPENED = [
  [".:53 {\n  bind eth0\n  whoami\n}\n", [`53: ${POD}`]],
  [".:53 {\n  bind lo eth0\n  whoami\n}\n", [`53: ${EVERYWHERE}`]],
  [".:53 {\n  bind eth0 lo {\n    except ::1\n  }\n  whoami\n}\n", [`53: ${POD} 127.0.0.1`]],
  [`.:53 {\n  bind eth0 127.0.0.1 {\n    except eth0\n  }\n  whoami\n}\n`, ["53: 127.0.0.1"]],
];

/** Lines as {@link OPENED} has them, for one transport. */
function socketsOf(corefile: string, transport: Transport): readonly string[] {
  const { twin } = siteOfFiles({
    "site.yaml": "version: 1\nclusters: { k: { podCidrs: 100.64.0.0/24, coredns: { corefile: Corefile } } }\n",
    Corefile: corefile,
  });
  const [server] = twin.residents;
  if (server === undefined) throw new RangeError("CoreDNS does not start");
  return [53, 853, 5300, 5301].flatMap((port) => {
    const open = EVERYWHERE.split(" ").filter((address) =>
      server.listensOn({ address: address as Address, port }, transport),
    );
    return open.length === 0 ? [] : [`${port}: ${open.join(" ")}`];
  });
}

describe("the sockets that CoreDNS opens", () => {
  it.each([...OPENED, ...BY_NAME])("%j", (corefile, sockets) => {
    expect(socketsOf(corefile, "udp")).toEqual(sockets);
    expect(socketsOf(corefile, "tcp")).toEqual(sockets);
    expect(socketsOf(corefile, "tls")).toEqual([]);
  });
});

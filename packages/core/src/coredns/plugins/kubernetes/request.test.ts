import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nameOf } from "../../../dns/index.ts";
import { parseRequest } from "./request.ts";

/** What the labels left of `z.` say: `svc ns=default s=web port=http/tcp`. */
function read(labels: string, zones: "zonal" | "plain" = "plain"): string {
  const request = parseRequest(nameOf(labels === "" ? "z." : `${labels}.z.`), nameOf("z."), zones);
  if (typeof request === "string") return request;
  const { kind, namespace, service, endpoint, port, protocol, topology } = request;
  return [
    kind,
    namespace === "" ? "" : `ns=${namespace}`,
    service === "" ? "" : `s=${service}`,
    endpoint === "" ? "" : `e=${endpoint}`,
    port + protocol === "" ? "" : `port=${port}/${protocol}`,
    topology === null ? "" : `${topology.directive}=${topology.zone}`,
  ]
    .filter((word) => word !== "")
    .join(" ");
}

describe("labels left of the zone, from the right", () => {
  it.each([
    ["", "apex"],
    ["svc", "apex"],
    ["pod", "apex"],
    ["other", "invalid"],
    ["svc.x", "invalid"],
    ["default.svc", "svc ns=default"],
    ["default.pod", "pod ns=default"],
    ["web.default.svc", "svc ns=default s=web"],
    ["1-2-3-4.default.pod", "pod ns=default s=1-2-3-4"],
    ["ep.web.default.svc", "svc ns=default s=web e=ep"],
    ["_tcp.web.default.svc", "svc ns=default s=web e=_tcp"],
    ["_http._tcp.web.default.svc", "svc ns=default s=web port=http/tcp"],
    ["http.tcp.web.default.svc", "svc ns=default s=web port=http/tcp"],
    ["__http._tcp.web.default.svc", "svc ns=default s=web port=_http/tcp"],
    ["_._tcp.web.default.svc", "svc ns=default s=web port=/tcp"],
    ["_HTTP._TCP.Web.Default.SVC", "svc ns=default s=web port=http/tcp"],
    ["x.1-2-3-4.default.pod", "pod ns=default s=1-2-3-4 e=x"],
    ["x.y.1-2-3-4.default.pod", "pod ns=default s=1-2-3-4 port=x/y"],
    ["a.b.c.web.default.svc", "invalid"],
    ["a.pin._zone.web.default.svc", "invalid"],
    ["svc.svc", "svc ns=svc"],
    ["svc.svc.svc", "svc ns=svc s=svc"],
  ])("%s: %s", (labels, expected) => expect(read(labels)).toBe(expected));
});

describe("with topology zones", () => {
  it.each([
    ["eu-1a.pin._zone.web.default.svc", "svc ns=default s=web pin=eu-1a"],
    ["eu-1a.prefer._zone.web.default.svc", "svc ns=default s=web prefer=eu-1a"],
    ["a.b.c.pin._zone.web.default.svc", "svc ns=default s=web pin=a.b.c"],
    ["EU-1A.Pin._Zone.web.default.svc", "svc ns=default s=web pin=eu-1a"],
    ["pin._zone.web.default.svc", "svc ns=default s=web port=pin/zone"],
    ["a.only._zone.web.default.svc", "invalid"],
    ["a.pin.zone.web.default.svc", "invalid"],
    ["a.pin._zone.1-2-3-4.default.pod", "invalid"],
    ["a.b.c.web.default.svc", "invalid"],
  ])("%s: %s", (labels, expected) => expect(read(labels, "zonal")).toBe(expected));
});

it("what is built of a request is read as that request again", () => {
  const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  fc.assert(
    fc.property(fc.array(label, { maxLength: 2 }), label, label, (front, service, namespace) => {
      const [first = "", second = ""] = front;
      const shown = front.length === 0 ? "" : front.length === 1 ? ` e=${first}` : ` port=${first}/${second}`;
      expect(read([...front, service, namespace, "svc"].join("."))).toBe(`svc ns=${namespace} s=${service}${shown}`);
    }),
  );
});

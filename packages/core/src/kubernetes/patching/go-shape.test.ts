import { describe, expect, test } from "vitest";
import {
  any,
  type Decoded,
  decodeObject,
  flag,
  int32,
  intOrText,
  list,
  octetMap,
  openStruct,
  pointer,
  type Reading,
  struct,
  text,
  textMap,
  texts,
  word,
} from "./go-shape.ts";
import type { Json } from "./json-value.ts";

const port = struct("Port", { name: text, port: int32, target: intOrText });
const shape = struct("Thing", {
  kind: text,
  mode: word("v1.Mode"),
  count: int32,
  isSet: pointer(flag),
  labels: textMap,
  names: texts,
  blobs: octetMap,
  ports: list(port, "v1.Port"),
  rest: openStruct("Rest", { name: text }),
  whatever: any,
});

const read = (document: Json, reading: Reading): Decoded | string => decodeObject(document, shape, reading);

describe("what is no such object, from a map and from JSON", () => {
  test.each<readonly [document: Json, fromMap: string, fromJson: string]>([
    [
      { kind: 7 },
      "cannot convert int64 to string",
      "json: cannot unmarshal number into Go struct field Thing.kind of type string",
    ],
    [
      { kind: 1.5 },
      "unrecognized type: string",
      "json: cannot unmarshal number 1.5 into Go struct field Thing.kind of type string",
    ],
    [
      { mode: 7 },
      "cannot convert int64 to v1.Mode",
      "json: cannot unmarshal number into Go struct field Thing.mode of type v1.Mode",
    ],
    [
      { kind: true },
      "unrecognized type: string",
      "json: cannot unmarshal bool into Go struct field Thing.kind of type string",
    ],
    [
      { count: "7" },
      "unrecognized type: int32",
      "json: cannot unmarshal string into Go struct field Thing.count of type int32",
    ],
    [
      { count: 1.5 },
      "cannot convert float64 to int32",
      "json: cannot unmarshal number 1.5 into Go struct field Thing.count of type int32",
    ],
    [
      { isSet: 1 },
      "unrecognized type: bool",
      "json: cannot unmarshal number into Go struct field Thing.isSet of type bool",
    ],
    [
      { labels: "a" },
      "cannot restore map from string",
      "json: cannot unmarshal string into Go struct field Thing.labels of type map[string]string",
    ],
    [
      { names: { a: 1 } },
      "cannot restore slice from map",
      "json: cannot unmarshal object into Go struct field Thing.names of type []string",
    ],
    [
      { ports: [7] },
      "cannot restore struct from: int64",
      "json: cannot unmarshal number into Go struct field Thing.ports of type v1.Port",
    ],
    [
      { ports: [{ target: true }] },
      "json: cannot unmarshal bool into Go value of type int32",
      "json: cannot unmarshal bool into Go struct field Port.ports.target of type int32",
    ],
    [
      { blobs: { a: "no!" } },
      "error decoding from json: illegal base64 data at input byte 2",
      "illegal base64 data at input byte 2",
    ],
    [
      { blobs: { a: 7 } },
      "cannot restore slice from int64",
      "json: cannot unmarshal number into Go struct field Thing.blobs of type []uint8",
    ],
    [
      { rest: { name: 7 } },
      "cannot convert int64 to string",
      "json: cannot unmarshal number into Go struct field Rest.rest.name of type string",
    ],
  ])("%j", (document, fromMap, fromJson) => {
    expect([read(document, "map"), read(document, "json")]).toEqual([fromMap, fromJson]);
  });
});

describe("what is one, and what is left of it", () => {
  test.each<readonly [document: Json, value: Json]>([
    [
      { whatever: 7, kind: "a" },
      { kind: "a", whatever: 7 },
    ],
    [{ kind: "", count: 0, labels: {}, names: [], isSet: false }, { isSet: false }],
    [{ labels: { b: "1", a: null } }, { labels: { a: "", b: "1" } }],
    [
      { names: [null, "a"], ports: [null] },
      { names: ["", "a"], ports: [{}] },
    ],
    [{ rest: { beyond: { any: 1 }, name: "a", none: null } }, { rest: { name: "a", beyond: { any: 1 } } }],
    [{ blobs: { a: "AAEC", b: "" } }, { blobs: { a: "AAEC", b: "" } }],
    [{ ports: [{ target: "http" }, { target: 80 }] }, { ports: [{ target: "http" }, { target: 80 }] }],
  ])("%j", (document, value) => {
    for (const reading of ["map", "json"] as const) {
      const decoded = read(document, reading);
      expect(typeof decoded === "string" ? decoded : JSON.stringify(decoded.value)).toBe(JSON.stringify(value));
    }
  });

  test.each<readonly [written: number, kept: number | undefined]>([
    [2_147_483_647, 2_147_483_647],
    [2_147_483_648, -2_147_483_648],
    [5_000_000_000, 705_032_704],
    [4_294_967_296, undefined],
    [1e100, undefined],
  ])("from a map, 32 bits are taken of %d", (count, kept) => {
    const decoded = read({ count }, "map");
    expect(typeof decoded === "string" ? decoded : decoded.value["count"]).toBe(kept);
  });

  test("unknown fields: of JSON as they stand there, of a map sorted", () => {
    const document = { y: 2, ports: [{ x: 1 }], kind: "a", rest: { z: 3 } };
    const told = (reading: Reading): readonly string[] | string => {
      const decoded = read(document, reading);
      return typeof decoded === "string" ? decoded : decoded.unknown;
    };
    expect(told("json")).toEqual(['unknown field "y"', 'unknown field "ports[0].x"']);
    expect(told("map")).toEqual(['unknown field "ports[0].x"', 'unknown field "y"']);
  });
});

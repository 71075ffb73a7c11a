import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { AddressMemory } from "./address-memory.ts";

const HOST = nameOf("ns.kloud.lan.");
const A = { host: HOST, type: "A", from: "cache-too" } as const;
const ADDRESSES = [addressOf("192.0.2.1")];
const START = instantFromMs(500);

const foundAt = (memory: AddressMemory, second: number): readonly string[] | null =>
  memory.find(A, instantFromMs(second * 1000));

describe("how long a name server's address is remembered", () => {
  test.each([
    ["as long as its TTL", 60, 60],
    ["at least ten seconds", 5, 10],
    ["at most a day", 600_000, 86_400],
  ])("%s", (_row, seconds, last) => {
    const memory = new AddressMemory();
    memory.note(A, ADDRESSES, seconds, START);
    expect([foundAt(memory, last), foundAt(memory, last + 1)]).toEqual([ADDRESSES, null]);
  });

  test("that there is none, for ten seconds", () => {
    const memory = new AddressMemory();
    memory.noteFailure(A, START);
    expect([foundAt(memory, 10), foundAt(memory, 11)]).toEqual([[], null]);
  });

  test("glue and hints in the second in which they were looked at", () => {
    const memory = new AddressMemory();
    memory.noteForThisSecond(A, ADDRESSES, START);
    expect([foundAt(memory, 0), foundAt(memory, 1)]).toEqual([ADDRESSES, null]);
  });

  test("each family for itself, and each way in which it is sought, whatever the case of the name", () => {
    const memory = new AddressMemory();
    memory.note(A, ADDRESSES, 60, START);
    expect(memory.find({ ...A, type: "AAAA" }, START)).toBeNull();
    expect(memory.find({ ...A, from: "zones-and-hints" }, START)).toBeNull();
    expect(memory.find({ ...A, host: nameOf("NS.Kloud.LAN.") }, START)).toEqual(ADDRESSES);
  });

  test("glue that came on the way counts beside the answer, and the shorter life of the two", () => {
    const memory = new AddressMemory();
    const other = [addressOf("192.0.2.2")];
    memory.note(A, ADDRESSES, 0, START);
    memory.note(A, other, 60, instantFromMs(1500));
    expect([foundAt(memory, 10), foundAt(memory, 11)]).toEqual([[...ADDRESSES, ...other], null]);
    memory.note(A, other, 60, instantFromMs(11_500));
    expect([foundAt(memory, 71), foundAt(memory, 72)]).toEqual([other, null]);
  });

  test("a copy learns for itself", () => {
    const memory = new AddressMemory();
    memory.fork().note(A, ADDRESSES, 60, START);
    expect(foundAt(memory, 1)).toBeNull();
  });
});

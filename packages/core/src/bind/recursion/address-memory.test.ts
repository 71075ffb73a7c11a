import { describe, expect, test } from "vitest";
import { instantFromMs, nameOf } from "../../dns/index.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import { AddressMemory } from "./address-memory.ts";

const HOST = nameOf("ns.kloud.lan.");
const ADDRESSES = [addressOf("192.0.2.1")];
const START = instantFromMs(500);

const foundAt = (memory: AddressMemory, second: number): readonly string[] | null =>
  memory.find(HOST, "A", instantFromMs(second * 1000));

describe("how long a name server's address is remembered", () => {
  test.each([
    ["as long as its TTL", 60, 60],
    ["at least ten seconds", 5, 10],
    ["at most a day", 600_000, 86_400],
  ])("%s", (_row, seconds, last) => {
    const memory = new AddressMemory();
    memory.note(HOST, "A", ADDRESSES, seconds, START);
    expect([foundAt(memory, last), foundAt(memory, last + 1)]).toEqual([ADDRESSES, null]);
  });

  test("that there is none, for ten seconds", () => {
    const memory = new AddressMemory();
    memory.noteFailure(HOST, "A", START);
    expect([foundAt(memory, 10), foundAt(memory, 11)]).toEqual([[], null]);
  });

  test("glue and hints in the second in which they were looked at", () => {
    const memory = new AddressMemory();
    memory.noteForThisSecond(HOST, "A", ADDRESSES, START);
    expect([foundAt(memory, 0), foundAt(memory, 1)]).toEqual([ADDRESSES, null]);
  });

  test("each family for itself, whatever the case of the name", () => {
    const memory = new AddressMemory();
    memory.note(HOST, "A", ADDRESSES, 60, START);
    expect(memory.find(HOST, "AAAA", START)).toBeNull();
    expect(memory.find(nameOf("NS.Kloud.LAN."), "A", START)).toEqual(ADDRESSES);
  });

  test("a copy learns for itself", () => {
    const memory = new AddressMemory();
    memory.fork().note(HOST, "A", ADDRESSES, 60, START);
    expect(foundAt(memory, 1)).toBeNull();
  });
});

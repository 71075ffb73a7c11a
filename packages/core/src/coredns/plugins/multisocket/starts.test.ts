import { describe, expect, it } from "vitest";
import { retellStart } from "../diagnostics.fixture.ts";

/** Lines of a Corefile and how CoreDNS 1.15.0 starts with them. */

describe("it starts", () => {
  it.each(["multisocket +2 => starts"])("%s", (row) => expect(retellStart(row)).toBe(row));
});

describe("it does not, and says why", () => {
  it.each([
    'multisocket "" => invalid num sockets: strconv.Atoi: parsing "": invalid syntax',
    "multisocket { x } => Unexpected token '{', expecting argument",
    "multisocket 1 { x } => Unexpected token '{', expecting argument",
    'multisocket 1.5 => invalid num sockets: strconv.Atoi: parsing "1.5": invalid syntax',
    'multisocket 0x2 => invalid num sockets: strconv.Atoi: parsing "0x2": invalid syntax',
  ])("%s", (row) => expect(retellStart(row)).toBe(row));
});

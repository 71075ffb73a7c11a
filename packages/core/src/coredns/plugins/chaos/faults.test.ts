import { describe, expect, it } from "vitest";
import { faultOf } from "../diagnostics.fixture.ts";

describe("what CoreDNS takes", () => {
  it.each([["chaos"], ["chaos v1"], ["chaos v1 me you"], ["chaos {\n}"]])("%s", (body) =>
    expect(faultOf(body)).toBe(""),
  );
});

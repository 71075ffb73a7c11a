import { describe, expect, it } from "vitest";
import { nameOf } from "../../dns/index.ts";
import { startBind } from "../fixtures/start.fixture.ts";
import { addressOf } from "../fixtures/texts.fixture.ts";
import type { ViewSettings } from "../settings.ts";
import type { NoticeStanding } from "../zone-messages.ts";
import { noticeLines } from "./heard-notice.ts";

interface OneView {
  readonly settings: ViewSettings;
}

function viewOf(conf: string): OneView {
  const [settings] = startBind(conf, {}).settings.views;
  if (settings === undefined) throw new Error("no view");
  return { settings };
}

const DEFAULT = viewOf("options { };");
const NAMED = viewOf('view "office" { };');
const SOURCE = { address: addressOf("192.0.2.9"), port: 40_001 };

describe("what named says of a NOTIFY", () => {
  it.each<readonly [view: OneView, signer: string | null, standing: NoticeStanding, lines: readonly string[]]>([
    [DEFAULT, null, "let-in", ["192.0.2.9#40001: received notify for zone 'z.lan'"]],
    [DEFAULT, null, "not-authoritative", ["192.0.2.9#40001: received notify for zone 'z.lan': not authoritative"]],
    [
      DEFAULT,
      null,
      "refused",
      [
        "192.0.2.9#40001: received notify for zone 'z.lan'",
        "zone z.lan/IN: refused notify from non-primary: 192.0.2.9#40001",
      ],
    ],
    [
      DEFAULT,
      "pair.",
      "not-authoritative",
      ["192.0.2.9#40001/key pair: received notify for zone 'z.lan': TSIG 'pair': not authoritative"],
    ],
    [NAMED, null, "let-in", ["192.0.2.9#40001: view office: received notify for zone 'z.lan'"]],
    [
      NAMED,
      null,
      "refused",
      [
        "192.0.2.9#40001: view office: received notify for zone 'z.lan'",
        "zone z.lan/IN/office: refused notify from non-primary: 192.0.2.9#40001",
      ],
    ],
  ])("%#", (view, signer, standing, lines) => {
    const key = signer === null ? null : nameOf(signer);
    const said = noticeLines(view, view, { name: nameOf("z.lan."), source: SOURCE, signer: key, serial: 8, standing });
    expect(said.map((line) => line.replace(/^client @\S+ /, ""))).toEqual(lines);
  });
});

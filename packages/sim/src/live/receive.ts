import type { Step } from "@splithorizon/core";
import { InvariantError } from "@splithorizon/core";
import type { Delivery } from "../network/index.ts";
import type { Frame } from "../sending/index.ts";
import type { Errand } from "./errand.ts";
import type { Stage } from "./stage.ts";

/** Hands a packet to the server that it has come to. */
export function receiveAt(
  stage: Stage,
  { drive }: Errand,
  { asked, mark, resident }: Frame,
  { station, packet }: Delivery & { readonly kind: "delivered" },
): Step {
  if (asked === null) throw new InvariantError("nobody asked");
  if (drive.isRecorded) {
    drive.record(mark, { kind: "received", server: resident.title, station, source: packet.source });
  }
  const { transport, content } = asked;
  const { source, destination } = packet;
  const sink = drive.isRecorded
    ? ({ actor, text }: { readonly actor: string; readonly text: string }): void =>
        drive.record(mark, { kind: "remark", actor, text })
    : null;
  const step = drive.twin.remarks.listen(sink, () =>
    resident.server.receive({ source, destination, transport, content }, stage.agenda.now()),
  );
  stage.touched(resident);
  return step;
}

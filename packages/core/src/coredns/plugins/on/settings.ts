import type { Parsed } from "../../../text/index.ts";
import type { Dispenser } from "../../corefile/index.ts";
import { settled } from "../settings-helpers.ts";

const EVENTS = ["startup", "shutdown", "certrenew"];

/** caddy/onevent/on.go: `on EVENT COMMAND [ARGUMENT...]`. Values are the commands. */
export function readOnSettings(dispenser: Dispenser): Parsed<readonly string[]> {
  const commands: string[] = [];
  dispenser.ignored("a command that CoreDNS runs at an event");
  while (dispenser.next()) {
    if (!dispenser.nextArgument()) {
      dispenser.wrongArguments();
      continue;
    }
    const event = dispenser.value;
    if (!EVENTS.includes(event.toLowerCase())) {
      dispenser.problem(`Wrong event name or event not supported: '${event}'`);
    }
    const [command] = dispenser.remainingArguments();
    if (command === undefined || command === "") dispenser.problem("no command contained in ''");
    else commands.push(command);
  }
  return settled(commands, dispenser);
}

export { realAgenda } from "./real-agenda.ts";
export { printServeEvent, type ServeEvent } from "./serve-event.ts";
export { type ListenAddress, type ServeOptions, type Serving, serveTwin } from "./serve-twin.ts";

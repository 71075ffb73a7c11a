import type { ApiReply, ApiRequest, ClusterApi } from "./cluster-api.ts";

const MOST_TRIES = 4;
const USUAL_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;
const TOO_MANY_REQUESTS = 429;

/** A request that waits as long as a busy server asks for (the client library does not), a few times. */
export async function patientGet(api: ClusterApi, request: ApiRequest): Promise<ApiReply> {
  for (let tries = 1; ; tries += 1) {
    const reply = await api.get(request);
    if (reply.kind !== "status" || reply.status !== TOO_MANY_REQUESTS || tries === MOST_TRIES) return reply;
    await api.pause(Math.min(reply.retryAfterMs ?? USUAL_PAUSE_MS, LONGEST_PAUSE_MS));
  }
}

import { request } from "node:https";

/** Where a server listens on loopback, and who vouches for it. */
export interface Endpoint {
  readonly port: number;
  readonly authority: string;
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly token: string;
  readonly body?: string;
  readonly type?: string;
}

/** What came back, octets as text. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function ask({ port, authority }: Endpoint, { method, path, token, body, type }: Question): Promise<Reply> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": type, "content-length": String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, ca: authority, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: headersFrom(response.headers),
          body: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

function headersFrom(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(", ")]],
    ),
  );
}

import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** One request to AWS, as far as a test looks at it. */
type Seen = {
  /** "s3", "sns", "monitoring": from the signature. */
  readonly service: string;
  readonly method: string;
  readonly path: string;
  readonly isRepeat: boolean;
};

/**
 * `500`: an answer that says so; the other numbers too, as S3 words them. `silence`: none at all. `lost`: the
 * work is done, and the answer is not sent. `cut`: half of the answer is sent, and no more.
 */
export type Fault = '500' | keyof typeof S3_ERRORS | 'silence' | 'lost' | 'cut';

const S3_ERRORS = { '403': 'AccessDenied', '404': 'NoSuchKey', '503': 'SlowDown' } as const;

export type FaultyProxy = {
  readonly endpoint: string;
  /** Asked for each request; null lets it pass. */
  fault: (seen: Seen) => Fault | null;
  /** Requests so far, by service and method. */
  readonly counts: Map<string, number>;
  /** Those of them that the SDK sent again, because it had heard no good answer. */
  readonly repeats: Map<string, number>;
  readonly close: () => Promise<void>;
};

/** Stands between a function and the emulator, on loopback, and fails as it is told. */
export async function startFaultyProxy(target: string): Promise<FaultyProxy> {
  const { hostname, port } = new URL(target);
  const counts = new Map<string, number>();
  const repeats = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    const seen = look(incoming);
    const name = `${seen.service} ${seen.method}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (seen.isRepeat) repeats.set(name, (repeats.get(name) ?? 0) + 1);
    const fault = proxy.fault(seen);
    if (fault === 'silence') return;
    if (fault !== null && fault !== 'lost' && fault !== 'cut') {
      incoming.resume();
      const code = fault === '500' ? '' : S3_ERRORS[fault];
      const body = `<Error><Code>${code}</Code><Message>as the test told it</Message></Error>`;
      outgoing.writeHead(Number(fault)).end(code === '' ? '' : body);
      return;
    }
    forward(incoming, outgoing, { hostname, port }, fault);
  });
  /** A connection that nobody uses stays: closed while a request is on its way, it would be a fault of its own. */
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const proxy: FaultyProxy = {
    endpoint: `http://127.0.0.1:${address.port}`,
    fault: () => null,
    counts,
    repeats,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function look({ headers, method = '', url = '' }: IncomingMessage): Seen {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '');
  const attempt = /attempt=(\d+)/.exec(String(headers['amz-sdk-request']));
  const service = scope?.[1] ?? 'unsigned';
  return { service, method, path: url, isRepeat: Number(attempt?.[1] ?? 1) > 1 };
}

function forward(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  target: { readonly hostname: string; readonly port: string },
  fault: Fault | null,
): void {
  const { method, url, headers } = incoming;
  const passed = request({ ...target, method, path: url, headers }, (answer) => {
    if (fault === 'lost') {
      answer.resume().on('end', () => outgoing.destroy());
      return;
    }
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault === 'cut') {
      const half = Number(answer.headers['content-length']) >> 1;
      answer.once('data', (part: Buffer) => {
        outgoing.write(part.subarray(0, half), () => outgoing.destroy());
        answer.destroy();
      });
      return;
    }
    answer.pipe(outgoing);
  });
  passed.on('error', () => outgoing.destroy());
  incoming.pipe(passed);
}

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo, Server } from 'node:net';

/** A request as the SDK sent it: which operation, in which Region. */
export type Asked = {
  /** `bedrock GET /inference-profiles`, or `events DescribeRule`. */
  readonly operation: string;
  readonly region: string;
  readonly body: string;
};

export type Answered = { readonly status?: number; readonly body: unknown };

/**
 * Answers the SDK on this machine with what AWS would answer, for services that the emulator does not
 * have, or has in another shape. A body that is no text goes out as JSON. Every request is `probe-1`.
 */
export async function startAnswers(answer: (asked: Asked) => Answered) {
  const asked: Asked[] = [];
  const serve = async (request: IncomingMessage | Http2ServerRequest, response: Response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const one = readAsked(request, Buffer.concat(chunks).toString('utf8'));
    asked.push(one);
    const { status = 200, body } = answer(one);
    const isText = typeof body === 'string';
    response.writeHead(status, {
      'content-type': isText ? 'text/xml' : 'application/json',
      'x-amzn-requestid': 'probe-1',
    });
    response.end(isText ? body : JSON.stringify(body));
  };
  const plain = createServer(serve);
  // The client of Bedrock's runtime speaks HTTP/2.
  const runtime = createHttp2Server(serve);
  const sessions = new Set<ServerHttp2Session>();
  runtime.on('session', (session) => sessions.add(session));
  const before = { ...process.env };
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await listen(plain),
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: await listen(runtime),
    AWS_ACCESS_KEY_ID: '111122223333',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_EC2_METADATA_DISABLED: 'true',
  });
  return {
    asked,
    stop: async () => {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      plain.closeAllConnections();
      for (const session of sessions) session.destroy();
      await Promise.all(
        [plain, runtime].map((server) => new Promise((done) => server.close(done))),
      );
    },
  };
}

type Response = Pick<ServerResponse, 'writeHead' | 'end'> | Http2ServerResponse;

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function readAsked(
  { headers, method, url = '' }: IncomingMessage | Http2ServerRequest,
  body: string,
): Asked {
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '');
  const [, region = '', service = ''] = scope ?? [];
  const target =
    String(headers['x-amz-target'] ?? '')
      .split('.')
      .at(-1) ?? '';
  const action = new URLSearchParams(body).get('Action') ?? '';
  const path = `${method} ${url.split('?', 1)[0]}`;
  return { operation: `${service} ${target || action || path}`, region, body };
}

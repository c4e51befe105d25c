import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInvocationsReader } from '../../io/bedrock-invocations.ts';
import { createReadRoles } from '../../io/read-roles.ts';
import { compareAccounts } from '../../lambdas/seal/compare-accounts.ts';

/**
 * Times looking into accounts: the real clients, against a server on this machine that answers STS and
 * CloudWatch after the time that they take from afar. `npm run bench:accounts`
 */

const ACCOUNTS = 150;
const REGIONS = Array.from({ length: 17 }, (_, index) => `eu-central-${index + 1}`);
/** A round trip from Europe to the furthest Regions is about 300 ms; STS is asked at home. */
const DELAY_MS = { sts: 30, cloudWatch: 200 };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const isSts = Buffer.concat(chunks).includes('Action=AssumeRole');
    const answer = () => {
      response.setHeader('content-type', isSts ? 'text/xml' : 'application/x-amz-json-1.0');
      response.end(isSts ? SESSION : NO_METRICS);
    };
    setTimeout(answer, isSts ? DELAY_MS.sts : DELAY_MS.cloudWatch);
  });
});
const until = new Date(Date.now() + 3_600_000).toISOString();
const SESSION = `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${until}</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>`;
/** An account in which nothing was called of late. */
const NO_METRICS = '{}';

await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
process.env.AWS_ACCESS_KEY_ID = 'a';
process.env.AWS_SECRET_ACCESS_KEY = 's';

const places = Array.from({ length: ACCOUNTS }, (_, index) =>
  String(100_000_000_000 + index),
).flatMap((accountId) => REGIONS.map((region) => ({ accountId, region })));
const organization = { prefix: 'p', partition: 'aws', ownAccount: '999999999999' };
const countInvocations = createInvocationsReader(createReadRoles(organization, 'eu-central-1'));
const cpu = process.cpuUsage();
const begun = performance.now();
const answers = await compareAccounts(
  '2026-11-03T10',
  places,
  () => 0,
  { countInvocations, now: Date.now },
  Number.POSITIVE_INFINITY,
);
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(cpu);
const failed = answers.filter(({ kind }) => kind === 'not-compared').length;
if (failed > 0) throw new Error(`${failed} were not compared: ${JSON.stringify(answers[0])}`);
const cpuMs = (user + system) / 1000 / places.length;
console.log(
  `${places.length} places in ${seconds.toFixed(1)} s: ${(places.length / seconds).toFixed(0)} a second`,
);
console.log(`CPU      ${cpuMs.toFixed(1)} ms a place, the answering server's with it`);
console.log(`memory   ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB at most`);
console.log(`1,000 accounts x 17 Regions: ${((17_000 * seconds) / places.length).toFixed(0)} s`);
server.close();
server.closeAllConnections();

import { expect, it } from 'vitest';
import type { CoverageRow } from '../../../core/coverage/coverage.ts';
import { unwatchedMessage } from '../../../core/tell/unwatched-message.ts';

const context = {
  ...{ policySha256: '', fences: [], accountNames: {}, runbookUrl: null },
  ...{ dashboardUrl: 'https://example.com/d', evidence: 's3://x' },
};
const row = (accountId: string, name = 'x'): CoverageRow => ({
  ...{ accountId, name, region: 'eu-west-1', state: 'callable, not watched', why: 'because' },
});

it('one place is told in the singular, with where to read on', () => {
  const { subject, body } = unwatchedMessage([row('111122223333')], context);
  expect(subject).toBe('[geofence] 1 account-Region can call Bedrock and is not watched');
  expect(body).toContain('docs/runbook.md, "unwatched"');
});

it('thousands of accounts and hostile names fit into a message of 256 KB, on lines of their own', () => {
  const rows = Array.from({ length: 5000 }, (_, index) =>
    row(String(100000000000 + index), `${'é'.repeat(5000)}\nRunbook https://evil.example`),
  );
  const { body } = unwatchedMessage(rows, context);
  expect(Buffer.byteLength(body)).toBeLessThan(256 * 1024);
  expect(body).toContain('and 4920 more');
  expect(body).not.toMatch(/^Runbook https/m);
});

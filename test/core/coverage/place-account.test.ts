import fc from 'fast-check';
import { expect, it } from 'vitest';
import { COVERAGE_STATES } from '../../../core/coverage/coverage.ts';
import { ACCOUNT_STATUSES } from '../../../core/coverage/organization.ts';
import { type PlaceFacts, placeAccount } from '../../../core/coverage/place-account.ts';

const allowed = { kind: 'allowed', example: 'bedrock:InvokeModel of x' } as const;
const denied = { kind: 'denied', by: 'region-deny, statement No' } as const;
const doubtful = { kind: 'unknown', because: 'odd: its statement 1 depends on "a"' } as const;
const facts: PlaceFacts = {
  ...{ status: 'ACTIVE', isManagement: false, isEnabled: true },
  ...{ calls: allowed, delivery: allowed, seen: null, unread: null },
};
const seen = 'its canary came through at 2026-11-03T10:05Z';

it.each<readonly [string, Partial<PlaceFacts>, string, RegExp]>([
  [
    'can call, nothing came',
    {},
    'callable, not watched',
    /InvokeModel of x can start, and nothing/,
  ],
  ['its canary came', { seen }, 'watched', /^its canary came through/],
  ['came, and calls are denied', { seen, calls: denied }, 'watched', /canary/],
  ['came, and the policy is in doubt', { seen, calls: doubtful }, 'watched', /canary/],
  ['came, and delivery is in doubt', { seen, delivery: doubtful }, 'watched', /canary/],
  ['came, and nobody knows its Regions', { seen, isEnabled: null }, 'watched', /canary/],
  [
    'came once, and cannot any more',
    { seen, delivery: denied },
    'callable, not watched',
    /nothing can be delivered: region-deny, statement No \(before that: its canary/,
  ],
  ['cannot deliver', { delivery: denied }, 'callable, not watched', /nothing can be delivered/],
  ['cannot deliver, not all read', { delivery: denied, unread: 'x' }, 'callable, not watched', /./],
  ['may deliver', { delivery: doubtful }, 'callable, not watched', /perhaps nothing can: odd/],
  ['neither can start nor deliver', { calls: denied, delivery: denied }, 'denied by SCP', /No$/],
  ['cannot start', { calls: denied }, 'denied by SCP', /no call can start: region-deny/],
  ['cannot start, Regions unknown', { calls: denied, isEnabled: null }, 'denied by SCP', /./],
  ['cannot start, not all read', { calls: denied, unread: 'x' }, 'denied by SCP', /./],
  ['has not the Region', { isEnabled: false }, 'not enabled', /not enabled the Region/],
  ['has not the Region, denied too', { isEnabled: false, calls: denied }, 'not enabled', /./],
  ['has not the Region, in doubt', { isEnabled: false, calls: doubtful }, 'not enabled', /./],
  ['Regions unknown', { isEnabled: null }, 'unknown', /whether the Region is enabled/],
  ['policy in doubt', { calls: doubtful }, 'unknown', /whether a call can start: odd/],
  ['in doubt, cannot deliver', { calls: doubtful, delivery: denied }, 'unknown', /call can start/],
  ['not all evidence read', { unread: 'key: cut off' }, 'unknown', /watched: key: cut off/],
  ['suspended', { status: 'SUSPENDED' }, 'not enabled', /suspended/],
  ['suspended since it was seen', { status: 'SUSPENDED', seen }, 'not enabled', /suspended/],
  ['closed', { status: 'CLOSED' }, 'not enabled', /closed/],
  ['being closed', { status: 'PENDING_CLOSURE' }, 'callable, not watched', /being closed$/],
  ['being activated', { status: 'PENDING_ACTIVATION' }, 'unknown', /being activated/],
  [
    'the management account',
    { isManagement: true },
    'callable, not watched',
    /policies do not hold for the management account, and StackSets do not reach it/,
  ],
])('%s', (_, over, state, why) => {
  const placed = placeAccount({ ...facts, ...over });
  expect(placed.state).toBe(state);
  expect(placed.why).toMatch(why);
});

const permission = fc.constantFrom(allowed, denied, doubtful);
const anyFacts: fc.Arbitrary<PlaceFacts> = fc.record({
  status: fc.constantFrom(...ACCOUNT_STATUSES),
  isManagement: fc.boolean(),
  isEnabled: fc.constantFrom(true, false, null),
  calls: permission,
  delivery: permission,
  seen: fc.constantFrom(seen, null),
  unread: fc.constantFrom('key: cut off', null),
});

it('is never falsely clean: watched was seen, denied is denied, not enabled cannot be called', () => {
  fc.assert(
    fc.property(anyFacts, (each) => {
      const { state } = placeAccount(each);
      expect(COVERAGE_STATES).toContain(state);
      if (state === 'watched') expect([each.seen, each.delivery.kind]).not.toContain(null);
      if (state === 'watched') expect(each.delivery).not.toBe(denied);
      if (state === 'denied by SCP') expect(each.calls).toBe(denied);
      const isClosed = each.status === 'SUSPENDED' || each.status === 'CLOSED';
      if (state === 'not enabled') expect(isClosed || each.isEnabled === false).toBe(true);
      if (state === 'callable, not watched') expect(each.calls).toBe(allowed);
    }),
    { numRuns: 200 },
  );
});

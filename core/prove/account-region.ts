import { compareTexts } from '../judge/compare-texts.ts';

/** One account in one source Region: the smallest thing that is watched or not. */
export type AccountRegion = { readonly accountId: string; readonly region: string };

/** Ids of accounts by source Region, both sorted: many of these pairs, small. */
export type ByRegion = Readonly<Record<string, readonly string[]>>;

/** A text that two have in common exactly where they are the same. */
export function placeKeyOf({ accountId, region }: AccountRegion): string {
  return JSON.stringify([accountId, region]);
}

export function byRegion(places: Iterable<AccountRegion>): ByRegion {
  const regions = new Map<string, string[]>();
  for (const { accountId, region } of places) {
    const accounts = regions.get(region);
    if (accounts === undefined) regions.set(region, [accountId]);
    else accounts.push(accountId);
  }
  const sorted = [...regions].sort(([a], [b]) => compareTexts(a, b));
  return Object.fromEntries(sorted.map(([region, accounts]) => [region, accounts.sort()]));
}

export function placesOf(places: ByRegion): readonly AccountRegion[] {
  return Object.entries(places).flatMap(([region, accounts]) =>
    accounts.map((accountId) => ({ accountId, region })),
  );
}

/** By account, then by Region. */
export function comparePlaces(a: AccountRegion, b: AccountRegion): number {
  return compareTexts(a.accountId, b.accountId) || compareTexts(a.region, b.region);
}

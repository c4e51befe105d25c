import { catalog } from '../../core/catalog/known.ts';

/** Regions with Bedrock that need no opt-in: those that are watched by default. */
export const DEFAULT_REGIONS: readonly string[] = catalog.regions
  .filter(({ partition, status }) => partition === 'aws' && status === 'ga')
  .filter(({ bedrockRuntime, optInRequired }) => bedrockRuntime === true && optInRequired !== true)
  .map(({ code }) => code)
  .sort();

/** What is simulated: who calls how much from where, and what goes wrong. */
export type Plan = {
  readonly accounts: number;
  /** Source Regions, each with its share of all calls; the shares add up to 1. */
  readonly shares: Readonly<Record<string, number>>;
  /** Calls a second over all accounts and Regions, on average. */
  readonly ratePerSecond: number;
  readonly seconds: number;
  /** The part of all messages that come a second time. */
  readonly duplicates: number;
  /** How many times as often as usual the rare kinds of calls come. */
  readonly rareTimes: number;
  /** A Region whose queue nobody reads for a while, in seconds from the start. */
  readonly stopped: Span;
  /** A Region whose ingest fails for a while, in this part of its invocations. */
  readonly failing: Span & { readonly part: number };
};

type Span = { readonly region: string; readonly fromS: number; readonly toS: number };

const HOUR_S = 3600;
/** Where calls are made by people's habits; the other Regions share the rest evenly. */
const LARGE = {
  'us-east-1': 0.18,
  'us-west-2': 0.13,
  'eu-central-1': 0.12,
  'eu-west-1': 0.1,
  'ap-northeast-1': 0.08,
} as const;

/** 1,000 accounts in every given Region, three hours. */
export function organizationPlan(regions: readonly string[], ratePerSecond: number): Plan {
  const rest = 1 - Object.values(LARGE).reduce((sum, share) => sum + share, 0);
  const small = regions.filter((region) => !(region in LARGE));
  return {
    accounts: 1000,
    shares: {
      ...LARGE,
      ...Object.fromEntries(small.map((region) => [region, rest / small.length])),
    },
    ratePerSecond,
    seconds: 3 * HOUR_S,
    ...{ duplicates: 0.25, rareTimes: 1 },
    stopped: { region: 'eu-central-1', fromS: 0.75 * HOUR_S, toS: 1.75 * HOUR_S },
    failing: { region: 'eu-west-1', fromS: 0.5 * HOUR_S, toS: 1.5 * HOUR_S, part: 0.5 },
  };
}

/** The same in small, for a test: 20 accounts in three Regions, three minutes. */
export const SMALL_PLAN: Plan = {
  accounts: 20,
  shares: { 'eu-central-1': 0.5, 'eu-west-1': 0.3, 'us-east-1': 0.2 },
  ratePerSecond: 20,
  seconds: 180,
  ...{ duplicates: 0.25, rareTimes: 200 },
  stopped: { region: 'eu-central-1', fromS: 120, toS: 400 },
  failing: { region: 'eu-west-1', fromS: 0, toS: 5400, part: 0.7 },
};

/** Ten minutes of each hour bring three times the average, the others what is left. */
const BURST = { everyS: HOUR_S, lengthS: 600, offsetS: 1800, times: 3 } as const;

/** Calls a second in a Region at a time; over whole hours they average to its share. */
export function rateAt({ shares, ratePerSecond }: Plan, region: string, second: number): number {
  const { everyS, lengthS, offsetS, times } = BURST;
  const part = lengthS / everyS;
  const intoS = (second - offsetS + everyS) % everyS;
  const factor = intoS < lengthS ? times : (1 - times * part) / (1 - part);
  return ratePerSecond * (shares[region] ?? 0) * factor;
}

/** Looks like chance, and is the same for the same numbers: 0 up to 1. */
export function chance(number: number, salt: number): number {
  let mixed = Math.imul(number ^ Math.imul(salt, 0x9e3779b1), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x45d9f3b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

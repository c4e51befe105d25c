/** What `infra/` deploys in each source Region; test/infra/stacks.test.ts holds it to the templates. */
export const DEPLOYED = {
  visibilityS: 420,
  mostReceives: 5,
  retentionS: 14 * 86_400,
  batchSize: 10_000,
  windowS: 60,
  mostAtOnce: 10,
  memoryMb: 512,
} as const;

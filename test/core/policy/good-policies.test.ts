import { describe, expect, it } from 'vitest';
import { aZone, goodPolicy, problemsOf, withCatalog, withFence, withWaiver } from './policies.ts';

const withFences = (...fences: object[]) =>
  goodPolicy({
    fences: fences.map((fence, index) => ({ name: `f${index}`, allow: ['eu'], ...fence })),
  });
const scopeA = { accounts: ['111122223333', '444455556666'], models: ['a*'] };
describe('good files', () => {
  it.each([
    ['two fences, narrow before wide', withFences({ scope: scopeA }, {})],
    [
      'two scopes that only look alike',
      withFences({ scope: scopeA }, { scope: { accounts: scopeA.accounts } }, {}),
    ],
    ['a deny with effect, and a mode', withFence({ deny: ['eu-west-3'], mode: 'observe' })],
    ['a waiver for a zone', withWaiver({ regions: ['eu-central-1-waw-1a'] })],
    [
      'a Region newer than the catalog',
      {
        ...withFence({ allow: ['eu-north-9'] }),
        catalog: { regions: [{ code: 'eu-north-9', country: 'SE' }] },
      },
    ],
    [
      'a Region newer than the catalog, taken out of all commercial ones',
      {
        ...withFence({ allow: ['commercial'], deny: ['eu-north-9'] }),
        catalog: { regions: [{ code: 'eu-north-9', country: 'SE' }] },
      },
    ],
    [
      'a zone of one name below another Region',
      withCatalog({ zones: [aZone, { ...aZone, parent: 'eu-west-1' }] }),
    ],
    [
      'a zone that the catalog has too',
      withCatalog({ zones: [{ parent: 'eu-central-1', metro: 'waw', country: 'PL' }] }),
    ],
    [
      'a zone newer than the catalog',
      {
        ...withWaiver({ regions: ['eu-central-1-muc-1a'] }),
        catalog: { zones: [{ parent: 'eu-central-1', metro: 'muc', country: 'DE' }] },
      },
    ],
    [
      'a Region that the catalog has too',
      withCatalog({ regions: [{ code: 'eu-central-1', country: 'DE' }] }),
    ],
    [
      'copies of an ARN, a model and another extra',
      withCatalog({
        profiles: [
          {
            id: 'a',
            copyFrom:
              'arn:aws:bedrock:eu-central-1:111122223333:inference-profile/eu.anthropic.claude-sonnet-4-6',
          },
          {
            id: 'b',
            copyFrom: 'arn:aws:bedrock:eu-west-1::foundation-model/amazon.titan-embed-text-v2:0',
          },
          { id: 'c', routes: { 'eu-west-1': ['eu-west-3'] } },
          { id: 'd', copyFrom: 'c' },
        ],
      }),
    ],
    [
      'names for accounts',
      goodPolicy({ $schema: './x.json', accounts: { '111122223333': { name: 'a', owner: 'b' } } }),
    ],
  ])('%s', (_, value) => {
    expect(problemsOf(JSON.stringify(value))).toEqual([]);
  });
});

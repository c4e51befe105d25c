import { liesInside } from '../judge/lies-inside.ts';
import { baseModelOf } from '../judge/parse-model.ts';
import { routesOf } from '../judge/routes.ts';
import { holds } from '../judge/scope.ts';
import { type Draft, entriesOf, fieldBelow } from './draft.ts';
import { type Places, unknownPlace } from './places.ts';
import type { PolicyExample, PolicyFile } from './policy-file.ts';
import type { Problem } from './problem.ts';
import type { ResolvedFence, ResolvedPolicy } from './resolved-policy.ts';

/** Examples called in a Region that is not known: such a call is never inside, which proves nothing. */
export function checkExamplePlaces(file: Draft, places: Places): readonly Problem[] {
  return entriesOf(file, 'examples').flatMap((example) => {
    const { value, path } = fieldBelow(example, 'sourceRegion');
    if (typeof value !== 'string' || places.regions.has(value)) return [];
    return [unknownPlace(value, path, places, 'Region')];
  });
}

/**
 * Examples that come out differently. `inside` means that nothing such a call may use leaves the fence:
 * its routes are known, and all of them and its source Region are inside. The fence is the one it
 * names, else the first that holds such a call from anybody.
 */
export function checkExamples(file: PolicyFile, policy: ResolvedPolicy): readonly Problem[] {
  return (file.examples ?? []).flatMap((example, index) => {
    const path = ['examples', index];
    if ((example.profile === undefined) === (example.model === undefined)) {
      return [
        {
          code: 'example-subject',
          path,
          found: example.profile === undefined ? 'neither "profile" nor "model"' : 'both',
          allowed: 'exactly one of "profile" and "model"',
          fix: 'name what is called',
        },
      ];
    }
    const outcome = comeOut(example, policy);
    if (outcome.expect === example.expect) return [];
    return [
      {
        code: 'example-differs',
        path: [...path, 'expect'],
        found: `"${example.expect}", but it comes out ${outcome.expect}: ${outcome.because}`,
        allowed: 'an example that comes out as expected',
        fix: 'correct the fence or the example',
      },
    ];
  });
}

function comeOut(example: PolicyExample, policy: ResolvedPolicy) {
  const model = example.profile ?? example.model ?? '';
  const fence = fenceFor(example, model, policy);
  if (fence === undefined) {
    return { expect: 'without a fence', because: 'no fence holds such a call' } as const;
  }
  const routes = routesOf(model, example.sourceRegion, policy);
  if (routes.kind !== 'known') {
    return {
      expect: 'outside',
      because: `its Regions from ${example.sourceRegion} are not known`,
    } as const;
  }
  const regions = [...new Set([example.sourceRegion, ...routes.regions])];
  const left = regions.filter((code) => !liesInside(code, fence, policy)).sort();
  return left.length === 0
    ? ({
        expect: 'inside',
        because: `all of ${regions.length} Regions are in fence "${fence.name}"`,
      } as const)
    : ({ expect: 'outside', because: `${left.join(', ')} outside fence "${fence.name}"` } as const);
}

function fenceFor(
  example: PolicyExample,
  model: string,
  policy: ResolvedPolicy,
): ResolvedFence | undefined {
  if (example.fence !== undefined) return policy.fences.find(({ name }) => name === example.fence);
  const view = {
    accountId: null,
    principal: null,
    sourceRegion: example.sourceRegion,
    baseModel: baseModelOf(model, policy),
  };
  return policy.fences.find(({ scope }) => {
    const { accounts: _accounts, principals: _principals, ...rest } = scope;
    return holds(rest, view);
  });
}
